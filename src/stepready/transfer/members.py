"""The list of members a school adds, and the file of their passwords, written once for the administrator alone."""

import csv
import io
import re
from collections.abc import Mapping
from pathlib import Path

from stepready.core.values.errors import StepreadyError
from stepready.store.school.members import Member
from stepready.store.unfinished_files import part_beside, sync
from stepready.transfer.headings import TableHeads, read_table
from stepready.transfer.sheet import decode, text_sheet

HEADS = TableHeads(("login", "shown", "cohort"), ("login", "shown", "cohort"), "member")
LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,62}")
"""Letters that an address holds as they are."""
PASSWORDS = "login,password\n"


def read_members(data: bytes, name: str) -> list[Member]:
    """Return the members a table lists; raise StepreadyError with every bad line."""
    table = read_table(text_sheet(decode(data, name).text, name=name), name, HEADS)
    faults = list(table.faults)
    found: dict[str, Member] = {}
    for line, cells in table.rows:
        member = Member(*(cells[column].strip() for column in HEADS.columns))
        if why := _why_not(member, found):
            faults.append(f"line {line}: {why}")
        found[member.login] = member
    if faults:
        raise StepreadyError(f"{name} was not taken in; nothing was changed", tuple(faults))
    return list(found.values())


def _why_not(member: Member, found: Mapping[str, Member]) -> str:
    """Say what is wrong with a row, or nothing."""
    if not LOGIN.fullmatch(member.login) or member.login.startswith("pg_"):
        return f"login {member.login!r}; accepted: 1 to 63 letters, digits, . _ -, and no name of the server's own"
    if member.login in found:
        return f"login {member.login!r} is there twice"
    if not member.shown:
        return f"{member.login} has nothing to be shown as; accepted: the name an advisor knows the student by"
    return ""


class PasswordFile:
    """A file of new passwords, readable by its owner alone; lines it has already stay."""

    def __init__(self, file: Path) -> None:
        """Look at what is there; raise StepreadyError for a file that is none of passwords."""
        self.file = file
        try:
            there = file.read_text(encoding="utf-8") if file.exists() else PASSWORDS
        except (OSError, UnicodeDecodeError) as problem:
            raise StepreadyError(f"{file} cannot be read: {getattr(problem, 'strerror', 'no text')}") from None
        if not there.startswith(PASSWORDS):
            raise StepreadyError(f"{file} exists and is no file of passwords; give the name of a new file")
        self._before = {row[0]: row[1] for row in csv.reader(there.splitlines()[1:]) if len(row) == 2}  # noqa: PLR2004 - login, password

    def keep(self, passwords: Mapping[str, str]) -> None:
        """Add a line for each login, in place of an earlier one, in one step and on disk."""
        written = io.StringIO()
        csv.writer(written, lineterminator="\n").writerows({**self._before, **passwords}.items())
        try:
            with part_beside(self.file) as part:
                part.write_text(PASSWORDS + written.getvalue(), encoding="utf-8")
                sync(part)
                part.replace(self.file)
        except OSError as problem:
            raise StepreadyError(f"{self.file} cannot be written: {problem.strerror}; nothing was changed") from None
