"""What the shipped mandate on the DPRK matches, in sentences of our own and in samples, against what is expected.

    python -m evaluation.mandates [DIR] [--event NAME ...] [--matches]

DIR holds a folder an event (reports, manifest.yaml); it does not belong to this repository. What is expected of an
event stands in `mandates_expected.yaml` beside this file: by figures, stance and who says it, never by words of a
report. Each match was read and is known again by the hash of its wording: right, or wrong.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
import yaml
from rich.console import Console
from rich.table import Table

from crossbearing import Case
from crossbearing.records import Match, Record, Report

MANDATE = "dprk-sanctions"
_HERE = Path(__file__).parent


class Invented(Record, frozen=True, forbid_unknown_fields=True):
    """A sentence of our own, and what it bears on."""

    text: str
    matters: tuple[str, ...] = ()
    denies: bool = False
    why: str = ""


class Expected(Record, frozen=True, forbid_unknown_fields=True):
    """One thing that a matter must show; all that is given holds of one match."""

    matter: str
    what: str
    """In our own words."""
    value: float | None = None
    unit: str = ""
    denies: bool = False
    """What is expected is a denial beside the match."""
    by: str = ""
    """Part of the name of an origin on whose word it is, or, of a denial, of who denies."""
    wording: str = ""
    """Hash of the wording of the one match that is meant, where no figure tells it from others."""


class Event(Record, frozen=True, forbid_unknown_fields=True):
    """What is expected of one event."""

    expected: tuple[Expected, ...] = ()
    right: Mapping[str, tuple[str, ...]] = {}
    """Matter → hashes of wordings that bear on it, as read."""
    wrong: Mapping[str, tuple[str, ...]] = {}


class Found(Record, frozen=True):
    """One match with its words."""

    match: Match
    wording: str

    @property
    def hash(self) -> str:
        """By which the wording is known again."""
        return hashlib.sha256(self.wording.encode()).hexdigest()[:12]


def invented() -> tuple[Invented, ...]:
    """The sentences."""
    return msgspec.convert(yaml.safe_load((_HERE / "mandates_invented.yaml").read_text()), tuple[Invented, ...])


def expected() -> dict[str, Event]:
    """Event's name → what is expected of it."""
    return msgspec.convert(yaml.safe_load((_HERE / "mandates_expected.yaml").read_text()), dict[str, Event])


def found(reports: Sequence[Path]) -> tuple[list[Found], dict[str, str]]:
    """What the mandate matches in a case of these reports, and id → name of each report."""
    with tempfile.TemporaryDirectory() as folder, Case.open(Path(folder) / "case.db") as case:
        case.add(*reports)
        case.mandate(MANDATE)
        case.build()
        texts: dict[str, Report] = {}
        for story in case.stories():
            texts |= {report.id: report for report in case.dossier(story.id).reports}
        names = {report.id: report.name for report in texts.values()}
        return [Found(each, _wording(each, texts)) for each in case.matches(MANDATE)], names


def _wording(match: Match, texts: Mapping[str, Report]) -> str:
    return texts[match.wording.report].text[match.wording.start : match.wording.end]


