"""Moments of change that order the edits of several devices: hybrid logical clocks.

A stamp is `milliseconds-counter-device`, of fixed width, so that the order of texts is the order of changes. It
follows the machine's clock, but is always later than every stamp the device has seen: what is changed after a merge
counts as later than what was merged, however wrong the clock is.
"""

_COUNTS = 10_000
_WIDTH = 13
_SHADE = "~"
NEVER = ""
"""Earlier than every stamp."""


def next_stamp(last: str, milliseconds: int, device: str) -> str:
    """Return a stamp later than `last`; `milliseconds` are those since 1970 by the machine's clock."""
    seen, count = _parts(last)
    if milliseconds > seen:
        return _stamp(milliseconds, 0, device)
    return _stamp(seen + (count + 1) // _COUNTS, (count + 1) % _COUNTS, device)


def early_stamp(number: int) -> str:
    """Return a stamp before all that any clock gives; numbers tell such stamps apart."""
    return _stamp(0, number, "")


def device_of(stamp: str) -> str:
    """Return the device that gave a stamp."""
    return stamp[_WIDTH + 6 :].rstrip(_SHADE)


def just_after(stamp: str) -> str:
    """Return a stamp later than one and earlier than everything a device may change after that."""
    return stamp + _SHADE if stamp else early_stamp(0)


def milliseconds_of(stamp: str) -> int:
    """Return the milliseconds since 1970 that a stamp carries, 0 for NEVER."""
    return _parts(stamp)[0]


def latest_by_device(stamps: set[str]) -> dict[str, str]:
    """Return the latest stamp of each device."""
    found: dict[str, str] = {}
    for stamp in stamps:
        device = device_of(stamp)
        if stamp > found.get(device, NEVER):
            found[device] = stamp
    return found


def _parts(stamp: str) -> tuple[int, int]:
    return (int(stamp[:_WIDTH]), int(stamp[_WIDTH + 1 : _WIDTH + 5])) if stamp else (0, -1)


def _stamp(milliseconds: int, count: int, device: str) -> str:
    return f"{milliseconds:0{_WIDTH}d}-{count:04d}-{device}"
