"""`profile`: what programmes ask of an applicant and no exam tells."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from stepready.core.applying.accepted_values import profile_with
from stepready.core.applying.profile import Profile
from stepready.core.case import Case
from stepready.core.facts.exam import Exam
from stepready.core.values import dataclass
from stepready.core.values.errors import StepreadyError
from stepready.guides.library import Library
from stepready.services.applying import applying_case, failed_sittings
from stepready.store.book import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileView:
    """The profile with what the log says of attempts; None and an empty text are not said."""

    profile: Profile
    applicant: str | None
    step1: str | None
    failed_step1: int
    failed_step2: int
    missing: tuple[str, ...]


def change_profile(book: Book, changes: Mapping[str, Any], forget: Iterable[str] = ()) -> Profile:
    """Keep what is named and leave the rest; raise StepreadyError for a figure nobody can have."""
    gone = tuple(forget)
    unknown = [name for name in gone if name not in Profile.__dataclass_fields__]
    if unknown:
        accepted = ", ".join(Profile.__dataclass_fields__)
        raise StepreadyError(f"--forget {unknown[0][:40]!r} is no part of the profile; accepted: {accepted}")

    return book.change_profile(lambda now: profile_with(now, {**dict.fromkeys(gone), **changes}))


def show_profile(book: Book, library: Library, as_of: date) -> ProfileView:
    """Return the profile with what is missing of it."""
    return profile_of(applying_case(book, library, as_of), book.profile())


def profile_of(case: Case, profile: Profile) -> ProfileView:
    """Return the same for a case."""
    failed = failed_sittings(case)
    return ProfileView(
        profile=profile,
        applicant=case.plan.applicant.value if case.plan.applicant else None,
        step1=case.plan.step1.value if case.plan.step1 else None,
        failed_step1=failed[Exam.STEP1],
        failed_step2=failed[Exam.STEP2CK],
        missing=_missing(profile, case),
    )


def _missing(profile: Profile, case: Case) -> tuple[str, ...]:
    """Say what programmes will ask for and is not said."""
    asked = (
        (profile.visa is None, "whether you need a visa: `stepready profile set --visa none|j1|h1b|either`"),
        (profile.graduated is None, "the year you graduated: `stepready profile set --graduated YEAR`"),
        (profile.us_months is None, "months of US clinical experience: `stepready profile set --us-months N`"),
        (case.plan.applicant is None, "where you trained: `stepready plan set --applicant`"),
    )
    return tuple(says for missing, says in asked if missing)
