"""The dashboard as text, in under one screen of 80 columns and 24 lines."""

from collections.abc import Iterator

from stepready.core.facts.citation import Status
from stepready.core.facts.exam import Unit
from stepready.core.guide.guide import Severity
from stepready.core.log.score import printed
from stepready.core.rules.finding import Outcome
from stepready.core.values.wording import count, day_from, full_day, listed, marked, number
from stepready.core.verdict.checks import Check, ExamVerdict
from stepready.render.check_text import VERDICT_COLOURS
from stepready.render.terminal import Colour, Terminal, wrapped
from stepready.render.today_text import planned
from stepready.services.dashboard import Beginning, Dashboard
from stepready.services.stage import Stage

BARS = "▁▂▃▄▅▆▇█"
LABEL = 10
SCREEN = 23
BLANK_LINES = 3
COMMANDS = "check · today · chart · dates · schedule · --help"
BEGIN = """stepready: sit on the booked date, or delay? A cited answer from your log.

Next:    make a plan; it takes a minute.

  1  Make a plan, question by question:  stepready init
     or in one line:                     stepready plan set --on 2027-07-28
  2  Log what you have:                  stepready log nbme 11 231
                                         stepready log uwsa 2 245 --on -14d
                                         stepready log qbank 29/40
     or bring a table:                   stepready import scores.csv
  3  Ask:                                stepready check

  Every command explains itself: stepready --help, stepready log --help"""


def dashboard_text(found: Dashboard | Beginning, terminal: Terminal) -> str:
    """Write the state of the plan, or how to begin."""
    if isinstance(found, Beginning):
        return begin_text(found, terminal)
    head, facts, more = list(_head(found, terminal)), list(_facts(found, terminal)), list(_more(found, terminal))
    room = SCREEN - len(head) - len(facts) - len(more) - BLANK_LINES
    blocks = [head, facts, _open_rules(found, terminal, room), more]
    return terminal.plain("\n\n".join("\n".join(block) for block in blocks if block))


def begin_text(beginning: Beginning, terminal: Terminal) -> str:
    """Say how to begin."""
    text = BEGIN
    if beginning.logged:
        text += f"\n\n  Logged so far: {count(beginning.logged, 'entry', 'entries')}; `stepready scores` lists them."
    return terminal.plain(text)


def _head(found: Dashboard, terminal: Terminal) -> Iterator[str]:
    checked = found.checked
    colour = VERDICT_COLOURS.get(checked.exam_decision.verdict, Colour.BOLD)
    first, *more = wrapped(checked.headline, terminal.width, indent=" " * 9, first="Verdict: ")
    yield terminal.paint(first, colour)
    yield from more
    yield from wrapped(found.next_thing.says, terminal.width, indent=" " * 9, first="Next:    ")


def _facts(found: Dashboard, terminal: Terminal) -> Iterator[str]:
    rows = [
        (found.checked.plan.exam.label, _exam(found)),
        ("Practice", _practice(found, terminal)),
        ("Forecast", _forecast(found)),
        ("Today", _today(found)),
        ("Deadline", _deadline(found)),
        ("By rules", found.by_rules),
    ]
    for label, text in rows:
        if text:
            yield from wrapped(text, terminal.width, indent=" " * (LABEL + 2), first=f"  {label:<{LABEL}}")


def _exam(found: Dashboard) -> str:
    plan, left = found.checked.plan, found.days_left
    if plan.exam_date is None or left is None:
        when = "none is booked"
    elif left < 0:
        when = f"sat {count(-left, 'day')} ago, {full_day(plan.exam_date)}"
    else:
        when = f"{away(left)}, {full_day(plan.exam_date)}"
    parts = [found.next_thing.stage.value, when]
    parts += [f"target {plan.target}"] if plan.target is not None else []
    parts += [f"pass mark {plan.pass_mark}"] if plan.pass_mark is not None else []
    return " · ".join(parts)


def away(days: int) -> str:
    """Write how far off a day is: `today`, `tomorrow`, `in 12 days`."""
    return ("today", "tomorrow")[days] if days < 2 else f"in {count(days, 'day')}"  # noqa: PLR2004 - the two named


def _practice(found: Dashboard, terminal: Terminal) -> str:
    if not found.practice and found.checked.exam_decision.verdict is ExamVerdict.TAKEN:
        return ""
    if not found.practice:
        return "no practice exam logged yet" + (f"; add one: {found.log_next}" if found.log_next else "")
    values = [score.value for score in found.practice]
    latest, today = found.practice[-1], found.checked.as_of
    spark = "" if terminal.ascii or len(values) == 1 else f"{sparkline(values)}  "
    over = f"{count(len(values), 'exam')} {_ends(values, latest.unit)} · " if len(values) > 1 else ""
    return f"{spark}{over}latest {latest.title} {printed(latest.value, latest.unit)} on {day_from(latest.day, today)}"


