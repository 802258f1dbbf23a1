"""The line a rule compares with, resolved for one case."""

from typing import Literal

from stepready.core.case import Case
from stepready.core.facts.exam import THREE_DIGIT
from stepready.core.values import dataclass, in_range
from stepready.core.values.wording import exact

MISSING = {
    "target": "no target is set",
    "pass-mark": "no test date is booked, so the pass mark is not known",
    "field-figure": "the specialty's competitiveness is not known",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A threshold: a named line or a number, moved by `plus` points or by a margin of the readings.

    `near` lowers the line by the reading of near, `safely-above` raises it. With `or_target_if_lower` the
    target replaces the line when it is lower.
    """

    of: Literal["target", "pass-mark", "passing-line", "national-mean", "field-figure", "number"]
    number: float | None = None
    margin: Literal["none", "near", "safely-above", "step1-cushion", "clears-pass-mark"] = "none"
    or_target_if_lower: bool = False

    def __post_init__(self) -> None:
        """Ask for a number exactly when the line is one."""
        if (self.of == "number") != (self.number is not None):
            msg = "`number` is given exactly when `of` is `number`"
            raise ValueError(msg)
        in_range("number", self.number, 0, THREE_DIGIT[1])

    def value(self, case: Case) -> float | None:
        """Return the threshold, or None when what it rests on is not known."""
        base = self._base(case)
        if base is None:
            return None
        if self.or_target_if_lower and case.target is not None:
            base = min(base, case.target)
        return base + self._shift(case)

    def missing(self) -> str:
        """Say why the threshold is not known."""
        return MISSING.get(self.of, "the line is not known")

    def named(self, case: Case) -> str:
        """Name the threshold for a reason: `the target of 235`, `3 points under the target of 235`."""
        value, base = self.value(case), self._base(case)
        if value is None or base is None:
            return self.of.replace("-", " ")
        shift = self._shift(case)
        if self.of == "number":
            base = value - shift
        name = exact(base) if self.of == "number" else f"the {self.of.replace('-', ' ')} of {exact(base)}"
        if shift == 0:
            return name
        return f"{exact(value)} ({exact(abs(shift))} {'over' if shift > 0 else 'under'} {name})"

    def _shift(self, case: Case) -> float:
        readings = case.facts.readings
        return {
            "none": 0.0,
            "near": -readings.near.value,
            "safely-above": readings.safely_above.value,
            "step1-cushion": readings.step1_cushion.value,
            "clears-pass-mark": readings.pass_margin.value,
        }[self.margin]

    def _base(self, case: Case) -> float | None:
        if self.of == "target":
            return case.target
        if self.of == "pass-mark":
            return case.pass_mark
        if self.of == "passing-line":
            return case.passing_line
        if self.of == "national-mean":
            return case.facts.national_mean().mean
        if self.of == "field-figure":
            return case.field_figure
        return self.number
