"""`review` in a terminal, as Markdown for a page, and as JSON."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from stepready.core.forecast import Forecast
from stepready.core.schedule.planned_and_done import Account
from stepready.core.shapes import plain
from stepready.core.values.wording import count, full_day, listed, marked, number, to_exam
from stepready.render.terminal import Colour, Terminal, wrapped
from stepready.render.week_text import account_json, done_of
from stepready.services.review import Review


def review_text(found: Review, terminal: Terminal) -> str:
    """Write the week on one screen, subject by subject."""
    exam = to_exam(found.exam.label, (found.exam_date - found.as_of).days)
    title = f"Week to {full_day(found.week.days[-1].day)} · {exam}"
    lines = [terminal.paint(line, Colour.BOLD) for line in wrapped(title, terminal.width)]
    for name, texts in subjects(found):
        lines.append("")
        for place, text in enumerate(texts):
            first = f"  {name if place == 0 else '':<10}"
            lines += wrapped(text, terminal.width, indent=" " * 12, first=first)
    return terminal.plain("\n".join(lines))


def review_markdown(found: Review) -> str:
    """Write the week as a page in Markdown."""
    lines = [
        f"# Week to {full_day(found.week.days[-1].day)}",
        "",
        f"{found.exam.label} on {full_day(found.exam_date)}.",
    ]
    for name, texts in subjects(found):
        lines += ["", f"## {name}", "", *(f"- {text}" for text in texts)]
    return "\n".join(lines) + "\n"


def review_json(found: Review) -> dict[str, Any]:
    """Return the week, the one ahead, the forecast before and now, and the weakest topics."""
    return {
        "schema": 1,
        "as_of": found.as_of.isoformat(),
        "exam": found.exam.value,
        "exam_date": found.exam_date.isoformat(),
        "week": account_json(found.week),
        "next_week": account_json(found.ahead),
        "forecast": {"before": _forecast_json(found.before), "now": _forecast_json(found.now)},
        "practice_exams": [plain(score) for score in found.exams],
        "weakest_topics": [plain(topic) for topic in found.weakest],
        "notices": list(found.notices),
    }


def subjects(found: Review) -> Iterator[tuple[str, list[str]]]:
    """Return what the week says, subject by subject, each in sentences."""
    yield "Done", list(_done(found.week, found.as_of))
    yield "Forecast", list(_moved(found))
    yield (
        "Weakest",
        [
            f"{topic.topic}: {number(round(topic.percent))} % of {count(topic.questions, 'question')}"
            for topic in found.weakest
        ]
        or ["no topic has enough questions to tell; log one with --topic"],
    )
    yield "Next week", list(_asked(found.ahead, found))


def _done(week: Account, as_of: date) -> Iterator[str]:
    planned, done = week.planned, week.done
    yield f"{done_of(done.questions, planned.questions, is_so_far=True) or '0'} questions" + (
        f", {number(week.percent)} % right" if week.percent is not None else ""
    )
    yield f"{done_of(done.hours, planned.hours, is_so_far=True) or '0'} h"
    sat = {exam.title for exam in done.exams}
    open_ = [(day.day, exam.title) for day in week.days for exam in day.planned.exams if exam.title not in sat]
    missed = [title for day, title in open_ if day < as_of]
    today = [title for day, title in open_ if day == as_of]
    if planned.exams or done.exams:
        said = [f"practice exams taken: {listed([exam.title for exam in done.exams]) or 'none'}"]
        said += [f"planned and not taken: {listed(missed)}"] if missed else []
        said += [f"planned for today: {listed(today)}"] if today else []
        yield "; ".join(said)


def _moved(found: Review) -> Iterator[str]:
    """Say how the forecast for the test day moved over the week, and what moved it."""
    if found.now is None:
        yield "nothing is logged that a forecast can use"
        return
    sat = [f"{score.title} {score.amount}" for score in found.exams]
    because = f"by {listed(sat)}" if sat else "no practice exam was logged this week"
    if found.before is None:
        yield f"{_mean(found.now)} on {full_day(found.exam_date)}, the first one, {because}{_legend(found.now)}"
        return
    change = found.now.mean - found.before.mean
    moved = f"{'up' if change > 0 else 'down'} {number(abs(change))}" if number(abs(change)) != "0" else "unchanged"
    yield f"{_mean(found.now)} on {full_day(found.exam_date)}, {moved} over the week; {because}{_legend(found.now)}"


def _legend(forecast: Forecast) -> str:
    """Say what the question mark of a chance means, where there is one."""
    return forecast.legend if forecast.p_target is not None else ""


def _mean(forecast: Forecast) -> str:
    chance = "" if forecast.p_target is None else f", target {marked(forecast.p_target, supported=forecast.supported)}"
    return f"{number(forecast.mean)} (80 % {number(round(forecast.low80))}-{number(round(forecast.high80))}){chance}"


def _asked(ahead: Account, found: Review) -> Iterator[str]:
    asked = ahead.planned
    if found.exam_date < found.as_of:
        yield f"nothing: {found.exam.label} is over; `stepready` names what comes next"
        return
    if ahead.days[0].day <= found.exam_date <= ahead.days[-1].day:
        yield f"{found.exam.label} on {full_day(found.exam_date)}"
        if all(day.plan is None for day in ahead.days):
            return
    if all(day.plan is None for day in ahead.days):
        yield "no study day falls in it"
        return
    yield f"{count(asked.questions, 'question')}, {number(asked.hours)} h"
    for day in ahead.days:
        for exam in day.planned.exams:
            yield f"{exam.title} on {full_day(day.day)}"


def _forecast_json(forecast: Forecast | None) -> dict[str, Any] | None:
    if forecast is None:
        return None
    return {
        "mean": forecast.mean,
        "low80": forecast.low80,
        "high80": forecast.high80,
        "p_target": forecast.p_target,
        "p_pass": forecast.p_pass,
        "supported": forecast.supported,
    }
