"""The page for a school's administrator, followed from an empty database to the first look, as it stands and today."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.school.conftest import administrator, database

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "server.md").read_text(encoding="utf-8")
RUNBOOK = PAGE[PAGE.index("## From an empty database") : PAGE.index("## The commands of the administrator")]


def script(database: str) -> str:
    """Return the page's commands, its server and logins replaced by the test's own."""
    host = administrator().rpartition("@")[2].partition("/")[0]
    text = "\n".join(re.findall(r"```sh\n(.*?)```", RUNBOOK, re.DOTALL))
    text = text.replace("127.0.0.1:5499/school", f"{host}/{database}")
    for login in ("k7f3q", "x2m9t", "dean1"):
        text = text.replace(login, f"{database}_{login}")
    return text


def test_the_page_leads_from_an_empty_database_to_the_first_look(tmp_path: Path) -> None:
    with database() as name:
        environment = os.environ | {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "STEPREADY_CONFIG": str(tmp_path / "config"),
        }
        environment.pop("STEPREADY_TODAY", None)
        ended = subprocess.run(
            ["/bin/sh", "-e", "-c", script(name)],
            cwd=tmp_path, env=environment, check=False, capture_output=True, text=True,
        )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert "BAD" not in ended.stdout
    assert "Ada Lovelace" in ended.stdout
    assert "Grace Hopper" not in ended.stdout
    assert re.search(rf"{name}_dean1  (scores|verdict)", ended.stdout)
    assert (tmp_path / "new.csv").stat().st_mode & 0o777 == 0o600
    assert "Grace Hopper" not in (tmp_path / "class.html").read_text(encoding="utf-8")


def free_port() -> str:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return str(listening.getsockname()[1])


def test_the_script_for_trying_starts_a_server_and_leaves_nothing() -> None:
    if not sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) and shutil.which("initdb") is None:
        pytest.skip("PostgreSQL's programs are not installed")
    started = subprocess.Popen([str(ROOT / "docs" / "try-server.sh"), free_port()], stdout=subprocess.PIPE, text=True)
    try:
        assert started.stdout is not None
        said = [started.stdout.readline() for _ in range(6)]
        address = next(line for line in said if "STEPREADY_DB=" in line).partition("=")[2].strip()
        with psycopg.connect(address) as connection:
            assert connection.execute("SELECT current_user, current_database()").fetchone() == ("registrar", "school")
        folder = Path(said[-1].partition("psql -h ")[2].split()[0])
        assert folder.is_dir()
    finally:
        started.send_signal(signal.SIGTERM)
        started.wait(timeout=30)
        if started.stdout is not None:
            started.stdout.close()
    assert not folder.exists()