def _ends(values: list[float], unit: Unit) -> str:
    low, high = number(min(values)), printed(max(values), unit)
    return f"all {high}" if min(values) == max(values) else f"{low}-{high}"


def sparkline(values: list[float]) -> str:
    """Return one bar a value, oldest first, from the lowest to the highest; equal values stand in the middle."""
    low, high = min(values), max(values)
    if low == high:
        return BARS[3] * len(values)
    return "".join(BARS[round((value - low) / (high - low) * (len(BARS) - 1))] for value in values)


def _forecast(found: Dashboard) -> str:
    forecast = found.checked.forecast
    if forecast is None or found.checked.exam_decision.verdict is ExamVerdict.TAKEN:
        return ""
    unit = " %" if found.exam.scale.unit is Unit.PERCENT else ""
    interval = f"80 % {round(forecast.low80)}-{round(forecast.high80)}"
    parts = [f"{day_from(forecast.exam_date, found.checked.as_of)}: {round(forecast.mean)}{unit} ({interval})"]
    for name, chance in (("target", forecast.p_target), ("pass", forecast.p_pass)):
        if chance is not None:
            parts.append(f"{name} {marked(chance, supported=forecast.supported)}")
    return " · ".join(parts) + forecast.legend


def _today(found: Dashboard) -> str:
    today = found.today
    if found.checked.exam_decision.verdict is ExamVerdict.TAKEN:
        return ""
    if not today.is_kept:
        work = planned(found.worked_out, done=today.done_exams)
        return f"{work} (worked out now; `stepready schedule make` keeps it)" if work else ""
    parts = [today.state.value] if today.is_lost else []
    asked = None if today.is_free else today.day
    here = asked.practice_exam.title if asked is not None and asked.practice_exam is not None else ""
    parts += [text] if (text := planned(asked, done=today.done_exams)) else []
    parts += [f"{exam} done" for exam in today.done_exams if exam != here]
    parts += [f"{count(today.done, 'question')} done"] if today.done else []
    parts += [f"{count(today.behind, 'question')} behind"] if today.behind else []
    ahead = today.next_exam
    if ahead is not None and ahead.practice_exam is not None:
        when = away((ahead.day - today.as_of).days)
        parts.append(f"next practice exam: {ahead.practice_exam.title} on {full_day(ahead.day)}, {when}")
    return " · ".join(parts) or "nothing is planned"


def _deadline(found: Dashboard) -> str:
    ahead = found.next
    if ahead is None:
        return ""
    projected = " (projected)" if ahead.status == Status.PROJECTED else ""
    return f"{full_day(ahead.on)}, {away((ahead.on - found.checked.as_of).days)}: {ahead.label}{projected}"


def _open_rules(found: Dashboard, terminal: Terminal, room: int) -> list[str]:
    """Name the rules that do not hold, musts first, as far as there is room; then how many are open besides."""
    if found.checked.exam_decision.verdict is ExamVerdict.TAKEN or found.next_thing.stage is Stage.EXAM_DAY:
        return []
    waiting = [check for check in found.checked.checks if check.outcome is not Outcome.PASS]
    waiting.sort(key=lambda check: (check.severity is not Severity.MUST, check.outcome is not Outcome.FAIL))
    lines: list[str] = []
    named = 0
    for check in waiting:
        rule = _rule(check, terminal)
        if len(lines) + len(rule) >= room:
            break
        lines += rule
        named += 1
    rest = [count(len(waiting) - named, "more rule")] if len(waiting) > named else []
    rest += [count(len(found.checked.notices), "notice")] if found.checked.notices else []
    return [*lines, f"  {listed(rest)}: `stepready check`"] if rest else lines


def _rule(check: Check, terminal: Terminal) -> list[str]:
    seen = check.reason if check.outcome is Outcome.UNKNOWN else check.observed or check.reason
    start = f"  {terminal.mark(check.outcome.value)} {check.severity.value:<6}  "
    return wrapped(f"{check.asks}: {seen}", terminal.width, indent=" " * len(start), first=start)


def _more(found: Dashboard, terminal: Terminal) -> Iterator[str]:
    """Name the commands to go on with; logging what can be sat next only before the exam."""
    text = f"{found.log_next.strip('`')} · {COMMANDS}" if found.log_next else f"stepready {COMMANDS}"
    yield from (terminal.paint(line, Colour.DIM) for line in wrapped(text, terminal.width, "  "))
