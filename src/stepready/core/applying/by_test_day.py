"""How an application looks that is carried by a Step 2 CK score of one test day."""

from datetime import date

from stepready.core.applying.chances import Door
from stepready.core.applying.programme import Programme
from stepready.core.applying.scores import Scores
from stepready.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreInTime:
    """The score of a test day and whether it is there in time.

    `scores` is None when nothing logged can carry a forecast. `p_seen` is the chance (0-1) that the score is visible
    when the programmes of `season` read files. `pass_mark` is the one in force on the test day. `unsupported` says why
    no data support the chances of the score; None where they do, or the score is in hand.
    """

    exam_date: date
    season: int
    scores: Scores | None
    p_seen: float
    pass_mark: int
    unsupported: str | None = None

    @property
    def supported(self) -> bool:
        """Whether data support the chances of the score."""
        return self.unsupported is None

    def door(self, programme: Programme) -> Door:
        """Return what decides whether a programme reads the file: its minimum, the pass mark at least."""
        least = programme.figure("min_step2")
        floor = self.pass_mark if least is None else max(self.pass_mark, int(least))
        return Door(floor, programme.value("reads_without_score") is False)

    def p_clear(self, programme: Programme) -> float | None:
        """Return the chance (0-1) that the score clears the minimum and is there where the file waits for it.

        None without a forecast. Where it is not known whether a file is read without a score, nothing is taken off.
        """
        if self.scores is None:
            return None
        door = self.door(programme)
        return self.scores.at_least(door.at_least) * (self.p_seen if door.needs_score else 1.0)
