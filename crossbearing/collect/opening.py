"""What runs in the worker that opens foreign files: `opened(ask)`, one piece of one file.

Here bytes of strangers meet parsers. What they return is checked by the parent; nothing is written to disk here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import IO

from crossbearing.collect import feed_items, lines, packed, tables, warc
from crossbearing.collect.found import too_large
from crossbearing.collect.pieces import Answer, Ask, Form, Gatherer, Member, Refused


def opened(ask: Ask) -> Answer:
    """One piece of a file. Raises Unreadable where the file as a whole is none of its form."""
    return _READERS[ask.form](ask)


def _json_lines(ask: Ask) -> Answer:
    """From a byte of the file on, a line at a time."""
    piece = Gatherer(ask)
    with Path(ask.path).open("rb") as file:
        file.seek(ask.start)
        while True:
            at = file.tell()
            if piece.full or (ask.passing and piece.number > ask.number):
                return piece.answer(at)
            line = file.readline(ask.most + 1)
            if not line:
                return piece.answer(None)
            piece.number += 1
            if len(line) > ask.most and not line.endswith(b"\n"):
                piece.take("refused", Refused(f"line {piece.number}", too_large(ask.most + 1, ask.most)))
                _pass_line(file)
            elif not ask.passing and (text := (line.removeprefix(b"\xef\xbb\xbf") if at == 0 else line).strip()):
                _take(piece, lines.line_of(piece.number, text), "line")


def _pass_line(file: IO[bytes]) -> None:
    while (rest := file.readline(1_000_000)) and not rest.endswith(b"\n"):
        pass


@lru_cache(maxsize=1)
def _whole(path: str) -> list[lines.Line | lines.Broken]:
    return lines.whole(Path(path).read_bytes())


def _json(ask: Ask) -> Answer:
    """A list of reports, an object that holds one, or one report: from a member on."""
    piece = Gatherer(ask)
    for number, given in enumerate(_whole(ask.path)[ask.start :], ask.start):
        if piece.full or (ask.passing and number > ask.start):
            return piece.answer(number)
        piece.number += 1
        if not ask.passing:
            _take(piece, given, "report")
    return piece.answer(None)


def _table(ask: Ask) -> Answer:
    piece = Gatherer(ask)
    rows = tables.rows(ask.path, ask.start)
    for number, row in rows:
        if piece.full or (ask.passing and number > ask.start):
            tables.keep(ask.path, number, rows, (number, row))
            return piece.answer(number)
        piece.number += 1
        if not ask.passing:
            _take(piece, row, "row")
    return piece.answer(None)


def _take(piece: Gatherer, given: lines.Line | lines.Broken, word: str) -> None:
    unit = f"{word} {given.unit}"
    if isinstance(given, lines.Broken):
        piece.take("refused", Refused(unit, given.reason))
        return
    member = Member(
        unit=unit,
        stem=given.id or "",
        given=given.id is not None,
        media_type="application/json",
        stated=given.stated,
        body=given.body,
        undated=given.undated,
    )
    piece.take("members", member, len(given.body))


_READERS: dict[Form, Callable[[Ask], Answer]] = {
    "gzip": packed.gunzipped,
    "zip": packed.unzipped,
    "warc": warc.records,
    "json lines": _json_lines,
    "json": _json,
    "table": _table,
    "feed": feed_items.items,
}
