"""What the guides' publisher wrote for readers that none of the guides was written for."""

from collections.abc import Iterable
from typing import Literal

from stepready.core.facts.citation import Fact
from stepready.core.facts.exam import Applicant
from stepready.core.plan import Plan
from stepready.core.values import dataclass

IMGS = {Applicant.US_IMG: "img", Applicant.NON_US_IMG: "img"}
SUBJECTS = ("score-strategy", "preparation", "programme-list", "low-scores")
"""What an article is about, what to read first in front."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Fact):
    """An article of which only the opening was read: no rule may rest on it.

    `applicant` is a kind of applicant or `img` for any IMG; `specialty` None is any. `says` holds the figures that
    stand in the opening, where there are some.
    """

    applicant: Literal["us-md", "us-do", "us-img", "non-us-img", "img"]
    subject: Literal["score-strategy", "preparation", "programme-list", "low-scores"]
    address: str
    specialty: str | None = None
    says: str = ""


def article_for(plan: Plan, articles: Iterable[Article]) -> Article | None:
    """Return the article written for a plan's reader: for the specialty, else any; for the applicant, else any IMG."""
    if plan.applicant is None:
        return None
    wanted = (plan.applicant.value, IMGS.get(plan.applicant))
    specialty = "-".join((plan.specialty or "").lower().split())
    found = [a for a in articles if a.applicant in wanted and a.specialty in (None, specialty)]
    return min(
        found,
        key=lambda a: (a.specialty is None, SUBJECTS.index(a.subject), wanted.index(a.applicant)),
        default=None,
    )
