"""Names in texts: exact span F1 on the worldwide newswire's held-out fifth and on Universal NER's dev set (EWT).

The sets come as words; texts are laid out as in `evaluation.actors`, each sentence a paragraph, and read from there as
the product reads them. On UNER, and wherever the rules are measured too, persons, organisations and places count, and a
facility is a place. On the newswire all kinds that it annotates count, but dates, which are not the reader's; what it
calls miscellaneous is our event or other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from crossbearing.learned.reader import Reads
from crossbearing.records import Report, Sentence
from evaluation import intervals
from evaluation.actors import KINDS, found, laid_out
from evaluation.corpora import Tagged, columns, worldwide_held_out
from evaluation.found import Found

Entity = tuple[str, int, int]
Document = list[list[Tagged]]

_PLAIN = {"facility": "place"}
_WORLDWIDE = {
    "Person": "person", "Organization": "organisation", "Location": "place", "NORP": "group", "Facility": "facility",
    "Product": "product", "Money": "money", "Misc": "other",
}  # fmt: skip
_OURS_AS_WORLDWIDE = {"event": "other"}


def worldwide(folder: Path) -> list[Document]:
    """The documents of the worldwide newswire that are held out."""
    paths = sorted(folder.glob("*.tsv"))
    return [list(columns(path, 0, 1)) for path in paths if worldwide_held_out(path.stem)]


def uner(path: Path) -> list[Document]:
    """The documents of Universal NER's file."""
    lengths: list[int] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc id"):
                lengths.append(0)
            elif line.startswith("# sent_id"):
                lengths[-1] += 1
    rows = columns(path, 1, 2)
    return [[next(rows) for _ in range(length)] for length in lengths]


def by_reader(reader: Reads, report: Report, lines: Iterable[Sentence]) -> set[Entity]:
    """Every name that the network gives."""
    read = reader.read(report.text, [(line.span.start, line.span.end) for line in lines])
    return {(name.kind, name.start, name.end) for name in read.names}


def three(names: Iterable[Entity]) -> set[Entity]:
    """Persons, organisations and places, facilities among these."""
    plain = {(_PLAIN.get(kind, kind), start, end) for kind, start, end in names}
    return {name for name in plain if name[0] in KINDS}


def measure(key: str, data: str, documents: list[Document], reader: Reads | None) -> Iterator[Found]:
    """F1 of the three kinds; by the rules where no reader is given."""
    rows: dict[str, list[tuple[int, int, int]]] = {}
    for document in documents:
        report, lines, gold = laid_out(document)
        ours = found(report, lines) if reader is None else three(by_reader(reader, report, lines))
        _count(rows, ours, gold, KINDS)
    yield from _figures(key, data, "names of 3 kinds", rows)


def measure_worldwide(documents: list[Document], reader: Reads) -> Iterator[Found]:
    """F1 of all kinds of the newswire, and of the three that the rules know, too."""
    rows: dict[str, list[tuple[int, int, int]]] = {}
    rows_of_three: dict[str, list[tuple[int, int, int]]] = {}
    for document in documents:
        report, lines, gold_of_three = laid_out(document)
        ours = by_reader(reader, report, lines)
        as_theirs = {(_OURS_AS_WORLDWIDE.get(kind, kind), start, end) for kind, start, end in ours}
        _count(rows, as_theirs, set(tagged(document, report.text)), tuple(_WORLDWIDE.values()))
        _count(rows_of_three, three(ours), gold_of_three, KINDS)
    data = "worldwide newswire"
    yield from _figures("entities", data, "names", rows)
    yield next(iter(_figures("entities_of_3", data, "names of 3 kinds", rows_of_three)))


def tagged(document: Document, text: str) -> Iterator[Entity]:
    """The newswire's names by place in the text that its words were laid out in."""
    at = 0
    for rows in document:
        running: Entity | None = None
        for word, tag in rows:
            start = text.index(word, at)
            at = start + len(word)
            side, _, label = tag.partition("-")
            kind = _WORLDWIDE.get(label, "")
            if running and (side in ("B", "S", "O") or running[0] != kind):
                yield running
                running = None
            if kind:
                running = (kind, running[1] if running else start, at)
        if running:
            yield running


def _count(
    rows: dict[str, list[tuple[int, int, int]]], ours: set[Entity], gold: set[Entity], kinds: tuple[str, ...]
) -> None:
    for kind in ("", *kinds):
        mine, theirs = ({name for name in names if kind in ("", name[0])} for names in (ours, gold))
        rows.setdefault(kind, []).append((len(mine & theirs), len(mine), len(theirs)))


def _figures(key: str, data: str, what: str, rows: dict[str, list[tuple[int, int, int]]]) -> Iterator[Found]:
    for kind, counts in rows.items():
        measured = intervals.measured(counts, intervals.f1, sum(count[2] for count in counts))
        yield Found(f"{key}_{kind}" if kind else key, data, f"  {kind} F1" if kind else f"{what} F1", measured)
