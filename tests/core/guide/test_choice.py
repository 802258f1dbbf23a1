"""The guide that fits best is chosen; a name for a specialty is understood."""

import pytest

from stepready.core.facts.citation import Status
from stepready.core.facts.exam import Applicant, Exam
from stepready.core.guide.choice import Shelf, choose, fits
from stepready.core.guide.specialty import near_specialty, resolve_specialty
from stepready.core.plan import Plan
from stepready.core.values.errors import StepreadyError
from stepready.guides.library import load

GUIDES = load().guides
SHELF = load().shelf


def plan(
    applicant: str | None = None, specialty: str | None = None, exam: str = "step2ck", guide: str | None = None
) -> Plan:
    who = Applicant(applicant) if applicant else None
    return Plan(exam=Exam(exam), applicant=who, specialty=specialty, guide=guide)


@pytest.mark.parametrize(
    ("applicant", "specialty", "exam", "chosen", "for_others"),
    [
        ("us-img", "pmr", "step2ck", "pmr-us-img", False),
        ("us-md", "pmr", "step2ck", "pmr", False),
        ("non-us-img", "pmr", "step2ck", "pmr", False),
        (None, "pmr", "step2ck", "pmr", False),
        ("us-img", "psychiatry", "step2ck", "us-img", False),
        ("us-img", None, "step2ck", "us-img", False),
        ("us-img", "med-peds", "step2ck", "us-img", False),
        ("non-us-img", "prelim-im", "step2ck", "prelim-im-non-us-img", False),
        ("non-us-img", "med-peds", "step2ck", "med-peds-non-us-img", False),
        ("non-us-img", "psychiatry", "step2ck", "us-img", True),
        ("us-md", "med-peds", "step2ck", "us-img", True),
        ("us-do", None, "step2ck", "us-img", True),
        (None, None, "step2ck", "us-img", True),
        (None, "med-peds", "step2ck", "us-img", True),
        ("us-img", "pmr", "step1", "us-img", False),
        ("non-us-img", "prelim-im", "step1", "us-img", True),
    ],
)
def test_the_guide_that_fits_best_is_chosen(
    applicant: str | None, specialty: str | None, exam: str, chosen: str, *, for_others: bool
) -> None:
    guide, notice = choose(SHELF, plan(applicant, specialty, exam))
    assert guide.name == chosen
    assert (notice is not None) == for_others
    assert notice is None or "which was written for US citizen IMGs in any specialty" in notice


def test_the_order_of_the_guides_changes_nothing() -> None:
    backwards = dict(reversed(GUIDES.items()))
    for applicant in (None, *Applicant):
        for specialty in (None, "pmr", "med-peds", "psychiatry"):
            asked = plan(applicant, specialty)
            assert choose(SHELF, asked)[0].name == choose(Shelf(guides=backwards), asked)[0].name


def test_a_named_guide_wins() -> None:
    assert choose(SHELF, plan("us-img", "pmr", guide="med-peds-non-us-img"))[0].name == "med-peds-non-us-img"


@pytest.mark.parametrize(
    ("exam", "guide", "words"),
    [
        ("step2ck", "pm", f"no guide is named 'pm'; accepted: {', '.join([*GUIDES][:-1])} or {[*GUIDES][-1]}"),
        ("step1", "pmr", "guide pmr does not cover Step 1; accepted: us-img"),
    ],
)
def test_a_named_guide_must_exist_and_cover_the_exam(exam: str, guide: str, words: str) -> None:
    with pytest.raises(StepreadyError) as caught:
        choose(SHELF, plan("us-img", exam=exam, guide=guide))
    assert words in caught.value.message


@pytest.mark.parametrize(
    ("guide", "applicant", "specialty", "expected"),
    [
        ("pmr-us-img", "us-img", "pmr", True),
        ("pmr-us-img", "us-md", "pmr", False),
        ("pmr-us-img", "us-img", None, False),
        ("pmr", None, "pmr", True),
        ("us-img", "us-img", "dermatology", True),
        ("us-img", None, None, False),
    ],
)
def test_a_guide_fits_when_all_it_names_matches(
    guide: str, applicant: str | None, specialty: str | None, *, expected: bool
) -> None:
    assert fits(GUIDES[guide], plan(applicant, specialty)) is expected


