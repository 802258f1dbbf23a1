"""Print as constraints the lowest versions that pyproject.toml names of what users install, for `make lowest`.

python tests/lowest.py
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PLACES = ("anki", "server", "sheets", "report")
"""The extras that users install."""
NAMED = re.compile(r"(?P<name>[\w.-]+)(\[\w+\])?(>=|==)(?P<version>[\d.]*\d)(?P<any>\.\*)?")


def lowest(requirement: str) -> str:
    """Return the lowest version of a requirement: `2.9` of `>=2.9,<5`, `0.28.0` of `==0.28.*`."""
    found = NAMED.match(requirement)
    if found is None:
        msg = f"{requirement} names no lowest version"
        raise ValueError(msg)
    return f"{found['name']}=={found['version']}{'.0' if found['any'] else ''}"


def constraints() -> Iterator[str]:
    """Yield the locked versions, those that users install at their lowest, without what those bring along."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    yield from sorted({lowest(each) for each in (*project["dependencies"], *(e for p in PLACES for e in extras[p]))})


if __name__ == "__main__":
    sys.stdout.write("\n".join(constraints()) + "\n")
