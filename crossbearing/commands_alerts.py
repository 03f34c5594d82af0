"""The command that lists what the watch saw, and whom it could not tell."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crossbearing import terminal
from crossbearing.commands_web import must_be
from crossbearing.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crossbearing.records import Alert
    from crossbearing.telling import Untold

_WIDTH = 110
"""Characters of a line."""
_FEEDS = (".atom", ".xml")


def register(group: click.Group) -> None:
    """Add the command to the program."""
    group.add_command(alerts)


@click.command()
@click.argument("case", metavar="CASE", type=click.Path(path_type=Path))
@click.option("--mandate", metavar="ID", help="Of this mandate alone.")
@click.option("--held", is_flag=True, help="Those, too, that were written down and wake nobody.")
@click.option("--json", "as_json", is_flag=True, help="All that is known of them, for programs.")
@click.option("--atom", metavar="FILE", type=click.Path(path_type=Path), help="Write the newest 200 as an Atom feed.")
def alerts(case: Path, mandate: str | None, held: bool, as_json: bool, atom: Path | None) -> None:
    """List what the watch saw in CASE that is new, in its order, and whom it could not tell so far, or did not."""
    import msgspec  # noqa: PLC0415

    from crossbearing.case import Case  # noqa: PLC0415
    from crossbearing.store.whole import whole  # noqa: PLC0415

    must_be(case)
    if atom is not None and atom.suffix.lower() not in _FEEDS:
        raise InputError(f"{atom}: a feed is written over, so its name must end with {' or '.join(_FEEDS)}")
    with Case.open(case, readonly=True) as opened:
        if atom is not None:
            document = opened.alert_feed(mandate, held=held)
            with whole(atom) as file:
                file.write(document)
            click.echo(f"{atom}: {len(document):,} bytes")
            return
        every = opened.alerts(mandate)
        ids = {each.id for each in every}
        untold = [each for each in opened.untold() if each.alert in ids]
    shown = [each for each in every if each.raised or held]
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode({"alerts": shown, "untold": untold}), indent=2))
        return
    for line in (*_seen(shown), *_failed(untold)):
        terminal.say(line)
    more = len(every) - len(shown)
    if more:
        click.echo(f"{more} {'was' if more == 1 else 'were'} held; --held shows {'it' if more == 1 else 'them'}")
    elif not shown:
        click.echo(f"there is no alert{f' of {mandate}' if mandate else ''} in {case}")


def _seen(shown: Sequence[Alert]) -> Iterator[str]:
    """When, of which kind and matter, what is new, in whose words; why it was held."""
    for each in shown:
        held = "" if each.raised else " (held)"
        at = each.at[:16].replace("T", " ")
        yield _short(f"{at} {each.mandate}/{each.matter} {each.kind}{held}: {each.what}")
        yield "  " + _short(f"“{each.wording}”")
        if not each.raised:
            yield "  " + _short(f"held: {each.why}")


def _failed(untold: Sequence[Untold]) -> Iterator[str]:
    """A line for each channel and reason."""
    for (channel, given_up, error), number in Counter((e.channel, e.given_up, e.error) for e in untold).items():
        state = "given up" if given_up else "to be tried again"
        yield _short(f"not told: {channel}: {number} {state}: {error}", 2 * _WIDTH)


def _short(text: str, most: int = _WIDTH) -> str:
    """A text in one line, without what a terminal would take for orders."""
    line = terminal.printable(" ".join(text.split()))
    return line if len(line) <= most else line[: most - 1] + "…"
