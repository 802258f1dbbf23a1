"""What was set aside when a merge was undone counts as its book's version once the other book knows of the thing.

Whoever never heard of it brings nothing back: there the device stays as the undo left it.
"""

from stepready.core.values.stamp import NEVER
from stepready.store.devices.which_wins import Differing, Prefer, Side, both_changed, decide, is_same


def with_set_aside(ours: Side, theirs: Side, compared: Differing, prefer: Prefer) -> Differing:
    """Return what was found, with what either book had set aside weighed as a version of its own."""
    settled = {each.unit: each for each in compared.decided}
    for unit in sorted(ours.set_aside.keys() | theirs.set_aside.keys()):
        here, there = (side.stands_for(unit) for side in (ours, theirs))
        if NEVER in {here.stamp, there.stamp}:
            continue
        both = not is_same(here.content, there.content) and both_changed(ours, theirs, here, there)
        decided = decide(unit, here, there, both=both, prefer=prefer)
        settled[unit] = decided._replace(ours=ours.version(unit), aside=here if unit in ours.set_aside else None)
    later = {unit: stamp for unit, stamp in compared.later.items() if unit not in settled}
    return Differing(list(settled.values()), later)
