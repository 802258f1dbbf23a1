"""Which guide applies to a plan."""

import shlex
from collections.abc import Iterable, Mapping
from typing import Literal

from stepready.core.facts.citation import Fact
from stepready.core.facts.exam import Applicant, Exam
from stepready.core.facts.facts import ExamSpec
from stepready.core.guide.guide import Guide, Rule
from stepready.core.guide.specialty import folded
from stepready.core.plan import Plan
from stepready.core.values import dataclass
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import count, listed

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


APPLICANTS = {
    Applicant.US_MD: "US MD students",
    Applicant.US_DO: "US DO students",
    Applicant.US_IMG: "US citizen IMGs",
    Applicant.NON_US_IMG: "non-US citizen IMGs",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Who a guide was written for; None is anyone."""

    applicant: Applicant | None
    specialty: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutGuide:
    """A guide of the user's own that cannot be used. `written_for` is who it names, None when that cannot be read."""

    name: str
    file: str
    problems: int
    written_for: Audience | None

    @property
    def says(self) -> str:
        """What is wrong and what lists it."""
        return f"{count(self.problems, 'problem')}: stepready guide check {shlex.quote(self.file)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What a guide is chosen from: the guides by name, those left out, and articles for readers without one."""

    guides: Mapping[str, Guide]
    left_out: tuple[LeftOutGuide, ...] = ()
    articles: tuple[Article, ...] = ()


def fits(guide: Guide | Audience, plan: Plan) -> bool:
    """Whether everyone and everything the guide names matches the plan; what the plan leaves open does not."""
    same = guide.specialty is None or folded(guide.specialty) == folded(plan.specialty or "")
    return guide.applicant in (None, plan.applicant) and same


def choose(shelf: Shelf, plan: Plan) -> tuple[Guide, str | None]:
    """Return the guide that applies to a plan, and what its reader should know of the choice.

    The guide the plan names wins. Else, among those that cover the exam and fit: one for applicant and specialty,
    then for the specialty alone, then for the applicant alone, then the fallback; of two as close a shipped one. A
    guide for one kind of applicant never fits another, and a draft is never chosen unless named. Raise StepreadyError
    for a named guide that cannot be used, and where one that is left out might be the one that applies.
    """
    if plan.guide is not None:
        return named_guide(shelf, plan.guide, plan.exam), None
    covering = [guide for guide in shelf.guides.values() if plan.exam in guide.exams]
    if not covering:
        notice = f"There are no rules for {plan.exam.label}: no guide speaks of it, so nothing is judged."
        return _no_guide(plan.exam), notice
    fitting = [guide for guide in covering if fits(guide, plan) and not guide.draft]
    chosen = max(fitting, key=lambda g: (_closeness(g), not g.own), default=None)
    _not_left_out(shelf, plan, chosen)
    notices = [_passed_over(covering, chosen, plan)]
    notices += [f"Your guide {out.name} is left out, {out.says}." for out in shelf.left_out]
    if chosen is None:
        chosen = next(guide for guide in covering if guide.fallback)
        of_another_exam = any(fits(guide, plan) for guide in shelf.guides.values() if not guide.draft)
        asked = f" that covers {plan.exam.label}" if of_another_exam else ""
        # Last: it may end with an address, after which no sentence can begin.
        notices.append(_written_for_others(chosen, plan, article_for(plan, shelf.articles), asked))
    return chosen, " ".join(notice for notice in notices if notice) or None


def named_guide(shelf: Shelf, name: str, exam: Exam) -> Guide:
    """Return the guide of a name; raise StepreadyError when there is none, or it does not cover the exam."""
    accepted = listed([found.name for found in shelf.guides.values() if exam in found.exams], "or")
    guide = shelf.guides.get(name)
    broken = next((out for out in shelf.left_out if out.name == name), None)
    if guide is None and broken is not None:
        raise StepreadyError(f"your guide {name!r} cannot be used, {broken.says}")
    if guide is None:
        raise StepreadyError(f"no guide is named {name!r}; accepted: {accepted}")
    if exam not in guide.exams:
        raise StepreadyError(f"guide {name} does not cover {exam.label}; accepted: {accepted}")
    return guide


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """What a guide cannot tell of a plan whose specialty is not known: its own target, and rules by their ids."""

    target: bool
    rules: tuple[str, ...]


def unknown_without(guide: Guide, plan: Plan, spec: ExamSpec) -> Open:
    """Return what a guide leaves open where it is not known how competitive the plan's specialty is."""
    by_field = guide.default_target is not None and guide.default_target.score is None
    no_target = spec.seasonal and plan.target is None and by_field
    lost = {"field-figure"} | ({"target"} if no_target else set())
    rules = [rule for rule in guide.rules if rule.exam is plan.exam and _line_of(rule) in lost]
    return Open(target=no_target, rules=tuple(rule.id for rule in rules))


def _line_of(rule: Rule) -> str:
    """Return what a rule compares with; nothing for a rule without a line."""
    line = getattr(rule.check, "at_least", None) or getattr(rule.check, "than", None)
    return str(getattr(line, "of", ""))


def _not_left_out(shelf: Shelf, plan: Plan, chosen: Guide | None) -> None:
    """Refuse to decide by another guide where one that is left out might fit more closely than the chosen one."""
    reached = -1 if chosen is None else _closeness(chosen)
    for out in shelf.left_out:
        who = out.written_for
        could = MOST if who is None else _closeness(who) if fits(who, plan) else -1
        if could > reached:
            whether = "may be" if who is None else "is"
            other = chosen.name if chosen else "us-img"
            raise StepreadyError(
                f"your guide {out.name!r} {whether} the one for this plan and cannot be used, {out.says}",
                (f"or name another for this once: --guide {other}; for good: stepready plan set --guide {other}",),
            )


def _passed_over(covering: list[Guide], chosen: Guide | None, plan: Plan) -> str | None:
    """Name a guide of the user's own that fits as closely as the chosen one, or closer as a draft."""
    reached = -1 if chosen is None else _closeness(chosen)
    names = [g.shown for g in covering if g.own and g is not chosen and fits(g, plan) and _closeness(g) >= reached]
    if not names:
        return None
    return f"{listed(names)} would fit too: `plan set --guide NAME` makes it the one that decides."


MOST = 3


def _no_guide(exam: Exam) -> Guide:
    """Return what stands in for a guide where none covers an exam: it says nothing."""
    return Guide(name="none", audience="nobody", title=f"no guide for {exam.label}", exams=(exam,), bands=(), rules=())


def _closeness(guide: Guide | Audience) -> int:
    """Rank how closely a fitting guide names its reader: both, the specialty, the applicant."""
    return 2 * (guide.specialty is not None) + (guide.applicant is not None)


def _written_for_others(guide: Guide, plan: Plan, article: Article | None, asked: str) -> str:
    """Say that a guide was written for others; `asked` is what one for this reader would have to be besides."""
    used = f"{guide.name} is used, which was written for {guide.audience}"
    if plan.applicant is None:
        return f"No guide can be chosen for the plan until `plan set --applicant` says who applies: {used}."
    who = APPLICANTS[plan.applicant] + (f" applying to {plan.specialty}" if plan.specialty else "")
    start = "`stepready guide new NAME` starts one of your own"
    if article is None:
        return f"No guide was written for {who}{asked}: {used}. {start}."
    meant = "them" if article.specialty else f"{APPLICANTS[plan.applicant]} in any specialty"
    says = f" ({article.status.value}: {article.says})" if article.says else f" ({article.status.value})"
    return (
        f"No guide was written for {who}{asked}: {used}. {start}; the publisher has an article for {meant}, of which "
        f"only the opening was read{says}; {article.address}"
    )
