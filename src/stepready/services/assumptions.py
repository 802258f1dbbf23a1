"""What a verdict takes for granted, each with how well it is known and where it was read."""

from collections.abc import Iterator
from dataclasses import fields

from stepready.core.case import Case
from stepready.core.facts.exam import Exam
from stepready.core.facts.facts import ConditionReading, Facts, Reading
from stepready.core.season.season import Milestone
from stepready.core.values import dataclass
from stepready.core.wording import full_day, number
from stepready.guides.forecast_model import load_forecast_model
from stepready.guides.library import Library

OURS, YOURS = "ours", "yours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """One thing taken for granted: `status` is a fact's, or `ours`, or `yours` for a value of the user's own."""

    name: str
    value: str
    status: str
    source: str


def assumptions(case: Case, library: Library) -> tuple[Assumption, ...]:
    """Return the facts, days and readings behind a case, the facts first."""
    facts, plan = library.facts, case.plan
    return (
        *_exam_facts(facts, plan.exam, case),
        *(_milestone(found) for found in case.season.milestones if case.spec.seasonal),
        *_readings(library),
        Assumption(name="forecast", value=_model_name(), status=OURS, source=load_forecast_model().citation),
    )


def _exam_facts(facts: Facts, exam: Exam, case: Case) -> Iterator[Assumption]:
    """Return the marks and scales of the exam, then the days a result takes and what a change of date costs."""
    if facts.spec(exam).passed_by == "low-pass-range":
        low = facts.low_pass
        value = f"{number(low.low)}-{number(low.high)} %; likely ready from {number(low.likely_ready_from)} %"
        if case.plan.low_pass is not None:
            value = "{}-{} %, printed on your report".format(*case.plan.low_pass)
        yield Assumption(name="low-pass range", value=value, status=low.status.value, source=low.source)
    else:
        mark = facts.pass_mark(case.plan.exam_date or case.as_of)
        value = f"{mark.score} for tests from {full_day(mark.start)}"
        yield Assumption(name="pass mark", value=value, status=mark.status.value, source=mark.source)
        mean = facts.national_mean()
        value = f"{number(mean.mean)}, SD {number(mean.sd)} (academic year to {mean.year})"
        yield Assumption(name="national mean", value=value, status=mean.status.value, source=mean.source)
    lag = facts.lag
    points = ", ".join(f"{number(100 * point.share)} % by {point.days} days" for point in lag.points)
    value = f"typically {lag.typical_days} days, safely {lag.safe_days}; {points}"
    yield Assumption(name="days to a result", value=value, status=lag.status.value, source=lag.source)
    booking = facts.booking
    value = f"free {booking.free_days} or more days ahead; {booking.eligibility_months}-month eligibility window"
    yield Assumption(name="moving the date", value=value, status=booking.status.value, source=booking.source)


def _milestone(found: Milestone) -> Assumption:
    other = f" or {' or '.join(full_day(day) for day in found.also)}" if found.also else ""
    return Assumption(
        name=found.label, value=f"{full_day(found.on)}{other}", status=found.status.value, source=found.source
    )


def _readings(library: Library) -> Iterator[Assumption]:
    """Return the readings that turn a guide's words into numbers; the user's own values say so."""
    readings = library.facts.readings
    own = {override.name for override in library.settings.readings}
    for name in (field.name for field in fields(readings)):
        reading = getattr(readings, name)
        if isinstance(reading, Reading | ConditionReading):
            value = number(reading.value) if isinstance(reading, Reading) else ", ".join(reading.values)
            status = YOURS if name in own else OURS if reading.ours else "guide"
            source = reading.ours or "; ".join(reading.cite)
            yield Assumption(
                name=name.replace("_", " "), value=f"{value}: {reading.says}", status=status, source=source
            )


def _model_name() -> str:
    return load_forecast_model().name
