"""Read broken settings and guides of one's own: `python benchmarks/settings_fuzz.py [--files 10000] [--seed 1]`.

Each file is one that is right, bent in a few places, or bytes of no kind. The commands that read it must end in time,
in what they say or in one sentence: no traceback, no character a terminal would obey, and no line begun by what the
file says. Prints what they came to; stops with the first that breaks a promise, kept for a look.
"""

import argparse
import os
import random
import re
import signal
import sys
import tempfile
from collections import Counter
from pathlib import Path
from types import FrameType

from import_fuzz import StuckError, call, chance

SECONDS = 20
MOST_SAID = 20_000
SETTINGS = """
day_starts = 4
dates = "dmy"
[readings]
recent_days = 42
near = 3
[[milestone]]
season = 2028
id = "review_opens"
on = 2027-09-29
source = "AAMC, ERAS timeline"
[[delay_window]]
from = 2027-06-15
to = 2027-07-10
extra_days = 14
source = "USMLE announcement"
[[day]]
label = "Visa interview"
on = 2027-05-20
source = "the consulate's letter"
[[day]]
label = "Papers"
after = "match_day"
days = 7
source = "ours"
[anki_tags]
kidneys = "nephrology"
"""
ODD = (
    "nan", "inf", "-inf", "-0.0", "0", "-1", "1e400", "1_000", "0x7fffffffffffffff", "9" * 400, "true", '""', "[]",
    "{}", "[[1], [2]]", '"' + "x" * 5000 + '"', "2027-02-29", "2027-02-28", "0001-01-01", "9999-12-31", "09:00:00",
    "2027-09-22T09:00:00Z", '"\\u001b[31mred\\u0007"', '"a\\nforged"', '"\\u202egnp"', '"\\u0000"', "'''a\nforged'''",
    '"dmy"', '"score"', '"review_opens"', "{ kind = 'each-of-last' }", "[" * 60 + "]" * 60, "1.5", '"230"', "12",
    "2028",
)  # fmt: skip
KEYS = (
    "source", "on", "kind", "id", "target", "a.b", '"a\\nforged"', '"\\u001b[2J"', '""', "'x'", "ours", "cite", "label",
)  # fmt: skip
SETTINGS_READ = (
    "check", "doctor", "today", "log qbank 29/40", "dates", "calendar", "schedule show", "forecast", "anki show",
    "why clears-pass-mark", "day", "chart dates", "guide list",
)  # fmt: skip
GUIDE_READ = (
    "guide check @", "guide list", "check", "check --guide own", "strategy", "guide show own", "doctor", "dates",
)  # fmt: skip


def bent(drawn: random.Random, text: str) -> str:
    """Return TOML with a few lines changed, doubled, taken out or moved."""
    lines = text.splitlines()
    for _ in range(drawn.choice([1, 1, 1, 2, 3, 6])):
        place = drawn.randrange(len(lines))
        key, found, _ = lines[place].partition("=")
        match drawn.randrange(8):
            case 0 | 1 | 2:
                lines[place] = f"{key}= {drawn.choice(ODD)}" if found else drawn.choice(ODD)
            case 3:
                lines[place] = f"{drawn.choice(KEYS)} = {drawn.choice(ODD)}"
            case 4:
                lines.insert(drawn.randrange(len(lines)), lines[place])
            case 5:
                lines[place] = f"[{drawn.choice(KEYS)}]" if chance(drawn, 50) else f"[[{drawn.choice(KEYS)}]]"
            case 6:
                lines[place] = ""
            case 7:
                cut = drawn.randint(0, len(lines[place]))
                lines[place] = lines[place][:cut] + drawn.choice(['"', "{", "]", "\x00", "#", "=", "\u202e", "\\"])
    return "\n".join(lines)


def content(drawn: random.Random, text: str) -> bytes:
    """Return one file, in the encodings editors write, cut or garbled now and then."""
    if chance(drawn, 3):
        return bytes(drawn.randrange(256) for _ in range(drawn.randint(0, 300)))
    encoding = drawn.choice(["utf-8"] * 8 + ["utf-8-sig", "utf-16", "cp1252"])
    data = (text if chance(drawn, 3) else bent(drawn, text)).encode(encoding, "replace")
    return data[: drawn.randint(0, len(data))] if chance(drawn, 4) else data


def broken_promise(line: str) -> tuple[str, str]:
    """Run one command; return how it ended, and what it did that it must not (empty for nothing)."""
    signal.alarm(SECONDS)
    try:
        code, out, err = call(*line.split())
    except StuckError:
        return "stuck", f"no end after {SECONDS} s"
    finally:
        signal.alarm(0)
    if "Traceback" in out + err or code not in {0, 1, 2, 74}:
        return "broken", f"code {code}: {err[-400:]}"
    if len(out + err) > MOST_SAID:
        return "long", f"{len(out + err)} characters"
    if found := re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]|^ *forged", out + err, re.MULTILINE):
        return "obeyed", f"{found[0]!r} in {(out + err)[max(0, found.start() - 200) : found.end() + 100]!r}"
    if len(re.findall("^error: ", err, re.MULTILINE)) != (code in {2, 74}):
        return "unsaid", f"code {code}: {err[:400]!r}"
    return {0: "read", 1: "named by doctor"}.get(code, "refused"), ""


def _stuck(_signal: int, _frame: FrameType | None) -> None:
    raise StuckError


def main() -> None:
    """Write and read the files one after another, settings and guides by turns."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    signal.signal(signal.SIGALRM, _stuck)
    ends: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        own = {"STEPREADY_CONFIG": "config", "XDG_STATE_HOME": "state", "STEPREADY_DB": "book.db"}
        os.environ |= {variable: str(folder / place) for variable, place in own.items()}
        (folder / "config").mkdir()
        for line in (
            "plan set --exam step2ck --on 2027-08-25 --applicant non-us-img --specialty im",
            "log nbme 10 236",
        ):
            assert call(*line.split())[0] == 0
        assert call("guide", "new", "own")[0] == 0
        guide = folder / "config" / "guides" / "own.toml"
        files = {guide: guide.read_text(encoding="utf-8"), folder / "config" / "settings.toml": SETTINGS}
        guide.unlink()
        for number in range(options.files):
            drawn = random.Random(f"{options.seed} {number}")  # noqa: S311 - for trying, not for secrets
            file = drawn.choice([*files])
            file.write_bytes(content(drawn, files[file]))
            for line in drawn.sample(GUIDE_READ if file == guide else SETTINGS_READ, 2):
                end, broke = broken_promise(line.replace("@", str(file)))
                ends[end] += 1
                if broke:
                    kept = Path(tempfile.gettempdir()) / f"settings-fuzz-{options.seed}-{number}.toml"
                    kept.write_bytes(file.read_bytes())
                    sys.exit(f"file {number} (kept as {kept}), {line}: {end}: {broke}")
            file.unlink()
    print(", ".join(f"{count} {end}" for end, count in ends.most_common()), f"of two commands on {options.files} files")


if __name__ == "__main__":
    main()
