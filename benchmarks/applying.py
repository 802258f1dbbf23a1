"""Hold the list against drawn people and against every other list, and time it: 400 programmes on four test days.

python benchmarks/applying.py              # the whole: a million drawn people
python benchmarks/applying.py --people 50000
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import combinations
from math import exp, floor
from pathlib import Path
from random import Random

from stepready.core.applying.build_list import Candidate, Gains, Limits, choose_list
from stepready.core.applying.chances import Chance, Door, chance, reaches
from stepready.core.applying.fees import Fees, steps_of
from stepready.core.applying.interview_yield import Draw, central
from stepready.core.applying.scores import forecast_scores
from stepready.core.forecast.distributions import Bell
from stepready.guides.library import load_applying

MEAN, SD, SEEN = 243.0, 10.0, 0.8
OPEN, STRICT, PASS, ASKED = 60, 40, 218, 240
"""Programmes with the pass mark for a minimum, and programmes that ask for 240 and read no file without a score."""
APART = {"interviews": 0.02, "p_match": 0.002, "p_none": 0.003}
"""How far the quadrature may lie from a million drawn people."""
PROGRAMMES, DAYS = 400, "2027-08-11,2027-08-25,2027-09-08,2028-08-09"
SECONDS, MEGABYTES = 1.5, 100.0
MILLION, EVEN, BLANK = 1_000_000, 0.5, 0.1
TABLES, OPTIONS, ON_LIST, BUDGET = 30, 12, 5, 90


def drawn(people: int, draw: Draw, seed: int = 16) -> Chance:
    """Return what a list gives to people drawn one by one: a score, a strength all programmes see, seen or not."""
    random, sums = Random(seed), [0.0, 0.0, 0.0, 0.0]  # noqa: S311 - a simulation
    for _ in range(people):
        score, seen = floor(random.gauss(MEAN, SD)), random.random() < SEEN
        p = 1 / (1 + exp(-draw.logit(score) - random.gauss(0, draw.strength_sd)))
        n = (OPEN if score >= PASS else 0) + (STRICT if score >= ASKED and seen else 0)
        for place, value in enumerate(
            (n * p, 1 - (1 - draw.match_per_rank * p) ** n, 1 - (1 - draw.match_per_rank * p / 2) ** n, (1 - p) ** n)
        ):
            sums[place] += value
    interviews, matched, half, none = (value / people for value in sums)
    return Chance(interviews=interviews, p_match=matched, p_half=half, p_none=none)


def quadrature(people: int) -> Iterator[str]:
    """Yield how far the quadrature lies from drawn people; fail where that is too far."""
    draw = central(load_applying().interview_model, needs_visa=True)
    doors = [Door(PASS, needs_score=False)] * OPEN + [Door(ASKED, needs_score=True)] * STRICT
    scores = forecast_scores(Bell(MEAN, SD, heavy=False).at_least)
    found, told = chance(reaches(doors, scores, SEEN), draw), drawn(people, draw)
    for name, most in APART.items():
        ours, theirs = getattr(found, name), getattr(told, name)
        yield f"{name:<10} quadrature {ours:.4f}, {people:,} people {theirs:.4f}"
        if people >= MILLION and abs(ours - theirs) > most:
            raise SystemExit(f"{name} lies more than {most} apart")


def greedy() -> Iterator[str]:
    """Yield how many lists are as good as the best of all, by number and under a budget."""
    facts, random = load_applying(), Random(7)  # noqa: S311 - made-up tables
    draw = central(facts.interview_model, needs_visa=True)
    scores = forecast_scores(Bell(238, 12, heavy=False).at_least)
    fees = Fees(steps_of(facts.fee_steps, 2028))
    best = {"number": 0, "budget": 0}
    for _ in range(TABLES):
        options = [
            Candidate(
                id=number,
                specialty=random.choice(("internal-medicine", "pediatrics")),
                tier="core",
                door=Door(random.randrange(215, 255), needs_score=random.random() < EVEN),
                weight=random.choice((1.0, 0.5)),
                order=(),
            )
            for number in range(OPTIONS)
        ]
        for name, limits in (("number", Limits(most=ON_LIST)), ("budget", Limits(budget=BUDGET))):
            chosen = choose_list(options, Gains(options, scores, SEEN, draw), fees, limits).chosen
            most = ON_LIST if limits.budget is None else BUDGET // fees.next_one(0)
            every = (worth(Gains(options, scores, SEEN, draw), some) for some in combinations(options, most))
            ours = worth(Gains(options, scores, SEEN, draw), tuple(each for each, _ in chosen))
            best[name] += ours >= max(every) * (1 - 1e-9)
    for name, count in best.items():
        yield f"by {name:<7} {count} of {TABLES} lists from {OPTIONS} are the best there is"
        if count < TABLES:
            raise SystemExit(f"by {name} the list is not always the best")


def worth(gains: Gains, some: tuple[Candidate, ...]) -> float:
    """Return the chance that some programme of a list takes the applicant."""
    for each in some:
        gains.take(each)
    return gains.chance


def whole_process() -> Iterator[str]:
    """Yield the seconds of processor and the memory of whole commands on 400 programmes; fail above the limits."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "STEPREADY_DB": str(Path(folder) / "book.db"),
            "STEPREADY_TODAY": "2027-07-15",
            "XDG_CONFIG_HOME": folder,
            "XDG_STATE_HOME": folder,
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        table = Path(folder) / "programmes.csv"
        made_up = rows(Random(1))  # noqa: S311 - a made-up table
        table.write_text("\n".join(made_up), encoding="utf-8")
        for words in (
            "plan set --on 2027-08-11 --applicant non-us-img --specialty internal-medicine --season 2028 --target 240",
            "profile set --visa j1 --graduated 2025 --us-months 3",
            "log nbme 10 232 --on 2027-06-05",
            "log nbme 11 236 --on 2027-06-20",
            "log nbme 12 239 --on 2027-07-05",
            f"programs import {table}",
            "shortlist build",
        ):
            timed(words, environment)
        for words in ("shortlist build", f"shortlist compare --dates {DAYS}", "shortlist", "programs"):
            seconds = min(timed(words, environment) for _ in range(3))
            megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            yield f"{words:<76} {seconds:5.2f} s, at most {megabytes:.0f} MiB"
            if seconds > SECONDS or megabytes > MEGABYTES:
                raise SystemExit(f"{words}: more than {SECONDS} s or {MEGABYTES:g} MiB")


