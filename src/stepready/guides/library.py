"""The guides, facts and calendar as core values, read from the compiled file in a few milliseconds."""

import json
import os
from collections.abc import Callable
from dataclasses import field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stepready.core.facts.settings import Settings
from stepready.core.guide.choice import LeftOutGuide, Shelf
from stepready.core.values import dataclass, remade
from stepready.core.values.errors import StepreadyError
from stepready.guides import COMPILED, HERE

if TYPE_CHECKING:
    from stepready.core.applying.applying_facts import ApplyingFacts
    from stepready.core.facts.facts import Facts
    from stepready.core.guide.choice import Article
    from stepready.core.guide.guide import Guide, Rule, Specialty
    from stepready.core.season.calendar import CalendarData

PACKAGE = HERE.parent
IS_CHECKOUT = (PACKAGE.parent.parent / "pyproject.toml").exists()
WATCHED = (
    HERE / "data",
    HERE / "cases",
    HERE,
    PACKAGE / "core",
    *(Path(room) for room in os.scandir(PACKAGE / "core") if room.is_dir()),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """All data. `common` are the product's own rules, which hold under every guide.

    `specialties_guide` is the guide whose sections the specialties cite. `digest` names the data files' state.
    `settings` are the user's own, whose readings are in place already; guides of the user's own stand after the
    shipped ones, those that cannot be used are `left_out`.
    """

    facts: "Facts"
    guides: "dict[str, Guide]"
    specialties: "tuple[Specialty, ...]"
    specialties_guide: str
    common: "tuple[Rule, ...]"
    calendar: "CalendarData"
    articles: "tuple[Article, ...]"
    digest: str
    settings: Settings = field(default_factory=Settings)
    left_out: tuple[LeftOutGuide, ...] = ()

    @property
    def shelf(self) -> Shelf:
        """What a plan's guide is chosen from."""
        return Shelf(guides=self.guides, left_out=self.left_out, articles=self.articles)


@cache
def load() -> Library:
    """Return all data; raise StepreadyError when they are missing or broken."""
    raw = content()
    classes = _classes(raw)
    guides = _value(raw["guides"], classes)
    return Library(
        facts=load_facts(),
        guides={guide.name: guide for guide in guides},
        specialties=_value(raw["specialties"], classes),
        specialties_guide=raw["specialties_guide"],
        common=_value(raw["common"], classes),
        calendar=_value(raw["calendar"], classes),
        articles=_value(raw["articles"], classes),
        digest=raw["digest"],
    )


@cache
def load_facts() -> "Facts":
    """Return the exams, instruments and readings alone: all that logging needs."""
    raw = content()
    facts: Facts = _value(raw["facts"], _classes(raw))
    return facts


@cache
def load_applying() -> "ApplyingFacts":
    """Return what is known of applying: read by the commands about programmes alone."""
    raw = content()
    applying: ApplyingFacts = _value(raw["applying"], _classes(raw))
    return applying


@cache
def content() -> dict[str, Any]:
    """Return the compiled data as JSON values, recompiled first in a checkout whose data changed."""
    if IS_CHECKOUT and is_stale():
        return _recompiled()
    try:
        content: dict[str, Any] = json.loads(COMPILED.read_bytes())
    except FileNotFoundError:
        return _recompiled()
    except (OSError, ValueError) as problem:
        msg = f"the guide data in {COMPILED.name} cannot be read ({problem}); reinstall stepready"
        raise StepreadyError(msg) from problem
    return content


def is_stale() -> bool:
    """Whether the compiled file is missing or older than a file it is made from."""
    try:
        compiled = COMPILED.stat().st_mtime_ns
    except FileNotFoundError:
        return True
    return any(_newest(folder) > compiled for folder in WATCHED if folder.is_dir())


def _newest(folder: Path) -> int:
    """Return when the data or code in a folder changed last; pathlib would take a fiftieth of a `check` for it."""
    with os.scandir(folder) as files:
        return max((file.stat().st_mtime_ns for file in files if file.name.endswith((".toml", ".py"))), default=0)


def _recompiled() -> dict[str, Any]:
    if not (HERE / "data").is_dir():
        msg = "the guide data are not part of this installation; reinstall stepready"
        raise StepreadyError(msg)
    from stepready.guides.compile import compiled, write_compiled  # noqa: PLC0415 - reads TOML, in a checkout alone

    try:
        text = write_compiled().read_text(encoding="utf-8")
    except OSError:
        text = compiled()
    content: dict[str, Any] = json.loads(text)
    return content


Classes = dict[str, tuple[Callable[..., Any], dict[str, Callable[[str], Any]]]]


class _Imported(dict[str, Any]):
    """Imports a class when the first of its objects is read."""

    def __init__(self, table: dict[str, Any]) -> None:
        super().__init__()
        self.table = table

    def __missing__(self, name: str) -> Any:
        row = self.table[name]
        converters = {field: _converter(where) for field, where in row["convert"].items()}
        self[name] = found = (getattr(import_module(row["in"]), name), converters)
        return found


@cache
def _converter(where: str) -> Callable[[str], Any]:
    module, name = where.split(":")
    kind = getattr(import_module(module), name)
    read: Callable[[str], Any] = kind.fromisoformat if module == "datetime" else kind
    return read


def _classes(raw: dict[str, Any]) -> _Imported:
    return _Imported(raw["classes"])


def _value(raw: Any, classes: _Imported) -> Any:
    kind = type(raw)
    if kind is list:
        return tuple([_value(item, classes) for item in raw])
    if kind is not dict:
        return raw
    build, converters = classes[raw[""]]
    given = {}
    for key, held in raw.items():
        if key in converters:
            convert = converters[key]
            given[key] = tuple(map(convert, held)) if type(held) is list else convert(held)
        elif key:
            given[key] = _value(held, classes)
    return remade(build, given)
