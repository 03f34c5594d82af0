"""What a command prints: how far it is, what could not be read, counts, and what may be done next."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console

    from crossbearing.records import Failure
    from crossbearing.stage import Progress

_UNITS = 3
"""Of things that failed for one reason, so many are named."""
_LINES = 30
"""Lines about failures, at most: a folder of pictures must not push all else off the screen."""


@contextmanager
def progress() -> Iterator[Progress]:
    """A bar for each stage where there is a terminal to draw on, a line for each where there is none.

    A stage whose end is not known has a total of 0, and no line.
    """
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn  # noqa: PLC0415
    from rich.progress import Progress as Bars  # noqa: PLC0415

    console = Console(stderr=True)
    if not console.is_terminal:
        yield _line
        return
    columns = (TextColumn("{task.description:10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bars(*columns, console=console, transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total or None)
            bars.update(tasks[stage], completed=done, total=total or None)

        yield show


def _line(stage: str, done: int, total: int) -> None:
    if total and done == total:
        click.echo(f"{stage} {done}/{total}", err=True)


def printable(text: str) -> str:
    """The text with all escaped by which a stranger could command the terminal or turn the writing round."""
    from crossbearing.collect.found import printable as escaped  # noqa: PLC0415

    return escaped(text)


def say(line: str, *, err: bool = False) -> None:
    """Print one line, safe to show."""
    click.echo(printable(line), err=err)


def console() -> Console:
    """Standard output: broken between words on a terminal, and not at all where a program reads it."""
    from rich.console import Console  # noqa: PLC0415

    return Console(soft_wrap=not sys.stdout.isatty())


def failures(given: Sequence[Failure], all_in: str) -> None:
    """A line for each reason, with what it befell. `all_in` says where all of them are listed."""
    befell: dict[tuple[str, str], list[str]] = {}
    for each in given:
        befell.setdefault((each.stage, each.reason), []).append(each.unit)
    out = console()
    for (stage, reason), units in list(befell.items())[:_LINES]:
        more = f" and {len(units) - _UNITS} more" if len(units) > _UNITS else ""
        line = printable(f"{stage}: {', '.join(units[:_UNITS])}{more}: {reason}")
        out.print(line, markup=False, highlight=False)
    if len(befell) > _LINES:
        out.print(f"and {len(befell) - _LINES} reasons more: {all_in}", markup=False, highlight=False)


def table(rows: Sequence[tuple[str, int]]) -> None:
    """Names and numbers."""
    from rich.table import Table  # noqa: PLC0415

    drawn = Table(show_header=False)
    drawn.add_column()
    drawn.add_column(justify="right")
    for name, number in rows:
        drawn.add_row(name, str(number))
    console().print(drawn)


def following(*words: str | Path) -> None:
    """The command that comes next, to be copied: so it is never broken."""
    click.echo("next: crossbearing " + " ".join(word if word == "DIR" else shlex.quote(str(word)) for word in words))
