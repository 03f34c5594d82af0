"""The command that lists what readers decided."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from crossbearing import terminal
from crossbearing.commands_web import must_be

if TYPE_CHECKING:
    from crossbearing.records import Standing

_WIDTH = 40
"""Characters of the words that the table shows."""


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
    rows = [("id", "kind", "words", "value", "by", "at", "state"), *(_row(each) for each in every)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        terminal.say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    for each in every:
        for reason in each.reasons:
            terminal.say(f"{each.decision.id} is adrift: {reason}")


def _row(standing: Standing) -> tuple[str, ...]:
    decision = standing.decision
    words = decision.anchors[0].exact if decision.anchors else decision.replaces or ""
    shown = (terminal.printable(" ".join(each.split())) for each in (words, decision.value, decision.by))
    words, value, by = (each if len(each) <= _WIDTH else each[: _WIDTH - 1] + "…" for each in shown)
    return decision.id, decision.kind, words, value, by, decision.at[:19], standing.state
