"""Whether a programme is open to an applicant: yes, no or unknown, by the criteria it states and nothing else.

Unknown never counts as yes. A criterion without a fact is unknown; a visa matters only to one who needs it. A minimum
score is a criterion once a result is in hand; before that the chance of clearing it says what there is to say.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum

from stepready.core.applying.doubt import Doubts, doubt
from stepready.core.applying.profile import Profile, Step3, Visa
from stepready.core.applying.programme import Known, Programme, Track
from stepready.core.values import dataclass
from stepready.core.values.wording import count, marked


class Eligible(StrEnum):
    """Whether the stated criteria are met."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One stated criterion and what it says of the applicant, with its source and the day that was true.

    `asks_profile` names the part of the profile that is not said, where that and not the programme leaves it open;
    `doubt` says why the fact it rests on is to be doubted.
    """

    field: str
    says: str
    eligible: Eligible
    source: str | None = None
    as_of: date | None = None
    asks_profile: str | None = None
    doubt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Applying:
    """The applicant as programmes see one.

    `attempts` are sittings of the Step taken most often, the coming one included. `years` are years from graduation to
    the applications, None when the year is not said. `result` is a Step 2 CK score in hand.
    """

    as_of: date
    profile: Profile
    attempts: int
    years: int | None
    result: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A programme with what its criteria say; `why` has every criterion, those that decide first."""

    programme: Programme
    eligible: Eligible
    why: tuple[Criterion, ...]


def judge(
    programme: Programme, applying: Applying, doubts: Doubts, p_clear: float | None, *, supported: bool
) -> Judged:
    """Judge every criterion of a programme; `p_clear` is the chance (0-1) that the score clears its minimum.

    It is marked where no data support it.
    """
    clears = None if p_clear is None else marked(p_clear, supported=supported)
    found = list(_criteria(programme, applying, clears))
    why = tuple(_doubted(criterion, programme, applying.as_of, doubts) for criterion in found)
    answers = {criterion.eligible for criterion in why}
    worst = next(answer for answer in (Eligible.NO, Eligible.UNKNOWN, Eligible.YES) if answer in {*answers, YES})
    order = (Eligible.NO, Eligible.UNKNOWN, Eligible.YES)
    return Judged(programme=programme, eligible=worst, why=tuple(sorted(why, key=lambda c: order.index(c.eligible))))


YES, NO, UNKNOWN = Eligible.YES, Eligible.NO, Eligible.UNKNOWN


def _criteria(programme: Programme, applying: Applying, clears: str | None) -> Iterator[Criterion]:
    profile = applying.profile
    yield from _visas(programme, profile)
    yield _attempts(programme, applying.attempts)
    yield _years(programme, applying.years)
    yield _months(programme, profile)
    yield _minimum(programme, applying.result, clears)
    if Track.PHYSICIANS_ONLY in programme.tracks:
        yield _prior_training(programme, profile)


def _visas(programme: Programme, profile: Profile) -> Iterator[Criterion]:
    need = profile.visa
    if need is Visa.NONE:
        return
    if need is None:
        yield _visa_unsaid(programme)
    elif need is Visa.EITHER:
        yield _either(programme)
    else:
        yield _visa(programme, need)


def _visa_unsaid(programme: Programme) -> Criterion:
    both = programme.value("visa_j1") is True and programme.value("visa_h1b") is True
    if both:
        return _of(programme, "visa_j1", "sponsors a J-1 and an H-1B visa", YES)
    says = "whether you need a visa is not said: `stepready profile set --visa none|j1|h1b|either`"
    return Criterion(field="visa_j1", says=says, eligible=UNKNOWN, asks_profile="visa")


def _visa(programme: Programme, need: Visa) -> Criterion:
    field, name = ("visa_j1", "a J-1 visa") if need is Visa.J1 else ("visa_h1b", "an H-1B visa")
    sponsors = programme.value(field)
    if sponsors is None:
        return _of(programme, field, f"whether it sponsors {name}, which you need, is not known", UNKNOWN)
    if not sponsors:
        return _of(programme, field, f"does not sponsor {name}, which you need", NO)
    return _of(programme, field, f"sponsors {name}", YES)


