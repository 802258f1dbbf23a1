"""What a command reads before it writes is of one moment, whatever others write meanwhile."""

from stepready.core.facts.exam import Exam
from tests.store.conftest import Opener
from tests.store.samples import FULL_PLAN, SCHEDULE, SETTINGS, nbme


def test_everything_read_is_of_one_moment(opened: Opener) -> None:
    with opened() as book:
        book.add(nbme())
    with opened() as reader, opened() as writer:
        assert reader.count() == 1
        writer.add(nbme(240.0))
        writer.set_plan(FULL_PLAN)
        writer.save_schedule(SCHEDULE, settings=SETTINGS)
        assert [score.value for score in reader.scores()] == [231.0]
        assert (reader.plan(), reader.schedule(Exam.STEP2CK)) == (None, None)


def test_a_writer_reads_what_others_wrote(opened: Opener) -> None:
    with opened() as first, opened() as second:
        assert (first.count(), second.count()) == (0, 0)
        first.add(nbme())
        assert second.add(nbme(240.0)).id == 2
        assert second.count() == 2


def test_a_refusal_leaves_the_moment_open(opened: Opener) -> None:
    with opened() as first, opened() as second:
        first.add(nbme())
        assert second.count() == 1
        first.remove(1)
        assert second.score(1).value == 231.0
