"""The cohort's page, from a template that escapes whatever it is given; the table is made in the browser."""

from pathlib import Path

from stepready.core.facts.exam import Exam
from stepready.core.values.wording import count, full_day
from stepready.render import report
from stepready.render.cohort.pictures import pictures
from stepready.render.cohort_json import cohort_json
from stepready.render.cohort_text import DECIDED_NOW, NOT_AGREED, OWN_STATEMENT, doubt_of, spread
from stepready.render.offline import environment, in_script, inline, policy, unbroken
from stepready.render.report.svg import picture
from stepready.services.cohort import Cohort, CohortStudent

HERE = Path(__file__).parent
SHARED_STYLE = Path(report.__file__).parent / "style.css"


def cohort_page(found: Cohort, shown: tuple[CohortStudent, ...], version: str) -> bytes:
    """Return the whole page, the same for the same cohort; raise StepreadyError when the extra is missing."""
    templates = environment(HERE)
    from markupsafe import Markup  # noqa: PLC0415 - comes with jinja2

    style, script = inline(SHARED_STYLE, HERE / "style.css"), inline(HERE / "script.js")
    data = cohort_json(found, shown) | {"labels": {exam.value: exam.label for exam in Exam}}
    drawn = [
        (made, Markup(picture(made.spec, name=f"{made.name}-picture", title=made.title, desc=made.says)))  # noqa: S704 - built and escaped as XML
        for made in pictures(found)
    ]
    text = templates.get_template("page.html.jinja").render(
        title=f"Cohort on {full_day(found.as_of)}",
        version=version,
        policy=policy(style, script),
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        data=Markup(in_script(data)),  # noqa: S704 - escaped for a script element
        agreed=count(len(found.students), "student"),
        spread=spread(found.verdicts),
        not_agreed=NOT_AGREED.format(count(found.not_agreed, "student")),
        how=DECIDED_NOW if found.decided_now else OWN_STATEMENT,
        doubt=doubt_of(shown),
        groups=[
            (group.name, group.students, None if group.verdicts is None else spread(group.verdicts))
            for group in found.groups
        ],
        pictures=drawn,
        classes=sorted({student.cohort for student in shown}),
        exams=[exam for exam in Exam if any(s.said is not None and s.said.exam is exam for s in shown)],
        verdicts=[verdict.value for verdict in found.verdicts],
        shown=len(shown),
    )
    return unbroken(text).encode()
