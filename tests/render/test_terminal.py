"""Text is broken to the width, a long address only after a slash or hyphen."""

import re

import pytest

from stepready.render.terminal import wrapped

ADDRESS = "https://residencyadvisor.com/resources/low-step-score-strategies/step-score-strategy-pmr-residency-guide"


@pytest.mark.parametrize("width", [60, 80, 120])
def test_an_address_is_broken_where_it_can_be_joined_again(width: int) -> None:
    lines = wrapped(f"Written for others; {ADDRESS}", width, indent="    ", first="  ! ")
    assert all(len(line) <= width for line in lines)
    assert ADDRESS in "".join(line.strip() for line in lines)


def test_an_address_that_fits_its_line_stays_whole() -> None:
    assert f"  {ADDRESS}" in wrapped(f"Written for others; {ADDRESS}", 120, indent="  ")


@pytest.mark.parametrize("width", range(16, 40))
@pytest.mark.parametrize(
    "text", ["seen at review 97 % then 1,300 USD in 6 weeks", "東京 97 % 三 12 programmes 97 % 大阪"]
)
def test_a_number_stays_with_its_unit(text: str, width: int) -> None:
    lines = wrapped(text, width, indent="  ")
    assert " ".join(line.strip() for line in lines) == text
    assert not any(re.match(r" *(%|USD|weeks|programmes)", line) for line in lines)
