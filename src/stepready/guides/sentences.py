"""How the items of a guide are said in words: rules, circumstances, limits, delays, targets."""

from stepready.core.guide.guide import Circumstance, DefaultTarget, DelayOption, Guide, LaterDays, NextCycle, Rule
from stepready.core.season.windows import Limit
from stepready.core.values.wording import MONTHS, listed

CIRCUMSTANCES = {
    Circumstance.STEP1_FAILED: "after a failed Step 1",
    Circumstance.EXAM_FAILED: "after a failed sitting of this exam",
    Circumstance.RECENT_FAILING: "with a recent exam under the pass mark",
    Circumstance.WEAK_BASELINE: "from a weak baseline",
    Circumstance.BELOW_PASS_MARK: "with a level under the pass mark",
    Circumstance.CLEARLY_BELOW: "clearly below the target",
    Circumstance.LOW_RESULT: "with a low result in hand",
    Circumstance.FAILING_RESULT: "with a failing result",
    Circumstance.SEVERAL_FAILURES: "after two or more failed sittings of either Step",
}
MILESTONES = {"review_opens": "the day review opens"}
FIELDS = ("less", "moderate", "high")


def field_named(competitiveness: str) -> str:
    """Name a group of specialties by how hard it is to enter."""
    return "less competitive fields" if competitiveness == "less" else f"{_adverb(competitiveness)} competitive fields"


def _adverb(competitiveness: str) -> str:
    return {"moderate": "moderately", "high": "highly"}[competitiveness]


def rule_says(rule: Rule, guide: Guide) -> str:
    """Say what a rule asks, of which exam where the guide has two, and when it applies."""
    exam = f"{rule.exam.label}: " if rule.exam is not None and len(guide.exams) > 1 else ""
    return f"{exam}{rule.asks}{conditions(rule.when_any, rule.unless_any)}"


def conditions(when_any: tuple[Circumstance, ...], unless_any: tuple[Circumstance, ...] = ()) -> str:
    """Say in brackets when an item applies; nothing when always."""
    when = listed([CIRCUMSTANCES[c] for c in when_any], "or")
    unless = listed([CIRCUMSTANCES[c] for c in unless_any], "or")
    said = "; ".join(part for part in (when, f"not {unless}" if unless else "") if part)
    return f" ({said})" if said else ""


def limit_says(limit: Limit) -> str:
    """Say a limit: `sat by 31 Jul`, `score by the day review opens`."""
    verb = "sat" if limit.by == "sat" else "score"
    if limit.milestone is not None:
        return f"{verb} by {MILESTONES.get(limit.milestone, limit.milestone.replace('_', ' '))}"
    return f"{verb} by {limit.day} {MONTHS[(limit.month or 1) - 1]}"


def next_cycle_says(cycle: NextCycle) -> str:
    """Say when the guide would rather wait a year."""
    when = [CIRCUMSTANCES[c] for c in cycle.when_any]
    when += [] if cycle.level_under is None else [f"with a level under {cycle.level_under}"]
    if not when:
        return "never advised before the exam"
    words = {"realistic": "realistic", "sometimes": "realistic or sometimes seen"}
    late = f", no day in time with a gain that is {words[cycle.unless_gain]}" if cycle.unless_gain else ""
    return f"{listed(when, 'or')}{late}, if the year can be spared"


def later_says(later: LaterDays) -> str:
    """Say which days a guide allows once none keeps the score in time."""
    return "the shortest delay all the same" if later.until is None else limit_says(later.until)


def weeks_of(delay: DelayOption) -> str:
    """Say how long a delay is."""
    return f"{delay.min_weeks}-{delay.max_weeks} weeks"


def delay_says(delay: DelayOption) -> str:
    """Say when a delay applies."""
    parts = [CIRCUMSTANCES[c] for c in delay.when_any]
    said = [listed(parts, "or")] if parts else []
    if delay.level_low is not None and delay.level_high is not None:
        said.append(f"at a level from {delay.level_low} to under {delay.level_high + 1}")
    if delay.rising:
        said.append("with the last exam above the one before")
    if delay.runs_from == "cause":
        said.append("counted from today or from the failing result")
    return ", ".join(said) or "otherwise"


def by_field(target: DefaultTarget) -> str:
    """Say one score, or one for each group of specialties."""
    if target.score is not None:
        return str(target.score)
    return ", ".join(f"{getattr(target, field)} for {field_named(field)}" for field in FIELDS)
