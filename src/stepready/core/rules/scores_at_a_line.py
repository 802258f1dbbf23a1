"""Rule kinds that compare recent full practice exams with a line. Each is monotone: a higher score never hurts."""

from datetime import date
from typing import Literal

from stepready.core.case import Case
from stepready.core.log.score import Score
from stepready.core.rules.finding import Finding, Outcome, outcome_of
from stepready.core.rules.threshold import Line
from stepready.core.values import dataclass, in_range
from stepready.core.values.wording import count, day_from, exact


def shown(scores: tuple[Score, ...], today: date) -> str:
    """Write scores with their days: `226 (1 Jul), 229 (15 Jul)`."""
    return ", ".join(f"{exact(score.value)} ({day_from(score.day, today)})" for score in scores)


def ids(scores: tuple[Score, ...]) -> tuple[int, ...]:
    """Return the ids of scores, in their order."""
    return tuple(score.id for score in scores)


def too_few(case: Case, needed: int, required: str) -> Finding | None:
    """Return the unknown of a log with too few recent exams, or None when there are enough."""
    recent = case.evidence.recent
    if len(recent) >= needed:
        return None
    days = exact(case.facts.readings.recent_days.value)
    have = shown(recent, case.as_of) if recent else "none"
    return Finding(
        outcome=Outcome.UNKNOWN,
        reason=f"needs {count(needed, 'full practice exam')} in the last {days} days, has {len(recent)}",
        observed=have,
        required=required,
        used=ids(recent),
    )


def no_line(line: Line, case: Case) -> Finding:
    """Return the unknown of a line that rests on something not known."""
    last = case.evidence.last
    return Finding(
        outcome=Outcome.UNKNOWN, reason=line.missing(), observed=shown(last, case.as_of) or None, used=ids(last)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelAtLeast:
    """The current level is at or above a line."""

    at_least: Line
    kind: Literal["level-at-least"] = "level-at-least"

    def judge(self, case: Case) -> Finding:
        """Compare the current level with the line."""
        line = self.at_least.value(case)
        if line is None:
            return no_line(self.at_least, case)
        evidence = case.evidence
        required = f"level {exact(line)} or more"
        missing = too_few(case, evidence.level_exams, required)
        if missing or evidence.level is None:
            return missing or no_line(self.at_least, case)
        holds = evidence.level >= line
        side = "at or above" if holds else "below"
        return Finding(
            outcome=outcome_of(holds),
            reason=f"the level of {exact(evidence.level)} is {side} {self.at_least.named(case)}",
            observed=exact(evidence.level),
            required=required,
            used=ids(evidence.last),
            missing=None if holds else line - evidence.level,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class EachOfLast:
    """Each of the last recent exams is at or above a line."""

    at_least: Line
    exams: int = 2
    kind: Literal["each-of-last"] = "each-of-last"

    def __post_init__(self) -> None:
        """Refuse a figure out of range."""
        in_range("exams", self.exams, 1, 6)

    def judge(self, case: Case) -> Finding:
        """Compare each of the last exams with the line."""
        line = self.at_least.value(case)
        if line is None:
            return no_line(self.at_least, case)
        required = f"each of the last {self.exams} at {exact(line)} or more"
        missing = too_few(case, self.exams, required)
        if missing:
            return missing
        last = case.evidence.recent[-self.exams :]
        short = tuple(score for score in last if score.value < line)
        named = self.at_least.named(case)
        reason = (
            f"{shown(short, case.as_of)} below {named}" if short else f"{shown(last, case.as_of)} at or above {named}"
        )
        return Finding(
            outcome=outcome_of(not short),
            reason=reason,
            observed=shown(last, case.as_of),
            required=required,
            used=ids(last),
            missing=max((line - score.value for score in short), default=None),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CountAtLeast:
    """At least so many recent exams are at or above a line."""

    at_least: Line
    exams: int = 2
    kind: Literal["count-at-least"] = "count-at-least"

    def __post_init__(self) -> None:
        """Refuse a figure out of range."""
        in_range("exams", self.exams, 1, 6)

    def judge(self, case: Case) -> Finding:
        """Count the recent exams at or above the line."""
        line = self.at_least.value(case)
        if line is None:
            return no_line(self.at_least, case)
        required = f"{count(self.exams, 'exam')} at {exact(line)} or more"
        missing = too_few(case, self.exams, required)
        if missing:
            return missing
        recent = case.evidence.recent
        met = tuple(score for score in recent if score.value >= line)
        return Finding(
            outcome=outcome_of(len(met) >= self.exams),
            reason=f"{len(met)} of {count(len(recent), 'recent exam')} at or above {self.at_least.named(case)}",
            observed=shown(recent, case.as_of),
            required=required,
            used=ids(recent),
            missing=None if len(met) >= self.exams else line - sorted(score.value for score in recent)[-self.exams],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NotClearlyBelow:
    """Neither the current level nor the latest exam is clearly below a line."""

    than: Line
    kind: Literal["not-clearly-below"] = "not-clearly-below"

    def judge(self, case: Case) -> Finding:
        """Compare the level and the latest exam with the line less the reading of clearly below."""
        line = self.than.value(case)
        if line is None:
            return no_line(self.than, case)
        evidence = case.evidence
        reach = case.facts.readings.clearly_below.value
        required = f"level and latest above {exact(line - reach)}"
        missing = too_few(case, evidence.level_exams, required)
        latest, level = evidence.latest, evidence.level
        if missing or latest is None or level is None:
            return missing or no_line(self.than, case)
        below = [
            f"{name} {exact(value)} ({exact(line - value)} under)"
            for name, value in (("level", level), ("latest", latest.value))
            if line - value >= reach
        ]
        named = self.than.named(case)
        return Finding(
            outcome=outcome_of(not below),
            reason=f"clearly below {named}: {' and '.join(below)}"
            if below
            else f"level {exact(level)} and latest {exact(latest.value)} are less than {exact(reach)} under {named}",
            observed=f"level {exact(level)}, latest {exact(latest.value)}",
            required=required,
            used=ids(evidence.last),
            missing=line - reach - min(level, latest.value) if below else None,
        )
