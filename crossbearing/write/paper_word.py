"""The record as a Word document (WordprocessingML, ECMA-376 part 1) with real footnotes.

The parts are written here: python-docx has no footnotes, brings a template with styles of its own, and writes the time
of day into the file. No link, field from outside, macro or relation to anything beyond the file is in it; what comes
from outside stands in text nodes alone. Passages of reports are in the serif face, as on the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from crossbearing.write import word_xml as xml
from crossbearing.write.dossiers import Dossiers
from crossbearing.write.packing import Packed
from crossbearing.write.paper import Block, Note, Rows, Run
from crossbearing.write.paper_parts import paper
from crossbearing.write.word_parts import PARTS, core
from crossbearing.write.word_xml import W, w

_FACES = {"words": "Words", "strong": "Strong", "name": "", "said": ""}


def word(given: Dossiers) -> Iterator[bytes]:
    """The file. All of it is held in memory: it is made for a story, or some."""
    document = etree.Element(w("document"), nsmap={"w": W})
    body = etree.SubElement(document, w("body"))
    notes = xml.footnotes()
    writer, titles = _Writer(body, notes), []
    for dossier in given.each():
        blocks = paper(dossier)
        titles += ["".join(run.text for run in block.runs) for block in blocks[:1] if isinstance(block, Block)]
        writer.write(blocks)
    xml.section(body)
    with Packed() as packed:
        for name, text in PARTS.items():
            packed.add(name, text.encode())
        packed.add("docProps/core.xml", xml.as_bytes(core(xml.as_xml("; ".join(titles[:1])))))
        packed.add("word/document.xml", xml.as_bytes(document))
        packed.add("word/footnotes.xml", xml.as_bytes(notes))
        yield from packed.rest()


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
                self._runs(xml.paragraph(self._body, styles[block.kind]), block.runs)

    def _table(self, given: Rows) -> None:
        head = [(Run(name, "strong"),) for name in given.head]
        xml.filled_table(self._body, (head, *given.rows), self._runs)

    def _runs(self, paragraph: Any, runs: Iterable[Run]) -> None:
        for run in runs:
            language = run.language if run.kind == "words" else ""
            xml.text(xml.run(paragraph, _FACES[run.kind], language), run.text)
            if run.note is not None:
                self._call(paragraph, run.note)

    def _call(self, paragraph: Any, note: Note) -> None:
        self._number += 1
        called = {w("id"): str(self._number)}
        etree.SubElement(xml.run(paragraph, "FootnoteReference"), w("footnoteReference"), called)
        inside = xml.paragraph(etree.SubElement(self._notes, w("footnote"), called), "FootnoteText")
        etree.SubElement(xml.run(inside, "FootnoteReference"), w("footnoteRef"))
        xml.text(xml.run(inside), f" {_whence(note)}: ")
        xml.text(xml.run(inside, "Words", note.language), note.words)


def _whence(note: Note) -> str:
    parts = [f"{note.outlet}, {note.day}", note.title, note.address or ""]
    parts.append(f"report {note.report} ({note.report_id}), characters {note.start}–{note.end}")
    parts += [f"SHA-256 of the capture {note.sha256}"] if note.sha256 else []
    return "; ".join(part for part in parts if part)
