"""A DOCX document (ECMA-376) → its text as a reader sees it, and what its properties say.

Read by an own walk over the XML: python-docx leaves out what was inserted with changes tracked, content controls, text
boxes and footnotes; mammoth builds a DOM of all of it. Deleted and hidden text, fields' instructions, comments, headers
and footers are not read.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from lxml import etree

from crossbearing.clean import said_of_file
from crossbearing.clean.page import Page
from crossbearing.clean.paragraphs import fold
from crossbearing.errors import Unreadable
from crossbearing.records import Published, Record

MAX_ENTRIES = 5_000
"""Files in the package; a document with a thousand pictures has fewer."""
MAX_PART = 20_000_000
"""Bytes that one part unpacks to. A novel has 2 MB of it."""
MAX_RATIO = 200
"""What a part may unpack to, in times of its packed size. Word's own XML stays below 50."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_UNSEEN = frozenset(
    {_ALTERNATE} | {_W + name for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sectPr", "tblPr")}
)
_SPACES = frozenset(_W + name for name in ("tab", "br", "cr", "ptab"))
_HEADINGS = frozenset({"title", "heading1", "heading 1", "titre", "titel", "überschrift1"})
_LONGEST_CELL = 120


class _Block(Record, frozen=True):
    """A paragraph, and the notes it calls."""

    text: str
    style: str
    notes: tuple[str, ...]


def document(body: bytes) -> Page:
    """The text of a DOCX document. Raises Unreadable when it is damaged, or larger than any honest one."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            parts = {name: _part(package, name) for name in _NAMES if name in _listed(package)}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise Unreadable(f"a damaged DOCX document: {fold(str(error))}") from error
    if _MAIN not in parts:
        raise Unreadable("a ZIP archive that holds no Word document")
    notes = {kind: _notes(parts[place]) for kind, place in _NOTES.items() if place in parts}
    blocks = list(_blocks(parts[_MAIN], notes))
    heading = next((block.text for block in blocks[:6] if block.style in _HEADINGS), None)
    core = _core(parts[_CORE]) if _CORE in parts else {}
    return Page(
        paragraphs=tuple(text for block in blocks for text in (block.text, *block.notes) if text),
        title=heading or said_of_file.title(core.get("title")),
        byline=said_of_file.person(core.get("creator")),
        published=_published(core),
    )


# ── the package ───────────────────────────────────────────────────────────────────────────────────────────────────────


_MAIN = "word/document.xml"
_CORE = "docProps/core.xml"
_NOTES = {"footnote": "word/footnotes.xml", "endnote": "word/endnotes.xml"}
_NAMES = (_MAIN, _CORE, *_NOTES.values())


def _listed(package: zipfile.ZipFile) -> frozenset[str]:
    names = package.namelist()
    if len(names) > MAX_ENTRIES:
        raise Unreadable(f"a DOCX document of {len(names):,} files; at most {MAX_ENTRIES:,} are looked at")
    return frozenset(names)


def _part(package: zipfile.ZipFile, name: str) -> etree._Element:
    about = package.getinfo(name)
    if about.file_size > MAX_PART or about.file_size > MAX_RATIO * max(about.compress_size, 1_000):
        times = about.file_size // max(about.compress_size, 1)
        size = f"{about.file_size / 1e6:.1f} MB, {times:,} times its packed size"
        raise Unreadable(f"a DOCX document whose {name} unpacks to {size}")
    with package.open(about) as part:
        xml = part.read(MAX_PART + 1)  # what the directory says of the size may be untrue
    if len(xml) > MAX_PART:
        raise Unreadable(f"a DOCX document whose {name} unpacks to more than {MAX_PART / 1e6:g} MB")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        tree = etree.fromstring(xml.replace(_STRICT.encode(), _W[1:-1].encode()), parser)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable(f"a DOCX document whose {name} is no XML: {fold(str(error))}") from error
    if tree.getroottree().docinfo.doctype:
        raise Unreadable(f"a DOCX document whose {name} declares a document type, as no word processor does")
    return tree


# ── the text ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _blocks(tree: etree._Element, notes: Mapping[str, Mapping[str, str]]) -> Iterator[_Block]:
    """Paragraphs in the order of the document; a table's row of short cells is one."""
    rows: set[etree._Element] = set()
    for element in tree.iter(_W + "p", _W + "tr"):
        if any(above in rows or above.tag in _UNSEEN for above in element.iterancestors()):
            continue
        if element.tag == _W + "p":
            style = element.find(f"{_W}pPr/{_W}pStyle")
            name = style.get(_W + "val", "").lower() if style is not None else ""
            yield _Block(_text(element), name, tuple(_called(element, notes)))
            continue
        cells = [[_text(each) for each in cell.iter(_W + "p")] for cell in element.iterchildren(_W + "tc")]
        if all(len(cell) == 1 and len(cell[0]) <= _LONGEST_CELL for cell in cells):
            rows.add(element)
            yield _Block(" | ".join(cell[0] for cell in cells if cell[0]), "", tuple(_called(element, notes)))


def _text(paragraph: etree._Element) -> str:
    """The words of a paragraph that a reader sees, without those of paragraphs within it (text boxes)."""
    words: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag in _UNSEEN or element.tag == _W + "p" or not isinstance(element.tag, str):
            continue
        if element.tag == _W + "t":
            words.append(element.text or "")
        elif element.tag in _SPACES:
            words.append(" ")
        elif element.tag == _W + "noBreakHyphen":
            words.append("-")
        elif element.tag != _W + "r" or not _is_hidden(element):
            waiting.extend(reversed(element))
    return fold("".join(words))


def _is_hidden(run: etree._Element) -> bool:
    mark = run.find(f"{_W}rPr/{_W}vanish")
    return mark is not None and mark.get(_W + "val", "true") not in ("0", "false", "off")


def _called(element: etree._Element, notes: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    for kind, known in notes.items():
        for mark in element.iter(f"{_W}{kind}Reference"):
            if text := known.get(mark.get(_W + "id", "")):
                yield text


def _notes(tree: etree._Element) -> dict[str, str]:
    """Foot- or endnotes by their ids; those of a type are separators."""
    return {
        note.get(_W + "id", ""): fold(" ".join(_text(each) for each in note.iter(_W + "p")))
        for note in tree
        if isinstance(note.tag, str) and note.get(_W + "type") is None
    }


# ── the properties ────────────────────────────────────────────────────────────────────────────────────────────────────


def _core(tree: etree._Element) -> dict[str, str]:
    return {etree.QName(each).localname: each.text or "" for each in tree if isinstance(each.tag, str)}


def _published(core: Mapping[str, str]) -> Published | None:
    """When the document was made, or else last changed."""
    return said_of_file.date(core.get("created"), "docx metadata") or said_of_file.date(
        core.get("modified"), "docx metadata"
    )
