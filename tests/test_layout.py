"""The house as docs/architecture.md describes it: names with one meaning, imports that lead one way."""

import ast
from collections import Counter
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src"
FILES = sorted(SOURCE.rglob("*.py"))


def test_a_class_name_means_one_thing() -> None:
    names = Counter(
        node.name
        for file in FILES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, times in names.items() if times > 1] == []
