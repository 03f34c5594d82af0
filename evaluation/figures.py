"""How many figures `read.figures` finds with their value, hedge, bounds, unit and what is said of the counted.

    python -m evaluation.figures [SHARED] [--misses]

Two measures: the table of phrases beside this file (our own writing), where a figure is right when it has the row's
words, value, bounds, hedge, unit and `of`, and a row that holds none gives none; and the figures of the samples' golds
(SHARED/samples, default ../shared; no part of this repository), where it is right when it overlaps the passage and has
its value, and hedge and unit (its last word) are counted apart.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from crossbearing.clean import clean
from crossbearing.collect.files import collect
from crossbearing.read.dates import dates
from crossbearing.read.figures import figures
from crossbearing.read.sentences import sentences
from crossbearing.records import Figure, Published, Report
from evaluation import gold as golds
from evaluation.export import fold

TABLE = Path(__file__).with_suffix(".toml")
PARTS = ("development", "fresh", "later")
"""Rows that the rules were written with; and two sets written before any rule had read them (see the table's head)."""
_MARKED = re.compile(r"\[([^\]]*)\]")
_BARRED = re.compile(r"\{([^}]*)\}")


class Row(NamedTuple):
    """A sentence and the figure that it holds; value None: it holds none."""

    text: str
    words: str
    value: float | None
    low: float | None
    high: float | None
    hedge: str
    unit: str
    of: str | None
    barred: tuple[str, ...] = ()
    """Words beside the figure's that hold none."""


def table(*parts: str, path: Path = TABLE) -> list[Row]:
    """The rows of these parts of the table (of all by default); of several marked figures the first is asked for."""
    held = tomllib.loads(path.read_text(encoding="utf-8"))
    return [_row(line) for part in parts or PARTS for line in held[part]]


def _row(line: str) -> Row:
    marked, *parts = (part.strip() for part in line.split("|"))
    barred = tuple(_BARRED.findall(marked))
    marked = _BARRED.sub(r"\1", marked)
    text = _MARKED.sub(r"\1", marked)
    words = _MARKED.search(marked)
    if words is None:
        return Row(text, "", None, None, None, "", "", None)
    number, hedge, unit, of = parts
    least, _, most = number.partition("..")
    low: float | None = float(least)
    high: float | None = float(most or least)
    if hedge in (">", ">="):
        high = None
    if hedge in ("<", "<="):
        low = None
    return Row(text, words[1], float(least), low, high, hedge, unit, of or None, barred)


def read(text: str) -> tuple[Figure, ...]:
    """The figures of a text of which no more is known than a day of publication."""
    report = Report(
        id="r", name="r", capture="", outlet=None, url=None, title=None, headline=None, byline=None, dateline=None,
        published=Published("2031-05-02", ""), language="en", text=text,
    )  # fmt: skip
    lines = sentences(report)
    return figures(report, lines, dates(report, lines))


def miss(row: Row) -> str | None:
    """What is wrong with what is read from the row's sentence; None where all is right."""
    found = read(row.text)
    if row.value is None:
        return f"{row.text} -> {[_shown(row.text, each) for each in found]}" if found else None
    start = row.text.index(row.words)
    barred = [row.text.index(words) for words in row.barred]
    if any(figure.span.start <= at < figure.span.end for figure in found for at in barred):
        return f"{row.text} -> {[_shown(row.text, each) for each in found]}"
    for figure in found:
        shown = row.text[figure.span.start : figure.span.end]
        given = (figure.value, figure.low, figure.high, figure.hedge, figure.unit, figure.of)
        if given == row[2:8] and shown == row.words and start <= figure.span.start < start + len(row.words):
            return None
    return f"{row.text} [{row.words}] wants {row[2:8]}, has {[_shown(row.text, each) for each in found]}"


def _shown(text: str, figure: Figure) -> tuple[object, ...]:
    words = text[figure.span.start : figure.span.end]
    return (words, figure.value, figure.low, figure.high, figure.hedge, figure.unit, figure.of)


def sample(folder: Path) -> Iterator[tuple[str, str]]:
    """For each of a gold's figures its outcomes: "value", "hedge", "unit", or "missed", each with its words."""
    gold = golds.load(folder)
    reports = {report.name: report for report in map(clean, collect([folder]).captures)}
    for want in gold.figures:
        report = reports[gold.short[want.report]]
        text, where = fold(report.text)
        at = [match.span() for match in re.finditer(re.escape(fold(want.text)[0].strip()), text)]
        lines = sentences(report)
        found = [
            figure
            for figure in figures(report, lines, dates(report, lines))
            if any(where[figure.span.start] < end and start < where[figure.span.end] for start, end in at)
        ]
        right = [figure for figure in found if want.value is None or figure.value == want.value]
        label = f"{folder.name} {want.report}: {want.text}"
        shown = [_shown(report.text, each) for each in right or found]
        yield ("value" if right else "missed", f"{label} -> {want.value}, has {shown}")
        yield ("hedge" if any(f.hedge == want.comparator for f in right) else "other hedge", f"{label}, has {shown}")
        counted = want.unit or want.what
        yield ("unit" if any(_counts(f, counted) for f in right) else "other unit", f"{label}, has {shown}")


def _counts(figure: Figure, counted: str) -> bool:
    return counted == figure.of or figure.unit.split()[-1:] == counted.split()[-1:]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evaluation.figures", description="Measure read.figures.")
    parser.add_argument("shared", type=Path, nargs="?", default=Path("../shared"))
    parser.add_argument("--misses", action="store_true", help="list every error")
    given = parser.parse_args(arguments)
    lines: list[str] = []
    for part in PARTS:
        rows = table(part)
        wrong = [missed for row in rows if (missed := miss(row))]
        sys.stdout.write(f"{part + ' rows':16} {len(rows) - len(wrong)} of {len(rows)}\n")
        lines += wrong
    folders = sorted(path.parent for path in (given.shared / "samples").glob("*/gold.yaml"))
    if not folders:
        sys.stdout.write("samples: not here\n")
    for folder in folders:
        outcomes = list(sample(folder))
        counts = Counter(kind for kind, _ in outcomes)
        parts = ", ".join(f"{kind} {counts[kind]}" for kind in ("value", "hedge", "unit"))
        sys.stdout.write(f"{folder.name:16} {parts} of {len(outcomes) // 3}\n")
        lines += [f"{kind}: {line}" for kind, line in outcomes if kind not in ("value", "hedge", "unit")]
    if given.misses:
        sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
