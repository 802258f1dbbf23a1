"""The house as docs/architecture.md describes it: names with one meaning, imports that lead one way."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src"
FILES = sorted(SOURCE.rglob("*.py"))
MOST_INSIDE_FUNCTIONS = 30
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def name_of(file: Path) -> str:
    return ".".join(file.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")


MODULES = {name_of(file): ast.parse(file.read_text(encoding="utf-8")) for file in FILES}


def run_imports(node: ast.AST, *, inside: bool = False) -> Iterator[tuple[ast.ImportFrom | ast.Import, bool]]:
    """Yield every import that runs, and whether it stands in a function; those for types alone do not run."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            continue
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, inside
        yield from run_imports(child, inside=inside or isinstance(child, FUNCTIONS))


def named(node: ast.ImportFrom | ast.Import) -> set[str]:
    """Return the modules of ours that an import names."""
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names} & MODULES.keys()
    found = {f"{node.module}.{alias.name}" for alias in node.names} & MODULES.keys()
    return found or {node.module or ""} & MODULES.keys()


def test_a_class_name_means_one_thing() -> None:
    trees = MODULES.values()
    names = Counter(node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    assert [name for name, times in names.items() if times > 1] == []


def test_no_module_needs_itself() -> None:
    needs = {name: {m for node, _ in run_imports(tree) for m in named(node)} for name, tree in MODULES.items()}
    TopologicalSorter(needs).prepare()


def test_few_of_our_modules_are_imported_inside_functions() -> None:
    found = [
        f"{name}:{node.lineno}"
        for name, tree in MODULES.items()
        for node, inside in run_imports(tree)
        if inside and named(node)
    ]
    assert len(found) <= MOST_INSIDE_FUNCTIONS, found


def test_every_path_of_the_architecture_exists() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    told = re.findall(r"`([a-z_0-9/-]+(?:/|\.py|\.toml|\.md|\.sql))`", text)
    assert len(told) > 40
    assert [path for path in told if not ((ROOT / path).exists() or (SOURCE / "stepready" / path).exists())] == []


def exams_compared(tree: ast.AST) -> Iterator[int]:
    """Yield the lines on which something is compared with one exam by name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            for side in (node.left, *node.comparators):
                parts = side.elts if isinstance(side, ast.Tuple | ast.List | ast.Set) else [side]
                if any(ast.unparse(part).startswith("Exam.STEP") for part in parts):
                    yield node.lineno


def test_what_an_exam_is_stands_in_data() -> None:
    asked = ast.parse("if plan.exam is Exam.STEP1 or exam in (Exam.STEP2CK, other): pass")
    assert list(exams_compared(asked)) == [1, 1]
    assert [f"{name}:{line}" for name, tree in MODULES.items() for line in exams_compared(tree)] == []


GATHERED = ("Book", "Case", "Desk", "Decision", "Checked", "Library")
"""What a service works from: the open book, a case, what was gathered from one, or the guides and facts alone."""


def works_from(function: ast.FunctionDef) -> bool:
    """Whether a function takes something gathered, or names a database that no book can be opened from."""
    args = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    types = {word for arg in args if arg.annotation for word in re.findall(r"\w+", ast.unparse(arg.annotation))}
    return not types.isdisjoint(GATHERED) or any(arg.arg == "db" for arg in args)


def test_a_service_takes_a_book_or_what_was_gathered_from_one() -> None:
    """Whatever needs none of that knows no use case, and belongs to the core."""
    asked = ast.parse("def one(book: 'Book | None'): ...\ndef two(day: date): ...\ndef three(db: str | None): ...")
    assert [works_from(node) for node in asked.body if isinstance(node, ast.FunctionDef)] == [True, False, True]
    services = {name: tree for name, tree in MODULES.items() if name.startswith("stepready.services.")}
    public = [
        (name, node)
        for name, tree in services.items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]
    assert len(public) > 100
    assert [f"{name}.{node.name}" for name, node in public if not works_from(node)] == []
