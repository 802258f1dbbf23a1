"""Which guide applies to a plan, and which specialty a name means."""

import re
from collections.abc import Iterable, Mapping

from stepready.core.errors import StepreadyError
from stepready.core.facts.exam import Applicant
from stepready.core.guide.article import Article, article_for
from stepready.core.guide.guide import Guide, Specialty
from stepready.core.plan import Plan
from stepready.core.wording import listed

APPLICANTS = {
    Applicant.US_MD: "US MD students",
    Applicant.US_DO: "US DO students",
    Applicant.US_IMG: "US citizen IMGs",
    Applicant.NON_US_IMG: "non-US citizen IMGs",
}


def fits(guide: Guide, plan: Plan) -> bool:
    """Whether everyone and everything the guide names matches the plan; what the plan leaves open does not."""
    return guide.applicant in (None, plan.applicant) and guide.specialty in (None, plan.specialty)


def choose(guides: Mapping[str, Guide], plan: Plan, articles: tuple[Article, ...] = ()) -> tuple[Guide, str | None]:
    """Return the guide that applies to a plan, and a notice when it was written for others.

    A guide for one kind of applicant never fits another. The notice names the article that was written for the
    plan's reader, where `articles` hold one.

    The guide the plan names wins. Else, among those that cover the exam and fit: one for applicant and
    specialty, then for the specialty alone, then for the applicant alone, then the fallback. Raises
    StepreadyError for a named guide that is unknown or does not cover the exam.
    """
    covering = {name: guide for name, guide in guides.items() if plan.exam in guide.exams}
    if plan.guide is not None:
        return _named(plan.guide, guides, covering, plan), None
    fitting = [guide for guide in covering.values() if fits(guide, plan)]
    if fitting:
        return max(fitting, key=_closeness), None
    fallback = next(guide for guide in covering.values() if guide.fallback)
    return fallback, _written_for_others(fallback, plan, article_for(plan, articles))


def resolve_specialty(text: str, specialties: Iterable[Specialty]) -> str:
    """Return the slug that a specialty's name or alias means; other text as it is, without outer spaces."""
    wanted = folded(text)
    for specialty in specialties:
        if wanted in names_of(specialty):
            return specialty.slug
    return " ".join(text.split())


def names_of(specialty: Specialty) -> set[str]:
    """Return every name that means the specialty, folded."""
    return {folded(name) for name in (specialty.slug, specialty.title, *specialty.aliases)}


def folded(text: str) -> str:
    """Fold case, and treat `&` as `and`, other marks as spaces."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.casefold().replace("&", " and ")).split())


def _closeness(guide: Guide) -> int:
    """Rank how closely a fitting guide names its reader: both, the specialty, the applicant."""
    return 2 * (guide.specialty is not None) + (guide.applicant is not None)


def _named(name: str, guides: Mapping[str, Guide], covering: Mapping[str, Guide], plan: Plan) -> Guide:
    accepted = listed(list(covering), "or")
    if name not in guides:
        raise StepreadyError(f"no guide is named {name!r}; accepted: {accepted}")
    if name not in covering:
        raise StepreadyError(f"guide {name} does not cover {plan.exam.label}; accepted: {accepted}")
    return covering[name]


def _written_for_others(guide: Guide, plan: Plan, article: Article | None) -> str:
    used = f"{guide.name} is used, which was written for {guide.audience}"
    if plan.applicant is None:
        return f"No guide can be chosen for the plan until `plan set --applicant` says who applies: {used}."
    who = APPLICANTS[plan.applicant] + (f" applying to {plan.specialty}" if plan.specialty else "")
    start = "`stepready guide new NAME` starts one of your own"
    if article is None:
        return f"No guide was written for {who}: {used}. {start}."
    meant = "them" if article.specialty else f"{APPLICANTS[plan.applicant]} in any specialty"
    says = f" ({article.status.value}: {article.says})" if article.says else f" ({article.status.value})"
    return (
        f"No guide was written for {who}: {used}. {start}; the publisher has an article for {meant}, of which only "
        f"the opening was read{says}; {article.address}"
    )
