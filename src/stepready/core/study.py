"""A guide's study lines: phases, hours, question counts and emphasis."""

from dataclasses import dataclass

from stepready.core.grounds import Grounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Study(Grounds):
    """What a guide says about the study weeks before an exam."""

    emphasis: tuple[str, ...] = ()
