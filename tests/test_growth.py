"""What it takes to add a thing: done in a copy of the program, in the files that docs/architecture.md names."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import stepready
from stepready.store import migrations
from tests.cli.processes import TODAY

COMPILED = ("__pycache__", "compiled.json", "instruments.json")
TWO_EXAMS = '''

@dataclass(frozen=True, slots=True, kw_only=True)
class TwoExams:
    """At least two practice exams are logged."""

    kind: Literal["two-exams"] = "two-exams"

    def judge(self, case: Case) -> Finding:
        """Count them."""
        found = len(case.evidence.full)
        if not found:
            return Finding(outcome=Outcome.UNKNOWN, reason="no exam", required="two exams")
        return Finding(outcome=outcome_of(found > 1), reason=count(found, "exam"), required="two exams")
'''
RULE = """
[[rule]]
id = "two-exams"
asks = "two practice exams"
exam = "step2ck"
severity = "must"
check = { kind = "two-exams" }
ours = "made for a test"
"""
CASES = """
[[case]]
rule = "two-exams"
shows = "passes"
expect = "pass"
plan = { exam_date = 2027-07-28 }
scores = ["2027-07-01 nbme 11 240", "2027-07-15 nbme 12 240"]

[[case]]
rule = "two-exams"
shows = "fails"
expect = "fail"
plan = { exam_date = 2027-07-28 }
scores = ["2027-07-01 nbme 11 240"]

[[case]]
rule = "two-exams"
shows = "unknown"
expect = "unknown"
plan = { exam_date = 2027-07-28 }

[[case]]
rule = "two-exams"
shows = "on-the-line"
expect = "pass"
plan = { exam_date = 2027-07-28 }
scores = ["2027-07-01 nbme 11 240", "2027-07-15 nbme 12 240"]
"""


class Program:
    """A copy of the program that a change is made in."""

    def __init__(self, root: Path) -> None:
        self.root, self.package, self.touched = root, root / "src" / "stepready", set[str]()
        shutil.copytree(Path(stepready.__file__).parent, self.package, ignore=shutil.ignore_patterns(*COMPILED))
        settings = {"STEPREADY_DB": str(root / "book.db"), "STEPREADY_TODAY": TODAY, "XDG_CONFIG_HOME": str(root)}
        self.env = {**os.environ, **settings, "PYTHONPATH": str(root / "src")}

    def change(self, path: str, rewrite: Callable[[str], str]) -> None:
        """Rewrite one file; nothing found to change is an error."""
        file = self.package / path
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        after = rewrite(before)
        assert after != before, path
        file.write_text(after, encoding="utf-8")
        self.touched.add(path)

    def after(self, path: str, anchor: str, text: str) -> None:
        """Put text behind the first match of an anchor."""
        self.change(path, lambda old: re.sub(f"({anchor})", lambda found: found[1] + text, old, count=1))

    def python(self, *words: str) -> str:
        command = [sys.executable, *words]
        ended = subprocess.run(command, env=self.env, capture_output=True, text=True, check=False, cwd=self.root)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    def run(self, line: str) -> str:
        return self.python("-m", "stepready", *line.split())

    def json(self, line: str) -> Any:
        return json.loads(self.run(line))


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def test_a_column_of_a_score_is_its_class_its_table_and_a_migration(program: Program) -> None:
    number = migrations.LATEST + 1
    program.after("core/log/score.py", r"p_pass: float \| None = None\n", "    sleep: int | None = None\n")
    program.after("store/tables.py", r"class ScoreRow[\s\S]*?p_pass: .*\n", "    sleep: int | None\n")
    program.change(f"store/migrations/{number:04}_sleep.sql", lambda _: "ALTER TABLE score ADD COLUMN sleep INTEGER;\n")
    program.after("store/migrations/__init__.py", r"_NAMES = \([\s\S]*?(?=\n\))", f'\n    "{number:04}_sleep",')
    program.after("core/log/entry.py", r'    p_pass: str = "",\n', '    sleep: str = "",\n')
    program.after(
        "core/log/entry.py", r"if p_pass.strip\(\) else None,\n", "        sleep=int(sleep) if sleep else None,\n"
    )
    program.after("core/log/entry.py", r"TYPED = \(", '"sleep", ')
    program.python("-m", "stepready.store.compile")
    assert len(program.touched) <= 5

    program.run("log nbme 11 231 --on 2027-07-01")
    document = program.json("export --json")
    assert document["scores"][0]["sleep"] is None
    document["scores"][0]["sleep"] = 7
    (program.root / "changed.json").write_text(json.dumps(document), encoding="utf-8")
    program.env["STEPREADY_DB"] = str(program.root / "other.db")
    program.run("import changed.json")
    assert program.json("export --json")["scores"][0]["sleep"] == 7
    head, row = program.run("export --csv").splitlines()
    assert dict(zip(head.split(","), row.split(","), strict=True))["sleep"] == "7"
    (program.root / "scores.csv").write_text(program.run("export --csv"), encoding="utf-8")
    program.run("edit 1 232")
    program.run("rm 1")
    program.run("undo")
    assert program.json("export --json")["scores"][0]["sleep"] == 7
    program.env["STEPREADY_DB"] = str(program.root / "third.db")
    program.run("import scores.csv")
    assert program.json("export --json")["scores"][0]["sleep"] == 7


def test_a_rule_kind_is_a_class_its_name_and_what_it_reads(program: Program) -> None:
    program.change("core/rules/habits_of_practice.py", lambda old: old + TWO_EXAMS)
    program.after("core/rules/__init__.py", r"    CountBetween,\n", "    TwoExams,\n")
    program.after("core/rules/__init__.py", r"RuleKind = \(\n", "    TwoExams |\n")
    program.after("core/rules/readings_used.py", r'"told": \(\),\n', '    "two-exams": (),\n')
    program.change("guides/data/pmr.toml", lambda old: old + RULE)
    program.change("guides/cases/pmr.toml", lambda old: old + CASES)
    assert len(program.touched) <= 5

    program.run("plan set --on 2027-07-28 --applicant us-md --specialty pmr --target 235")
    program.run("log nbme 11 240 --on 2027-07-01")

    def outcome() -> str:
        checks = program.json("check --json")["checks"]
        return next(str(check["outcome"]) for check in checks if check["rule"] == "two-exams")

    assert outcome() == "fail"
    program.run("log nbme 12 244 --on 2027-07-10")
    assert outcome() == "pass"
    assert "two practice exams" in program.run("guide show pmr")
