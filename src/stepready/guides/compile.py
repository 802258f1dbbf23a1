"""Compile the checked data files to one JSON file that is fast to read: `python -m stepready.guides.compile`.

Objects carry their class under the key ``; the table `classes` says where each class lives and which of its
fields are enums, days or times, so that reading needs no type hints.
"""

import hashlib
import json
import os
import sys
import tempfile
import typing
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, time
from enum import Enum
from pathlib import Path
from typing import Any

from stepready.core.facts.exam import Source
from stepready.guides import COMPILED, HERE, INSTRUMENTS, TOPICS
from stepready.guides.loader import Data, load_data
from stepready.guides.strict import DataError, hints

FORMAT = 1


def digest(root: Path = HERE) -> str:
    """Return a digest of every data file's name and content."""
    total = hashlib.sha256()
    for file in sorted((root / "data").glob("*.toml")):
        total.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()


def compiled(root: Path = HERE) -> str:
    """Return the compiled text of the data files below `root`; raise DataError with every problem."""
    data = load_data(root)
    classes: dict[str, dict[str, Any]] = {}
    content: dict[str, Any] = {"format": FORMAT, "digest": digest(root)}
    for field in fields(Data):
        content[field.name] = _plain(getattr(data, field.name), classes)
    content["classes"] = classes
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def write_compiled(root: Path = HERE) -> Path:
    """Check the data files and write `compiled.json` beside them, and what logging needs of it in a small file."""
    text = compiled(root)
    _write(root / COMPILED.name, text)
    told = json.loads(text)
    _write(root / INSTRUMENTS.name, json.dumps(told["facts"]["instruments"], ensure_ascii=False) + "\n")
    _write(root / TOPICS.name, json.dumps(told["topics"], ensure_ascii=False) + "\n")
    return root / COMPILED.name


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".compiled-", suffix=".json")
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text)
    Path(name).chmod(0o644)
    Path(name).replace(path)


def _plain(value: Any, classes: dict[str, dict[str, Any]]) -> Any:
    if isinstance(value, tuple):
        return [_plain(item, classes) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return _object(value, classes)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | time):
        return value.isoformat()
    return value


def _object(value: Any, classes: dict[str, dict[str, Any]]) -> dict[str, Any]:
    kind = type(value)
    if kind.__name__ not in classes:
        classes[kind.__name__] = {"in": kind.__module__, "convert": _converters(kind)}
    if classes[kind.__name__]["in"] != kind.__module__:
        msg = f"two data classes are named {kind.__name__}"
        raise ValueError(msg)
    given = {"": kind.__name__}
    for field in fields(kind):
        held = getattr(value, field.name)
        if field.default is MISSING or held != field.default:
            given[field.name] = _plain(held, classes)
    return given


def _converters(kind: type) -> dict[str, str]:
    """Name what turns a field's plain value back into its own: an enum, `date` or `time`."""
    found = {}
    for name, hint in hints(kind).items():
        for member in (hint, *typing.get_args(hint)):
            if isinstance(member, type) and issubclass(member, (Enum, Source)):
                found[name] = f"{member.__module__}:{member.__name__}"
            elif member in (date, time):
                found[name] = f"datetime:{member.__name__}"
    return found


def main(args: list[str]) -> int:
    """Compile, or with `--check` only say whether the data are sound and the compiled file fresh."""
    try:
        if "--check" not in args:
            sys.stdout.write(f"{write_compiled()}\n")
            return 0
        fresh = COMPILED.exists() and COMPILED.read_text(encoding="utf-8") == compiled()
    except DataError as problem:
        sys.stderr.write("\n".join((problem.message, *(f"  {detail}" for detail in problem.details))) + "\n")
        return 1
    if not fresh:
        sys.stderr.write("compiled.json is stale; run `python -m stepready.guides.compile`\n")
    return 0 if fresh else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
