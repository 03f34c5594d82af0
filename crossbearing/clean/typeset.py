"""Words with their places on pages → paragraphs in the order in which they are read.

Words become lines; lines that run beside each other become columns, cut at the gutter between them, with what spans
both read first where it stands above (a recursive cut of the page in the manner of Nagy and Seth's X-Y tree, 1984);
lines become paragraphs by their gaps, indents and sizes. Running heads, feet and page numbers go.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median

from crossbearing.clean import said_of_file
from crossbearing.clean.hyphens import Hyphens
from crossbearing.clean.paragraphs import fold
from crossbearing.records import Cut, Record


class Word(Record, frozen=True):
    """One word and its box: points from the left and from the bottom of the page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    opens: bool = False
    """The first of a line, as far as the file tells."""
    hyphen: bool = False
    """It ends in a hyphen at the end of a line."""


class Sheet(Record, frozen=True):
    """One page."""

    number: int
    bottom: float
    top: float
    words: tuple[Word, ...]


class Typeset(Record, frozen=True):
    """What was read from the pages."""

    paragraphs: tuple[str, ...]
    title: str | None
    """The paragraph near the start whose letters are larger than the text's."""
    cuts: tuple[Cut, ...]


class Line(Record, frozen=True):
    """Words side by side, up to a gap as wide as a gutter."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    hyphen: bool = False

    @property
    def size(self) -> float:
        return self.top - self.bottom


class _Column(Record, frozen=True):
    lines: tuple[Line, ...]
    left: float
    right: float


class _Paragraph(Record, frozen=True):
    text: str
    size: float


_GUTTER = 1.6
"""Gap that parts two lines side by side, in heights of a line: spaces of justified text stay below 1."""
_MARGIN = 0.12
"""Share of the page's height, above and below, in which heads, feet and page numbers stand."""
_NUMBER = re.compile(
    r"(?:page|p\.|seite|página|стр\.)? ?[-–—|]? ?(?:\d{1,4}|[ivxl]{1,6})(?: ?(?:of|/|von|de|из) ?\d{1,4})? ?[-–—|]?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_ENDED = re.compile(r"[.!?:…][\"'”’)\]»]*$|[。！？؟।]$")
_ITEM = re.compile(r"[•▪◦‣●○■–—-] |\(?\d{1,2}[.)] |\([a-z]\) ")
_DEEPEST = 6
_LEAST_LINES = 3
_COLUMN_FILLED = 0.7
_LEAST_CHARACTERS = 15
"""Lines of a column of prose fill it and have this many characters; cells of a table do not."""
_APART = 1.25
"""Of the usual distance of two lines: more is a gap."""
_LARGER = 1.15
_HEADLINE_LARGER = 1.2
_HEADLINE_WITHIN = 6


def read(sheets: Sequence[Sheet]) -> Typeset:
    """The paragraphs of all pages, without what recurs at the head and foot of them."""
    pages = [list(_lines(sheet.words)) for sheet in sheets]
    pages, cuts = _without_margins(sheets, pages)
    columns = [column for lines in pages for column in _columns(lines, 0)]
    hyphens = Hyphens(line.text for column in columns for line in column.lines)
    found = list(_paragraphs(columns, hyphens))
    return Typeset(paragraphs=tuple(each.text for each in found), title=_title(found), cuts=cuts)


# ── words to lines ────────────────────────────────────────────────────────────────────────────────────────────────────


def _lines(words: Iterable[Word]) -> Iterator[Line]:
    run: list[Word] = []
    for word in words:
        if run and not _goes_on(run[-1], word):
            yield _line(run)
            run = []
        run.append(word)
    if run:
        yield _line(run)


def _goes_on(last: Word, word: Word) -> bool:
    height = last.top - last.bottom
    level = abs((word.top + word.bottom) - (last.top + last.bottom)) < height
    return not word.opens and level and -height < word.left - last.right < _GUTTER * height


def _line(run: Sequence[Word]) -> Line:
    tallest = max(run, key=lambda word: word.top - word.bottom)
    return Line(
        text=fold(" ".join(word.text for word in run)),
        left=min(word.left for word in run),
        bottom=tallest.bottom,
        right=max(word.right for word in run),
        top=tallest.top,
        hyphen=run[-1].hyphen,
    )


# ── heads and feet ────────────────────────────────────────────────────────────────────────────────────────────────────


def _without_margins(sheets: Sequence[Sheet], pages: list[list[Line]]) -> tuple[list[list[Line]], tuple[Cut, ...]]:
    """The lines without page numbers and what recurs at the head or foot of a third of the pages; and what was cut, the
    first of each kind: lines that differ in their digits alone are of one."""
    places: dict[str, set[int]] = defaultdict(set)
    smallest: dict[str, float] = {}
    for sheet, lines in zip(sheets, pages, strict=True):
        for line in lines:
            if _in_margin(line, sheet):
                places[_shape(line)].add(sheet.number)
                smallest[_shape(line)] = min(line.size, smallest.get(_shape(line), line.size))
    most = max(2, (len(sheets) + 2) // 3)
    heads = {shape for shape, found in places.items() if len(found) >= most}
    cuts: dict[str, Cut] = {}
    kept = []
    for sheet, lines in zip(sheets, pages, strict=True):
        rest = []
        for line in lines:
            number = _in_margin(line, sheet) and _NUMBER.fullmatch(line.text) is not None
            # A headline may be the running head of the pages after it: its own letters are larger.
            recurs = _in_margin(line, sheet) and _shape(line) in heads and line.size < _LARGER * smallest[_shape(line)]
            if number or recurs:
                rule = "page number" if number else "running head"
                cuts.setdefault(_shape(line), Cut(text=line.text, rule=rule))
            else:
                rest.append(line)
        kept.append(rest)
    return kept, tuple(cuts.values())


def _shape(line: Line) -> str:
    return _DIGITS.sub("#", line.text)


def _in_margin(line: Line, sheet: Sheet) -> bool:
    height = sheet.top - sheet.bottom
    return line.bottom > sheet.top - _MARGIN * height or line.top < sheet.bottom + _MARGIN * height


# ── lines to columns ──────────────────────────────────────────────────────────────────────────────────────────────────


def _columns(lines: Sequence[Line], depth: int) -> Iterator[_Column]:
    """The columns of a region of a page, in the order in which they are read."""
    gutter = _gutter(lines) if depth < _DEEPEST else None
    if gutter is None:
        if lines:
            yield _column(lines)
        return
    for spans, band in groupby(sorted(lines, key=_place), key=lambda line: line.left < gutter < line.right):
        if spans:
            yield _column(list(band))
        else:
            yield from _halves(list(band), gutter, depth)


def _halves(band: Sequence[Line], gutter: float, depth: int) -> Iterator[_Column]:
    for half in ([line for line in band if line.right <= gutter], [line for line in band if line.left >= gutter]):
        yield from _columns(half, depth + 1)


def _place(line: Line) -> tuple[float, float]:
    return -line.bottom, line.left


def _column(lines: Sequence[Line]) -> _Column:
    """Lines of one column from the top; those side by side (cells of a table) are one."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=_place):
        level = rows and abs(rows[-1][0].bottom - line.bottom) < 0.4 * line.size
        if level:
            rows[-1].append(line)
        else:
            rows.append([line])
    joined = tuple(_row(row) for row in rows)
    lefts = Counter(round(line.left) for line in joined)
    left = min(lefts, key=lambda x: (-lefts[x], x))
    return _Column(lines=joined, left=float(left), right=max(line.right for line in joined))


def _row(row: list[Line]) -> Line:
    if len(row) == 1:
        return row[0]
    row.sort(key=lambda line: line.left)
    tall = max(row, key=lambda line: line.size)
    text = " ".join(line.text for line in row)
    return Line(text=text, left=row[0].left, bottom=tall.bottom, right=row[-1].right, top=tall.top)


def _gutter(lines: Sequence[Line]) -> float | None:
    """Where a gutter parts the lines into prose on its left and on its right; the one with most lines beside it."""
    if len(lines) < 2 * _LEAST_LINES:
        return None
    widest = max(line.right for line in lines) - min(line.left for line in lines)
    narrow = sorted((line for line in lines if line.right - line.left < 0.6 * widest), key=lambda line: line.left)
    best: tuple[int, float] | None = None
    right = float("-inf")
    for number, line in enumerate(narrow):
        if number and line.left > right:
            at = (right + line.left) / 2
            sides = narrow[:number], narrow[number:]
            weight = min(map(len, sides))
            if weight >= _LEAST_LINES and all(map(_is_prose, sides)) and _side_by_side(*sides):
                best = max(best or (weight, at), (weight, at))
        right = max(right, line.right)
    return best[1] if best else None


def _is_prose(lines: Sequence[Line]) -> bool:
    """Whether most lines are long, and nearly as long as the longest; there may be several columns of them."""
    widths = [line.right - line.left for line in lines]
    filled = median(widths) >= _COLUMN_FILLED * max(widths)
    return filled and median(len(line.text) for line in lines) >= _LEAST_CHARACTERS


def _side_by_side(left: Sequence[Line], right: Sequence[Line]) -> bool:
    top = min(max(line.top for line in side) for side in (left, right))
    bottom = max(min(line.bottom for line in side) for side in (left, right))
    return top > bottom


# ── lines to paragraphs ───────────────────────────────────────────────────────────────────────────────────────────────


def _paragraphs(columns: Sequence[_Column], hyphens: Hyphens) -> Iterator[_Paragraph]:
    steps = [above.bottom - below.bottom for column in columns for above, below in pairwise(column.lines)]
    leading = median(steps) if steps else 0.0
    text, last, before = "", None, None
    for column in columns:
        for line in column.lines:
            if last is not None and before is not None and _starts(last, line, before, column, leading):
                yield _Paragraph(text, last.size)
                text = ""
            text = (
                hyphens.joined(text, line.text) if last is not None and last.hyphen and text else f"{text} {line.text}"
            )
            text = text.lstrip()
            last, before = line, column
    if last is not None:
        yield _Paragraph(text, last.size)


def _starts(last: Line, line: Line, before: _Column, column: _Column, leading: float) -> bool:
    """Whether a line begins a paragraph; `last` is the one read before it."""
    if not 1 / _LARGER < line.size / last.size < _LARGER or _ITEM.match(line.text):
        return True
    ended = _ENDED.search(last.text) is not None
    if before is not column:
        return ended
    if last.bottom - line.bottom > _APART * max(leading, 0.9 * line.size):
        return True
    centred = abs((line.left + line.right) - (last.left + last.right)) < line.size
    indented = line.left - column.left > 0.6 * line.size and last.left - column.left < 0.3 * line.size
    short = last.right < column.right - 0.25 * (column.right - column.left)
    return (indented and not centred) or (short and ended)


def _title(found: Sequence[_Paragraph]) -> str | None:
    """The largest of the first paragraphs, where it is larger than the text."""
    size = Counter[float]()
    for each in found:
        size[round(each.size, 1)] += len(each.text)
    if not size:
        return None
    body = max(size, key=lambda height: (size[height], height))
    heads = [
        each
        for each in found[:_HEADLINE_WITHIN]
        if each.size >= _HEADLINE_LARGER * body and said_of_file.title(each.text) is not None
    ]
    return max(heads, key=lambda each: each.size).text if heads else None
