"""The record as a Word document (WordprocessingML, ECMA-376 part 1) with real footnotes.

The parts are written here: python-docx has no footnotes, brings a template with styles of its own, and writes the time
of day into the file. No link, field from outside, macro or relation to anything beyond the file is in it; what comes
from outside stands in text nodes alone. Passages of reports are in the serif face, as on the page.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, Final

from lxml import etree

from crossbearing.write.dossiers import Dossiers
from crossbearing.write.packing import Packed
from crossbearing.write.paper import Block, Note, Rows, Run
from crossbearing.write.paper_parts import paper
from crossbearing.write.word_parts import PARTS, core

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NO_XML = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold, and the control characters beside it."""
_BREAKS = re.compile(r"(\r\n|[\n\r\t])")
_RIGHT_TO_LEFT = frozenset("ar dv fa he ku ps sd ug ur yi".split())
_FACES = {"words": "Words", "strong": "Strong", "name": "", "said": ""}


def word(given: Dossiers) -> Iterator[bytes]:
    """The file. All of it is held in memory: it is made for a story, or some."""
    document = etree.Element(_w("document"), nsmap={"w": W})
    body = etree.SubElement(document, _w("body"))
    notes = etree.Element(_w("footnotes"), nsmap={"w": W})
    for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
        note = etree.SubElement(notes, _w("footnote"), {_w("type"): kind, _w("id"): str(number)})
        etree.SubElement(_run(_paragraph(note, "")), _w(kind))
    writer, titles = _Writer(body, notes), []
    for dossier in given.each():
        blocks = paper(dossier)
        titles += ["".join(run.text for run in block.runs) for block in blocks[:1] if isinstance(block, Block)]
        writer.write(blocks)
    _section(body)
    with Packed() as packed:
        for name, text in PARTS.items():
            packed.add(name, text.encode())
        packed.add("docProps/core.xml", _bytes(core(as_xml("; ".join(titles[:1])))))
        packed.add("word/document.xml", _bytes(document))
        packed.add("word/footnotes.xml", _bytes(notes))
        yield from packed.rest()


def as_xml(text: str) -> str:
    """A text as XML can hold it."""
    return _NO_XML.sub("\ufffd", text)


class _Writer:
    """Blocks → the body and its footnotes."""

    def __init__(self, body: Any, notes: Any) -> None:
        self._body = body
        self._notes = notes
        self._number = 0

    def write(self, blocks: Iterable[Block | Rows]) -> None:
        for block in blocks:
            if isinstance(block, Rows):
                self._table(block)
            else:
                styles = {"heading": f"Heading{block.level}", "item": f"ListBullet{block.level}", "paragraph": ""}
                self._runs(_paragraph(self._body, styles[block.kind]), block.runs)

    def _table(self, given: Rows) -> None:
        table = etree.SubElement(self._body, _w("tbl"))
        properties = etree.SubElement(table, _w("tblPr"))
        etree.SubElement(properties, _w("tblStyle"), {_w("val"): "TableGrid"})
        etree.SubElement(properties, _w("tblW"), {_w("w"): "5000", _w("type"): "pct"})
        grid = etree.SubElement(table, _w("tblGrid"))
        for _ in given.head:
            etree.SubElement(grid, _w("gridCol"), {_w("w"): str(_TEXT_WIDTH // len(given.head))})
        first = etree.SubElement(table, _w("tr"))
        etree.SubElement(etree.SubElement(first, _w("trPr")), _w("tblHeader"))
        for name in given.head:
            self._cell(first, (Run(name, "strong"),))
        for row in given.rows:
            line = etree.SubElement(table, _w("tr"))
            etree.SubElement(etree.SubElement(line, _w("trPr")), _w("cantSplit"))
            for cell in row:
                self._cell(line, cell)
        _paragraph(self._body, "")  # a table is never the last of a body, and two do not grow together

    def _cell(self, row: Any, runs: tuple[Run, ...]) -> None:
        self._runs(_paragraph(etree.SubElement(row, _w("tc")), "Cell"), runs)

    def _runs(self, paragraph: Any, runs: Iterable[Run]) -> None:
        for run in runs:
            _text(_run(paragraph, _FACES[run.kind], run.language if run.kind == "words" else ""), run.text)
            if run.note is not None:
                self._call(paragraph, run.note)

    def _call(self, paragraph: Any, note: Note) -> None:
        self._number += 1
        called = {_w("id"): str(self._number)}
        etree.SubElement(_run(paragraph, "FootnoteReference"), _w("footnoteReference"), called)
        inside = _paragraph(etree.SubElement(self._notes, _w("footnote"), called), "FootnoteText")
        etree.SubElement(_run(inside, "FootnoteReference"), _w("footnoteRef"))
        _text(_run(inside), f" {_whence(note)}: ")
        _text(_run(inside, "Words", note.language), note.words)


def _whence(note: Note) -> str:
    parts = [f"{note.outlet}, {note.day}", note.title, note.address or ""]
    parts.append(f"report {note.report} ({note.report_id}), characters {note.start}–{note.end}")
    parts += [f"SHA-256 of the capture {note.sha256}"] if note.sha256 else []
    return "; ".join(part for part in parts if part)


_TEXT_WIDTH = 9638
"""Of A4 with margins of 2 cm, in twentieths of a point."""


def _section(body: Any) -> None:
    section = etree.SubElement(body, _w("sectPr"))
    reference = etree.SubElement(section, _w("footerReference"), {_w("type"): "default"}, nsmap={"r": _R})
    reference.set(f"{{{_R}}}id", "rId4")
    etree.SubElement(section, _w("pgSz"), {_w("w"): "11906", _w("h"): "16838"})
    sides = dict.fromkeys(("top", "right", "bottom", "left"), "1134") | {
        "header": "567",
        "footer": "567",
        "gutter": "0",
    }
    etree.SubElement(section, _w("pgMar"), {_w(name): width for name, width in sides.items()})


_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def _paragraph(parent: Any, style: str) -> Any:
    made = etree.SubElement(parent, _w("p"))
    if style:
        etree.SubElement(etree.SubElement(made, _w("pPr")), _w("pStyle"), {_w("val"): style})
    return made


def _run(paragraph: Any, style: str = "", language: str = "") -> Any:
    made = etree.SubElement(paragraph, _w("r"))
    if style or language:
        properties = etree.SubElement(made, _w("rPr"))
        add = partial(etree.SubElement, properties)
        if style:
            add(_w("rStyle"), {_w("val"): style})
        if language in _RIGHT_TO_LEFT:
            add(_w("rtl"))
        if language:
            add(_w("lang"), {_w("bidi" if language in _RIGHT_TO_LEFT else "val"): as_xml(language)})
    return made


def _text(run: Any, text: str) -> None:
    """A text into a run, its line breaks and tabs as elements."""
    for part in _BREAKS.split(as_xml(text)):
        if part == "\t":
            etree.SubElement(run, _w("tab"))
        elif _BREAKS.fullmatch(part):
            etree.SubElement(run, _w("br"))
        elif part:
            made = etree.SubElement(run, _w("t"))
            made.text = part
            made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _bytes(root: Any) -> bytes:
    written = io.BytesIO()
    etree.ElementTree(root).write(written, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written.getvalue()
