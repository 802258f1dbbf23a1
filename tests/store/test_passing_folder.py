"""What is looked at and let go of leaves nothing, not even where the process was killed."""

import os
import time
from pathlib import Path

import pytest

from stepready.store.passing_folder import passing_folder


def test_what_killed_processes_left_goes_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "aim").mkdir()
    (tmp_path / "aim" / "mine").write_text("the user's")
    old = ["stepready-passing-left", "stepready-notes"]
    for name in (*old, "stepready-passing-in-use"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "copy.db").write_text("a copy")
    (tmp_path / "stepready-passing-link").symlink_to(tmp_path / "aim")
    for name in (*old, "stepready-passing-link", "aim"):
        os.utime(tmp_path / name, (time.time() - 7200,) * 2, follow_symlinks=False)
    with passing_folder() as folder:
        assert folder.parent == tmp_path
        assert folder.stat().st_mode & 0o777 == 0o700
    left = {file.name for file in tmp_path.iterdir()}
    assert left == {"aim", "stepready-notes", "stepready-passing-in-use", "stepready-passing-link"}
    assert (tmp_path / "aim" / "mine").exists()
