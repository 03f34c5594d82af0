"""The process that adds and builds beside the pages: `python -m crossbearing.web.work.building CASE`.

Work comes in on standard input and news go out on standard output, a JSON object a line. It is niced, so that pages
stay quick. When its input ends, the server has: then it ends, too. What a stage has made is safe (`engine`).
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import Literal

import msgspec

from crossbearing.errors import CaseBusy, CrossbearingError
from crossbearing.records import Failure, Record

NICE = 15
FAILURES = 100
"""Of what could not be read, so many are named."""
_TELL_SECONDS = 0.2
_WAIT_SECONDS = 1.0


class Work(Record, frozen=True):
    """What is to be done."""

    do: Literal["add", "build"]
    sources: tuple[str, ...]


class Told(Record, frozen=True, tag="told"):
    """How far it is."""

    stage: str
    done: int = 0
    total: int = 0


class Ended(Record, frozen=True, tag="ended"):
    """What came of it; the fields as in `jobs.Job`."""

    reason: str = ""
    reports: int = 0
    new: int = 0
    versions: int = 0
    again: int = 0
    made: int = 0
    failed: int = 0
    failures: tuple[Failure, ...] = ()


Said = Told | Ended


def do(case: Path, work: Work, tell: Callable[[Told], None]) -> Ended:
    """One piece of work, when nobody else builds the case."""
    from crossbearing.case import Case  # noqa: PLC0415 - slow to import, and the process is to answer at once

    while True:
        try:
            with Case.open(case) as opened:
                opened.lock()
                progress = _Progress(tell)
                if work.do == "build":
                    built = opened.build(progress)
                    made = sum(count.made for count in built.stages)
                    return Ended(made=made, failed=len(built.failures), failures=built.failures[:FAILURES])
                added = opened.add(*work.sources, progress=progress)
                return Ended(
                    reports=len(added.reports),
                    new=added.new,
                    versions=added.versions,
                    again=added.again,
                    failed=len(added.failures),
                    failures=added.failures[:FAILURES],
                )
        except CaseBusy:
            tell(Told("wait"))
            time.sleep(_WAIT_SECONDS)
        except CrossbearingError as error:
            return Ended(reason=str(error))
        except Exception as error:  # the next job must not suffer from this one
            sys.excepthook(type(error), error, error.__traceback__)
            return Ended(reason=f"an error of ours ({type(error).__name__}); the server's log says more")


class _Progress:
    """Tells of each stage's beginning and end and, between them, now and then."""

    def __init__(self, tell: Callable[[Told], None]) -> None:
        self._tell = tell
        self._stage = ""
        self._at = 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if stage != self._stage or done == total or now - self._at > _TELL_SECONDS:
            self._stage, self._at = stage, now
            self._tell(Told(stage, done, total))


def _work(inbox: SimpleQueue[bytes]) -> Iterator[Work]:
    while True:
        yield msgspec.json.decode(inbox.get(), type=Work)


def _listen(inbox: SimpleQueue[bytes]) -> None:
    """Hands on what comes in; at its end, ends what is done as Ctrl-C would."""
    with open(0, "rb", closefd=False) as pipe:  # sys.stdin itself would be waited for at the end
        for line in pipe:
            inbox.put(line)
    os.kill(os.getpid(), signal.SIGINT)


def main() -> None:
    """Work until the server ends."""
    with suppress(OSError):
        os.nice(NICE)
    # Whatever prints, in this process or one that it starts, must not speak on the server's line.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)

    def tell(said: Said) -> None:
        out.write(msgspec.json.encode(said) + b"\n")
        out.flush()

    inbox: SimpleQueue[bytes] = SimpleQueue()
    with suppress(KeyboardInterrupt, BrokenPipeError):
        # from here on the server's end interrupts this thread
        threading.Thread(target=_listen, args=(inbox,), daemon=True).start()
        for work in _work(inbox):
            tell(do(Path(sys.argv[1]), work, tell))


if __name__ == "__main__":
    main()
