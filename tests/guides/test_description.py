"""A guide is described beside what has changed since its text was written."""

import pytest

from stepready.core.values.wording import MONTHS
from stepready.guides.description import Saying, describe, every_item
from stepready.guides.differences import differences
from stepready.guides.library import load

LIBRARY = load()


def rows(guide: str, section: str) -> dict[str, Saying]:
    described = describe(LIBRARY.guides[guide], LIBRARY)
    return {row.label: row for part in described.sections if part.title == section for row in part.rows}


@pytest.mark.parametrize(
    ("guide", "band", "notes"),
    [
        ("pmr-us-img", "235-244", ("percentile 15 to 30",)),
        ("pmr-us-img", "245 or more", ("percentile 32 and up",)),
        ("pmr-us-img", "220-234", ("percentile 3 to 14",)),
        ("pmr-us-img", "under 220, or 1 failure", ("under percentile 3", "scores under 218 fail")),
        ("prelim-im-non-us-img", "215-224", ("percentile 2 to 5", "215-217 now fail")),
        ("prelim-im-non-us-img", "under 215, or 2 failures", ("under percentile 2", "every score in it fails")),
        ("med-peds-non-us-img", "215-224", ("percentile 2 to 5", "215-217 now fail")),
        ("med-peds-non-us-img", "under 215, or 1 failure", ("under percentile 2", "every score in it fails")),
    ],
)
def test_a_band_shows_its_percentile_and_the_scores_that_fail(guide: str, band: str, notes: tuple[str, ...]) -> None:
    found = rows(guide, "Score bands")[band].notes
    assert len(found) == len(notes)
    assert all(said.startswith(start) for said, start in zip(found, notes, strict=True))


@pytest.mark.parametrize(
    ("guide", "claim", "percentiles"), [("pmr", "230-245", "9 to 32"), ("med-peds-non-us-img", "220-230", "3 to 9")]
)
def test_an_average_that_no_longer_holds_is_named(guide: str, claim: str, percentiles: str) -> None:
    described = describe(LIBRARY.guides[guide], LIBRARY)
    (row,) = (r for s in described.sections for r in s.rows if r.says == "called about average by the text")
    assert row.label == claim
    assert row.notes == (
        f"No longer so: first takers of 2025-26 average 251, and {claim} is percentile {percentiles}.",
    )


def test_scores_between_bands_are_named() -> None:
    unnamed = [label for label, row in rows("pmr", "Score bands").items() if row.says.startswith("between")]
    assert unnamed == ["246-249", "225-229"]


@pytest.mark.parametrize(
    ("guide", "word", "says"),
    [
        ("pmr-us-img", "ideal", "sat by 31 Jul"),
        ("pmr-us-img", "acceptable", "score by the day review opens"),
        ("pmr-us-img", "risky", "score by 10 Oct"),
        ("pmr", "ideal", "sat by 20 Aug"),
        ("pmr", "risky", "sat by 10 Sep"),
        ("us-img", "acceptable", "sat by 10 Aug"),
        ("us-img", "risky", "score by the day review opens"),
        ("prelim-im-non-us-img", "ideal", "score by 10 Sep"),
        ("prelim-im-non-us-img", "risky", "score by 10 Oct"),
        ("med-peds-non-us-img", "ideal", "score by the day review opens"),
        ("med-peds-non-us-img", "on time", "score by 10 Oct"),
        ("med-peds-non-us-img", "risky", "score by 30 Nov"),
    ],
)
def test_windows_are_those_of_the_guide(guide: str, word: str, says: str) -> None:
    assert rows(guide, "Timing")[word].says == says


@pytest.mark.parametrize(
    ("guide", "musts"),
    [
        ("pmr-us-img", {"sitting-allowed", "clears-pass-mark", "two-at-target", "not-clearly-below"}),
        ("pmr", {"sitting-allowed", "clears-pass-mark", "not-clearly-below"}),
        ("us-img", {"sitting-allowed", "clears-pass-mark", "near-target", "step1-cushion"}),
        ("prelim-im-non-us-img", {"sitting-allowed", "clears-pass-mark", "level-near-235", "not-clearly-below"}),
        (
            "med-peds-non-us-img",
            {"sitting-allowed", "clears-pass-mark", "each-at-target", "after-failure-weeks", "safely-above-target"},
        ),
    ],
)
def test_the_musts_are_those_of_the_guide(guide: str, musts: set[str]) -> None:
    found = {label.removeprefix("must ") for label in rows(guide, "Go or no-go") if label.startswith("must ")}
    assert found == musts


@pytest.mark.parametrize(
    ("guide", "targets"),
    [
        ("pmr-us-img", (235, 235, 235)),
        ("pmr", (230, 230, 230)),
        ("us-img", (235, 240, 250)),
        ("prelim-im-non-us-img", (235, 235, 235)),
        ("med-peds-non-us-img", (235, 235, 235)),
    ],
)
def test_default_targets_go_by_field_where_the_guide_does(guide: str, targets: tuple[int, int, int]) -> None:
    target = LIBRARY.guides[guide].default_target
    assert target is not None
    fields = (target.less, target.moderate, target.high)
    assert (target.score,) * 3 == targets if target.score else fields == targets


def test_every_difference_is_answered_by_every_guide() -> None:
    for difference in differences(LIBRARY):
        assert list(difference.answers) == list(LIBRARY.guides)
        assert all(answer not in ("", "-") for answer in difference.answers.values()), difference.question
        assert len(set(difference.answers.values())) > 1, difference.question


def test_the_last_good_day_is_each_guides_own() -> None:
    """Early August is the latest reasonable day of us-img, before the day that its score must be out."""
    (row,) = (difference for difference in differences(LIBRARY) if difference.question == "last good day")
    assert row.answers == {
        "med-peds-non-us-img": "score by the day review opens; on time: score by 10 Oct",
        "pmr": "sat by 20 Aug; on time: score by the day review opens",
        "pmr-us-img": "sat by 31 Jul; on time: score by the day review opens",
        "prelim-im-non-us-img": "score by 10 Sep; on time: score by the day review opens",
        "us-img": "sat by 31 Jul; acceptable: sat by 10 Aug; on time: score by the day review opens",
    }


def test_every_item_names_its_sources() -> None:
    for guide in LIBRARY.guides.values():
        assert all(guide.sources(item) for item in every_item(guide))


def test_every_limit_that_is_early_or_mid_month_is_dated_by_the_readings() -> None:
    ends = {"early": 10, "mid": 20}
    seen = set()
    for guide in LIBRARY.guides.values():
        assert guide.timing is not None
        for limit in (guide.timing.ideal, guide.timing.acceptable, guide.timing.risky, guide.timing.on_time):
            if limit.part:
                assert limit.day == ends[limit.part]
                assert 1 <= (limit.month or 0) <= len(MONTHS)
                seen.add(limit.part)
    assert seen == {"early", "mid"}