def timed(words: str, environment: dict[str, str]) -> float:
    """Return the seconds of processor a command takes as a process of its own: what it lasts on an idle machine."""
    start = processor_seconds()
    subprocess.run(
        [sys.executable, "-m", "stepready", *words.split()],
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return processor_seconds() - start


def processor_seconds() -> float:
    """Return the seconds of processor of every process that was waited for so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def rows(random: Random) -> Iterator[str]:
    """Yield a made-up table, a tenth of its facts blank."""

    def some(*values: object) -> object:
        return "" if random.random() < BLANK else random.choice(values)

    yield "name,specialty,track,min_step2,attempts_max,years_max,visa_j1,reads_without_score,us_months_min,as_of"
    for number in range(PROGRAMMES):
        specialty = random.choice(("internal-medicine", "internal-medicine", "pediatrics", "family-medicine"))
        facts = (
            some(*range(210, 245, 5)),
            some(1, 2, 3),
            some(5, 10),
            some("yes", "no"),
            some("yes", "no"),
            some(0, 3),
        )
        yield ",".join(map(str, (f"Made-up {number}", specialty, "C", *facts, "2027-05-01")))


def main() -> None:
    """Print what was found; fail where a figure or a time is off."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--people", type=int, default=MILLION)
    asked = parser.parse_args()
    for part in (quadrature(asked.people), greedy(), whole_process()):
        for line in part:
            print(line)


if __name__ == "__main__":
    main()
