"""The command that lists what readers decided."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from crossbearing import terminal
from crossbearing.commands_web import must_be

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crossbearing.records import Standing

_WIDTH = 72
"""Characters of the words that are shown: a line of a terminal."""


def register(group: click.Group) -> None:
    """Add the command to the program."""
    group.add_command(decisions)


@click.command()
@click.argument("case", metavar="CASE", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="All that is known of them, for programs.")
def decisions(case: Path, as_json: bool) -> None:
    """List what readers decided in CASE, and what became of each in the last build."""
    import msgspec  # noqa: PLC0415

    from crossbearing.case import Case  # noqa: PLC0415

    must_be(case)
    with Case.open(case, readonly=True) as opened:
        every = opened.decisions()
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(every), indent=2))
        return
    if not every:
        click.echo(f"nothing was decided in {case}")
        return
    for each in every:
        for line in _lines(each):
            terminal.say(line)


def _lines(standing: Standing) -> Iterator[str]:
    """What was decided, of which words, by whom and when; and why it cannot be followed."""
    decision = standing.decision
    value = f": {_short(decision.value)}" if decision.value else ""
    yield f"{decision.id}  {decision.kind}{value} ({standing.state})"
    yield f"  {_short(decision.anchors[0].exact if decision.anchors else decision.replaces or '')}"
    yield f"  {_short(decision.by)}, {decision.at[:16].replace('T', ' ')} UTC"
    for reason in standing.reasons:
        yield f"  adrift: {reason}"


def _short(text: str) -> str:
    """A text in one line, without what a terminal would take for orders."""
    line = terminal.printable(" ".join(text.split()))
    return line if len(line) <= _WIDTH else line[: _WIDTH - 1] + "…"