def of_invented(sentences: Sequence[Invented]) -> list[tuple[Invented, list[Match]]]:
    """Each sentence as a report of its own, and its matches."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, each in enumerate(sentences):
            paths.append(Path(folder) / f"s{number:03}.txt")
            paths[-1].write_text(f"Report {number}\n\nMay 4, 2024\n\n{each.text}\n", encoding="utf-8")
        matches, names = found(paths)
    got: list[list[Match]] = [[] for _ in sentences]
    for one in matches:
        for report in {claim.report for claim in one.match.claims if not claim.context}:
            got[int(names[report][1:])].append(one.match)
    return list(zip(sentences, got, strict=True))


def as_they_should_be(rows: Sequence[tuple[Invented, list[Match]]]) -> dict[str, float]:
    """Of sentences that bear on a matter, and of those that are near one, the share of which nothing is wrong."""
    right: dict[str, list[bool]] = {"bearing": [], "near": []}
    for each, matches in rows:
        right["bearing" if each.matters else "near"].append(not wrong(each, matches))
    return {name: sum(every) / len(every) for name, every in right.items()}


def wrong(each: Invented, matches: Sequence[Match]) -> str:
    """What is wrong with the matches of a sentence, in words; "" if nothing is."""
    got = {match.matter for match in matches}
    told = [f"missed: {matter}" for matter in each.matters if matter not in got]
    told += [f"wrong: {matter}" for matter in sorted(got - set(each.matters))]
    if each.denies and not any(match.stance == "denies" for match in matches):
        told.append("not shown as a denial")
    if not each.denies and any(match.stance == "denies" for match in matches):
        told.append("shown as a denial")
    return ", ".join(told)


def meets(want: Expected, found: Found) -> bool:
    """Whether a match shows what is expected."""
    match = found.match
    if want.wording and found.hash != want.wording:
        return False
    said = [(each, origin) for each in match.figures for origin in (*each.said_by, *each.outlets)]
    if match.matter != want.matter:
        return False
    if want.value is not None:
        return any(
            each.figure.value == want.value and want.unit in each.figure.unit and want.by.lower() in origin.lower()
            for each, origin in said
        )
    denying = tuple(name for each in match.denials for name in each.said_by)
    names = denying if want.denies else (*match.origins, *match.unnamed, *match.outlets)
    return any(want.by.lower() in name.lower() for name in names)


def of_event(name: str, event: Event, got: Sequence[Found]) -> Table:
    """The table of an event: matter × expected × found × origins, and how many matches are right."""
    table = Table("matter", "expected", "found", "on whose word", title=name)
    for want in event.expected:
        fit = [each for each in got if meets(want, each)]
        origins = dict.fromkeys(origin for each in fit for origin in (*each.match.origins, *each.match.unnamed))
        table.add_row(want.matter, want.what, str(len(fit)) if fit else "MISSING", ", ".join(origins))
    for matter in dict.fromkeys(each.match.matter for each in got):
        of = [each for each in got if each.match.matter == matter]
        right = sum(each.hash in event.right.get(matter, ()) for each in of)
        bad = sum(each.hash in event.wrong.get(matter, ()) for each in of)
        told = f"{right} right, {bad} wrong, {len(of) - right - bad} not read yet"
        table.add_row(matter, "every match is read", f"{len(of)}", told, end_section=True)
    if not got:
        table.add_row("all", "no match", "0", "")
    return table


def _events(folder: Path | None, only: Sequence[str]) -> Iterator[Path]:
    if folder is None:
        return
    for manifest in sorted(folder.glob("*/manifest.yaml")):
        if not only or manifest.parent.name in only:
            yield manifest.parent


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evaluation.mandates", description="What the mandates match.")
    parser.add_argument("folder", nargs="?", type=Path, metavar="DIR")
    parser.add_argument("--event", action="append", metavar="NAME", help="only this event, and no invented sentences")
    parser.add_argument("--matches", action="store_true", help="list each match")
    given = parser.parse_args(arguments)
    console = Console(soft_wrap=True)
    if not given.event:
        rows = [(each, wrong(each, matches)) for each, matches in of_invented(invented())]
        hits = [(each, told) for each, told in rows if each.matters]
        near = [(each, told) for each, told in rows if not each.matters]
        for kind, some in (("that bear on a matter", hits), ("that are near one", near)):
            right = sum(not told for _, told in some)
            console.print(f"invented sentences {kind}: {right} of {len(some)} as they should be", highlight=False)
        for each, told in rows:
            if told:
                console.print(f"  {told}: {each.text}", markup=False, highlight=False)
    known = expected()
    for event in _events(given.folder, given.event or ()):
        got, _ = found([event])
        console.print(of_event(event.name, known.get(event.name, Event()), got))
        for one in got if given.matches else ():
            said = f"{one.match.matter} {one.match.pattern} {one.hash} {one.match.stance} {one.match.status}"
            console.print(f"{said} {list(one.match.origins)}: {one.wording}", markup=False, highlight=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
