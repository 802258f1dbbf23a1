"""`why`: one rule in full, what it saw, and every source and reading behind it."""

from datetime import date
from difflib import get_close_matches

from stepready.core.facts.citation import Citation
from stepready.core.facts.exam import Exam
from stepready.core.facts.facts import ConditionReading, Reading
from stepready.core.guide.guide import Guide, Rule
from stepready.core.log.score import Score
from stepready.core.plan import Plan
from stepready.core.rules.readings_used import readings_used
from stepready.core.values import dataclass
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import listed
from stepready.core.verdict.checks import Check
from stepready.core.verdict.decision import Decision, decide
from stepready.guides.library import Library
from stepready.guides.sentences import conditions
from stepready.services.case import gather_case
from stepready.services.current_plan import plan_of
from stepready.store.book import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingUsed:
    """A reading of ours behind a rule."""

    name: str
    value: str
    says: str
    ours: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A rule of a guide, its finding for the plan, the scores it used, the readings it leans on.

    `check` is None when the rule does not apply to the plan's circumstances; `applies` says when it does.
    """

    guide: Guide
    rule: Rule
    check: Check | None
    applies: str
    sources: tuple[Citation, ...]
    used: tuple[Score, ...]
    readings: tuple[ReadingUsed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleList:
    """The rules that a verdict on a plan rests on, ours first, each to be asked about by its id."""

    guide: Guide
    rules: tuple[Rule, ...]


def list_rules(book: Book, library: Library, *, as_of: date, exam: Exam | None) -> RuleList:
    """Return the rules of the guide that applies to the plan."""
    plan = plan_of(book, exam)
    guide = gather_case(book, library, plan, as_of).guide
    return RuleList(guide=guide, rules=_rules_for(guide, library, plan))


def _rules_for(guide: Guide, library: Library, plan: Plan) -> tuple[Rule, ...]:
    """Return the product's own rules and the guide's that speak of the plan's exam."""
    return tuple(rule for rule in (*library.common, *guide.rules) if rule.is_for(plan.exam))


def explain(book: Book, library: Library, name: str, *, as_of: date, exam: Exam | None) -> Explained:
    """Explain a rule by its id, or `guide/rule` for another guide's; raise StepreadyError when there is none."""
    plan = plan_of(book, exam)
    guide_name, slash, rule_name = name.rpartition("/")
    if slash and guide_name not in library.guides:
        raise StepreadyError(f"no guide is named {guide_name!r}; accepted: {listed(list(library.guides), 'or')}")
    case = gather_case(book, library, plan, as_of, guide=guide_name or None)
    decision = decide(case)
    rule = _rule(rule_name, case.guide, library, plan)
    check = next((check for check in decision.checks if check.rule == rule.id), None)
    used = set(check.used) if check else set()
    return Explained(
        guide=case.guide,
        rule=rule,
        check=check,
        applies=conditions(rule.when_any, rule.unless_any).strip(" ()") or "always",
        sources=case.guide.sources(rule),
        used=tuple(score for score in reversed(case.exams) if score.id in used),
        readings=_readings(rule, decision),
    )


def _rule(name: str, guide: Guide, library: Library, plan: Plan) -> Rule:
    rules = _rules_for(guide, library, plan)
    for rule in rules:
        if rule.id == name:
            return rule
    known = listed([rule.id for rule in rules], "or")
    close = get_close_matches(name, [rule.id for rule in rules], n=1)
    meant = f"did you mean {close[0]}? " if close else ""
    raise StepreadyError(f"no rule is named {name!r} in guide {guide.name}; {meant}accepted: {known}")


def _readings(rule: Rule, decision: Decision) -> tuple[ReadingUsed, ...]:
    readings = decision.case.facts.readings
    timing = decision.case.guide.timing
    limits = () if timing is None else (timing.ideal, timing.acceptable, timing.risky)
    parts = [limit.part for limit in limits if limit.part]
    found = []
    for name in readings_used(rule.check, circumstances=(*rule.when_any, *rule.unless_any), parts_of_month=parts):
        reading: Reading | ConditionReading = getattr(readings, name)
        value = f"{reading.value:g}" if isinstance(reading, Reading) else ", ".join(reading.values)
        found.append(ReadingUsed(name=name, value=value, says=reading.says, ours=reading.ours))
    return tuple(found)
