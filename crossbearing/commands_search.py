"""The command that searches a case."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from crossbearing import terminal
from crossbearing.commands_web import must_be

if TYPE_CHECKING:
    from rich.text import Text

    from crossbearing.store.index import Hit


def register(group: click.Group) -> None:
    """Add the command to the program."""
    group.add_command(search)


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]})  # -word is a word
@click.argument("case", metavar="CASE", type=click.Path(path_type=Path))
@click.argument("words", nargs=-1, required=True, metavar="WORDS...", type=click.UNPROCESSED)
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000), help="Passages shown, at most.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def search(case: Path, words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Find passages of reports, findings and quotes by their words.

    All WORDS must stand in a passage: 'a phrase' is put in "quotes" (and the quotes in others, for the shell), -word
    must not be there, of two with OR between them one is enough, and word* goes on in any way.
    """
    import msgspec  # noqa: PLC0415

    from crossbearing.case import Case  # noqa: PLC0415
    from crossbearing.store.index import Search  # noqa: PLC0415

    must_be(case)
    with Case.open(case, readonly=True) as opened:
        found = opened.search(Search(words=" ".join(words), limit=limit))
    if as_json:
        click.echo(msgspec.json.encode(found))
        return
    console = terminal.console()
    for hit in found.hits:
        console.print(_shown(hit), highlight=False)
    first = "the first is" if len(found.hits) == 1 else f"the first {len(found.hits)} are"
    more = f", {first} shown" if found.total > len(found.hits) else ""
    click.echo(f"{found.total or 'no'} passage{'' if found.total == 1 else 's'}{more}")
    if found.unread:
        click.echo(f"{found.unread} of what was typed could not be looked for", err=True)


def _shown(hit: Hit) -> Text:
    """Outlet, day and kind, the words, and where they stand."""
    from rich.text import Text  # noqa: PLC0415

    # As Text: what a stranger wrote is no markup; and no command to the terminal.
    text = Text(terminal.printable(f"{hit.outlet}, {hit.day or 'day unknown'}, {hit.kind}"), style="dim")
    text.append("\n  ")
    for piece in hit.snippet:
        text.append(terminal.printable(piece.text), style="bold not dim" if piece.lit else "not dim")
    first = hit.lit[0][0] if hit.lit else None
    text.append("\n  ")
    text.append(terminal.printable(f"{hit.name}, headline" if first is None else f"{hit.name}, from {first}"))
    text.append("\n")
    return text
