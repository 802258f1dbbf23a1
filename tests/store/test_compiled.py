"""The statements that ship are those of the source, and each stays inside one owner's rows."""

import re

import pytest
from sqlalchemy import literal, select

from stepready.store.compile import DIALECTS, compiled, text_of
from stepready.store.connection import COMPILED, compiled_statements
from stepready.store.statements import STATEMENTS

OWNED = {
    "sqlite": r"owner = :(owner|whose)\b|VALUES \(:owner,",
    "postgresql": r"owner = %\((owner|whose)\)s|VALUES \(%\(owner\)s",
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_compiled_file_is_fresh(dialect: str) -> None:
    kept = (COMPILED / f"{dialect}.sql").read_text(encoding="utf-8")
    assert kept == compiled(dialect), "run `make sql` and review the difference"


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_file_reads_back_as_every_statement(dialect: str) -> None:
    texts = compiled_statements(dialect)
    assert texts.keys() == STATEMENTS.keys()
    assert all(text.split()[0] in {"SELECT", "INSERT", "UPDATE", "DELETE"} for text in texts.values())


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_statement_names_its_owner(dialect: str) -> None:
    texts = compiled_statements(dialect)
    assert [name for name, text in texts.items() if not re.search(OWNED[dialect], text)] == []


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_hidden_parameter_is_refused(dialect: str) -> None:
    with pytest.raises(ValueError, match="hidden parameters"):
        text_of("odd", select(literal(5)), dialect)
