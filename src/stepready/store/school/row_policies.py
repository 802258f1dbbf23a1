"""The walls between students: for every table who may do what, and whose rows. Put up anew by every `school migrate`.

The doctor compares the catalogue with the same list.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from psycopg import sql

from stepready.store.kinds import KINDS
from stepready.store.school.access import Here, Roles

if TYPE_CHECKING:
    from stepready.store.server.connect import Server

WRITE = ("SELECT", "INSERT", "UPDATE", "DELETE")
READ = ("SELECT",)
OPENED = ("plan", "attempt", "score", "study_hours", "bank_total", "day_mark", "anki_day", "schedule")
"""What a verdict is made from: what an advisor who was given the scores is shown, without notes."""
FUNCTIONS = Path(__file__).parent / "functions.sql"
_ASKING = """session_user::text COLLATE "default\""""
_MINE = "owner = (SELECT me())"
_AGREED = f"owner IN (SELECT c.owner FROM consent_in_force c WHERE c.advisor = {_ASKING}"  # noqa: S608 - our own words


class Policy(NamedTuple):
    """One policy: `role` is the field of Roles it is for; `check` is asked of rows that are written."""

    name: str
    command: str
    role: str
    using: str
    check: str = ""


class Wall(NamedTuple):
    """What students may do with a table, and the policies that say with whose rows; none for a table without owner."""

    table: str
    grants: tuple[str, ...]
    policies: tuple[Policy, ...] = ()


class Call(NamedTuple):
    """One function and who may call it, as fields of Roles."""

    signature: str
    callers: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its name alone."""
        return self.signature.partition("(")[0]


OWN = Policy("own", "ALL", "students", _MINE, _MINE)
OWN_TO_READ = Policy("own", "SELECT", "students", _MINE)
AGREED_SCORES = Policy("agreed", "SELECT", "owner", f"{_AGREED} AND c.scope = 'scores')")
AGREED = Policy("agreed", "SELECT", "owner", f"{_AGREED})")
"""The school's functions see of a table the rows of students who agreed that the advisor who is asking does."""
_SHOWN = {**dict.fromkeys(OPENED, (AGREED_SCORES,)), "book": (AGREED,)}
"""What the functions see beside a student's own rows; of a book only whether it changed since a statement was made."""

WALLS = (
    *(Wall(name, WRITE, (OWN, *_SHOWN.get(name, ()))) for name in KINDS),
    Wall("standing", WRITE, (OWN, AGREED)),
    Wall("member", (), (Policy("registrar", "ALL", "owner", "true", "true"),)),
    Wall(
        "consent",
        READ,
        (OWN_TO_READ, Policy("kept", "ALL", "owner", f"{_MINE} OR advisor = {_ASKING}", _MINE)),
    ),
    Wall("look", READ, (OWN_TO_READ, Policy("taken", "ALL", "owner", f"advisor = {_ASKING}", f"advisor = {_ASKING}"))),
    Wall("school_guide", ()),
    Wall("stepready_migration", READ),
    Wall("school_step", READ),
    Wall("school", ()),
)
VIEWS = {"trend": READ, "consent_in_force": ()}
"""What students may do with a view; each asks with the rights of who reads it."""
CALLS = (
    Call("me()", ("students", "advisors")),
    Call("school_guides()", ("students", "advisors")),
    Call("advisors()", ("students",)),
    Call("my_consents()", ("students",)),
    Call("give_consent(text, text, date)", ("students",)),
    Call("revoke_consent(text)", ("students",)),
    Call("take_look(text, text[])", ("advisors",)),
    Call("looked_at(uuid)", ("advisors",)),
    Call("looked_rows(uuid, text)", ("advisors",)),
    Call("looked_scores(uuid, text)", ("advisors",)),
    Call("looked_standing(uuid)", ("advisors",)),
    Call("not_agreed()", ("advisors",)),
)
"""Every function; advisors have these and no table."""


def functions_text(schema: str) -> str:
    """Return the functions as a school's schema has them."""
    kinds = ", ".join(f"'{name}'" for name in OPENED)
    text = FUNCTIONS.read_text(encoding="utf-8")
    return text.replace("@schema@", '"' + schema.replace('"', '""') + '"').replace("@kinds@", kinds)


