"""Attacks by hand on documents: PDF and DOCX."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from benchmarks.hostile.attacks_archives import deflated, zip_of
from benchmarks.hostile.attacks_text import HEADS, attributes
from benchmarks.hostile.made import Input
from benchmarks.hostile.seeds import (
    BLOCKS,
    DOCUMENT,
    FONT,
    TEXT,
    pdf,
    sheets,
    shown,
    stream,
    word,
    zipped,
)

Makes = Callable[[], bytes]
TEXT_BYTES = TEXT.encode()

# ── documents ─────────────────────────────────────────────────────────────────────────────────────────────────────────

TOLD = stream(shown(TEXT.encode("cp1252")))


def _changed(number: int, body: bytes, trailer: bytes = b"") -> bytes:
    return pdf(sheets(TOLD) | {number: body}, trailer=trailer)


def _object_stream(inner: bytes, count: int, first: int) -> bytes:
    about = b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode" % (count, first)
    return stream(zlib.compress(inner, 9), about)


_PDF: Mapping[str, Makes] = {
    "pages in a circle": lambda: _changed(2, b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>"),
    "pages 50,000 deep": lambda: pdf(
        sheets(TOLD)
        | {2: b"<< /Type /Pages /Kids [10 0 R] /Count 1 >>"}
        | {n: b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (n + 1) for n in range(10, 60_000)}
    ),
    "a page 100,000 times": lambda: _changed(
        2, b"<< /Type /Pages /Kids [" + b"3 0 R " * 100_000 + b"] /Count 100000 >>"
    ),
    "a page count that is untrue": lambda: _changed(2, b"<< /Type /Pages /Kids [3 0 R] /Count 2147483647 >>"),
    "a negative page count": lambda: _changed(2, b"<< /Type /Pages /Kids [3 0 R] /Count -1 >>"),
    "a content of 1 GB": lambda: _changed(
        4, stream(deflated(1_000, zlib_head=True, byte=b" "), b"/Filter /FlateDecode")
    ),
    "a content of 60 MB": lambda: _changed(
        4, stream(deflated(60, zlib_head=True, byte=b"q "), b"/Filter /FlateDecode")
    ),
    "a content packed twice": lambda: _changed(
        4, stream(zlib.compress(deflated(1_000, zlib_head=True)), b"/Filter [/FlateDecode /FlateDecode]")
    ),
    "a content packed in hex, 20 times": lambda: _changed(
        4, stream(b"20" * 1_000, b"/Filter [" + b"/AHx " * 20 + b"]")
    ),
    "run lengths": lambda: _changed(4, stream(b"\x81a" * 200_000 + b"\x80", b"/Filter /RunLengthDecode")),
    "a predictor of 2 GB columns": lambda: _changed(
        4,
        stream(zlib.compress(b"a" * 999), b"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 2000000000 >>"),
    ),
    "an object stream of 1 GB": lambda: _changed(
        10, stream(deflated(1_000, zlib_head=True), b"/Type /ObjStm /N 1 /First 9 /Filter /FlateDecode")
    ),
    "an object stream that extends itself": lambda: _changed(
        10, stream(b"", b"/Type /ObjStm /N 1 /First 0 /Extends 10 0 R")
    ),
    "300,000 objects in a stream": lambda: _changed(10, _object_stream(b"1 0 " * 300_000, 300_000, 1_200_000)),
    "a form that draws itself": lambda: pdf(
        sheets(stream(b"/X Do"), b"/XObject << /X 6 0 R >>")
        | {
            6: stream(
                b"/X Do /X Do",
                b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>",
            )
        }
    ),
    "forms that double, 25 deep": lambda: pdf(
        sheets(stream(b"/X Do"), b"/XObject << /X 10 0 R >>")
        | {
            n: stream(
                b"/X Do /X Do " + shown(b"a"),
                b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F1 5 0 R >>"
                b" /XObject << /X %d 0 R >> >>" % (n + 1),
            )
            for n in range(10, 36)
        }
    ),
    "a length that leads to itself": lambda: _changed(4, TOLD.replace(b"/Length", b"/Length 4 0 R /L")),
    "a length of 2 GB": lambda: _changed(4, TOLD.replace(b"/Length", b"/Length 2147483647 /L")),
    "a negative length": lambda: _changed(4, TOLD.replace(b"/Length", b"/Length -1 /L")),
    "arrays 100,000 deep": lambda: _changed(6, b"[" * 100_000 + b"]" * 100_000),
    "dictionaries 100,000 deep": lambda: _changed(6, b"<</A" * 100_000),
    "operands 100,000 deep": lambda: _changed(4, stream(b"[" * 100_000)),
    "saved states": lambda: _changed(4, stream(b"q " * 1_000_000)),
    "400,000 words": lambda: _changed(4, stream(shown(b"a " * 400_000))),
    "30,000 lines": lambda: _changed(4, stream(shown(b"ab\n" * 30_000))),
    "letters one by one": lambda: _changed(
        4,
        stream(
            b"BT /F1 9 Tf "
            + b"".join(b"1 0 0 1 %d %d Tm (a) Tj " % (n % 590, 790 - n // 590) for n in range(60_000))
            + b"ET"
        ),
    ),
    "letters without a size": lambda: _changed(4, stream(shown(TEXT_BYTES).replace(b"11 Tf", b"0 Tf"))),
    "letters of infinite size": lambda: _changed(4, stream(shown(TEXT_BYTES).replace(b"11 Tf", b"1e38 Tf"))),
    "numbers beyond all numbers": lambda: _changed(
        4, stream(b"1 0 0 1 1e400 -1e400 cm " + b"9" * 10_000 + b" w " + shown(b"a"))
    ),
    "a page without a size": lambda: _changed(3, sheets(TOLD)[3].replace(b"[0 0 600 800]", b"[0 0 0 0]")),
    "a page of 1e30 points": lambda: _changed(3, sheets(TOLD)[3].replace(b"600 800", b"1e30 1e30")),
    "a font that is its own": lambda: _changed(
        5, b"<< /Type /Font /Subtype /Type0 /BaseFont /X /DescendantFonts [5 0 R] /Encoding /Identity-H >>"
    ),
    "a font that says nothing of its letters": lambda: _changed(
        5, FONT.replace(b">>", b"/Encoding << /Differences [0 " + b"/gid " * 255 + b"] >> >>")
    ),
    "a mark-up font": lambda: _changed(
        5, b"<< /Type /Font /Subtype /Type3 /CharProcs << /a 4 0 R >> /FontMatrix [0 0 0 0 0 0] /FontBBox [0 0 0 0] >>"
    ),
    "a table that leads to itself": lambda: _changed(3, sheets(TOLD)[3], trailer=b"/Prev 10"),
    "no table": lambda: pdf(sheets(TOLD), table=False),
    "a table stream of 2 GB": lambda: _changed(
        10, stream(b"", b"/Type /XRef /Size 2147483647 /W [8 8 8] /Index [0 2147483647]")
    ),
    "encrypted by something": lambda: _changed(
        6, b"<< /Filter /Standard /V 5 /R 6 /Length 99999 /O () /U () /P -1 >>", trailer=b"/Encrypt 6 0 R"
    ),
    "a program in it": lambda: _changed(
        1, b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (while(1);) >> >>"
    ),
    "a file to be started": lambda: _changed(
        1, b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /Launch /F (/bin/sh) >> >>"
    ),
    "a title of 5 MB": lambda: pdf(sheets(TOLD), trailer=b"/Info << /Title (" + b"a" * 5_000_000 + b") >>"),
    "a date that there is not": lambda: pdf(
        sheets(TOLD), trailer=b"/Info << /CreationDate (D:20319999999999+99'99') >>"
    ),
    "190,000 objects": lambda: pdf(sheets(TOLD) | dict.fromkeys(range(10, 200000), b"null")),
    "a head alone": lambda: b"%PDF-1.7",
    "garbage behind a head": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 4_000,
    "a picture of 4 GB": lambda: pdf(
        sheets(stream(b"/X Do " + shown(TEXT_BYTES)), b"/XObject << /X 6 0 R >>")
        | {6: stream(b"", b"/Subtype /Image /Width 65535 /Height 65535 /BitsPerComponent 8 /ColorSpace /DeviceRGB")}
    ),
}


def _document(inner: str, head: str = "") -> bytes:
    return word((head + (DOCUMENT % inner).split("?>", 1)[1]).encode())


_DOCX: Mapping[str, Makes] = {
    **{
        about: partial(_document, "<w:p><w:r><w:t>&j;</w:t></w:r></w:p>" + BLOCKS, head)
        for about, head in HEADS.items()
    },
    "an entity bomb in UTF-16": lambda: word(
        (HEADS["entity bomb"] + (DOCUMENT % "&j;").split("?>", 1)[1]).encode("utf-16")
    ),
    "a part of 4 GB": lambda: zip_of(deflated(4_000), b"word/document.xml", 4_000_000_000),
    "a part of 1 GB that says it has 10 bytes": lambda: zip_of(deflated(1_000), b"word/document.xml", 0, stated=10),
    "nested 200,000 deep": lambda: _document("<w:p>" * 200_000),
    "runs nested 200 deep": lambda: _document(
        "<w:p>" + "<w:r>" * 200 + "<w:t>a</w:t>" + "</w:r>" * 200 + "</w:p>" + BLOCKS
    ),
    "tables in tables": lambda: _document("<w:tbl><w:tr><w:tc>" * 80 + BLOCKS + "</w:tc></w:tr></w:tbl>" * 80),
    "300,000 paragraphs": lambda: _document("<w:p><w:r><w:t>A barge sank.</w:t></w:r></w:p>" * 300_000),
    "500,000 runs": lambda: _document("<w:p>" + "<w:r><w:t>a</w:t></w:r>" * 500_000 + "</w:p>"),
    "one word of 15 MB": lambda: _document(f"<w:p><w:r><w:t>{'a' * 15_000_000}</w:t></w:r></w:p>"),
    "a tag of 100,000 attributes": lambda: _document(attributes("w:p") + "</w:p>" + BLOCKS),
    "another file by a relation": lambda: zipped(
        {
            "word/_rels/document.xml.rels": b'<R><R Id="r" TargetMode="External" Target="file:///etc/passwd"/></R>',
            "word/document.xml": (DOCUMENT % BLOCKS).encode(),
        }
    ),
    "XInclude": lambda: _document(
        '<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>' + BLOCKS
    ),
    "no document": lambda: zipped({"word/document.xml.bak": b"word/document.xml"}),
    "an empty document": lambda: _document(""),
    "properties nested": lambda: word((DOCUMENT % BLOCKS).encode(), b"<c>" * 100_000),
    "20,000 other parts": lambda: zipped(
        {"word/document.xml": (DOCUMENT % BLOCKS).encode()} | {f"word/{n}": b"" for n in range(20_000)}
    ),
    "no zip": lambda: b"PK\x03\x04word/document.xml" + TEXT_BYTES,
    "deleted text alone": lambda: _document("<w:p><w:del><w:r><w:delText>a</w:delText></w:r></w:del></w:p>"),
}


_TABLES: tuple[tuple[str, str, Mapping[str, Makes]], ...] = (
    ("pdf", ".pdf", _PDF),
    ("docx", ".docx", _DOCX),
)


def document_attacks() -> Iterator[tuple[Input, Makes]]:
    """Each attack without its bytes, and what makes them."""
    for what, suffix, table in _TABLES:
        for about, makes in table.items():
            yield Input(format=what, about=about, name="attack" + suffix), makes
