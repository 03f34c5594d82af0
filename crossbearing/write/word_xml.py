"""WordprocessingML (ECMA-376 part 1) by elements: what the documents that are written here share.

What comes from outside stands in text nodes alone.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Final, TypeVar

from lxml import etree

_Words = TypeVar("_Words")
W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NO_XML = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold, and the control characters beside it."""
_BREAKS = re.compile(r"(\r\n|[\n\r\t])")
_RIGHT_TO_LEFT = frozenset("ar dv fa he ku ps sd ug ur yi".split())
TEXT_WIDTH: Final = 9638
"""Of A4 with margins of 2 cm, in twentieths of a point."""


def as_xml(text: str) -> str:
    """A text as XML can hold it."""
    return _NO_XML.sub("\ufffd", text)


def w(name: str) -> str:
    """A name of WordprocessingML."""
    return f"{{{W}}}{name}"


def footnotes() -> Any:
    """The part with the footnotes, and in it the lines that part them from the text."""
    notes = etree.Element(w("footnotes"), nsmap={"w": W})
    for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
        note = etree.SubElement(notes, w("footnote"), {w("type"): kind, w("id"): str(number)})
        etree.SubElement(run(paragraph(note)), w(kind))
    return notes


def paragraph(parent: Any, style: str = "") -> Any:
    """A paragraph in a body, a cell or a footnote."""
    made = etree.SubElement(parent, w("p"))
    if style:
        etree.SubElement(etree.SubElement(made, w("pPr")), w("pStyle"), {w("val"): style})
    return made


def run(parent: Any, style: str = "", language: str = "") -> Any:
    """A run in a paragraph or a link."""
    made = etree.SubElement(parent, w("r"))
    if style or language:
        properties = etree.SubElement(made, w("rPr"))
        add = partial(etree.SubElement, properties)
        if style:
            add(w("rStyle"), {w("val"): style})
        if language in _RIGHT_TO_LEFT:
            add(w("rtl"))
        if language:
            add(w("lang"), {w("bidi" if language in _RIGHT_TO_LEFT else "val"): as_xml(language)})
    return made


def text(into: Any, words: str) -> None:
    """A text into a run, its line breaks and tabs as elements."""
    for part in _BREAKS.split(as_xml(words)):
        if part == "\t":
            etree.SubElement(into, w("tab"))
        elif _BREAKS.fullmatch(part):
            etree.SubElement(into, w("br"))
        elif part:
            made = etree.SubElement(into, w("t"))
            made.text = part
            made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def table(body: Any, columns: int) -> Any:
    """A table with its grid."""
    made = etree.SubElement(body, w("tbl"))
    properties = etree.SubElement(made, w("tblPr"))
    etree.SubElement(properties, w("tblStyle"), {w("val"): "TableGrid"})
    etree.SubElement(properties, w("tblW"), {w("w"): "5000", w("type"): "pct"})
    grid = etree.SubElement(made, w("tblGrid"))
    for _ in range(columns):
        etree.SubElement(grid, w("gridCol"), {w("w"): str(TEXT_WIDTH // columns)})
    return made


def filled_table(body: Any, rows: Iterable[Iterable[_Words]], fill: Callable[[Any, _Words], None]) -> None:
    """A table whose first row is its head; `fill` puts words into the paragraph of a cell."""
    first, *others = [list(each) for each in rows]
    made = table(body, len(first))
    for place, cells in enumerate((first, *others)):
        line = row(made, head=not place)
        for words in cells:
            fill(cell(line), words)
    paragraph(body)  # a table is never the last of a body, and two do not grow together


def row(into: Any, *, head: bool = False) -> Any:
    """A row of a table; a head is repeated on each page."""
    made = etree.SubElement(into, w("tr"))
    etree.SubElement(etree.SubElement(made, w("trPr")), w("tblHeader" if head else "cantSplit"))
    return made


def cell(into: Any, style: str = "Cell") -> Any:
    """A cell's paragraph."""
    return paragraph(etree.SubElement(into, w("tc")), style)


def section(body: Any) -> None:
    """The page: A4, its margins, and the foot."""
    made = etree.SubElement(body, w("sectPr"))
    reference = etree.SubElement(made, w("footerReference"), {w("type"): "default"}, nsmap={"r": _R})
    reference.set(f"{{{_R}}}id", "rId4")
    etree.SubElement(made, w("pgSz"), {w("w"): "11906", w("h"): "16838"})
    sides = dict.fromkeys(("top", "right", "bottom", "left"), "1134") | {
        "header": "567",
        "footer": "567",
        "gutter": "0",
    }
    etree.SubElement(made, w("pgMar"), {w(name): width for name, width in sides.items()})


def as_bytes(root: Any) -> bytes:
    """A part as it stands in the package."""
    written = io.BytesIO()
    etree.ElementTree(root).write(written, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written.getvalue()
