"""What PostgreSQL's catalogue says of a school's database, and where that is not as the walls were put up."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from stepready.core.values.wording import count
from stepready.store.migrations import LATEST
from stepready.store.school import catalogue_queries
from stepready.store.school.access import Here, Roles
from stepready.store.school.row_policies import CALLS, VIEWS, WALLS, functions_text, quoted

if TYPE_CHECKING:
    from stepready.store.server.connect import Server

_BODY = re.compile(r"CREATE OR REPLACE FUNCTION (\w+)\(.*?\$\$(.*?)\$\$", re.DOTALL)
_VIEW = re.compile(r"CREATE OR REPLACE VIEW (\w+) WITH \(security_invoker = true\) AS\n(.*?);\n", re.DOTALL)
_NOISE = re.compile(r"::\w+|\bAS \w+\b|[()\s]", re.IGNORECASE)
PUBLIC = "PUBLIC"
_PLANNER = {"enable_nestloop=off", "jit=off"}
"""What our functions set beside their search path: how a look at thousands is planned."""


class Off(NamedTuple):
    """Something that is not as the walls were put up: what it is about, and what is found instead."""

    about: str
    says: str


class SchoolCatalogue:
    """A school's catalogue, read inside one transaction by the role that owns the tables."""

    def __init__(self, connection: "Server", here: Here, roles: Roles) -> None:
        """Keep the connection; what is asked is asked of one schema."""
        self._connection, self.here, self.roles = connection, here, roles
        self._values = {
            "schema": quoted(here.schema),
            "name": here.schema,
            "owner": quoted(roles.owner),
            "owner_name": roles.owner,
            "students": roles.students,
            "advisors": roles.advisors,
            "students_quoted": quoted(roles.students),
            "advisors_quoted": quoted(roles.advisors),
        }

    def off(self) -> list[Off]:
        """Return everything that is not as it should be, in the order of the walls."""
        looks = (
            self._schema,
            self._tables,
            self._policies,
            self._rights,
            self._functions,
            self._samples,
            self._unasked,
            self._database,
        )
        return [*(found for look in looks for found in look()), *self._roles()]

    def read_all(self) -> tuple[str, ...]:
        """Return the logins that pass by every wall: superusers and those that may bypass row-level security."""
        return tuple(row["name"] for row in self._ask(catalogue_queries.READ_ALL))

    def make_roles(self) -> tuple[str, ...]:
        """Return the logins that may make roles and are no superusers."""
        return tuple(row["name"] for row in self._ask(catalogue_queries.MAKE_ROLES))

    def members(self, part: str) -> int:
        """Return how many members of today there are of a part."""
        query = "SELECT count(*) AS many FROM member WHERE left_at IS NULL AND part = %s"
        row = self._connection.execute(query, (part,)).fetchone()
        return int(row["many"]) if row else 0

    def _ask(self, query: str) -> list[dict[str, Any]]:
        text = query if "%(" in query else query.replace("%", "%%")
        return self._connection.execute(text.encode(), self._values).fetchall()

    def _schema(self) -> Iterator[Off]:
        (row,) = self._ask("SELECT max(number) AS number FROM stepready_migration")
        if row["number"] != LATEST:
            yield Off("schema", f"{row['number']}, and this stepready needs {LATEST}")

    def _tables(self) -> Iterator[Off]:
        """Say which table is not walled off, which view asks with its owner's rights, which of them is not ours."""
        rows = {row["name"]: row for row in self._ask(catalogue_queries.TABLES)}
        walls = {wall.table: wall for wall in WALLS}
        for name in sorted((walls.keys() | VIEWS.keys()) - rows.keys()):
            yield Off("tables", f"{name} is not there")
        for name, row in rows.items():
            if name not in walls and name not in VIEWS:
                yield Off("tables", f"{name} is none of the school's")
            elif row["owner"] != self.roles.owner:
                yield Off("tables", f"{name} belongs to {row['owner']}, not {self.roles.owner}")
            if name in VIEWS and not row["asks_as_reader"]:
                yield Off("views", f"{name} asks with its owner's rights and shows every student's rows")
            if row["has_owner"] and row["kind"] in "rp" and not (row["walled"] and row["forced"]):
                yield Off("tables", f"row-level security of {name} is {'not forced' if row['walled'] else 'off'}")
        yield from (
            Off("keys", f"{row['name']} is unique across owners") for row in self._ask(catalogue_queries.CROSSING_KEYS)
        )
        yield from self._views()

    def _views(self) -> Iterator[Off]:
        """Say which view is not what the functions rely on, by what the server makes of our own text."""
        for name, text in _VIEW.findall(functions_text(self.here.schema)):
            with self._connection.transaction(force_rollback=True):
                self._connection.execute(f"CREATE TEMP VIEW as_it_should_be AS {text}".encode())
                query = "SELECT pg_get_viewdef(to_regclass(%s)) = pg_get_viewdef('as_it_should_be') AS same"
                row = self._connection.execute(query, (quoted(name),)).fetchone()
            if row and row["same"] is False:
                yield Off("views", f"{name} is not what it was made as")

    def _policies(self) -> Iterator[Off]:
        """Compare every policy with the list."""
        wanted = {
            (wall.table, policy.name): (
                policy.command,
                "PERMISSIVE",
                (getattr(self.roles, policy.role),),
                _bare(policy.using),
                _bare(policy.check),
            )
            for wall in WALLS
            for policy in wall.policies
        }
        found = {
            (row["table"], row["name"]): (
                row["command"],
                row["permissive"],
                tuple(row["roles"]),
                _bare(row["using"]),
                _bare(row["check"]),
            )
            for row in self._ask(catalogue_queries.POLICIES)
        }
        for table, name in sorted(wanted.keys() - found.keys()):
            yield Off("policies", f"{table} lacks its policy {name}")
        for table, name in sorted(found.keys() - wanted.keys()):
            yield Off("policies", f"{table} has a policy {name} that is not ours")
        for key in sorted(key for key in wanted.keys() & found.keys() if wanted[key] != found[key]):
            yield Off("policies", f"the policy {key[1]} of {key[0]} is not as it was made")

    def _rights(self) -> Iterator[Off]:
        """Compare what everybody may do with tables, views, columns and functions with the list."""
        wanted = {(wall.table, right, quoted_as_shown(self.roles.students)) for wall in WALLS for right in wall.grants}
        wanted |= {
            (view, right, quoted_as_shown(self.roles.students)) for view, rights in VIEWS.items() for right in rights
        }
        wanted |= {
            (f"{call.name}()", "EXECUTE", quoted_as_shown(getattr(self.roles, caller)))
            for call in CALLS
            for caller in call.callers
        }
        rows = self._ask(catalogue_queries.RIGHTS)
        found = {(row["name"], row["right"], PUBLIC if row["who"] == "-" else row["who"]) for row in rows}
        for name, right, who in sorted(found - wanted):
            yield Off("rights", f"{who} has {right} on {name}")
        for name, right, who in sorted(wanted - found):
            yield Off("rights", f"{who} lacks {right} on {name}")
        for row in (row for row in rows if row["grantable"]):
            yield Off("rights", f"{row['who']} may pass {row['right']} on {row['name']} on to others")

    def _functions(self) -> Iterator[Off]:
        """Compare every function with ours: whose it is, its pinned search path, its text."""
        bodies = dict(_BODY.findall(functions_text(self.here.schema)))
        rows = {row["name"]: row for row in self._ask(catalogue_queries.FUNCTIONS)}
        pinned = f"search_path={quoted_as_shown(self.here.schema)}, pg_temp"
        for name in sorted(bodies.keys() - rows.keys()):
            yield Off("functions", f"{name}() is not there")
        for name, row in rows.items():
            if name not in bodies:
                yield Off("functions", f"{name}() is none of the school's")
                continue
            if not row["as_owner"] or row["owner"] != self.roles.owner:
                yield Off("functions", f"{name}() does not run with the rights of {self.roles.owner}")
            if pinned not in row["settings"]:
                yield Off("functions", f"the search path of {name}() is not pinned")
            for said in sorted(set(row["settings"]) - {pinned} - _PLANNER):
                if not said.startswith("search_path="):
                    yield Off("functions", f"{name}() has a setting that is not ours: {said}")
            if row["body"] != bodies[name]:
                yield Off("functions", f"{name}() is not what it was made as")

    def _samples(self) -> Iterator[Off]:
        """Say which columns the planner samples: what it estimates by them tells of everybody's rows."""
        for row in self._ask(catalogue_queries.SAMPLED):
            yield Off("samples", f"the planner samples {row['columns']} of {row['table']}")

    def _unasked(self) -> Iterator[Off]:
        """Say what runs, or carries rows away, with every change."""
        yield from (Off("triggers", f"there is a {row['what']}") for row in self._ask(catalogue_queries.RUN_UNASKED))

    def _database(self) -> Iterator[Off]:
        for row in self._ask(catalogue_queries.OPEN_TO_ALL):
            yield Off("database", f"{row['who']} has {row['what']}")
        if not self._ask(catalogue_queries.IDLE):
            yield Off("database", "idle_in_transaction_session_timeout is not set: a sleeping client keeps its locks")

    def _roles(self) -> Iterator[Off]:
        """Say which member can do more than its group, and which role can be a student."""
        alone = catalogue_queries.ADMIN_ALONE[self.here.version >= catalogue_queries.SECURE_MEMBERSHIPS]
        for row in self._ask(catalogue_queries.ROLES.replace("{admin_alone}", alone)):
            yield from self._role(row)
        for row in self._ask(catalogue_queries.HELD_BY.replace("{admin_alone}", alone)):
            yield Off("roles", f"{row['holder']} can act as {row['name']}")
        (row,) = self._ask(catalogue_queries.WITHOUT_ROLE)
        if row["many"]:
            what = count(row["many"], "member has no login", "members have no login")
            yield Off("roles", f"{what}, {row['first']} the first: stepready school add makes one")

    def _role(self, row: dict[str, Any]) -> Iterator[Off]:
        name, is_owner = row["name"], row["name"] == self.roles.owner
        rights = set(row["rights"]) & {"SUPERUSER", "BYPASSRLS"} if is_owner else row["rights"]
        if rights:
            yield Off("roles", f"{name} is {', '.join(sorted(rights))}")
        if is_owner:
            return
        if row["owns"]:
            yield Off("roles", f"{name} owns something")
        yield from (Off("roles", f"{name} has a setting of its own: {said}") for said in row["settings"])
        if name in self.roles:
            yield from (Off("roles", f"{name} is in {group}") for group in row["groups"])
            return
        if row["part"] is None:
            yield Off("roles", f"{name} is in a group of the school and no member of it")
            return
        group = self.roles.students if row["part"] == "student" else self.roles.advisors
        for other in sorted(set(row["groups"]) - {quoted_as_shown(group)}):
            yield Off("roles", f"{name} is in {other}")
        if not row["has_left"] and quoted_as_shown(group) not in row["groups"]:
            yield Off("roles", f"{name} is a member and not in {group}")
        if row["has_left"] and row["may_log_in"]:
            yield Off("roles", f"{name} left and may still log in")


def _bare(expression: str) -> str:
    """Return a condition without what the server adds when it shows one: casts, brackets, names of columns."""
    return _NOISE.sub("", expression).lower()


def quoted_as_shown(name: str) -> str:
    """Return a name as the server shows it: in quotes where it needs them."""
    return name if re.fullmatch(r"[a-z_][a-z0-9_$]*", name) else quoted(name)
