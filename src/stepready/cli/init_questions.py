"""The questions of `init`, asked on the terminal until they are answered."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

import typer

from stepready.cli.frame import note
from stepready.core.applying.profile import Profile, Step3, Visa
from stepready.core.facts.exam import USUAL_EXAM, Applicant, Exam, Step1
from stepready.core.facts.facts import ExamSpec
from stepready.core.facts.names import named
from stepready.core.guide.specialty import asked_back
from stepready.core.plan import Plan
from stepready.core.values.days import parse_day
from stepready.core.values.errors import StepreadyError
from stepready.core.values.shown_text import on_screen
from stepready.guides.library import Library

OPEN = "-"
E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")


HOW = f"Enter takes what stands in brackets, {OPEN} leaves a question open. Nothing is kept before the last answer."


def ask_exam(ask: "Questions") -> Exam:
    """Ask which exam the plan is about; Step 2 CK unless said otherwise."""
    return ask.one_of("Exam", Exam, USUAL_EXAM) or USUAL_EXAM


def ask_plan(
    ask: "Questions", spec: ExamSpec, old: Plan | None, given: dict[str, Any], library: Library
) -> dict[str, Any]:
    """Return every field asked for or given; None for one left open. What was planned before is the default."""
    about = spec.exam
    base = old or Plan(exam=about)

    def field(name: str, question: Callable[[], Any]) -> Any:
        return given[name] if given[name] is not None else question()

    answers = {
        "exam_date": field("exam_date", lambda: ask.day("Booked test date", base.exam_date)),
        "applicant": field("applicant", lambda: ask.one_of("Applicant", Applicant, base.applicant)),
        "specialty": field("specialty", lambda: ask.specialty(base.specialty, library)),
        "failed_attempts": field(
            "failed_attempts", lambda: ask.whole(f"Failed sittings of {about.label}", base.failed_attempts)
        ),
    }
    if answers["failed_attempts"]:
        answers["failed_on"] = field("failed_on", lambda: ask.day("Day of the last failed sitting", base.failed_on))
    if spec.passed_by == "low-pass-range":
        was = "-".join(str(end) for end in base.low_pass) if base.low_pass else None
        answers["low_pass"] = field("low_pass", lambda: ask.text("Low-pass range on your report, as 62-68", was))
    else:
        answers["target"] = field("target", lambda: ask.whole("Score you need (open: the guide's)", base.target))
        answers["step1"] = field("step1", lambda: ask.one_of("Step 1", Step1, base.step1))
        answers["can_skip_cycle"] = field(
            "can_skip_cycle",
            lambda: ask.yes_no("Could a year be spared, if waiting served better", base.can_skip_cycle),
        )
    return {**{name: value for name, value in given.items() if value is not None}, **answers}


def ask_profile(ask: "Questions", old: Profile) -> dict[str, Any]:
    """Return what programmes ask of an applicant and no exam tells; None for what is left open."""
    states = ask.text("States you would go to, as OH,MI", ",".join(old.states) if old.states else None)
    return {
        "visa": ask.one_of("Visa you need", Visa, old.visa),
        "graduated": ask.whole("Year of your medical degree", old.graduated),
        "us_months": ask.whole("Months of US clinical experience", old.us_months),
        "letters": ask.text("Letters in hand, by specialty", old.letters),
        "step3": ask.one_of("Step 3", Step3, old.step3),
        "prior_training": ask.yes_no("Trained in the US before", old.prior_training),
        "states": None if states is None else tuple(part.strip() for part in states.split(",") if part.strip()),
        "budget": ask.whole("US dollars the application fees may cost", old.budget),
    }


def news(answers: dict[str, Any], old: Plan | None, given: dict[str, Any]) -> dict[str, Any]:
    """Return what was given or differs from what was planned before.

    A default that was taken must not undo what another process changed meanwhile.
    """
    if old is None:
        return answers
    was = {name: getattr(old, name) for name in answers}
    if old.low_pass:
        was["low_pass"] = "-".join(str(end) for end in old.low_pass)
    return {name: value for name, value in answers.items() if given[name] is not None or value != was[name]}


class Questions:
    """Ask on the terminal; a silent one takes every default."""

    def __init__(self, *, today: date, silent: bool) -> None:
        self.today = today
        self.silent = silent
        if not silent:
            note(HOW)

    def text(self, question: str, default: object) -> str | None:
        """Ask for words; None when left open."""
        shown = OPEN if default is None else str(default)
        answer = shown
        if not self.silent:
            asked = on_screen(f"{question} [{shown}]")
            answer = str(typer.prompt(asked, default=shown, show_default=False, err=True)).strip()
        return None if answer in (OPEN, "") else answer

    def specialty(self, default: str | None, library: Library) -> str | None:
        """Ask for a specialty, listing those known; a misspelt one is asked again, other text is taken."""
        known = library.specialties

        def read(answer: str) -> str:
            asked_back(answer, known, library.calendar.other_services)
            return answer

        if not self.silent:
            note(f"Specialties known: {', '.join(specialty.slug for specialty in known)}; other text is taken too.")
        return self._until("Specialty", default, read)

    def day(self, question: str, default: date | None) -> date | None:
        """Ask for a day; None when left open."""
        return self._until(question, default, lambda answer: parse_day(answer, self.today))

    def whole(self, question: str, default: int | None) -> int | None:
        """Ask for a whole number; None when left open."""
        return self._until(question, default, _whole)

    def yes_no(self, question: str, default: bool | None) -> bool | None:
        """Ask for yes or no; None when left open."""
        shown = None if default is None else "yes" if default else "no"
        return self._until(f"{question} (yes, no)", shown, _yes_no)

    def one_of(self, question: str, choices: type[E], default: E | None) -> E | None:
        """Ask for one of the values of an enum; None when left open."""
        accepted = ", ".join(choice.value for choice in choices)
        shown = None if default is None else default.value
        return self._until(f"{question} ({accepted})", shown, lambda answer: _choice(answer, choices, accepted))

    def _until(self, question: str, default: object, read: Callable[[str], T]) -> T | None:
        """Ask until the answer can be read; None when left open."""
        while True:
            answer = self.text(question, default)
            if answer is None:
                return None
            try:
                return read(answer)
            except StepreadyError as problem:
                note(f"{problem.message}; {OPEN} leaves it open")


def _whole(answer: str) -> int:
    if not (answer.isascii() and answer.isdigit()):
        raise StepreadyError(f"{answer!r} is not a whole number; accepted: digits")
    return int(answer)


def _yes_no(answer: str) -> bool:
    word = answer.lower()
    if word not in ("y", "yes", "n", "no"):
        raise StepreadyError(f"{answer!r} is no answer; accepted: yes or no")
    return word.startswith("y")


def _choice(answer: str, choices: type[E], accepted: str) -> E:
    """Return the value meant, however its parts are joined: `US IMG` for us-img."""
    found = named(answer, (choice.value for choice in choices))
    if found is None:
        raise StepreadyError(f"{answer!r} is not among {accepted}")
    return choices(found)
