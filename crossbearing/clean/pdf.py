"""A PDF with a text layer → its paragraphs and what its document information says.

The text and the place of every word are PDFium's (through pypdfium2). What lies outside the page is not read: no reader
sees it. How words become lines, columns and paragraphs is in `typeset`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from ctypes import byref

import pypdfium2
from pypdfium2 import raw

from crossbearing.clean import prescan_pdf, said_of_file, typeset
from crossbearing.clean.page import Page
from crossbearing.clean.paragraphs import fold
from crossbearing.errors import Unreadable
from crossbearing.records import Cut, Published

MAX_PAGES = 300
"""A hundred full pages take about 0.5 s of CPU time, and a report has 2 s."""
MAX_CHARACTERS = 100_000
"""On one page. A broadsheet's has some 30,000."""

_DATE = re.compile(r"(?:D:)?((?:19|20)\d\d)(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(?:Z|([+-])(\d\d)'?(\d\d)?'?)?")
_LEAST_LETTERS = 20
_UNKNOWN_SHARE = 0.3
_HYPHEN = "\x02"
"""PDFium's mark for a hyphen at the end of a line."""


def document(body: bytes) -> Page:
    """The text of a PDF. Raises Unreadable when it is locked or damaged, has no text layer, or is no report's size."""
    prescan_pdf.check(body)
    pdf = _opened(body)
    try:
        count = len(pdf)
        if not 0 < count <= MAX_PAGES:
            raise Unreadable(
                f"a PDF of {count:,} pages; at most {MAX_PAGES} are read" if count else "a PDF without pages"
            )
        found = [_sheet(pdf, number) for number in range(count)]
        sheets = [sheet for sheet in found if sheet is not None]
        lost = tuple(
            Cut(text=f"page {number}", rule="a damaged page") for number, sheet in enumerate(found, 1) if sheet is None
        )
        _has_text(pdf, sheets)
        about = pdf.get_metadata_dict()
    except pypdfium2.PdfiumError as error:
        raise Unreadable(f"a damaged PDF: {fold(str(error))}") from error
    finally:
        pdf.close()
    told = typeset.read(sheets)
    return Page(
        paragraphs=told.paragraphs,
        title=told.title or said_of_file.title(about.get("Title")),
        byline=said_of_file.person(about.get("Author")),
        published=_published(about.get("CreationDate")),
        cuts=(*lost, *told.cuts),
    )


def _opened(body: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise Unreadable("an encrypted PDF; it opens with a password only") from error
        raise Unreadable(f"a damaged PDF: {fold(str(error))}") from error


def _has_text(pdf: pypdfium2.PdfDocument, sheets: Sequence[typeset.Sheet]) -> None:
    text = "".join(word.text for sheet in sheets for word in sheet.words)
    if sum(ch.isalpha() for ch in text) < _LEAST_LETTERS:
        pictures = any(next(pdf[sheet.number].get_objects([raw.FPDF_PAGEOBJ_IMAGE]), None) for sheet in sheets[:5])
        raise Unreadable("a PDF with no text layer; it is scanned images" if pictures else "a PDF without text")
    unknown = sum(ch == "\ufffd" or "\ue000" <= ch <= "\uf8ff" for ch in text)
    if unknown > _UNKNOWN_SHARE * len(text):
        raise Unreadable("a PDF whose fonts do not say which letters they show")


def _sheet(pdf: pypdfium2.PdfDocument, number: int) -> typeset.Sheet | None:
    """The words of one page; None for one that cannot be loaded."""
    try:
        page = pdf[number]
    except pypdfium2.PdfiumError:
        return None
    left, bottom, right, top = page.get_cropbox()
    text = page.get_textpage()
    count = text.count_chars()
    if count > MAX_CHARACTERS:
        raise Unreadable(f"a PDF page of {count:,} characters; at most {MAX_CHARACTERS:,} are read")
    words = tuple(
        word
        for word in _words(text, count)
        if left <= word.left and word.right <= right and bottom <= word.bottom < top
    )
    return typeset.Sheet(number=number, bottom=bottom, top=top, words=words)


def _words(page: pypdfium2.PdfTextPage, count: int) -> Iterator[typeset.Word]:
    codes = [raw.FPDFText_GetUnicode(page, i) for i in range(count)]
    start = 0
    broke = True
    for i in range(count + 1):
        code = codes[i] if i < count else 0x20
        hyphen = code == ord(_HYPHEN)
        if not hyphen and code != 0xFFFE and not chr(code).isspace():
            continue
        if i > start and (box := _box(page, start, i - 1)) is not None:
            text = _text(codes[start:i])
            yield typeset.Word(text + "-" * hyphen, *box, opens=broke, hyphen=hyphen)
            broke = hyphen
        broke = broke or code in (0x0A, 0x0D)
        start = i + 1


def _text(codes: Sequence[int]) -> str:
    """Code units as text; where the system's wide characters have 16 bits, pairs of them are one character."""
    return (
        "".join(map(chr, codes)).encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\x00", "\ufffd")
    )


def _box(page: pypdfium2.PdfTextPage, first: int, last: int) -> tuple[float, float, float, float] | None:
    """Left, bottom, right and top of the word from its first character's box to its last one's, as the font has it."""
    start, end = raw.FS_RECTF(), raw.FS_RECTF()
    known = raw.FPDFText_GetLooseCharBox(page, first, byref(start)) and raw.FPDFText_GetLooseCharBox(
        page, last, byref(end)
    )
    if not known or start.top <= start.bottom:
        return None
    return start.left, start.bottom, max(end.right, start.right), start.top


def _published(stated: str | None) -> Published | None:
    """A date of the document information: "D:20310504173500+02'00'"."""
    found = _DATE.match((stated or "").strip())
    if found is None:
        return None
    year, month, day, hour, minute, second, sign, zone, zone_minutes = found.groups()
    clock = f"T{hour}:{minute}:{second or '00'}" if hour else ""
    offset = f"{sign}{zone}:{zone_minutes or '00'}" if sign else "Z" if found[0].endswith("Z") else ""
    return said_of_file.date(f"{year}-{month}-{day}{clock}{offset}", "pdf metadata")
