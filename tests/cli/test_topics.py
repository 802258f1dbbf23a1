"""One list of topics: a name people use is kept as the topic it means, an unknown one is asked about once."""

import pytest

from stepready.cli.log import topics
from stepready.guides.instruments import load_topics
from stepready.guides.library import load
from tests.conftest import Stepready

PLAN = "plan set --exam step2ck --on 2027-08-25 --applicant us-img --specialty psychiatry --target 240 --season 2028"


@pytest.fixture
def planned(stepready: Stepready) -> Stepready:
    assert stepready(PLAN).code == 0
    return stepready


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("psych", "psychiatry"),
        ("GI", "gastroenterology"),
        ("ID", "infectious disease"),
        ("OB/GYN", "obstetrics and gynecology"),
        ("ob-gyn", "obstetrics and gynecology"),
        ("pulm", "pulmonology"),
        ("Renal", "renal"),
        ("nephrology", "renal"),
        ("Cardio ", "cardiology"),
        ("Heme/Onc", "hematology-oncology"),
        ("Paediatrics", "pediatrics"),
        ("stroke", "stroke"),
        ("knots", "knots"),
    ],
)
def test_a_topic_is_kept_under_one_name(planned: Stepready, typed: str, topic: str) -> None:
    planned("log", "qbank", "29/40", "--topic", typed)
    assert planned("scores --json").json["scores"][0]["topic"] == topic


def test_names_of_one_topic_are_one_topic_everywhere(planned: Stepready) -> None:
    planned("log qbank 30/40 --topic psych --on 2027-07-10")
    planned("log qbank 20/40 --topic Psychiatry --on 2027-07-11")
    planned("log hours 2 --topic psych")
    (found,) = planned("topics --json").json["topics"]
    assert (found["topic"], found["questions"], found["percent"]) == ("psychiatry", 80, 62.5)
    assert planned("scores --topic psych").out.count("[psychiatry]") == 3
    table = "date,source,form,value,questions,topic\n2027-07-12,qbank,,70%,40,PSYCH\n"
    planned("import -", stdin=table)
    assert planned("import -", stdin=table).out.startswith("nothing to add")
    assert len(planned("topics --json").json["topics"]) == 1


def test_an_unknown_topic_is_kept_and_asked_about_once(planned: Stepready) -> None:
    first = planned("log qbank 29/40 --topic cardiolgy")
    assert first.code == 0
    assert "'cardiolgy' is none of the known topics: did you mean cardiology?" in " ".join(first.err.split())
    assert planned("log qbank 30/40 --topic cardiolgy").err == ""
    assert "kept as your own" in planned("log qbank 31/40 --topic basketry").err
    assert planned("log qbank 32/40 --topic stroke").err == ""
    table = (
        "date,source,form,value,questions,topic\n2027-07-12,qbank,,70%,40,neurlogy\n2027-07-12,qbank,,70%,40,basketry\n"
    )
    assert "kept as your own: neurlogy (neurology?)" in " ".join(planned("import -", stdin=table).err.split())


def test_the_shell_completes_topics_under_any_name() -> None:
    assert topics("psy") == ["psychiatry"]
    assert topics("ob/") == ["obstetrics and gynecology"]
    assert "neurology" in topics("n")


def test_every_topic_of_a_guide_is_known_under_its_own_name() -> None:
    known, library = load_topics(), load()
    studies = [guide.study for guide in library.guides.values() if guide.study is not None]
    named = {name for study in studies for item in study.topics for name in (item.topic, *item.covers)}
    others = {name: known.canonical(name) for name in named if known.canonical(name) != name}
    assert others == {
        "emergency care": "emergency medicine",
        "general surgery": "surgery",
        "next step in management": "management",
        "pain basics": "pain",
        "skin": "dermatology",
    }