def lift(connection: "Server", here: Here) -> None:
    """Let the owner of the tables see every row, inside the transaction that puts the walls up again."""
    for table in _tables(connection, here):
        connection.execute(_about("ALTER TABLE {} NO FORCE ROW LEVEL SECURITY", table))


def put_up(connection: "Server", here: Here, roles: Roles) -> None:
    """Take every right on the school's tables and functions from everybody and give those that are listed."""
    _clear(connection, here, roles)
    _take_down(connection, here, roles)
    _keep_no_samples(connection)
    connection.execute(functions_text(here.schema).encode())
    _clear(connection, here, roles)
    for wall in WALLS:
        _wall(connection, wall, roles)
    for view, grants in VIEWS.items():
        connection.execute(_about("ALTER VIEW {} SET (security_invoker = true)", view))
        _grant(connection, grants, sql.Identifier(view), roles.students)
    for call in CALLS:
        for caller in call.callers:
            about = sql.SQL("FUNCTION ") + sql.SQL(call.signature)
            _grant(connection, ("EXECUTE",), about, getattr(roles, caller))


def close_schema(connection: "Server", here: Here, roles: Roles) -> None:
    """Let members of the school find names in the schema, make none there, and nobody else do either."""
    schema = sql.Identifier(here.schema)
    for who in (sql.SQL("PUBLIC"), sql.Identifier(roles.students), sql.Identifier(roles.advisors)):
        connection.execute(sql.SQL("REVOKE ALL ON SCHEMA {} FROM {}").format(schema, who))
    for group in (roles.students, roles.advisors):
        _grant(connection, ("USAGE",), sql.SQL("SCHEMA ") + schema, group)


def hand_over(connection: "Server", here: Here, owner: str) -> None:
    """Make what is in the schema already the property of another role."""
    words = "SELECT relname FROM pg_class WHERE relnamespace = %s::regnamespace AND relkind IN ('r', 'v')"
    for row in connection.execute(words, (quoted(here.schema),)).fetchall():
        named = (sql.Identifier(row["relname"]), sql.Identifier(owner))
        connection.execute(sql.SQL("ALTER TABLE {} OWNER TO {}").format(*named))


def _wall(connection: "Server", wall: Wall, roles: Roles) -> None:
    """Force row-level security on a table with an owner, and let students do with it what is listed."""
    if wall.policies:
        connection.execute(_about("ALTER TABLE {} ENABLE ROW LEVEL SECURITY", wall.table))
        connection.execute(_about("ALTER TABLE {} FORCE ROW LEVEL SECURITY", wall.table))
    for policy in wall.policies:
        check = f" WITH CHECK ({policy.check})" if policy.check else ""
        words = f"CREATE POLICY {{}} ON {{}} FOR {policy.command} TO {{}} USING ({policy.using}){check}"
        named = (sql.Identifier(name) for name in (policy.name, wall.table, getattr(roles, policy.role)))
        connection.execute(sql.SQL(words).format(*named))
    _grant(connection, wall.grants, sql.Identifier(wall.table), roles.students)


_SAMPLED = """
SELECT attname::text AS name, format_type(atttypid, atttypmod) AS kind,
  EXISTS (SELECT FROM pg_stats AS s JOIN pg_namespace AS n ON n.nspname = s.schemaname AND n.oid = relnamespace
    WHERE s.tablename = relname AND s.attname = a.attname) AS kept
FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = attrelid
WHERE attrelid = %(table)s::regclass AND attnum > 0 AND NOT attisdropped AND attname <> 'owner'
  AND coalesce(attstattarget, -1) <> 0
"""


def _keep_no_samples(connection: "Server") -> None:
    """Let the planner sample whose rows there are and nothing that is in them, and drop what it sampled before.

    It estimates by samples of everybody's rows and tells each login what it expects: with `EXPLAIN` and a comparison
    the notes of others could be read letter by letter, whatever the policies. A column's type changed into itself
    drops its samples; the view that reads the column is made anew around that.
    """
    view = connection.execute("SELECT pg_get_viewdef('trend') AS text").fetchone()
    connection.execute(b"DROP VIEW trend")
    for wall in (wall for wall in WALLS if wall.policies and wall.grants):
        for row in connection.execute(_SAMPLED, {"table": quoted(wall.table)}).fetchall():
            named = (sql.Identifier(wall.table), sql.Identifier(row["name"]))
            if row["kept"]:
                words = sql.SQL("ALTER TABLE {} ALTER COLUMN {} TYPE {}")
                connection.execute(words.format(*named, sql.SQL(row["kind"])))
            connection.execute(sql.SQL("ALTER TABLE {} ALTER COLUMN {} SET STATISTICS 0").format(*named))
    connection.execute(f"CREATE VIEW trend AS {view['text'] if view else ''}".encode())


