"""The standing watch over one case: turn by turn it visits the feeds that are due, builds what is new, and sends the
alerts that are due; between turns it sleeps, and the case is free for others.

Whenever it is ended, nothing is lost and no alert is made twice: each step is a transaction of the store, and the next
start goes on where this one was. Whatever goes wrong in a turn is said in one line, and the next turn comes later.
"""

from __future__ import annotations

import datetime
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from msgspec.structs import replace

from crossbearing.case import Case
from crossbearing.census import Census
from crossbearing.errors import CaseBusy, CaseError, CrossbearingError
from crossbearing.records import Record
from crossbearing.store import lock_file
from crossbearing.telling import Told

LOOK_SECONDS = 10.0
"""Between two looks at what others added, decided or put in force, at most."""
REST_SECONDS = 2.0
"""Between two turns, at least: the pause that a host is given (`collect.politeness.GAP`), which a new turn knows
nothing of."""
BUSY_SECONDS = 2.0
"""Until it is tried again whether another process still builds the case."""
LONGEST_BACKOFF = 300.0

Doing = Literal["starting", "collecting", "building", "telling", "sleeping", "waiting for the case", "backing off"]


class Standing(Record, frozen=True):
    """How the watch stands. Counts are since its start, seconds are by the clock."""

    began_at: str
    """UTC, ISO 8601."""
    moved_at: float
    """Seconds since 1970: when the watch took its last step."""
    doing: Doing = "starting"
    turns: int = 0
    """That were ended, without those that had nothing to do."""
    turn_at: str = ""
    """When the last of them ended; "" before the first."""
    turn_seconds: float = 0.0
    reports: int = 0
    """New or changed ones that it collected."""
    builds: int = 0
    delivered: int = 0
    undelivered: int = 0
    """Tries to deliver an alert that failed."""
    given_up: int = 0
    errors: int = 0
    """Turns that an error ended."""
    error: str = ""
    """What ended the last turn; "" where nothing did."""
    census: Census | None = None


class Means(Record, frozen=True):
    """By what a watch goes."""

    say: Callable[[str], None]
    """Is told what happens, a line at a time."""
    tell: Callable[[Case], Told]
    """Sends the alerts that are due."""
    sleep: Callable[[float], None] = time.sleep


@contextmanager
def only_one(case: Path) -> Iterator[None]:
    """That no other process watches the case meanwhile. Raises CaseBusy, CaseError."""
    beside = case.with_name(case.name + "-watch")
    try:
        held = lock_file.hold(beside)
    except OSError as error:
        raise CaseError(f"{beside} could not be written: {error.strerror}") from error
    if held is None:
        raise CaseBusy(f"{case} is being watched by another process")
    try:
        yield
    finally:
        lock_file.let_go(held)


class Watch:
    """The watch over one case. `standing` may be read from any thread."""

    def __init__(self, case: Case, means: Means) -> None:
        self._case = case
        self._means = means
        self._built = ""
        """The basis of the last build of this process: its first turn builds, for the one before may have been ended
        in the middle of it."""
        self._said_busy = False
        self._errors_in_a_row = 0
        self.standing = Standing(_now(), time.time())

    def run(self, *, once: bool = False) -> None:
        """Watch until the process is told to end; or (`once`) for one turn, when the case is free for it."""
        while True:
            pause = self.step()
            if once and self.standing.doing != "waiting for the case":
                return
            self._means.sleep(pause)

    def step(self) -> float:
        """One turn, whatever happens in it; the seconds to sleep until the next."""
        try:
            pause = self.turn()
        except CaseBusy as error:
            if not self._said_busy:
                self._say(f"waiting: {error}")
            self._said_busy = True
            self._stands(doing="waiting for the case")
            return BUSY_SECONDS
        except Exception as error:
            return self._failed(error)
        self._errors_in_a_row, self._said_busy = 0, False
        return pause

    def turn(self) -> float:
        """One turn; the seconds to sleep until the next. Raises CaseBusy at once, and when all has been tried that is
        to be done, the first error that there was, of whatever kind."""
        began = time.monotonic()
        did: list[str] = []
        wrong: list[Exception] = []

        def tried(do: Callable[[Case], list[str]]) -> None:
            try:
                did.extend(do(case))
            except CaseBusy:
                raise
            except Exception as error:  # what is wrong with one step must not hold up the others
                wrong.append(error)

        with self._case as case:
            before = case.census()
            visits = before.next_visit == 0
            tried(self._tell)
            if visits:
                tried(self._collect)
            tried(self._build)
            tried(self._tell)
            after = case.census()
        self._stands(doing="sleeping", census=after)
        seconds = time.monotonic() - began
        if did or visits:
            self._stands(turns=self.standing.turns + 1, turn_at=_now(), turn_seconds=seconds)
        new = after.raised - before.raised, after.held - before.held
        if did or any(new):
            alerts = (f"alerts: {new[0]} raised, {new[1]} held",) if any(new) else ()
            self._say(f"{'; '.join((*did, *alerts))} ({seconds:.1f} s)")
        if wrong:
            raise wrong[0]
        self._stands(error="")
        pause = LOOK_SECONDS if after.next_visit is None else after.next_visit
        return min(max(pause, REST_SECONDS), LOOK_SECONDS)

    def _collect(self, case: Case) -> list[str]:
        self._stands(doing="collecting")
        added = case.collect()
        new, failed = len(added.reports), len(added.failures)
        self._stands(reports=self.standing.reports + new)
        said = f"collected {new} report{'' if new == 1 else 's'}"
        return [f"{said}, {failed} not fetched or read" if failed else said] if new or failed else []

    def _build(self, case: Case) -> list[str]:
        """Build where anything that a build goes by is new; what it did, in words."""
        basis = case.census().basis  # before: what a reader decides meanwhile may not be in it
        if basis == self._built:
            return []
        self._stands(doing="building")
        built = case.build()
        self._built = basis
        self._stands(builds=self.standing.builds + 1)
        made = sum(count.made for count in built.stages)
        return [f"built: {made} parts made anew"] if made else []

    def _tell(self, case: Case) -> list[str]:
        self._stands(doing="telling")
        told = self._means.tell(case)
        self._stands(
            delivered=self.standing.delivered + told.done,
            undelivered=self.standing.undelivered + told.failed,
            given_up=self.standing.given_up + told.given_up,
        )
        said = (("told", told.done), ("not told", told.failed), ("given up", told.given_up))
        return [f"{what} {number}" for what, number in said if number]

    def _failed(self, error: Exception) -> float:
        self._errors_in_a_row += 1
        pause = min(LOOK_SECONDS * 2.0 ** min(self._errors_in_a_row - 1, 10), LONGEST_BACKOFF)
        said = str(error) if isinstance(error, CrossbearingError) else _unexpected(error)
        self._say(f"{said}; goes on in {pause:g} s")
        self._stands(doing="backing off", errors=self.standing.errors + 1, error=said)
        return pause

    def _say(self, line: str) -> None:
        self._means.say(f"{_now()[:19].replace('T', ' ')} UTC  {line}")

    def _stands(self, **fields: object) -> None:
        self.standing = replace(self.standing, moved_at=time.time(), **fields)


def _unexpected(error: Exception) -> str:
    """An error of ours in one line: what and where."""
    places = traceback.extract_tb(error.__traceback__)
    where = f" at {Path(places[-1].filename).name}:{places[-1].lineno}" if places else ""
    return f"an error of ours ({type(error).__name__}{where}): {error}"


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
