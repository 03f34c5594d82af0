"""Commands that go to the web: which feeds a case follows, and collecting what is new in them."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from crossbearing import terminal
from crossbearing.errors import InputError

_CASE = click.argument("case", metavar="CASE", type=click.Path(path_type=Path))
_URLS = click.argument("urls", nargs=-1, required=True, metavar="URL...")


def register(group: click.Group) -> None:
    """Add the commands to the program."""
    for command in (follow, unfollow, feeds, collect):
        group.add_command(command)


def must_be(case: Path) -> None:
    """Raises InputError where no case is: a command that only reads one must not make one."""
    from crossbearing.opened import CASE_FILE  # noqa: PLC0415

    file = case / CASE_FILE if case.is_dir() else case
    if not file.exists():
        raise InputError(f"{file}: no case is there")


def not_a_plain_folder(case: Path) -> None:
    """Raises InputError for a folder that holds other things than a case: it is the reports' folder, given first."""
    from crossbearing.opened import CASE_FILE  # noqa: PLC0415

    if case.is_dir() and not (case / CASE_FILE).exists() and any(case.iterdir()):
        raise InputError(f"{case}: a folder with no {CASE_FILE} in it; name the case's file first, such as {CASE_FILE}")


@click.command()
@_CASE
def collect(case: Path) -> None:
    """Visit the feeds that CASE follows and that are due, and fetch the reports that are new in them."""
    from crossbearing.case import Case  # noqa: PLC0415

    must_be(case)
    with Case.open(case) as opened, terminal.progress() as tell:
        added = opened.collect(tell)
        followed = len(opened.feeds())
    terminal.failures(added.failures, f"`crossbearing feeds {case}` and the pages have all")
    if not followed:
        click.echo(f"{case} follows no feed")
        terminal.following("follow", case, "URL")
        return
    reports = len(added.reports)
    click.echo(f"{reports or 'no'} new report{'' if reports == 1 else 's'}")
    if reports:
        terminal.following("write", case, "--out", "DIR")


@click.command()
@_CASE
@_URLS
def follow(case: Path, urls: tuple[str, ...]) -> None:
    """Follow feeds: RSS, Atom, JSON Feed and news sitemaps. Nothing is fetched before "collect"."""
    from crossbearing.case import Case  # noqa: PLC0415

    not_a_plain_folder(case)
    with Case.open(case) as opened:
        opened.follow(*urls)
        followed = len(opened.feeds())
    click.echo(f"{case} follows {followed} feed{'' if followed == 1 else 's'}")
    terminal.following("collect", case)


@click.command()
@_CASE
@_URLS
def unfollow(case: Path, urls: tuple[str, ...]) -> None:
    """Follow feeds no longer. What they brought stays."""
    from crossbearing.case import Case  # noqa: PLC0415

    must_be(case)
    with Case.open(case) as opened:
        opened.unfollow(*urls)
        followed = len(opened.feeds())
    click.echo(f"{case} follows {followed or 'no'} feed{'' if followed == 1 else 's'}")


@click.command()
@_CASE
def feeds(case: Path) -> None:
    """Show the feeds that CASE follows: title, next visit (UTC), last error."""
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from crossbearing.case import Case  # noqa: PLC0415
    from crossbearing.collect.found import printable  # noqa: PLC0415

    must_be(case)
    with Case.open(case, readonly=True) as opened:
        followed = opened.feeds()
    if not followed:
        click.echo(f"{case} follows no feed")
        terminal.following("follow", case, "URL")
        return
    table = Table("feed", "title", "next visit", "last error")
    for feed in followed:
        due = datetime.datetime.fromtimestamp(feed.due_at, datetime.UTC)
        when = due.strftime("%Y-%m-%d %H:%M") if feed.due_at else "now"
        # As Text: what a stranger wrote is no markup; and no command to the terminal.
        cells = (feed.url, feed.title or "", when, feed.last_error or "")
        table.add_row(*(Text(printable(words)) for words in cells))
    Console(soft_wrap=True).print(table)
