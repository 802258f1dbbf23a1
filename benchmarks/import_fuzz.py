"""Import generated files, most of them broken: `python benchmarks/import_fuzz.py [--files 10000] [--seed 1]`.

Each file must end within the time limit in an import or in one sentence: no traceback, and either all that the answer
names came in or nothing at all. Prints what the files came to; stops with the first that breaks a promise, kept for a
look.
"""

import argparse
import io
import random
import re
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import FrameType

from stepready.cli.main import run

TODAY = "2027-07-15"
SECONDS = 20
SOURCES = [
    "nbme",
    "NBME 10",
    "uwsa1",
    "free 120",
    "qbank",
    "bank",
    "amboss",
    "cbssa",
    "shelf",
    "hours",
    "",
    "Ümlaut",
    "=1+1",
]
FORMS = ["", "9", "12", "016", "new", "uworld", "x" * 60, "2"]
VALUES = [
    "231",
    "78%",
    "29/40",
    "0.74",
    "",
    "n/a",
    "2340/3600 64%",
    "999",
    "-5",
    "71,5",
    "nan",
    "\u0661\u0662",
    "1e3",
    "30/20",
]
DAYS = [
    "2027-07-01",
    "04.05.2027",
    "5/6",
    "July 3, 2027",
    "2027-07-01T10:00:00Z",
    "20270711",
    "",
    "tomorrow",
    "0000-00-00",
]
HEADS = [
    "date",
    "Source",
    "FORM",
    "value",
    "questions",
    "topic",
    "note",
    "exam",
    "conditions",
    "unit",
    "right",
    "total",
]
OTHERS = [
    "cardiology",
    "psych",
    "timed;untimed",
    "step1",
    "percent",
    "40",
    "-1",
    "note\twith tab",
    '"quoted',
    "",
    "\U0001d7dc\U0001d7d8",
]
OPTIONS = [
    [],
    ["--dates", "dmy"],
    ["--source", "qbank"],
    ["--exam", "step2ck"],
    ["--from", "wide", "--on", "2027-07-01"],
]
OPTIONS += [["--from", "template", "--dates", "mdy"], ["--map", "value=Score"], ["--dry-run"]]


GOOD = {
    "date": ["2027-07-01", "2027-07-02", "3 Jul 2027", "2027-06-11"],
    "source": ["qbank"],
    "value": ["72%", "29/40", "64 %", "30 of 40"],
    "form": [""],
    "topic": ["cardiology", "psych", ""],
    "note": ["", "tired"],
}


def chance(drawn: random.Random, percent: int) -> bool:
    """Whether something happens that happens so often."""
    return drawn.randrange(100) < percent


def table(drawn: random.Random) -> str:
    """Return a table of some columns, rows of them missing or too long."""
    heads = [head for head in HEADS if head.lower() in {"date", "source", "value"} or chance(drawn, 40)]
    is_good = chance(drawn, 60)
    heads = [*(head for head in heads if head.lower() in GOOD), "FORM"] if is_good else heads
    heads = list(dict.fromkeys(heads))
    drawn.shuffle(heads)
    mark = drawn.choice([",", ",", ",", ";", "\t", "|"])
    rows = [mark.join(heads)]
    for _ in range(drawn.randint(0, 12)):
        cells = [drawn.choice(GOOD[head.lower()] if is_good and chance(drawn, 98) else _cells(head)) for head in heads]
        rows.append(mark.join(cells[: drawn.randint(0, len(cells))] if not is_good and chance(drawn, 10) else cells))
    if chance(drawn, 20):
        rows.insert(0, "My tracker" + mark * drawn.randint(0, 3))
    if chance(drawn, 20):
        rows.append(f"Average{mark}{mark}{mark}230")
    return drawn.choice(["\n", "\r\n", "\r"]).join(rows)


def _cells(head: str) -> list[str]:
    return {"date": DAYS, "source": SOURCES, "form": FORMS, "value": VALUES}.get(head.lower(), OTHERS)


