"""`check` as JSON, for scripts."""

from typing import Any

from stepready.core.forecast import Forecast
from stepready.core.shapes import plain
from stepready.core.verdict.checks import ExamVerdict
from stepready.services.check import Checked

NEXT_EXAM = ("source", "form", "by", "changes_verdict")
FORECAST = ("exam_date", "mean", "sd", "low80", "high80", "p_target", "p_pass", "supported", "posters", "candidates")
MILESTONE = ("id", "label", "on", "status", "source")
OPINION = ("guide", "own", "fits", "exam_verdict", "application_verdict", "because", "sources")


def check_json(checked: Checked) -> dict[str, Any]:
    """Return the stable form of a verdict."""
    flip = checked.flip
    return {
        "schema": 1,
        "as_of": plain(checked.as_of),
        "guide": checked.guide,
        "guide_title": checked.decision.case.guide.title,
        "guide_address": checked.decision.case.guide.address,
        "own_guide": checked.decision.case.guide.own,
        "headline": checked.headline,
        "next": checked.next_step,
        "plan": plain(checked.plan),
        "exam_decision": plain(checked.exam_decision),
        "application_decision": plain(checked.application_decision),
        "checks": plain(checked.checks),
        "forecast": _forecast(checked.forecast),
        "forecast_if_delayed": _forecast(checked.forecast_if_delayed),
        "deadlines": plain(checked.deadlines),
        "next_exam": None
        if checked.next_exam is None
        else {key: plain(getattr(checked.next_exam, key)) for key in NEXT_EXAM},
        "timeline": {
            "score_expected": plain(checked.timeline.score_expected),
            "timing": plain(checked.timeline.timing),
            "milestones": [
                {key: plain(getattr(milestone, key)) for key in MILESTONE} for milestone in checked.timeline.milestones
            ],
        },
        "second_opinions": [
            {key: plain(getattr(opinion, key)) for key in OPINION} for opinion in checked.second_opinions
        ],
        "flip": None
        if flip is None
        else {key: plain(getattr(flip, key)) for key in ("source", "form", "score", "becomes", "on")},
        "notices": [*checked.notices, *_chances(checked)],
    }


def _chances(checked: Checked) -> list[str]:
    """Say what the text says beside the forecast: why its chances are doubtful, or not what its range says."""
    found = checked.forecast
    if found is None or not found.says_why or checked.exam_decision.verdict is ExamVerdict.TAKEN:
        return []
    return [f"Forecast: {found.says_why.removeprefix('? ')}."]


def _forecast(forecast: Forecast | None) -> dict[str, Any] | None:
    return None if forecast is None else {key: plain(getattr(forecast, key)) for key in FORECAST}
