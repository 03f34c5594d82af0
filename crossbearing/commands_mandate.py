"""The commands about mandates: check a file, try it on a case, put it in force, list, end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import click

from crossbearing import terminal
from crossbearing.commands_web import must_be, not_a_plain_folder
from crossbearing.errors import InputError, MandateError

if TYPE_CHECKING:
    from crossbearing.records import Mandate, Recipient
    from crossbearing.watch.preview import MatterPreview, Missed, Piece, Preview, Shown
    from crossbearing.watching import Listed

_UNUSABLE = 2
_NAMED = 5
"""Names in a row that are shown."""
_WIDTH = 300
"""Characters of a passage that are shown: a long sentence."""

Line: TypeAlias = tuple[int, str, "str | Sequence[Piece]"]
"""How far it is set in, what stands first and how it is shown; or a passage, of which that is lit which met a part."""

_CASE = click.argument("case", metavar="CASE", type=click.Path(path_type=Path))
_FILE = click.argument("file", metavar="FILE|NAME")


def register(group: click.Group) -> None:
    """Add the commands to the program."""
    group.add_command(mandate)


@click.group()
def mandate() -> None:
    """What a case watches for: mandates, each a FILE in YAML or one that comes with the program, by its NAME."""


@mandate.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE|NAME...")
def check(files: tuple[str, ...]) -> None:
    """Say whether FILEs are mandates, or all that is wrong in them: "FILE:LINE: FIELD: what is wrong"."""
    from crossbearing import watching  # noqa: PLC0415

    wrong = False
    for file in files:
        try:
            text, name = watching.source(file)
            terminal.say(f"{name}: {_counted(watching.checked(text, name))}")
        except InputError as error:
            wrong = True
            for line in error.problems if isinstance(error, MandateError) else (f"crossbearing: {error}",):
                terminal.say(line, err=True)
    if wrong:
        raise SystemExit(_UNUSABLE)


@mandate.command()
@_CASE
@_FILE
@click.option("--matter", metavar="ID", help="Of this matter alone.")
@click.option(
    "--misses", default=3, show_default=True, metavar="N", type=click.IntRange(0, 1000),
    help="Findings shown, at most, that a pattern missed for one and the same part.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="All of it, for programs.")
def preview(case: Path, file: str, matter: str | None, misses: int, as_json: bool) -> None:
    """Show what a mandate would match in CASE as it stands, and what it misses by one part. Nothing is kept."""
    import msgspec  # noqa: PLC0415

    from crossbearing.case import Case  # noqa: PLC0415

    must_be(case)
    with Case.open(case, readonly=True) as opened, terminal.progress() as progress:
        found = opened.preview(file, matter=matter, misses=misses, progress=progress)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2))
        return
    _print(_previewed(found))
    if not found.stories:
        terminal.following("write", case, "--out", "DIR")


@mandate.command()
@_CASE
@_FILE
def add(case: Path, file: str) -> None:
    """Put a mandate in force in CASE, in the place of another of its id; feeds that it names are followed."""
    from crossbearing.case import Case  # noqa: PLC0415

    not_a_plain_folder(case)
    with Case.open(case) as opened:
        added = opened.mandate(file)
    terminal.say(f"{added.id} is in force in {case}: {_counted(added)}")
    terminal.following("watch", case)


@mandate.command("list")
@_CASE
def list_mandates(case: Path) -> None:
    """Show the mandates that are in force in CASE, what each matches, and those that come with the program."""
    from crossbearing.case import Case  # noqa: PLC0415
    from crossbearing.watching import shipped  # noqa: PLC0415

    must_be(case)
    with Case.open(case, readonly=True) as opened:
        every, unread = opened.watched(), [each for each in opened.failures() if each.stage == "watch"]
    _print(line for each in every for line in _listed(each))
    for failure in unread:
        terminal.say(f"{failure.unit}: {failure.reason}", err=True)
    if not every and not unread:
        click.echo("no mandate is in force")
    others = [name for name in shipped() if name not in {each.mandate.id for each in every}]
    if others:
        click.echo(f"not in force, and in the package: {', '.join(others)}")
    if unread:
        raise SystemExit(1)


@mandate.command()
@_CASE
@click.argument("name", metavar="ID")
def end(case: Path, name: str) -> None:
    """Let the mandate ID end in CASE. Its alerts stay."""
    from crossbearing.case import Case  # noqa: PLC0415

    must_be(case)
    with Case.open(case) as opened:
        opened.end_mandate(name)
    terminal.say(f"{name} is in force no longer; its alerts stay")


@mandate.command()
def schema() -> None:
    """Print the JSON Schema of a mandate's file, for editors."""
    from crossbearing.watch.mandate_schema import schema_json  # noqa: PLC0415

    click.echo(schema_json(), nl=False)


# ── in words ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _print(lines: Iterator[Line]) -> None:
    """Each line set in, also where a terminal breaks it."""
    from rich.padding import Padding  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = terminal.console()
    for indent, words, shown in lines:
        # As Text: what a stranger wrote is no markup; and no command to the terminal.
        if isinstance(shown, str):
            text = Text(terminal.printable(words), style=shown)
        else:
            lit = ((terminal.printable(each.text), "bold" if each.part else "") for each in shown)
            text = Text.assemble("“", *lit, f"”{terminal.printable(words)}")
        if console.is_terminal:
            console.print(Padding(text, (0, 0, 0, indent), expand=False))
        else:
            console.print(" " * indent, text, sep="", highlight=False)


