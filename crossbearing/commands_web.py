"""Commands that go to the web: which feeds a case follows, and collecting what is new in them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from crossbearing.case import Added
    from crossbearing.engine import Progress

_CASE = click.argument("case", metavar="CASE", type=click.Path(path_type=Path))
_URLS = click.argument("urls", nargs=-1, required=True, metavar="URL...")


def say(line: str, *, err: bool = False) -> None:
    """Print one line. What a stranger put into it can neither command the terminal nor turn the writing round."""
    from crossbearing.collect.found import printable  # noqa: PLC0415

    click.echo(printable(line), err=err)


def register(group: click.Group, progress: Callable[[], AbstractContextManager[Progress]]) -> None:
    """Add the commands to the program. `progress` shows how far a command is."""
    for command in (follow, unfollow, feeds):
        group.add_command(command)

    @group.command()
    @_CASE
    def collect(case: Path) -> None:
        """Visit the feeds that CASE follows and that are due, and fetch the reports that are new in them."""
        from crossbearing.case import Case  # noqa: PLC0415

        with Case.open(case) as opened, progress() as tell:
            added = opened.collect(tell)
        show(added)


@click.command()
@_CASE
@_URLS
def follow(case: Path, urls: tuple[str, ...]) -> None:
    """Follow feeds: RSS, Atom, JSON Feed and news sitemaps. Nothing is fetched before "collect"."""
    from crossbearing.case import Case  # noqa: PLC0415

    with Case.open(case) as opened:
        opened.follow(*urls)


@click.command()
@_CASE
@_URLS
def unfollow(case: Path, urls: tuple[str, ...]) -> None:
    """Follow feeds no longer. What they brought stays."""
    from crossbearing.case import Case  # noqa: PLC0415

    with Case.open(case) as opened:
        opened.unfollow(*urls)


@click.command()
@_CASE
def feeds(case: Path) -> None:
    """Show the feeds that CASE follows: title, next visit (UTC), last error."""
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from crossbearing.case import Case  # noqa: PLC0415
    from crossbearing.collect.found import printable  # noqa: PLC0415

    with Case.open(case, readonly=True) as opened:
        followed = opened.feeds()
    table = Table("feed", "title", "next visit", "last error")
    for feed in followed:
        due = datetime.datetime.fromtimestamp(feed.due_at, datetime.UTC)
        when = due.strftime("%Y-%m-%d %H:%M") if feed.due_at else "now"
        # As Text: what a stranger wrote is no markup; and no command to the terminal.
        cells = (feed.url, feed.title or "", when, feed.last_error or "")
        table.add_row(*(Text(printable(words)) for words in cells))
    Console(soft_wrap=True).print(table)


def show(added: Added) -> None:
    """What came in, and what could not be collected."""
    for failure in added.failures:
        say(f"{failure.stage}: {failure.unit}: {failure.reason}")
    reports = len(added.reports)
    click.echo(f"{reports or 'no'} new report{'' if reports == 1 else 's'}")
