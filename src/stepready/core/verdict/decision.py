"""Put one guide's decision together: its rules' findings, the exam decision, the application decision."""

from datetime import date, timedelta

from stepready.core.case import Case
from stepready.core.guide.guide import Circumstance
from stepready.core.rules.finding import Outcome
from stepready.core.season.windows import TimingWord
from stepready.core.values import dataclass
from stepready.core.values.wording import full_day, listed, number
from stepready.core.verdict.application import ApplicationDecision, ApplicationVerdict, decide_application
from stepready.core.verdict.checks import Check, ExamVerdict, checks_of, verdict_of
from stepready.core.verdict.circumstances import circumstances, result_fails, result_score
from stepready.core.verdict.delay import Delay, delay_of, waits_a_year


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamDecision:
    """The verdict about the booked date, the sentence behind it, and the delay of a no-go.

    What is too early to judge is judged from `judged_from` on. `pace_needed` and `pace_seen` are points of the
    practice scale a week: the first up to the exam, the second by the log, None where nothing tells.
    """

    verdict: ExamVerdict
    because: str
    delay: Delay | None = None
    judged_from: date | None = None
    pace_needed: float | None = None
    pace_seen: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Everything the guide of a case says of it."""

    case: Case
    circumstances: frozenset[Circumstance]
    checks: tuple[Check, ...]
    exam: ExamDecision
    application: ApplicationDecision
    timing: TimingWord | None


def decide(case: Case) -> Decision:
    """Apply the guide of a case."""
    here, checks = circumstances(case), checks_of(case)
    verdict = verdict_of(case, checks)
    delay = delay_of(case, here, checks) if verdict is ExamVerdict.NO_GO else None
    application = decide_application(case, here, delay)
    if delay is not None and application.verdict is ApplicationVerdict.NEXT_CYCLE:
        delay = waits_a_year(delay, application.because)
    return Decision(
        case=case,
        circumstances=here,
        checks=checks,
        exam=_exam(case, verdict, checks, delay),
        application=application,
        timing=_timing(case),
    )


def _timing(case: Case) -> TimingWord | None:
    booked = case.plan.exam_date
    if booked is None or case.timing is None:
        return None
    return case.timing.word(booked, case.season, case.arrival)


def _exam(case: Case, verdict: ExamVerdict, checks: tuple[Check, ...], delay: Delay | None) -> ExamDecision:
    """Write the exam decision out: the reasons of the musts that make it."""
    if verdict is ExamVerdict.TAKEN:
        return ExamDecision(verdict=verdict, because=_taken_because(case))
    failed, unknown, passed = (_reasons(checks, o) for o in (Outcome.FAIL, Outcome.UNKNOWN, Outcome.PASS))
    if verdict is ExamVerdict.EARLY:
        return _early(case, checks, failed)
    if verdict is ExamVerdict.NO_GO:
        return ExamDecision(verdict=verdict, because="; ".join(failed), delay=delay)
    if verdict is ExamVerdict.GO:
        return ExamDecision(verdict=verdict, because=f"every must holds: {listed(passed)}")
    if not any(check.is_must and check.looks_at_scores for check in checks):
        return ExamDecision(verdict=verdict, because="this guide has no rule for this exam")
    missing = [] if case.plan.exam_date else ["no test date is booked"]
    return ExamDecision(verdict=verdict, because="; ".join(dict.fromkeys([*missing, *failed, *unknown])))


def _reasons(checks: tuple[Check, ...], outcome: Outcome) -> list[str]:
    return [check.reason for check in checks if check.is_must and check.outcome is outcome]


def _early(case: Case, checks: tuple[Check, ...], failed: list[str]) -> ExamDecision:
    """Say from which day practice is judged, and which pace it takes up to the exam."""
    booked, weeks = case.plan.exam_date or case.as_of, case.shortest_weeks or 0
    judged_from = booked - timedelta(weeks=weeks) + timedelta(days=1)
    missing = [check.missing for check in checks if check.is_must and check.missing is not None]
    needed = max(missing, default=0.0) * 7 / (booked - case.as_of).days
    unit = "points" if case.spec.seasonal else "percent"
    seen = "" if case.pace is None else f", the log shows {number(case.pace)}"
    because = (
        f"{'; '.join(failed)}; it takes {number(needed)} {unit} a week up to the exam{seen}. From this level the "
        f"shortest way is {weeks} weeks, so it is judged from {full_day(judged_from)}"
    )
    return ExamDecision(
        verdict=ExamVerdict.EARLY, because=because, judged_from=judged_from, pace_needed=needed, pace_seen=case.pace
    )


def _taken_because(case: Case) -> str:
    sat_on = case.result_on
    sat = f"sat on {full_day(sat_on)}" if sat_on else "sat"
    if case.result is None and sat_on is not None:
        typical = full_day(case.arrival.typical_day(sat_on))
        safe = full_day(case.arrival.safe_day(sat_on))
        return f"{sat}; result pending, likely by {typical}, all but certainly by {safe}"
    word = "a failure" if result_fails(case) else "a pass"
    score = result_score(case)
    if score is None:
        return f"{sat}; the result is {word}"
    mark = case.facts.pass_mark(sat_on or case.as_of).score
    return f"{sat}; the result of {score} is {word} (pass mark {mark})"