@pytest.mark.parametrize(
    ("applicant", "specialty", "said"),
    [
        ("non-us-img", "internal-medicine", "/step-score-strategy-non-us-citizen-img-internal-medicine"),
        ("non-us-img", "family-medicine", "(secondary: university-based may expect over 235); https://"),
        ("non-us-img", "Transitional Year", "/step-score-strategy-non-us-citizen-img-transitional-year"),
        ("non-us-img", "neurology", "an article for non-US citizen IMGs in any specialty"),
        ("non-us-img", None, "/step-score-strategies-non-us-citizen-imgs-residency-guide"),
    ],
)
def test_the_article_that_was_written_for_a_reader_is_named(applicant: str, specialty: str | None, said: str) -> None:
    notice = choose(SHELF, plan(applicant, specialty))[1] or ""
    assert said in notice
    assert "of which only the opening was read" in notice
    assert "`stepready guide new NAME`" in notice


@pytest.mark.parametrize(("applicant", "specialty"), [("us-md", "psychiatry"), ("us-do", None)])
def test_where_nothing_was_written_only_an_own_guide_is_offered(applicant: str, specialty: str | None) -> None:
    notice = choose(SHELF, plan(applicant, specialty))[1] or ""
    assert "`stepready guide new NAME`" in notice
    assert "article" not in notice


def test_no_article_is_for_a_reader_a_guide_was_written_for() -> None:
    """Each is for someone whom none of the guides names in full, and none is more than secondary."""
    named = {(guide.applicant and guide.applicant.value, guide.specialty) for guide in GUIDES.values()}
    lists = [a for a in load().articles if a.subject == "score-strategy"]
    assert [a.address for a in lists if (a.applicant, a.specialty) in named] == []
    assert {a.status for a in load().articles} == {Status.SECONDARY}
    assert len(load().articles) == 22


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("pmr", "pmr"),
        ("PM&R", "pmr"),
        ("pm & r", "pmr"),
        ("Physiatry", "pmr"),
        ("Physical Medicine and Rehabilitation", "pmr"),
        ("peds", "pediatrics"),
        ("Paediatrics", "pediatrics"),
        ("IM", "internal-medicine"),
        ("Internal Medicine", "internal-medicine"),
        ("Med/Peds", "med-peds"),
        ("med peds", "med-peds"),
        ("Preliminary Medicine", "prelim-im"),
        ("EM", "emergency-medicine"),
        ("ortho", "orthopedics"),
        ("Otolaryngology", "ent"),
        ("rad onc", "radiation-oncology"),
        ("  Ophthalmology ", "Ophthalmology"),
        ("sports   medicine", "sports medicine"),
    ],
)
def test_a_specialty_is_known_by_its_other_names(text: str, slug: str) -> None:
    assert resolve_specialty(text, load().specialties) == slug


def test_every_slug_of_the_contract_is_known() -> None:
    contract = (
        "pmr, prelim-im, med-peds, internal-medicine, family-medicine, pediatrics, psychiatry, neurology, "
        "anesthesiology, emergency-medicine, radiology, dermatology, plastic-surgery, orthopedics, ent, "
        "radiation-oncology"
    )
    assert [specialty.slug for specialty in load().specialties] == contract.split(", ")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("famly medicine", "family-medicine"),
        ("Famliy Medecine", "family-medicine"),
        ("family-medicin", "family-medicine"),
        ("psychiatyr", "psychiatry"),
        ("Dermatologgy", "dermatology"),
        ("anesthesiolgy", "anesthesiology"),
        ("medpedss", "med-peds"),
        ("radiation-onclogy", "radiation-oncology"),
        ("opthalmology", "ophthalmology"),
        ("urolgy", "urology"),
        ("obstetrics and gynocology", "OB-GYN"),
    ],
)
def test_a_near_miss_finds_the_specialty_meant(text: str, meant: str) -> None:
    library = load()
    assert near_specialty(text, library.specialties, library.calendar.other_services) == meant


@pytest.mark.parametrize(
    "text",
    [
        *("family medicine", "PM&R", "urology", "general surgery", "sports medicine", "nuclear medicine", "cardiology"),
        *("child neurology", "vascular surgery", "pathology", "neurosurgery", "ob", "gyn", "transitional year", ""),
        *("ophthalmology", "OB/GYN", "Obstetrics & Gynaecology", "nephrology", "oncology", "hematology"),
    ],
)
def test_a_known_name_or_another_specialty_is_no_near_miss(text: str) -> None:
    library = load()
    assert near_specialty(text, library.specialties, library.calendar.other_services) is None
