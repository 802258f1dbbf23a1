"""Habits in the settings file: when a day begins, and what 5/6 means."""

from datetime import UTC, datetime, tzinfo
from pathlib import Path

import pytest

from stepready.cli import clock
from tests.conftest import Stepready


@pytest.fixture
def settings(stepready: Stepready, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STEPREADY_CONFIG", str(tmp_path))
    stepready("plan set --exam step2ck --target 240")
    return tmp_path / "settings.toml"


@pytest.mark.parametrize(("hour", "day"), [(3, "Wed 14 Jul 2027"), (4, "Thu 15 Jul 2027")])
def test_before_the_day_begins_it_is_yesterday(
    stepready: Stepready, settings: Path, monkeypatch: pytest.MonkeyPatch, hour: int, day: str
) -> None:
    class Night(datetime):
        def astimezone(self, tz: tzinfo | None = None) -> "Night":  # noqa: ARG002 - the night is where the user is
            return self

    settings.write_text("day_starts = 4\n")
    monkeypatch.setattr(clock, "datetime", Night)
    monkeypatch.setattr(Night, "now", lambda **_: Night(2027, 7, 15, hour, 30, tzinfo=UTC))
    monkeypatch.delenv("STEPREADY_TODAY")
    assert day in stepready("log nbme 11 231").out


def test_a_day_that_was_named_is_that_day(stepready: Stepready, settings: Path) -> None:
    settings.write_text("day_starts = 12\n")
    assert "Thu 15 Jul 2027" in stepready("log nbme 11 231").out


def test_numbers_mean_what_the_settings_or_the_option_say(stepready: Stepready, settings: Path) -> None:
    assert "--dates dmy or mdy" in stepready("log nbme 11 231 --on 5/6").err
    settings.write_text('dates = "dmy"\n')
    assert "Sat 5 Jun 2027" in stepready("log nbme 11 231 --on 5/6").out
    assert "Thu 6 May 2027" in stepready("log nbme 12 231 --on 5/6 --dates mdy").out
    assert "Thu 6 May 2027" in stepready("edit 1 --on 6/5").out
    table = "date,source,form,value\n04.04.2027,nbme,9,231\n"
    assert stepready("import", "-", "--dates", "dmy", stdin=table).code == 0


@pytest.mark.parametrize("line", ["day_starts = 13", "day_starts = true", 'dates = "ymd"'])
def test_a_habit_that_is_none_is_refused(stepready: Stepready, settings: Path, line: str) -> None:
    settings.write_text(line)
    ended = stepready("log nbme 11 231")
    assert ended.code == 2
    assert ended.err.startswith("error: ")
    assert "accepted" in ended.err
