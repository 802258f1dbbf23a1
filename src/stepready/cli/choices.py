"""A word among a few, read as people write it: `US IMG` for us-img, `Step 2 CK` for step2ck."""

from collections.abc import Iterable
from typing import Any

from typer._types import TyperChoice

from stepready.core.facts.names import named


class Choices(TyperChoice[Any]):
    """Choices that letters and digits tell apart, whatever their case and however their parts are joined."""

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return the choice meant; one error that names them all where there is none."""
        return super().convert(named(str(value), self.choices) or value, param, ctx)


def read_loosely(params: Iterable[Any]) -> None:
    """Let every parameter of a command that takes a word among a few read it so."""
    for param in params:
        if isinstance(param.type, TyperChoice):
            param.type = Choices(param.type.choices)
