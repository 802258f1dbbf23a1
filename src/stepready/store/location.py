"""Where the database is."""

import os
import sys
from pathlib import Path

from stepready.core.values.errors import StepreadyError

SERVER_SCHEMES = ("postgresql://", "postgres://")
HIDDEN = "***"
_CONNECTION_WORDS = {
    "host", "hostaddr", "port", "dbname", "user", "password", "passfile", "service", "sslmode", "options",
    "application_name", "channel_binding", "client_encoding", "connect_timeout", "fallback_application_name",
    "gssencmode", "keepalives", "load_balance_hosts", "require_auth", "sslcert", "sslkey", "sslpassword", "sslrootcert",
    "target_session_attrs",
}  # fmt: skip
"""What a connection string that is no address begins with."""
_ADDRESS = (
    r"(?P<scheme>postgres(?:ql)?)://"
    r"(?:(?P<user>[^:/?#@]*)(?P<password>:[^/?#@]*)?@)?"
    r"(?P<host>(?:[\w.%,-]|\[[0-9A-Fa-f:.]*\]|:\d*(?=[,/?]|$))*(?:/[^/:?#@]*)?)"
    r"(?:\?(?P<query>[^@]*))?"
)
"""An address in which nothing of a password can be taken for something else."""
_OPEN_SETTING = r"(?:user|dbname|host|port|sslmode|connect_timeout|application_name)=[\w.,:/%-]*"


def is_server(db: str | None) -> bool:
    """Whether `db` names a PostgreSQL server rather than a file."""
    return db is not None and db.startswith(SERVER_SCHEMES)


def shown(db: str) -> str:
    """Return the address of a server with its password hidden; all but the scheme where its end is not certain."""
    import re  # noqa: PLC0415 - a server alone

    found = re.fullmatch(_ADDRESS, db)
    if found is None:
        return f"{db.partition('://')[0]}://{HIDDEN}"
    login = "" if found["user"] is None else f"{found['user']}{':' + HIDDEN if found['password'] else ''}@"
    query = "" if found["query"] is None else "?" + "&".join(_setting(part) for part in found["query"].split("&"))
    return f"{found['scheme']}://{login}{found['host']}{query}"


def _setting(part: str) -> str:
    """Return one setting of an address, its value hidden unless it is known to be harmless."""
    import re  # noqa: PLC0415 - a server alone

    if re.fullmatch(_OPEN_SETTING, part):
        return part
    return f"password={HIDDEN}" if part.startswith("password=") else HIDDEN


def _reads_as_server(db: str) -> bool:
    """Whether a text that is no `postgresql://` address was meant as one: `host=... password=...`, a slash too few."""
    said = db.lstrip(" \t\n'\"").lower()
    first, _, rest = said.partition("=")
    begins = said.startswith(("postgres:", "postgresql:", "postgres//", "postgresql//"))
    return begins or first.rstrip() in _CONNECTION_WORDS or "password=" in rest.replace(" ", "")


def data_folder() -> Path:
    """Return the platform's folder for this program's data."""
    from platformdirs import user_data_path  # noqa: PLC0415 - takes long to say it

    return user_data_path("stepready", appauthor=False)


def settings_path() -> Path:
    """Return the user's own settings file, which need not exist; `STEPREADY_CONFIG` names another folder."""
    if folder := os.environ.get("STEPREADY_CONFIG"):
        return Path(folder) / "settings.toml"
    return _config_folder() / "settings.toml"


def _config_folder() -> Path:
    """Return the platform's folder for settings: what platformdirs would say, which takes long to say it."""
    if sys.platform == "linux":
        return Path(os.environ.get("XDG_CONFIG_HOME", "").strip() or Path("~/.config").expanduser()) / "stepready"
    from platformdirs import user_config_path  # noqa: PLC0415 - takes long to say it

    return user_config_path("stepready", appauthor=False)


def own_guides_path() -> Path:
    """Return the folder of the user's own guides, beside the settings, which need not exist."""
    return settings_path().parent / "guides"


def database_path(db: str | None) -> Path:
    """Return the database file: `db`, or the default place; raise StepreadyError for another kind of address."""
    if db is None:
        return data_folder() / "stepready.db"
    if "://" in db and not _reads_as_server(db):
        scheme = db.partition("://")[0]
        raise StepreadyError(f"{scheme}:// is not a kind of database this program knows; use a file or postgresql://")
    if _reads_as_server(db):
        raise StepreadyError(
            "the database reads like the address of a server; accepted: postgresql://user:password@host:port/database, "
            "or a file"
        )
    if "\0" in db:
        raise StepreadyError("the path of the database holds a NUL character; give a plain file path")
    return Path(os.path.abspath(Path(db).expanduser()))  # noqa: PTH100 - resolve() would follow a link to another name
