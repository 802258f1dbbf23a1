"""Gather an application: the applicant, the outlook of a test day, the guide's tiers, what is known of applying."""

from dataclasses import replace
from datetime import date

from stepready.core.applying.application import Application, Standing, place_all
from stepready.core.applying.by_test_day import ScoreInTime
from stepready.core.applying.eligible import Applying
from stepready.core.applying.profile import Profile, Visa
from stepready.core.applying.scores import Scores, forecast_scores, known_score
from stepready.core.case import Case
from stepready.core.dates.sweep import counts_by
from stepready.core.facts.exam import USUAL_EXAM, Applicant, Exam
from stepready.core.forecast.data_limits import unsupported
from stepready.core.forecast.forecast import chances
from stepready.core.forecast.two_lines import both
from stepready.core.plan import Plan
from stepready.core.season.calendar import season
from stepready.core.season.prior_sittings import fails
from stepready.core.season.season import Season
from stepready.core.verdict.circumstances import result_fails, result_score
from stepready.guides.library import Library, load_applying
from stepready.services.case import gather_case
from stepready.store.book import Book


def applying_case(book: Book, library: Library, as_of: date, *, guide: str | None = None) -> Case:
    """Return the case of the Step 2 CK plan; without one, of a plan that says nothing."""
    plan = book.plan(USUAL_EXAM) or Plan(exam=USUAL_EXAM)
    return gather_case(book, library, plan, as_of, guide=guide)


def application_of(book: Book, case: Case) -> Application:
    """Return the application that the booked day's score, or the one in hand, would carry."""
    profile, facts = book.profile(), load_applying()
    if profile.visa is None and case.plan.applicant is Applicant.US_IMG:
        profile = replace(profile, visa=Visa.NONE)
    failed = failed_sittings(case)
    return Application(
        applying=Applying(
            as_of=case.as_of,
            profile=profile,
            attempts=1 + max(failed.values()),
            years=_years(profile, case.season),
            result=result_score(case),
        ),
        applicant=case.plan.applicant,
        failed=any(failed.values()),
        outlook=outlook_on(case, case.test_day, case.season),
        tiers=case.guide.tiers or facts.usual_tiers,
        facts=facts,
    )


def failed_sittings(case: Case) -> dict[Exam, int]:
    """Return how many sittings of each Step are known to be failed: logged, told with the plan, or the result."""
    said = case.plan.step1
    told = {Exam.STEP1: int(said is not None and said.was_failed), Exam.STEP2CK: int(result_fails(case))}
    logged = {exam: sum(sat.exam is exam and fails(sat, case.facts) for sat in case.attempts) for exam in Exam}
    return {exam: max(logged[exam], told.get(exam, 0)) for exam in Exam}


def _years(profile: Profile, found: Season) -> int | None:
    """Return the years from graduation to the applications of a season; never below 0."""
    return None if profile.graduated is None else max(0, found.application_year - profile.graduated)


def outlook_on(case: Case, day: date, found: Season) -> ScoreInTime:
    """Return how an application to a season looks that the score of a test day carries."""
    result = result_score(case)
    by = found.day(counts_by(found, case.as_of, is_applied=False))
    return ScoreInTime(
        exam_date=day,
        season=found.year,
        scores=known_score(result) if result is not None else _forecast(case, day),
        p_seen=1.0 if case.plan.result is not None else case.arrival.p_by(by, day),
        pass_mark=case.facts.pass_mark(day).score,
        unsupported=None if result is not None else unsupported(case.trend, day),
    )


def _forecast(case: Case, day: date) -> Scores | None:
    mark = case.facts.pass_mark(day).score
    lines, told = both(case.trend, day, pass_mark=mark), chances(case.trend, day, pass_mark=mark)
    return None if lines is None or told is None else forecast_scores(told, lines.ranged.at_least)


def season_on(case: Case, library: Library, day: date) -> Season:
    """Return the season that a test day's score can still serve: the plan's, or one after its rank list is due."""
    found = case.season
    while case.arrival.typical_day(day) > found.day("rank_list_due"):
        found = season(found.year + 1, library.calendar, library.settings.milestones)
    return found


def standings(book: Book, application: Application) -> tuple[Standing, ...]:
    """Return every programme of the user's table as the application sees it, by id."""
    return place_all(book.programmes(), application)
