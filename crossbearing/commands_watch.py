"""The command of the standing watch."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crossbearing import terminal
from crossbearing.commands_web import must_be

if TYPE_CHECKING:
    from types import FrameType

    from crossbearing.standing_watch import Watch

GRACE_SECONDS = 5.0
"""For what a watch that is told to end is at: then it ends as if it were killed, which harms nothing."""
FAILED = 1


def register(group: click.Group) -> None:
    """Add the command to the program."""
    group.add_command(watch)


@click.command()
@click.argument("case", metavar="CASE", type=click.Path(path_type=Path))
@click.option("--once", is_flag=True, help="One turn and no more: for cron and its like.")
@click.option("--port", metavar="N", type=click.IntRange(0, 65535), help="A page of how it stands, on this machine.")
@click.option("--smtp-host", default="", metavar="NAME", help="Mail server that takes alerts; none: they wait.")
@click.option("--smtp-port", default=587, show_default=True, metavar="N", type=click.IntRange(1, 65535))
@click.option("--smtp-security", default="starttls", show_default=True, type=click.Choice(("starttls", "tls", "none")))
@click.option(
    "--smtp-user", default="", metavar="NAME", help="Its password: CROSSBEARING_SMTP_PASSWORD in the environment."
)
@click.option("--smtp-sender", default="", metavar="ADDRESS", help="Address that mails are from.")
@click.option("--webhook-private", is_flag=True, help="Webhooks may lead to this machine and private networks.")
def watch(case: Path, once: bool, port: int | None, **sending: object) -> None:
    """Keep watch over a case: visit its feeds when they are due, build what is new, send alerts.

    It runs until it is told to end (Ctrl-C, SIGTERM), and may be ended at any moment; others may add and decide
    meanwhile. With --port it serves a status page, /status.json, /metrics and /healthz to this machine alone.
    """
    import msgspec  # noqa: PLC0415

    from crossbearing import telling  # noqa: PLC0415
    from crossbearing.case import Case  # noqa: PLC0415
    from crossbearing.opened import CASE_FILE  # noqa: PLC0415
    from crossbearing.settings import Settings  # noqa: PLC0415
    from crossbearing.standing_watch import Means, Watch  # noqa: PLC0415

    must_be(case)
    file = case / CASE_FILE if case.is_dir() else case
    settings = msgspec.convert(sending, Settings)
    to = telling.Means(settings, say)
    standing = Watch(Case.open(file, settings=settings), Means(say, lambda opened: opened.tell(to)))
    with _pages(file.name, port, standing):
        stand(file, standing, once=once)
    if once and standing.standing.errors:
        raise SystemExit(FAILED)


def say(lines: str) -> None:
    """Print lines, each safe to show."""
    for line in lines.splitlines():
        terminal.say(line)


def stand(file: Path, standing: Watch, *, once: bool) -> None:
    """Watch the case in a file until the process is told to end. Raises CaseBusy where another watches it."""
    from crossbearing.standing_watch import only_one  # noqa: PLC0415

    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(ending) is not signal.SIG_IGN:
            signal.signal(ending, _end)
    try:
        with only_one(file):
            if not once:
                terminal.say(f"keeping watch over {file}, from now on; Ctrl-C ends it")
            standing.run(once=once)
    except KeyboardInterrupt:
        terminal.say("ended; the next start goes on from here")


@contextmanager
def _pages(case: str, port: int | None, standing: Watch) -> Iterator[None]:
    """Serve the status page meanwhile, where a port is given."""
    if port is None:
        yield
        return
    from crossbearing.web.status.serving import served  # noqa: PLC0415

    with served(case, port, lambda: standing.standing) as address:
        terminal.say(f"open {address} in a browser to see how it stands")
        yield


def _end(number: int, frame: FrameType | None) -> None:
    """Let it tidy up, for so long and no longer.

    In the place of Python's own for Ctrl-C, too: with that one, asyncio would only ask what it runs to end.
    """
    late = threading.Timer(GRACE_SECONDS, os._exit, (0,))
    late.daemon = True
    late.start()
    import logging  # noqa: PLC0415 - as long to import as all else of the command line

    logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # that what it ran was broken off is no news
    raise KeyboardInterrupt
