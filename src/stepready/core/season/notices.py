"""What the user should know of a season's days wherever they are named."""

from collections.abc import Iterable

from stepready.core.plan import Plan
from stepready.core.season.calendar import OtherService
from stepready.core.season.season import Season
from stepready.core.values.wording import full_day


def review_notice(found: Season) -> str | None:
    """Say that review may open on another day; None when only one day is in question."""
    review = found.milestone("review_opens")
    if not review.also:
        return None
    others = " or ".join(full_day(day) for day in review.also)
    return (
        f"Review opens {full_day(review.on)} or {others} ({review.status.value}): "
        "everything here plans on the earlier day."
    )


def other_service_notice(plan: Plan | None, services: Iterable[OtherService]) -> str | None:
    """Say that a specialty applies through a service of its own, where the plan names such a one."""
    specialty = None if plan is None else plan.specialty
    for service in services:
        if service.speaks_of(specialty):
            return (
                f"Programmes in {service.title} use an application service of their own ({service.status.value}): "
                "its days differ from the ERAS days shown; look them up and set them as your own."
            )
    return None