def _counted(mandate: Mandate) -> str:
    patterns = sum(len(matter.patterns) for matter in mandate.matters)
    counts = (len(mandate.matters), "matter"), (patterns, "pattern"), (len(mandate.subjects), "subject")
    return f"{', '.join(_number(*each) for each in counts)}; alerts go to {_told(mandate.alert)}"


def _number(number: int, what: str, plural: str = "") -> str:
    return f"{number or 'no'} {what if number == 1 else plural or what + 's'}"


def _told(recipients: Sequence[Recipient]) -> str:
    return ", ".join(_recipient(each) for each in recipients) or "nobody"


def _recipient(one: Recipient) -> str:
    """Of a webhook its host alone: the rest of its address may be a secret."""
    if one.webhook:
        return "a webhook at " + one.webhook.split("/")[2]
    return one.email or "the terminal"


def _listed(each: Listed) -> Iterator[Line]:
    known = each.mandate
    yield 0, f"{known.id}: {known.title}", "bold"
    yield 2, f"in force since {each.added_at[:16].replace('T', ' ')} UTC, set by {known.standing.set_by}", ""
    yield 2, f"{_counted(known)}", ""
    alerts = f"{_number(each.raised, 'alert')} raised, {each.held or 'none'} held"
    yield 2, f"{_number(each.matches, 'match', 'matches')}; {alerts}", ""


def _previewed(found: Preview) -> Iterator[Line]:
    yield 0, f"{found.mandate}: {found.title}", "bold"
    stories = _number(found.stories, "story", "stories")
    yield 0, f"put to {stories} of {_number(found.reports, 'report')}; nothing is in force by that", ""
    for matter in found.matters:
        yield 0, "", ""
        yield from _matter(matter)


def _matter(matter: MatterPreview) -> Iterator[Line]:
    met = sum(each.match.judged.met for each in matter.matches)
    standard = f", {met or 'none'} of them up to the standard" if matter.matches else ""
    yield 0, f"{matter.id}: {matter.title}: {_number(len(matter.matches), 'match', 'matches')}{standard}", "bold"
    for each in matter.instruments:
        yield 2, f"would bear on {each.name}, {each.paragraph}", "dim"
    for shown in matter.matches:
        yield from _match(shown)
    for missed in matter.missed:
        yield from _missed(missed)


def _match(shown: Shown) -> Iterator[Line]:
    match = shown.match
    passage = _flat(shown.passage)
    if shown.wording in "".join(each.text for each in passage):
        yield 2, "", passage
    else:
        yield 2, f"“{_short(shown.wording)}”", ""
        yield 4, " meets it", passage
    counted = _names(match.origins) or "none that is counted"
    yield 4, f"{match.pattern}: {_met(passage)}; on the word of {counted}; carried by {_names(match.outlets)}", "dim"
    judged = "standard met" if match.judged.met else "standard not met"
    yield 4, f"{judged}: {match.judged.detail}", "dim"
    for denial, words in zip(match.denials, shown.denials, strict=True):
        yield 4, f"denied by {_names(denial.said_by) or 'somebody'}: “{_short(words)}”", "dim"
    if match.disagreements:
        yield 4, f"contradicted or updated: by {_number(len(match.disagreements), 'finding')} of the story", "dim"
    if match.withdrawn:
        yield 4, f"no longer said by {_number(len(match.withdrawn), 'report')} that did", "dim"


def _missed(missed: Missed) -> Iterator[Line]:
    details = {each.miss.missing.detail for each in missed.examples}
    said = f": {_short(*details)}" if len(details) == 1 else ""
    yield 2, f"{_number(missed.findings, 'finding')} met {missed.pattern} but for {missed.missing}{said}", "italic"
    for each in missed.examples:
        passage = _flat(each.passage)
        yield 4, f" ({_names(each.outlets)})" if each.outlets else "", passage
        detail = "" if said else f"; {missed.missing}: {_short(each.miss.missing.detail)}"
        yield 6, f"{_met(passage)}{detail}", "dim"


def _flat(passage: Sequence[Piece]) -> tuple[Piece, ...]:
    """The passage in one line, cut where it is longer than a long sentence."""
    from crossbearing.watch.preview import Piece  # noqa: PLC0415

    made: list[Piece] = []
    room = _WIDTH
    for each in passage:
        text = re.sub(r"\s+", " ", each.text)
        if len(text) > room:
            made.append(Piece(text[:room] + "…", each.part))
            break
        made.append(Piece(text, each.part))
        room -= len(text)
    return tuple(made)


def _met(passage: Sequence[Piece]) -> str:
    """Which words of a passage meet which part."""
    parts: dict[str, dict[str, None]] = {}
    for each in passage:
        if each.part is not None:
            parts.setdefault(each.part, {})[f"“{each.text}”"] = None
    return ", ".join(f"{part} {' '.join(words)}" for part, words in parts.items()) or "met elsewhere"


def _names(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _short(text: str) -> str:
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"
