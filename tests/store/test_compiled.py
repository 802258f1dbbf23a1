"""The statements that ship are those of the source, and each stays inside one owner's rows."""

import re

import pytest
from sqlalchemy import literal, select

from stepready.store.compile import compiled, text_of
from stepready.store.sqlite import COMPILED as PATH
from stepready.store.sqlite import statements
from stepready.store.statements import STATEMENTS


def test_the_compiled_file_is_fresh() -> None:
    assert PATH.read_text(encoding="utf-8") == compiled(), "run `make sql` and review the difference"


def test_the_file_reads_back_as_every_statement() -> None:
    assert statements().keys() == STATEMENTS.keys()
    assert all(text.split()[0] in {"SELECT", "INSERT", "UPDATE", "DELETE"} for text in statements().values())


@pytest.mark.parametrize("name", STATEMENTS)
def test_every_statement_names_its_owner(name: str) -> None:
    text = statements()[name]
    assert re.search(r"owner = :(owner|whose)\b|VALUES \(:owner,", text)


def test_a_hidden_parameter_is_refused() -> None:
    with pytest.raises(ValueError, match="hidden parameters"):
        text_of("odd", select(literal(5)))
