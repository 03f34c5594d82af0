"""Tables of reports, CSV or TSV: one report a row. Runs in the sandboxed worker.

A row becomes a JSON object of its cells under the names in the table's first row, which are those of JSON lines
(`text`, `title`, `url`, `date`, …). That object is what is kept: a row of a table has no bytes of its own that could be
read without the first row.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import msgspec

from crossbearing.collect import lines
from crossbearing.collect.found import printable
from crossbearing.errors import Unreadable

TEXTS = frozenset(
    "text content body articlebody article_body article_text article maintext main_text content_text content_original "
    "full_text fulltext story raw_text plain_text html content_html raw_html page body_html".split()
)
"""Columns that hold a report's text; a table without one is about something else. A test holds that `clean` reads
them all."""
_DELIMITERS = ",;\t|"
_HEAD = 65_536
_CELL = 20_000_000
_COLUMNS = 1000

_Numbered = tuple[int, lines.Line | lines.Broken]


class _Reading:
    """The table that was being read when the last piece ended: path, next row, and the rows from it on."""

    key: tuple[str, int] | None = None
    rows: Iterator[_Numbered]


def rows(path: str, start: int) -> Iterator[_Numbered]:
    """The reports from row `start` on (the first below the names is 0). Raises Unreadable for what is no such table."""
    if _Reading.key == (path, start):
        _Reading.key = None
        return _Reading.rows
    return (row for row in _rows(path) if row[0] >= start)


def keep(path: str, start: int, rest: Iterator[_Numbered], first: _Numbered) -> None:
    """Keep a table open at a row that was read already: the next piece goes on there."""
    _Reading.key, _Reading.rows = (path, start), chain([first], rest)


def _rows(path: str) -> Iterator[_Numbered]:
    encoding = _encoding(path)
    csv.field_size_limit(_CELL)
    with Path(path).open(encoding=encoding, errors="strict", newline="") as file:
        try:
            head = file.read(_HEAD)
            file.seek(0)
            table = csv.reader(file, delimiter=_delimiter(head))
            names = [name.strip() for name in next(table, [])][:_COLUMNS]
            if not TEXTS.intersection(name.casefold() for name in names):
                shown = printable(", ".join(names[:12])[:200]) or "none"
                raise Unreadable(f"a table without a column for the text (`text` or `html`); its columns are {shown}")
            number = 0
            for cells in table:
                if any(cell.strip() for cell in cells):
                    yield number, _row(number, names, cells)
                    number += 1
        except (csv.Error, UnicodeDecodeError) as error:
            raise Unreadable(f"a table that cannot be read: {error}") from error


def _row(number: int, names: list[str], cells: list[str]) -> lines.Line | lines.Broken:
    if len(cells) > len(names):
        return lines.Broken(unit=number + 1, reason=f"{len(cells)} cells under {len(names)} names of columns")
    fields: dict[str, object] = {name: cell for name, cell in zip(names, cells, strict=False) if name and cell.strip()}
    return lines.of_fields(number + 1, fields, msgspec.json.encode(fields), by="csv")


def _encoding(path: str) -> str:
    """By its mark; else UTF-8 where all of it is, else Windows-1252, in which spreadsheets of the West are saved."""
    with Path(path).open("rb") as file:
        head = file.read(_HEAD)
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while head:
                decoder.decode(head)
                head = file.read(_HEAD)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _delimiter(head: str) -> str:
    """Of the usual ones the one that stands most often in the first row."""
    first = head.partition("\n")[0]
    return max(_DELIMITERS, key=first.count)
