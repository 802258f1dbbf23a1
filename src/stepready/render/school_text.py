"""What the `school` commands did, as text."""

from typing import TYPE_CHECKING

from stepready.core.values.wording import count, listed

if TYPE_CHECKING:
    from pathlib import Path

    from stepready.store.school.founding import Founded
    from stepready.store.school.members import Added

NAMED = 8


def founded_text(brought: "Founded") -> str:
    """Say what a school's database is now, and what comes next."""
    roles = brought.roles
    return "\n".join(
        [
            f"This database is a school's now: schema {brought.now}, every student walled off.",
            f"Its tables belong to {roles.owner}; students are in {roles.students}, advisors in {roles.advisors}.",
            "Next: stepready school add FILE.csv --passwords OUT.csv, then stepready school doctor",
        ]
    )


def migrated_text(brought: "Founded") -> str:
    """Say what was brought along."""
    if brought.before == brought.now and not brought.steps:
        return f"schema {brought.now}: nothing was pending; walls, rights and functions were put up anew"
    said = f"schema {brought.before} to {brought.now}" if brought.before != brought.now else f"schema {brought.now}"
    ran = f", with the school's own steps {listed(list(brought.steps))}" if brought.steps else ""
    return f"{said}{ran}; walls, rights and functions were put up anew"


def added_text(added: "Added", noun: str, passwords: "Path | None") -> str:
    """Say who is new, whose name changed, and where the passwords are."""
    lines = []
    if added.new:
        lines.append(f"added {count(len(added.new), noun)}: {_some(added.new)}")
        lines.append(f"passwords: {passwords}, readable by you alone; hand each to its owner, then remove the file")
    if added.renamed:
        lines.append(f"name or cohort changed: {_some(added.renamed)}")
    if added.another:
        lines.append(
            f"another advisor by name: {_some(added.another)}; what students agreed with the one before is over"
        )
    if added.as_before:
        lines.append(f"{count(added.as_before, noun)} already there, as before")
    return "\n".join(lines) or "the table lists nobody; nothing was changed"


def removed_text(logins: "list[str]") -> str:
    """Say whose login is closed."""
    return f"closed {count(len(logins), 'login')}: {_some(tuple(logins))}; what was logged stays, and nobody sees it"


def _some(names: tuple[str, ...]) -> str:
    more = [f"{len(names) - NAMED} more"] if len(names) > NAMED else []
    return listed([*names[:NAMED], *more])
