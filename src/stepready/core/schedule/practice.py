"""Where practice exams go: a chain told backwards from the exam, on days that can hold one.

An exam stands on a day whose hours hold it; on a shorter one only where no weekday has them. Every possible day has a
cost (fewer hours than others, a rest day right after it), every step between two exams another (days beyond the phase's
rhythm; never fewer). The cheapest chain wins; the walk visits each day once.
"""

from stepready.core.schedule.planned_days import PlannedExam
from stepready.core.schedule.request import Request, Slot, fullest_weekday
from stepready.core.values import dataclass

FEW_HOURS, REST_AFTER, ONE_EXAM, DAY_TOO_FAR = 12, 2, 1, 10
FARTHEST = 42


@dataclass(frozen=True, slots=True)
class _Link:
    """The cheapest chain that ends with an exam on a day, and the exam day before it."""

    cost: int
    before: int | None


def exam_days(slots: tuple[Slot, ...], request: Request) -> tuple[int, ...]:
    """Return the places (indices of slots) of the practice exams, in order.

    None is today unless today is all there is, none within the last days before the exam, none closer to
    another than the phase's rhythm allows.
    """
    possible = _possible(slots, request)
    chain = _chain(possible, slots, request)
    baseline = _baseline(possible, chain, slots, request)
    return _within(_most(request), baseline, chain)


def _most(request: Request) -> int | None:
    """Return how many more practice exams the guide asks for at most, None where it sets no number."""
    most = min((phase.most_exams for phase in request.lines.phases if phase.most_exams is not None), default=None)
    return None if most is None else max(0, most - request.exams_taken)


def _within(most: int | None, baseline: tuple[int, ...], chain: tuple[int, ...]) -> tuple[int, ...]:
    """Keep the last exams and, before the others, the first look; the earliest of the rhythm give way."""
    if most is None or len(baseline) + len(chain) <= most:
        return (*baseline, *chain)
    kept = baseline if most > len(baseline) else ()
    return (*kept, *chain[len(chain) - (most - len(kept)) :])


def assign(places: tuple[int, ...], forms: tuple[PlannedExam, ...]) -> dict[int, PlannedExam]:
    """Give each place a form, the most informative form to the last; with too few forms the first places go."""
    count = min(len(places), len(forms))
    return dict(zip(places[len(places) - count :], forms[len(forms) - count :], strict=True))


def holding(slots: tuple[Slot, ...], request: Request) -> list[int]:
    """Return the places that may hold an exam: working days, not today, not the last ones, with the hours it takes.

    Where no weekday of the user's week has these hours, every working day counts.
    """
    working = request.lines.working
    needed = working.exam_hours if fullest_weekday(slots, request.settings) >= working.exam_hours else 0.0
    last = len(slots) - working.last_exam_from
    return [place for place in range(1, last + 1) if slots[place].hours > 0 and slots[place].hours >= needed]


def _possible(slots: tuple[Slot, ...], request: Request) -> dict[int, int]:
    """Return the places that can hold an exam with what each costs."""
    last = None if request.last_exam is None else (request.last_exam[0] - request.as_of).days
    last = 0 if request.sat is not None else last
    places = holding(slots, request)
    fullest = max((slots[place].hours for place in places), default=0.0)
    enough = min(request.lines.working.exam_hours, fullest)
    return {
        place: _cost(slots, place, enough)
        for place in places
        if last is None or place - last >= _least(slots[place], request)
    }


def _least(slot: Slot, request: Request) -> int:
    """Return the fewest days after another exam: the phase's own, else the closest of the others."""
    return (slot.phase.gap or min((p.gap for p in request.lines.phases if p.gap), default=(0, 0)))[0]


def _cost(slots: tuple[Slot, ...], place: int, enough: float) -> int:
    few = slots[place].hours < enough
    return ONE_EXAM + FEW_HOURS * few + REST_AFTER * (slots[place + 1].hours <= 0)


def _chain(possible: dict[int, int], slots: tuple[Slot, ...], request: Request) -> tuple[int, ...]:
    """Find the cheapest chain through the phases that have a rhythm."""
    rhythmic = [place for place in possible if slots[place].phase.gap is not None]
    if not rhythmic:
        return ()
    origin = next(place for place, slot in enumerate(slots) if slot.phase.gap is not None)
    links: dict[int, _Link] = {}
    for place in rhythmic:
        links[place] = _best_link(place, possible[place], links, slots, origin)
    soonest = len(slots) - request.lines.working.last_exam_to
    end = min(rhythmic, key=lambda place: (links[place].cost + DAY_TOO_FAR * max(0, soonest - place), place))
    return _walk_back(end, links)


def _best_link(place: int, cost: int, links: dict[int, _Link], slots: tuple[Slot, ...], origin: int) -> _Link:
    """Return the cheapest way to have an exam here: as the first of all, or after an earlier one.

    Between two exams lies a working day at least, to review the first.
    """
    least, most = slots[place].phase.gap or (0, 0)
    best = _Link(cost + (place - origin) // 2 + DAY_TOO_FAR * max(0, place - origin - most), None)
    for before in range(place - least, max(-1, place - most - FARTHEST), -1):
        if before in links and _is_reviewed(slots, before, place):
            total = links[before].cost + cost + DAY_TOO_FAR * max(0, place - before - most)
            if total < best.cost:
                best = _Link(total, before)
    return best


def _is_reviewed(slots: tuple[Slot, ...], exam: int, following: int) -> bool:
    """Whether a working day to review an exam lies between it and the one that follows."""
    return any(slot.hours > 0 for slot in slots[exam + 1 : following])


def _walk_back(end: int, links: dict[int, _Link]) -> tuple[int, ...]:
    places: list[int] = []
    place: int | None = end
    while place is not None:
        places.append(place)
        place = links[place].before
    return tuple(reversed(places))


def _baseline(
    possible: dict[int, int], chain: tuple[int, ...], slots: tuple[Slot, ...], request: Request
) -> tuple[int, ...]:
    """Return a place for a first look before the questions start, when none was taken lately."""
    working = request.lines.working
    fresh = request.last_exam is not None and (request.as_of - request.last_exam[0]).days <= working.baseline_age
    limit = (chain[0] if chain else len(slots)) - working.baseline_apart
    first = chain[0] if chain else len(slots)
    early = [
        place for place in possible if place <= min(limit, working.baseline_apart) and _is_reviewed(slots, place, first)
    ]
    return () if fresh or not early else (min(early, key=lambda place: (possible[place] + place, place)),)
