"""A watch in a process of its own that comes to a place where it is to be ended.

`python -m tests.watch_child CASE PLACE kill|wait`. Its build is small: every report that the case reads is an alert.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from crossbearing import commands_watch, telling
from crossbearing.case import Case
from crossbearing.collect.addresses import Reach
from crossbearing.collect.visiting import Means as Visits
from crossbearing.collect.visiting import Visiting
from crossbearing.commands_watch import say, stand
from crossbearing.outcomes import Built
from crossbearing.records import Alert, Recipient, content_id
from crossbearing.settings import Settings
from crossbearing.standing_watch import Means, Watch
from crossbearing.store.base import Seen
from crossbearing.tell.line import Terminal
from crossbearing.tell.message import Message, Outcome

MANDATE = "barges"


def small_build(case: Case, *given: object) -> Built:
    """What takes the place of `Case.build`."""
    case.lock()
    alerts = [_alert(held.name) for held in case._store.current()]
    case._store.watch(
        Seen(MANDATE, alerts=alerts, channels=[msgspec.json.encode(Recipient(terminal=True)).decode()], at=time.time())
    )
    return Built((), ())


def _alert(name: str) -> Alert:
    return Alert(
        id=content_id("al", name), kind="finding", raised=True, at="2031-05-04T00:00:00+00:00", mandate=MANDATE,
        matter="sunk", story="s", finding="f", wording=name, what="new", why="new", spans=(), origins=1, outlets=1,
    )  # fmt: skip


async def _lookup(name: str, port: int) -> list[str]:
    return ["127.0.0.1"]


def _stuck(case: Case, *given: object) -> Built:
    """What does not hear that it is to end."""
    say("here")
    sys.stdout.flush()
    while True:
        with suppress(KeyboardInterrupt):
            time.sleep(60)


def main(path: Path, place: str, end: str) -> None:
    """Watch, and wait to be killed, or kill itself, at a place."""
    settings = Settings(processes=1)
    case = Case.open(path)
    case._means = Visits(settings, Reach(refuses=lambda *_: None, lookup=_lookup))
    to = telling.Means(settings, say)

    def ended(*given: object, **named: object) -> None:
        say("here")
        sys.stdout.flush()
        if end == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(60)

    sends = Terminal.send

    async def sent(self: Terminal, messages: Sequence[Message], now: float) -> Outcome:
        done = await sends(self, messages, now)
        ended()
        return done

    Case.build = small_build  # type: ignore[method-assign,assignment]
    if place == "collect":
        Visiting.count = ended  # type: ignore[method-assign]
    elif place == "build":
        Case.build = ended  # type: ignore[method-assign,assignment]
    elif place == "stuck":
        Case.build = _stuck  # type: ignore[method-assign,assignment]
        commands_watch.GRACE_SECONDS = 0.2
    elif place == "send":
        Terminal.send = sent  # type: ignore[method-assign]
    stand(path, Watch(case, Means(say, lambda opened: opened.tell(to), ended)), once=False)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
