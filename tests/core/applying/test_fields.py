import pytest

from stepready.core.applying.fields import read_fact, written
from stepready.core.values.errors import StepreadyError


@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        ("min_step2", " 220 ", 220),
        ("min_step2", "220.0", 220),
        ("visa_j1", "Yes", True),
        ("visa_j1", "NO", False),
        ("visa_j1", "", None),
        ("visa_j1", "?", None),
        ("img_share", "45 %", 0.45),
        ("img_share", "45", 0.45),
        ("img_share", "0.45", 0.45),
        ("img_share", "0,45", 0.45),
        ("positions", "N/A", None),
    ],
)
def test_a_cell_is_read_as_its_fact(name: str, cell: str, value: object) -> None:
    assert read_fact(name, cell) == value


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("min_step2", "420"),
        ("min_step2", "high"),
        ("min_step2", "22O"),
        ("visa_j1", "maybe"),
        ("img_share", "145 %"),
        ("years_max", "-1"),
        ("years_max", "٣"),
        ("img_share", "nan"),
    ],
)
def test_a_cell_that_cannot_be_is_refused_in_a_sentence(name: str, cell: str) -> None:
    with pytest.raises(StepreadyError, match="accepted: "):
        read_fact(name, cell)


def test_a_fact_is_written_as_people_read_it() -> None:
    assert [written("visa_j1", value=True), written("img_share", 0.45), written("min_step2", 220)] == [
        "yes",
        "45 %",
        "220",
    ]