def document(drawn: random.Random) -> str:
    """Return an export of a few sections, bent here and there."""
    score = '{"date": "2027-07-01", "source": "nbme", "form": "11", "value": 231, "exam": "step2ck"}'
    total = '{"exam": "step2ck", "day": "2027-07-01", "bank": "uworld", "done": 10, "size": 3600}'
    text = f'{{"schema": 1, "scores": [{score}], "bank_totals": [{total}], "own_days": []}}'
    for _ in range(drawn.randint(0, 3)):
        place = drawn.randrange(len(text))
        text = text[:place] + drawn.choice(['"', "{", "9", "null", "", "\\u0000", "[", "-"]) + text[place + 1 :]
    return text


def template(drawn: random.Random) -> str:
    """Return lines as they are posted on forums."""
    lines = [
        "Test date: 7/1/2027",
        "NBME 10: 221 (40 days out)",
        "UWSA 1: 240 (2 weeks out)",
        "New Free 120: 74%",
        "Step 1: pass",
    ]
    drawn.shuffle(lines)
    return "\n".join(lines[: drawn.randint(0, len(lines))]) + drawn.choice(["", "\n\x00", "\nNBME : ", "\n???"])


def noise(drawn: random.Random) -> bytes:
    """Return bytes of no kind."""
    return bytes(drawn.randrange(256) for _ in range(drawn.randint(0, 400)))


def content(drawn: random.Random) -> bytes:
    """Return one file, in one of the encodings people's programs write, cut or garbled now and then."""
    kinds: list[Callable[[random.Random], str]] = [table, table, table, document, template]
    if chance(drawn, 5):
        return noise(drawn)
    data = drawn.choice(kinds)(drawn).encode(
        drawn.choice(["utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252"]), "replace"
    )
    return data[: drawn.randint(0, len(data))] if chance(drawn, 5) else data


class StuckError(Exception):
    """An import that did not end in time."""


def _stuck(_signal: int, _frame: FrameType | None) -> None:
    raise StuckError


def call(*words: str) -> tuple[int, str, str]:
    """Run one command line in this process; return its code and what it said."""
    out, err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(["--today", TODAY, *words])
        out.flush()
    return code, out.buffer.getvalue().decode(), err.getvalue()


def broken_promise(db: str, file: Path, options: list[str]) -> tuple[str, str]:
    """Import one file; return how it ended, and what it did that it must not (empty for nothing)."""
    before = call("--db", db, "export", "--json")[1]
    signal.alarm(SECONDS)
    try:
        code, out, err = call("--db", db, "import", str(file), *options)
    except StuckError:
        return "stuck", f"no end after {SECONDS} s"
    finally:
        signal.alarm(0)
    after = call("--db", db, "export", "--json")[1]
    if "Traceback" in out + err or code not in {0, 2, 74}:
        return "broken", f"code {code}: {err[-400:]}"
    if code and (after != before or not re.match(r"(?:note: .*\n)*error: ", err)):
        return "partial", f"code {code} and the log changed, or no error line: {err[:200]}"
    came = re.match(r"imported (\d+) scores?\b", out)
    grown = after.count('"source"') - before.count('"source"')
    if came and int(came[1]) != grown:
        return "partial", f"{came[0]}, but {grown} are there"
    return ("imported" if after != before else "nothing" if not code else "refused"), ""


def main() -> None:
    """Import the files one after another into one log, which is undone after each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    signal.signal(signal.SIGALRM, _stuck)
    ends: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        db = str(Path(folder) / "book.db")
        call("--db", db, "plan", "set", "--exam", "step2ck", "--on", "2027-08-25", "--target", "240")
        for number in range(options.files):
            drawn = random.Random(f"{options.seed} {number}")  # noqa: S311 - for trying, not for secrets
            file = Path(folder) / drawn.choice(["sheet.csv", "sheet.txt", "everything.json"])
            file.write_bytes(content(drawn))
            end, broke = broken_promise(db, file, drawn.choice(OPTIONS) if chance(drawn, 40) else ["--exam", "step2ck"])
            ends[end] += 1
            if broke:
                kept = Path(tempfile.gettempdir()) / f"import-fuzz-{options.seed}-{number}"
                kept.write_bytes(file.read_bytes())
                sys.exit(f"file {number} (kept as {kept}): {broke}")
            if end == "imported":
                call("--db", db, "undo")
    print(", ".join(f"{count} {end}" for end, count in ends.most_common()), f"of {options.files} files")


if __name__ == "__main__":
    main()
