"""The options that name a field of the plan, shared by `plan set` and `init`."""

from typing import Annotated

import typer

from stepready.cli.frame import library
from stepready.core.facts.exam import Applicant, Step1
from stepready.guides.library import load

DAY = "DATE"


def specialties(incomplete: str) -> list[str]:
    """Complete a specialty's name."""
    return [found.slug for found in load().specialties if found.slug.startswith(incomplete)]


def guides(incomplete: str) -> list[str]:
    """Complete a guide's name."""
    return [name for name in library().guides if name.startswith(incomplete)]


On = Annotated[str | None, typer.Option(metavar=DAY, help="The booked test date.")]
Target = Annotated[int | None, typer.Option(help="The score you need; default: the guide's.")]
ApplicantOption = Annotated[Applicant | None, typer.Option(help="Where you trained.")]
SpecialtyOption = Annotated[str | None, typer.Option(autocompletion=specialties, help="The field you apply to.")]
SeasonOption = Annotated[int | None, typer.Option(metavar="YEAR", help="ERAS season: 2028 applies in 2027.")]
GuideOption = Annotated[str | None, typer.Option(autocompletion=guides, help="Use this guide.")]
Step1Option = Annotated[Step1 | None, typer.Option("--step1", help="Step 1 as history.")]
FailedAttempts = Annotated[int | None, typer.Option(help="Failed sittings of this exam.")]
FailedOn = Annotated[str | None, typer.Option(metavar=DAY, help="The day of the last failed sitting.")]
LowPass = Annotated[str | None, typer.Option(metavar="62-68", help="Low-pass range on your report.")]
CanSkipCycle = Annotated[bool | None, typer.Option(help="Whether a year can be spared.")]
