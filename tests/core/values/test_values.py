"""The light frozen dataclasses behave as the standard ones do."""

import dataclasses
from collections.abc import Callable
from typing import Any, ClassVar

import pytest

from stepready.core.values import dataclass as light

DECORATORS: list[Callable[..., Any]] = [light, dataclasses.dataclass]


def classes(decorator: Callable[..., Any]) -> tuple[type[Any], type[Any]]:
    @decorator(frozen=True, slots=False, kw_only=True)
    class Base:
        source: str
        kind: ClassVar[str] = "base"

        def __post_init__(self) -> None:
            if not self.source:
                raise ValueError("no source")

    @decorator(frozen=True, kw_only=True)
    class Derived(Base):
        value: float
        marks: tuple[str, ...] = ()
        held: dict[str, int] = dataclasses.field(default_factory=dict)

    return Base, Derived


@pytest.mark.parametrize("decorator", DECORATORS)
def test_fields_of_the_base_come_first_and_defaults_hold(decorator: Callable[..., Any]) -> None:
    _, derived = classes(decorator)
    made = derived(source="a", value=1.5)
    assert [field.name for field in dataclasses.fields(made)] == ["source", "value", "marks", "held"]
    assert (made.marks, made.held, made.kind) == ((), {}, "base")
    assert made.held is not derived(source="a", value=1.5).held


@pytest.mark.parametrize("decorator", DECORATORS)
def test_equal_values_are_equal_and_hash_alike(decorator: Callable[..., Any]) -> None:
    base, _ = classes(decorator)
    assert base(source="a") == base(source="a")
    assert base(source="a") != base(source="b")
    assert hash(base(source="a")) == hash(base(source="a"))
    assert base(source="a") != "a"
    assert repr(base(source="a")).endswith("Base(source='a')")


@pytest.mark.parametrize("decorator", DECORATORS)
@pytest.mark.parametrize("given", [{}, {"source": "a"}, {"source": "a", "value": 1.0, "other": 2}])
def test_missing_and_unknown_values_are_refused(decorator: Callable[..., Any], given: dict[str, Any]) -> None:
    _, derived = classes(decorator)
    with pytest.raises(TypeError):
        derived(**given)


@pytest.mark.parametrize("decorator", DECORATORS)
def test_objects_are_frozen_and_replaced_through_their_checks(decorator: Callable[..., Any]) -> None:
    _, derived = classes(decorator)
    made = derived(source="a", value=1.0)
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.value = 2.0
    with pytest.raises(dataclasses.FrozenInstanceError):
        del made.value
    changed = dataclasses.replace(made, value=2.0)
    assert (changed.source, changed.value) == ("a", 2.0)
    with pytest.raises(ValueError, match="no source"):
        dataclasses.replace(made, source="")


@pytest.mark.parametrize("decorator", DECORATORS)
def test_positional_classes_take_their_values_in_order(decorator: Callable[..., Any]) -> None:
    class Plain:
        left: int
        right: int = 2

    pair: Any = decorator(frozen=True)(Plain)
    assert pair(1) == pair(1, 2) == pair(left=1, right=2)
    assert pair.__match_args__ == ("left", "right")
    with pytest.raises(TypeError):
        pair(1, 2, 3)
