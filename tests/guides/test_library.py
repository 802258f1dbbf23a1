"""The compiled file gives back exactly what the data files say."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from stepready.core.values.errors import StepreadyError
from stepready.guides import HERE, library
from stepready.guides.compile import compiled, digest, main, write_compiled
from stepready.guides.library import load, load_facts
from stepready.guides.loader import load_data
from stepready.guides.page import PAGE, page
from stepready.guides.page import main as page_main


def test_the_compiled_file_gives_back_what_the_data_say() -> None:
    data, held = load_data(), load()
    assert held.facts == data.facts
    assert tuple(held.guides.values()) == data.guides
    assert (held.specialties, held.specialties_guide) == (data.specialties, data.specialties_guide)
    assert held.common == data.common
    assert held.calendar == data.calendar
    assert held.facts is load_facts()


def test_the_digest_is_that_of_the_data_files() -> None:
    assert load().digest == digest()
    assert len(load().digest) == 64


def test_the_digest_follows_every_byte(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    file = tmp_path / "data" / "one.toml"
    file.write_text("a = 1\n", encoding="utf-8")
    before = digest(tmp_path)
    file.write_text("a = 2\n", encoding="utf-8")
    assert digest(tmp_path) != before


def test_compiling_twice_gives_the_same_bytes() -> None:
    assert compiled() == compiled()


def test_the_check_tells_fresh_from_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stale = tmp_path / "compiled.json"
    monkeypatch.setattr("stepready.guides.compile.COMPILED", stale)
    assert main(["--check"]) == 1
    assert "stale" in capsys.readouterr().err
    stale.write_text(compiled(), encoding="utf-8")
    assert main(["--check"]) == 0


def test_a_stale_compiled_file_is_seen_by_its_age(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    toml, out = tmp_path / "data" / "one.toml", tmp_path / "compiled.json"
    monkeypatch.setattr(library, "COMPILED", out)
    monkeypatch.setattr(library, "WATCHED", (tmp_path / "data",))
    toml.touch()
    assert library.is_stale()
    out.touch()
    os.utime(toml, (1, 1))
    assert not library.is_stale()
    os.utime(out, (0, 0))
    assert library.is_stale()


def test_damaged_compiled_data_are_one_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "compiled.json"
    broken.write_text('{"format"', encoding="utf-8")
    monkeypatch.setattr(library, "COMPILED", broken)
    monkeypatch.setattr(library, "IS_CHECKOUT", False)
    with pytest.raises(StepreadyError, match=r"the guide data in compiled\.json cannot be read"):
        library.content.__wrapped__()


def test_missing_data_are_one_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "COMPILED", tmp_path / "compiled.json")
    monkeypatch.setattr(library, "HERE", tmp_path)
    monkeypatch.setattr(library, "IS_CHECKOUT", False)
    with pytest.raises(StepreadyError, match="not part of this installation"):
        library.content.__wrapped__()


def test_writing_leaves_one_whole_file(tmp_path: Path) -> None:
    for folder in ("data", "cases"):
        shutil.copytree(HERE / folder, tmp_path / folder)
    written = write_compiled(tmp_path)
    assert json.loads(written.read_text(encoding="utf-8"))["digest"] == digest(tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "cases",
        "compiled.json",
        "data",
        "instruments.json",
        "topics.json",
    ]


def test_reading_the_guides_imports_no_toml_and_no_pydantic() -> None:
    load()
    code = (
        "import sys; from stepready.guides.library import load; load(); "
        "print(sorted({'tomllib', 'pydantic', 'stepready.guides.strict'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(load()), "run `python -m stepready.guides.page`"


def test_the_page_check_tells_fresh_from_stale(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "guides.md"
    assert page_main(["--check"], file) == 1
    assert "stale" in capsys.readouterr().err
    assert page_main([], file) == 0
    assert page_main(["--check"], file) == 0


def test_the_page_names_every_guide_rule_and_reading() -> None:
    text = page(load())
    assert text.count("patterns, not hard cutoffs") == 1
    for guide in load().guides.values():
        assert f"## {guide.name}\n" in text
        assert all(f"{rule.severity.value} {rule.id} |" in text for rule in guide.rules)
        assert all(stance.says in text for stance in guide.stances)
    for statement in load().facts.readings.statements:
        assert statement.says in text
    assert "| Step 2 CK pass mark, tests from 2025-07-01 | 218 | secondary |" in text
