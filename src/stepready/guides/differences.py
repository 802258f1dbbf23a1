"""Where the guides disagree: one question, each guide's own answer; never averaged away."""

from stepready.core.guide.guide import Guide
from stepready.core.values import dataclass
from stepready.guides.library import Library
from stepready.guides.sentences import by_field, delay_says, limit_says, next_cycle_says, rule_says, weeks_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One question the guides answer differently, with each guide's answer by its name."""

    question: str
    answers: dict[str, str]


def differences(library: Library) -> tuple[Difference, ...]:
    """Return where the guides disagree, each answer as its guide gives it."""
    return tuple(
        Difference(question=question, answers={guide.name: answer(guide) for guide in library.guides.values()})
        for question, answer in (
            ("last good day", _last_good_day),
            ("clearly below near ERAS", lambda guide: _stance(guide, "below-near-eras")),
            ("weeks of delay", _delay_weeks),
            ("a skipped cycle", lambda guide: "; or ".join(map(next_cycle_says, guide.next_cycle)) or "-"),
            ("what practice must show", _must_show),
            ("mock rhythm", lambda guide: _stance(guide, "mock-rhythm")),
            ("default target", lambda guide: by_field(guide.default_target) if guide.default_target else "-"),
            ("low line", lambda guide: by_field(guide.low_line) if guide.low_line else "-"),
            ("applications when low", lambda guide: _stance(guide, "applications-when-low")),
            ("explaining scores in the statement", lambda guide: _stance(guide, "explaining-scores")),
        )
    )


def _stance(guide: Guide, question: str) -> str:
    return next((stance.says for stance in guide.stances if stance.question == question), "-")


def _last_good_day(guide: Guide) -> str:
    if guide.timing is None:
        return "-"
    timing = guide.timing
    ideal, acceptable, on_time = map(limit_says, (timing.ideal, timing.acceptable, timing.on_time))
    still = "" if acceptable in (ideal, on_time) else f"; acceptable: {acceptable}"
    return f"{ideal}{still}" if ideal == on_time else f"{ideal}{still}; on time: {on_time}"


def _delay_weeks(guide: Guide) -> str:
    return "; ".join(f"{weeks_of(d)} ({delay_says(d)})" for d in guide.delays) or "none named"


def _must_show(guide: Guide) -> str:
    musts = [rule for rule in guide.rules if rule.severity.value == "must"]
    return "; ".join(rule_says(rule, guide) for rule in musts)
