"""The watch of the soak, as a process of its own: `crossbearing watch`, but that every name leads to the soak's server,
and that feeds are visited by a fast clock.

    python -m benchmarks.soak.driver CASE --port P --factor 20 --meets T --standing FILE [--once]
"""

from __future__ import annotations

import argparse
import sys
import threading
import time
from pathlib import Path

import msgspec

from benchmarks.soak.clock import Fast
from crossbearing import telling, terminal
from crossbearing.case import Case
from crossbearing.collect.addresses import Reach, not_public
from crossbearing.collect.visiting import Means as Visits
from crossbearing.collect.web import Web
from crossbearing.commands_watch import say, stand
from crossbearing.errors import CrossbearingError
from crossbearing.settings import Settings
from crossbearing.standing_watch import Means, Watch

ANSWER_SECONDS = 10.0
"""For one request, by the machine's clock. It is 60 (`collect.web`); by the fast clock that would be 20 minutes, in
which one feed that drips holds up all others."""
_NOTE_SECONDS = 5.0


def reach(port: int) -> Reach:
    """Every name leads to the soak's server, but one to a private address; nothing else may be reached."""

    async def lookup(name: str, _: int) -> list[str]:
        return ["10.1.2.3"] if name == "inner.example" else ["127.0.0.1"]

    def refuses(address: str, asked: int) -> str | None:
        return None if (address, asked) == ("127.0.0.1", port) else not_public(address)

    return Reach(refuses=refuses, lookup=lookup)


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser()
    parser.add_argument("case", type=Path)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--factor", type=float, required=True)
    parser.add_argument("--meets", type=float, required=True)
    parser.add_argument("--standing", type=Path, required=True)
    parser.add_argument("--once", action="store_true")
    given = parser.parse_args()
    Web.__init__.__defaults__ = (ANSWER_SECONDS,)
    settings = Settings(webhook_private=True)
    case = Case.open(given.case, settings=settings)
    case._means = Visits(settings, reach(given.port), Fast(given.factor, given.meets))
    to = telling.Means(settings, say)

    def sleep(seconds: float) -> None:
        time.sleep(seconds / given.factor)

    watch = Watch(case, Means(say, lambda opened: opened.tell(to), sleep))

    def note() -> None:
        while True:
            part = given.standing.with_suffix(".part")
            part.write_bytes(msgspec.json.encode(watch.standing))
            part.replace(given.standing)
            time.sleep(_NOTE_SECONDS)

    threading.Thread(target=note, daemon=True).start()
    try:
        stand(given.case, watch, once=given.once)
    except CrossbearingError as error:
        terminal.say(str(error), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
