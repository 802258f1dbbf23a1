"""Time the schedule in the core: making 40 weeks, and working out the four ways on.

python benchmarks/schedule.py
"""

from dataclasses import replace
from datetime import date, timedelta
from timeit import repeat

from stepready.core.facts.exam import Exam, Source
from stepready.core.schedule.make import make_schedule
from stepready.core.schedule.planned_days import PlannedExam, StudySettings
from stepready.core.schedule.progress import Progress
from stepready.core.schedule.replan import replan
from stepready.core.schedule.request import FocusTopic, Request
from stepready.core.schedule.study_lines import study_lines
from stepready.guides.library import load

TODAY = date(2027, 1, 1)
WEEKS = 40
LIMIT = 50.0
ROUNDS, CALLS = 7, 10


def forty_weeks() -> Request:
    """Ask for 40 weeks with a bank to finish, days away and eight unused forms."""
    guides = load().guides
    return Request(
        as_of=TODAY,
        exam_date=TODAY + timedelta(weeks=WEEKS),
        lines=study_lines(guides["us-img"], guides, Exam.STEP2CK, "psychiatry"),
        settings=StudySettings(
            exam=Exam.STEP2CK,
            away=((TODAY + timedelta(days=60), TODAY + timedelta(days=70)),),
            questions_left=4000,
            bank_done_by=TODAY + timedelta(days=250),
        ),
        forms=tuple(PlannedExam(Source("nbme"), str(form)) for form in range(9, 17)),
        focus=tuple(FocusTopic(topic=f"topic {number}", weight=1 + number / 10) for number in range(12)),
    )


def main() -> None:
    """Print the best of a few rounds in milliseconds; fail above the limit."""
    request = forty_weeks()
    kept = make_schedule(request).schedule
    later = replace(request, as_of=TODAY + timedelta(days=21))
    behind = Progress(planned_before=600, done_before=480, planned_today=30, done_today=0)
    made = 1000 * min(repeat(lambda: make_schedule(request), number=CALLS, repeat=ROUNDS)) / CALLS
    ways = 1000 * min(repeat(lambda: replan(kept, later, behind), number=CALLS, repeat=ROUNDS)) / CALLS
    print(f"a schedule of {WEEKS} weeks  {made:6.2f} ms (limit {LIMIT:g})")
    print(f"four ways on             {ways:6.2f} ms")
    if made > LIMIT:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
