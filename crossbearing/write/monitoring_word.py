"""A monitoring report as a Word document (WordprocessingML, ECMA-376 part 1).

Notes are real footnotes. Each leads by a bookmark to the words in annex F; paragraphs that are named are linked, too.
Nothing leads out of the file: addresses are text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from lxml import etree

from crossbearing.messages import gettext as _
from crossbearing.records import MonitoringReport
from crossbearing.write import word_xml as xml
from crossbearing.write.monitoring import Annex, FirstPage, Footnote, MonitoringPaper, Para, Passages, Run, Table
from crossbearing.write.monitoring_paper import paper
from crossbearing.write.packing import Packed
from crossbearing.write.word_parts import PARTS, core
from crossbearing.write.word_xml import W, w

_FACES = {
    "said": "", "name": "", "strong": "Strong", "strong name": "Strong", "soft": "Soft", "soft name": "Soft",
    "words": "Words", "kept": "Words",
}  # fmt: skip
_STYLES = {
    "": "Numbered", "claim": "Claim", "denied": "Denied", "unheard": "Beside", "aside": "Numbered", "dissent": "Beside"
}  # fmt: skip


def word(report: MonitoringReport) -> bytes:
    """The file."""
    made = paper(report)
    document = etree.Element(w("document"), nsmap={"w": W})
    body = etree.SubElement(document, w("body"))
    notes = xml.footnotes()
    _Writer(body, notes, made).write()
    xml.section(body)
    with Packed() as packed:
        for name, text in PARTS.items():
            packed.add(name, text.encode())
        packed.add("docProps/core.xml", xml.as_bytes(core(xml.as_xml(made.first.title))))
        packed.add("word/document.xml", xml.as_bytes(document))
        packed.add("word/footnotes.xml", xml.as_bytes(notes))
        return b"".join(packed.rest())


class _Writer:
    """The document → the body and its footnotes."""

    def __init__(self, body: Any, notes: Any, made: MonitoringPaper) -> None:
        self._body = body
        self._notes = notes
        self._made = made
        self._of = {note.number: note for note in made.notes}
        self._numbers = {note.anchor: note.number for note in made.notes}
        self._bookmark = 0

    def write(self) -> None:
        self._first(self._made.first)
        for place, part in enumerate(self._made.parts):
            self._heading(2, part.title, new_page=not place)
            for group in part.groups:
                for para in group:
                    self._para(para)
        for place, annex in enumerate(self._made.annexes):
            self._annex(annex, new_page=not place)
        self._heading(2, _("Annex F: Passages"), new_page=True)
        self._line("", Run(_("Of each cited report the paragraphs that are cited, the words marked.")))
        for each in self._made.passages:
            self._passages(each)

    def _first(self, first: FirstPage) -> None:
        self._line("", Run(_("Monitoring report"), "soft"))
        self._heading(1, first.title)
        self._line("", Run(first.period))
        for name, runs in first.facts:
            self._line("Fact", Run(f"{name}: ", "strong"), *runs)
        table = xml.table(self._body, len(first.numbers))
        for style in ("Number", "Cell"):
            line = xml.row(table)
            for number, what in first.numbers:
                self._runs(xml.cell(line, style), (Run(str(number) if style == "Number" else what),))
        self._heading(2, first.changed)
        for lead in first.lead:
            self._line("", *lead)
        for matter in first.changes:
            self._heading(3, matter.title)
            for change in matter.changes:
                self._line("ListBullet1", *change.head)
                for line in change.lines:
                    self._line("ListBullet2", *line)

    def _para(self, para: Para) -> None:
        made = xml.paragraph(self._body, _STYLES[para.role])
        opened = self._open(made, f"para{para.number}")
        number = xml.run(made, "Strong")
        xml.text(number, f"{para.number}.\t")
        self._close(made, opened)
        self._runs(made, para.runs)
        for item in para.items:
            self._line("ListBullet2", *item)

    def _annex(self, annex: Annex, *, new_page: bool) -> None:
        title = _("Annex %(letter)s: %(title)s", letter=annex.letter, title=annex.title)
        self._heading(2, title, new_page=new_page)
        self._line("", Run(annex.lead))
        for table in annex.tables:
            if table.rows:
                self._table(table)

    def _table(self, given: Table) -> None:
        head = [(Run(name, "strong"),) for name in given.head]
        xml.filled_table(self._body, (head, *given.rows), self._runs)

    def _passages(self, each: Passages) -> None:
        self._heading(3, ", ".join(part for part in (each.outlet, each.day, each.report) if part))
        if each.title:
            self._line("", Run(each.title, "words", each.language))
        if each.captured:
            self._line("", Run(each.captured, "soft"))
        left = Counter(token.piece for tokens in each.paragraphs for token in tokens if token.step == "open")
        open_: list[str] = []
        bookmarks: dict[str, int] = {}
        for tokens in each.paragraphs:
            made = xml.paragraph(self._body, "Passage")
            for token in tokens:
                if token.step == "open":
                    open_.append(token.piece)
                    if token.anchor:
                        bookmarks[token.piece] = self._open(made, f"words{self._numbers[token.anchor]}")
                elif token.step == "close":
                    piece = open_.pop()
                    left[piece] -= 1
                    if not left[piece]:
                        self._close(made, bookmarks[piece])
                else:
                    xml.text(xml.run(made, "Lit" if open_ else "Words", each.language), token.words)

    def _heading(self, level: int, text: str, *, new_page: bool = False) -> None:
        made = self._line(f"Heading{level}", Run(text))
        if new_page:
            etree.SubElement(made[0], w("pageBreakBefore"))

    def _line(self, style: str, *runs: Run) -> Any:
        made = xml.paragraph(self._body, style)
        self._runs(made, runs)
        return made

    def _runs(self, paragraph: Any, runs: Iterable[Run]) -> None:
        for run in runs:
            into = self._link(paragraph, f"para{run.to}") if run.to else paragraph
            quoted = run.kind in ("words", "kept")
            language = run.language if quoted else ""
            stretches = [(into, _FACES[run.kind], run.text)]
            if quoted:
                before = (paragraph, "", "“"), (paragraph, "Around", run.before)
                after = (paragraph, "Around", run.after), (paragraph, "", "”")
                stretches = [*before, *stretches, *after]
            for parent, style, text in stretches:
                if text:
                    xml.text(xml.run(parent, style, language if style else ""), text)
            if run.note:
                self._call(paragraph, run)

    def _call(self, paragraph: Any, run: Run) -> None:
        """The first call of a note has its footnote; a later one leads to the first."""
        if run.again:
            link = self._link(paragraph, f"note{run.note}")
            xml.text(xml.run(link, "FootnoteReference"), str(run.note))
            return
        called = {w("id"): str(run.note)}
        opened = self._open(paragraph, f"note{run.note}")
        etree.SubElement(xml.run(paragraph, "FootnoteReference"), w("footnoteReference"), called)
        self._close(paragraph, opened)
        note = self._of[run.note]
        inside = xml.paragraph(etree.SubElement(self._notes, w("footnote"), called), "FootnoteText")
        etree.SubElement(xml.run(inside, "FootnoteReference"), w("footnoteRef"))
        xml.text(xml.run(inside), f" {_whence(note)}: “")
        link = self._link(inside, f"words{note.number}")
        xml.text(xml.run(link, "Words", note.language), note.words)
        xml.text(xml.run(inside), "”")

    def _link(self, paragraph: Any, bookmark: str) -> Any:
        return etree.SubElement(paragraph, w("hyperlink"), {w("anchor"): bookmark})

    def _open(self, paragraph: Any, name: str) -> int:
        self._bookmark += 1
        marks = {w("id"): str(self._bookmark), w("name"): name}
        etree.SubElement(paragraph, w("bookmarkStart"), marks)
        return self._bookmark

    def _close(self, paragraph: Any, bookmark: int) -> None:
        etree.SubElement(paragraph, w("bookmarkEnd"), {w("id"): str(bookmark)})


def _whence(note: Footnote) -> str:
    parts = [f"{note.outlet}, {note.day}", note.title, note.address]
    parts.append(f"report {note.report}, characters {note.start}–{note.end}")
    parts += [f"SHA-256 of the capture {note.sha256}"] if note.sha256 else []
    parts.append(note.captured)
    return "; ".join(part for part in parts if part)