def _either(programme: Programme) -> Criterion:
    given = {"visa_j1": "a J-1", "visa_h1b": "an H-1B"}
    sponsored = [field for field in given if programme.value(field) is True]
    if sponsored:
        return _of(programme, sponsored[0], f"sponsors {given[sponsored[0]]} visa", YES)
    blank = [field for field in given if programme.value(field) is None]
    if blank:
        return _of(programme, blank[0], f"whether it sponsors {given[blank[0]]} visa is not known", UNKNOWN)
    return _of(programme, "visa_j1", "sponsors neither a J-1 nor an H-1B visa, one of which you need", NO)


def _attempts(programme: Programme, have: int) -> Criterion:
    most = programme.figure("attempts_max")
    if most is None:
        return _of(programme, "attempts_max", "how many attempts at a Step it accepts is not known", UNKNOWN)
    says = f"accepts {count(int(most), 'attempt')} at a Step; you have {have} with the one planned"
    return _of(programme, "attempts_max", says, YES if have <= most else NO)


def _years(programme: Programme, have: int | None) -> Criterion:
    most = programme.figure("years_max")
    if most is None:
        return _of(programme, "years_max", "how many years since graduation it accepts is not known", UNKNOWN)
    stated = f"accepts {count(int(most), 'year')} since graduation"
    if have is None:
        says = f"{stated}; yours are not said: `stepready profile set --graduated YEAR`"
        return _of(programme, "years_max", says, UNKNOWN, asks_profile="graduated")
    return _of(programme, "years_max", f"{stated}; you have {have}", YES if have <= most else NO)


def _months(programme: Programme, profile: Profile) -> Criterion:
    least, have = programme.figure("us_months_min"), profile.us_months
    if least is None:
        return _of(programme, "us_months_min", "how much US experience it asks for is not known", UNKNOWN)
    stated = f"asks for {count(int(least), 'month')} of US experience"
    if have is None and least > 0:
        says = f"{stated}; yours are not said: `stepready profile set --us-months N`"
        return _of(programme, "us_months_min", says, UNKNOWN, asks_profile="us_months")
    return _of(programme, "us_months_min", f"{stated}; you have {have or 0}", YES if (have or 0) >= least else NO)


def _minimum(programme: Programme, result: int | None, clears: str | None) -> Criterion:
    least = programme.figure("min_step2")
    if least is None:
        return _of(programme, "min_step2", "its minimum Step 2 CK score is not known", UNKNOWN)
    stated = f"minimum {least:.0f}"
    if result is not None:
        return _of(programme, "min_step2", f"{stated}; your score is {result}", YES if result >= least else NO)
    if clears is None:
        return _of(programme, "min_step2", f"{stated}; no forecast yet says how likely you clear it", YES)
    return _of(programme, "min_step2", f"{stated}: open to you, chance to clear {clears}", YES)


def _prior_training(programme: Programme, profile: Profile) -> Criterion:
    if len(programme.tracks) > 1 and profile.prior_training is not True:
        says = "the table and the NRMP code differ on its track, one of them R, which wants prior US training"
        return Criterion(field="track", says=says, eligible=UNKNOWN)
    answers = {
        None: (UNKNOWN, "; whether you have it is not said: `stepready profile set --prior-training`"),
        True: (YES, ", which you have"),
        False: (NO, ", which you do not have"),
    }
    eligible, told = answers[profile.prior_training]
    asks = "prior_training" if eligible is UNKNOWN else None
    says = f"track R wants prior US training{told}"
    return Criterion(field="track", says=says, eligible=eligible, asks_profile=asks)


def _of(
    programme: Programme, field: str, says: str, eligible: Eligible, *, asks_profile: str | None = None
) -> Criterion:
    known = programme.known(field)
    return Criterion(
        field=field,
        says=says,
        eligible=eligible,
        source=known.source if known else None,
        as_of=known.as_of if known else None,
        asks_profile=asks_profile,
    )


def _doubted(criterion: Criterion, programme: Programme, as_of: date, doubts: Doubts) -> Criterion:
    """Add to a criterion that rests on a doubtful fact why it is to be doubted."""
    known = programme.known(criterion.field)
    why = doubt(criterion.field, known, as_of, doubts) if isinstance(known, Known) else None
    if why is None:
        return criterion
    return replace(criterion, says=f"{criterion.says} (doubtful: {why})", doubt=why)


def h1b_wants_step3(profile: Profile) -> bool:
    """Whether the applicant needs an H-1B visa and has not said that Step 3 is passed."""
    return profile.visa is Visa.H1B and profile.step3 is not Step3.PASSED
