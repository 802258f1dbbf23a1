"""The calendar file that a command was asked to write."""

from pathlib import Path
from typing import Annotated

import typer

from stepready.cli.frame import note, own_files, say_bytes
from stepready.core.values.errors import StepreadyError
from stepready.transfer.file import check_whole, write_whole

IcsOption = Annotated[
    Path | None,
    typer.Option("--ics", metavar="FILE", help="Write a calendar file (- is standard output); a later one updates it."),
]
ForceFlag = Annotated[bool, typer.Option("--force", help="Let --ics replace a file stepready did not write.")]


class IcsFile:
    """The file to write, and the `form` it is written in; what stands in its way is said before anything is changed.

    `before` is what it holds so far: an event that is there and no longer holds is cancelled.
    """

    def __init__(self, ctx: typer.Context, file: Path, *, force: bool, other_form: bool) -> None:
        from stepready.render import ics  # noqa: PLC0415 - icalendar takes longer to import than all else

        self.form, self.file, self.is_output = ics, file, str(file) == "-"
        self.is_ours, self.force, self.never = ics.is_ours, force, own_files(ctx)
        self.before = b""
        if self.is_output and other_form:
            raise StepreadyError("standard output takes one form at a time: --ics - or another, not both")
        if not self.is_output:
            check_whole(file, may_replace=self.is_ours, force=self.force, never=self.never)
            self.before = file.read_bytes() if file.is_file() else b""

    def write(self, content: bytes, told: str) -> None:
        """Write the file and say so on standard error."""
        if self.is_output:
            say_bytes(content)
            return
        write_whole(self.file, content, may_replace=self.is_ours, force=self.force, never=self.never)
        note(told)
