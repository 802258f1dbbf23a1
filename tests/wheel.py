"""Build the wheel, install it alone in a fresh environment, and run the main job with it."""

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Stop with the failing command's own output when anything is missing from the wheel."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _run([sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)])
        venv.create(folder / "env", with_pip=True)
        wheel = next(folder.glob("*.whl"))
        _run([str(folder / "env/bin/pip"), "install", "--quiet", "--disable-pip-version-check", str(wheel)])
        stepready = str(folder / "env/bin/stepready")
        set_plan = "plan set --exam step2ck --on 2027-07-28 --applicant us-img --specialty pmr --season 2028"
        sample = str(ROOT / "sample_logs/hovering.csv")
        for line in ("--version", set_plan, f"import {sample}", "check", "guide list", "calendar"):
            _run([stepready, *line.split()], folder)
        shown = _run([stepready, "check"], folder)
        if "Verdict: NO-GO" not in shown:
            sys.exit(f"the wheel's verdict is not the sample's:\n{shown}")
    sys.stdout.write("the wheel installs alone and comes to the sample's verdict\n")


def _run(command: list[str], folder: Path | None = None) -> str:
    given = {"STEPREADY_DB": str(folder / "book.db"), "STEPREADY_TODAY": "2027-07-15"} if folder else {}
    done = subprocess.run(command, cwd=folder, env=os.environ | given, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    main()
