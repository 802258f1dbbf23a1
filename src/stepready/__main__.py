"""Run stepready; Ctrl-C is answered from the first moment on."""

import _signal  # type: ignore[import-not-found]  # what of `signal` is there before anything is imported
import os
import sys

STOPPED = 130
SOON = 0.001
IS_PROGRAM = __name__ == "__main__" or os.path.basename(sys.argv[0]).startswith("stepready")  # noqa: PTH119 - pathlib takes long to import
"""Whether this is what the process was started for; imported for its parts it leaves Ctrl-C alone."""


def stop(number: int, place: object) -> None:
    """End at once: before a command runs there is nothing to say or to take back."""
    del number, place
    os._exit(STOPPED)


if IS_PROGRAM and _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
    _signal.signal(_signal.SIGINT, stop)

import signal  # noqa: E402 - Ctrl-C is minded before anything that takes long
from contextlib import suppress  # noqa: E402 - the same

from stepready.cli.prompt_cache import kept_line  # noqa: E402 - the same


def interrupt(number: int, place: object) -> None:
    """Let the command end in its own words; a second Ctrl-C ends at once, which no write minds."""
    del number, place
    signal.signal(signal.SIGINT, stop)
    raise KeyboardInterrupt


def hear_again(lost: "sys.UnraisableHookArgs") -> None:
    """Hear a Ctrl-C again that came inside a callback of Python's own, which prints an exception and goes on."""
    if lost.exc_type is not KeyboardInterrupt or not hasattr(signal, "setitimer"):
        sys.__unraisablehook__(lost)
        return
    signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, SOON)


def answered() -> bool:
    """Answer a bare `prompt` from what is kept, before anything else is imported; False where nothing kept holds."""
    if sys.argv[1:] != ["prompt"]:
        return False
    line = kept_line()
    if line:
        try:
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
        except BrokenPipeError:
            os._exit(0)
    return line is not None


def end(code: int) -> None:
    """End the process at once, its output written: taking three hundred modules apart costs a seventh of a `log`."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def main() -> None:
    """Be the console script; a caller that ignores Ctrl-C for us, as nohup does, is left to it.

    Once the command has ended Ctrl-C comes too late: the exit code stays its own.
    """
    if answered():
        return
    minds = signal.getsignal(signal.SIGINT) is not signal.SIG_IGN
    if minds:
        sys.unraisablehook = hear_again
        signal.signal(signal.SIGINT, stop)
    from stepready.cli.main import main as call  # noqa: PLC0415 - only once Ctrl-C is minded

    code = STOPPED
    with suppress(KeyboardInterrupt):
        code = call(lambda: minds and signal.signal(signal.SIGINT, interrupt))
        if minds:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
    end(code)


if __name__ == "__main__":
    main()
