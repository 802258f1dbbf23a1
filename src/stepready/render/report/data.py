"""The numbers of a report: what `check --json` says, and everything else the page shows."""

import hashlib
import json
import re
from typing import Any

from stepready.core.shapes import plain
from stepready.render.applying_json import compare_json, list_json, missing_json, profile_json, strategy_json
from stepready.render.check_json import check_json
from stepready.render.dates_json import dates_json
from stepready.render.forecast_text import forecast_json
from stepready.services.application_page import ApplicationPage
from stepready.services.report import Inputs, Report
from stepready.transfer.scores import score_json

OWN_OF_A_DATABASE = ("id", "uid")


def report_data(report: Report) -> dict[str, Any]:
    """Return a report's data: the keys of `check --json`, then the rest under keys of their own."""
    return {
        **check_json(report.checked),
        "report": {
            "version": report.inputs.version,
            "digest": digest(report.inputs),
            "guides": report.inputs.guides,
            "anonymous": report.inputs.anonymous,
            "name": report.name,
            "exam": report.inputs.exam.value,
            "guide": report.inputs.guide,
        },
        "forecast_in_full": forecast_json(report.forecast),
        "trend": plain(report.trend),
        "dates": dates_json(report.dated),
        "schedule": None if report.schedule is None else plain(report.schedule.from_day(report.inputs.as_of)),
        "scores": [score_json(score) for score in (*report.exams, *report.sessions)],
        "scores_left_out": report.more_sessions,
        "assumptions": plain(report.assumptions),
        "topics": plain(report.topics),
        "question_bank": plain(report.bank),
        "application": None if report.application is None else _application(report.application),
        "export": json.loads(report.export),
    }


def _application(found: ApplicationPage) -> dict[str, Any]:
    """Return the application page's data as the commands of the same names give them."""
    return {
        "profile": profile_json(found.profile),
        "strategy": strategy_json(found.strategy),
        "shortlist": list_json(found.shortlist),
        **missing_json(found.missing),
        "compare": compare_json(found.compared)["rows"],
    }


def digest(inputs: Inputs) -> str:
    """Return a digest of what the report was made from; ids of the database play no part."""
    said = plain(inputs)
    scores = [{key: value for key, value in score.items() if key not in OWN_OF_A_DATABASE} for score in said["scores"]]
    said["scores"] = sorted(scores, key=lambda score: json.dumps(score, sort_keys=True))
    text = json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


COMMAND = re.compile(r"`(stepready|plan set|--)")
IN_BRACKETS = re.compile(r" \(plan set [^)]*\)")
CLAUSE = re.compile(r"(?<=[.;:])\s+")
ENDS = " ;:,"


def without_commands(text: str) -> str:
    """Return a text without the clauses that name a command, nor the words that lead up to one.

    Clauses end with a full stop, a semicolon or a colon.
    """
    text = IN_BRACKETS.sub("", text)
    if not COMMAND.search(text):
        return text
    kept: list[str] = []
    for clause in CLAUSE.split(text):
        if not COMMAND.search(clause):
            kept.append(clause)
        elif len(kept) > 1 and kept[-1].endswith(":"):
            kept.pop()
    said = " ".join(kept).rstrip(ENDS)
    return f"{said}." if said and text.endswith(".") and not said.endswith(".") else said