def _grant(connection: "Server", grants: tuple[str, ...], about: sql.Composable, role: str) -> None:
    if grants:
        words = sql.SQL("GRANT " + ", ".join(grants) + " ON {} TO {}")
        connection.execute(words.format(about, sql.Identifier(role)))


_HELD = """
SELECT DISTINCT relname AS name, 'TABLE' AS what, grantee FROM pg_class, aclexplode(relacl)
WHERE relnamespace = %(schema)s::regnamespace AND relkind IN ('r', 'v', 'm', 'S', 'p')
  AND relowner = %(owner)s::regrole AND grantee <> relowner
UNION ALL
SELECT p.oid::regprocedure::text, 'FUNCTION', grantee
FROM pg_proc AS p, aclexplode(coalesce(proacl, acldefault('f', proowner)))
WHERE pronamespace = %(schema)s::regnamespace AND proowner = %(owner)s::regrole AND grantee <> proowner
"""


def _clear(connection: "Server", here: Here, roles: Roles) -> None:
    """Take down every policy and every right but the owner's, whoever gave it."""
    values = {"schema": quoted(here.schema), "owner": quoted(roles.owner)}
    policies = "SELECT policyname, tablename FROM pg_policies WHERE schemaname = %s"
    for row in connection.execute(policies, (here.schema,)).fetchall():
        named = (sql.Identifier(row["policyname"]), sql.Identifier(row["tablename"]))
        connection.execute(sql.SQL("DROP POLICY {} ON {}").format(*named))
    for row in connection.execute(_HELD, values).fetchall():
        who = sql.SQL("PUBLIC") if row["grantee"] == 0 else sql.Identifier(_role_name(connection, row["grantee"]))
        about = sql.SQL(row["name"]) if row["what"] != "TABLE" else sql.Identifier(row["name"])
        words = sql.SQL(f"REVOKE ALL ON {row['what']} {{}} FROM {{}}")
        connection.execute(words.format(about, who))


_CALLABLE = """
SELECT p.oid::regprocedure::text AS name FROM pg_proc AS p
WHERE pronamespace = %(schema)s::regnamespace AND proowner = %(owner)s::regrole
  AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.objid = p.oid AND d.deptype = 'e')
"""


def _take_down(connection: "Server", here: Here, roles: Roles) -> None:
    """Drop the functions and the view they read, which another version may have made with other columns.

    Where something that is none of the school's stands on one, the server's own error names it.
    """
    connection.execute(b"DROP VIEW IF EXISTS consent_in_force")
    values = {"schema": quoted(here.schema), "owner": quoted(roles.owner)}
    for row in connection.execute(_CALLABLE, values).fetchall():
        connection.execute(sql.SQL("DROP ROUTINE {}").format(sql.SQL(row["name"])))


def _role_name(connection: "Server", oid: int) -> str:
    row = connection.execute("SELECT pg_get_userbyid(%s)::text AS name", (oid,)).fetchone()
    return str(row["name"]) if row else ""


def _tables(connection: "Server", here: Here) -> Iterator[str]:
    """Yield the tables that have an owner in every row."""
    words = (
        "SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attname = 'owner' "
        "WHERE relkind IN ('r', 'p') AND relnamespace = %s::regnamespace ORDER BY relname"
    )
    yield from (row["relname"] for row in connection.execute(words, (quoted(here.schema),)).fetchall())


def quoted(name: str) -> str:
    """Return a name as the casts to regnamespace and regrole read it."""
    return '"' + name.replace('"', '""') + '"'


def _about(words: str, name: str) -> sql.Composed:
    return sql.SQL(words).format(sql.Identifier(name))
