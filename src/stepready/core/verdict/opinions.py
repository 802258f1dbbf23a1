"""What the other guides say of the same case; disagreement is shown, never averaged away."""

from collections.abc import Iterable

from stepready.core.case import Case
from stepready.core.facts.citation import Citation
from stepready.core.guide.choice import fits
from stepready.core.guide.guide import Guide, Severity
from stepready.core.rules.finding import Outcome
from stepready.core.values import dataclass
from stepready.core.verdict.application import ApplicationVerdict
from stepready.core.verdict.checks import ExamVerdict
from stepready.core.verdict.decision import decide


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """Another guide's verdicts. `shown` is its name for people, `own` marks a guide of the user's.

    `fits` says whether it was written for such an applicant and specialty.
    """

    guide: str
    shown: str
    own: bool
    fits: bool
    exam_verdict: ExamVerdict
    application_verdict: ApplicationVerdict
    because: str
    sources: tuple[Citation, ...] = ()


def second_opinions(case: Case, guides: Iterable[Guide]) -> tuple[Opinion, ...]:
    """Run every other of the guides that covers the exam, in their order."""
    others = [guide for guide in guides if guide.name != case.guide.name and case.plan.exam in guide.exams]
    return tuple(_opinion(case, guide) for guide in others)


def _opinion(case: Case, guide: Guide) -> Opinion:
    decision = decide(case.under(guide))
    telling = {ExamVerdict.NO_GO: Outcome.FAIL, ExamVerdict.UNKNOWN: Outcome.UNKNOWN}
    wanted = telling.get(decision.exam.verdict, Outcome.PASS)
    grounds = [c for c in decision.checks if c.severity is Severity.MUST and c.outcome is wanted]
    return Opinion(
        guide=guide.name,
        shown=guide.shown,
        own=guide.own,
        fits=fits(guide, case.plan),
        exam_verdict=decision.exam.verdict,
        application_verdict=decision.application.verdict,
        because=decision.exam.because,
        sources=tuple(dict.fromkeys(source for check in grounds for source in check.sources)),
    )
