"""What kind of bytes a file holds: by the extension of its name, else by how it begins.

A kind is a report's, and its media type; a form is that of a file which holds reports, or files, in its turn.
"""

from __future__ import annotations

import os
import re
from typing import Literal, get_args

from crossbearing.collect.feeds import is_feed
from crossbearing.collect.pieces import Form

Kind = Literal[
    "text/plain",
    "text/markdown",
    "text/html",
    "application/json",
    "application/x-ndjson",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "message/rfc822",
    "multipart/related",
]

_BY_EXTENSION: dict[str, Kind] = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".json": "application/json",
    ".jsonl": "application/x-ndjson",
    ".ndjson": "application/x-ndjson",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".eml": "message/rfc822",
    ".mht": "multipart/related",
    ".mhtml": "multipart/related",
}

_NO_REPORTS = {
    ".yaml": "a YAML file",
    ".yml": "a YAML file",
    ".toml": "a TOML file",
    ".xml": "an XML file that is no feed and no sitemap",
    ".rss": "no feed that can be read",
    ".atom": "no feed that can be read",
    ".css": "a style sheet",
    ".js": "a script",
    ".py": "a script",
    ".log": "a log",
}

_MAGIC = (
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF file (image, sound or video)"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"PK\x03\x04", "an office document, or a ZIP archive"),
    (b"\x1f\x8b", "gzip-compressed"),
    (b"BZh", "bzip2-compressed"),
    (b"\xfd7zXZ\x00", "xz-compressed"),
    (b"(\xb5/\xfd", "zstd-compressed"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound or video file"),
    (b"WARC/", "a WARC archive"),
)

_MAGICS = tuple(magic for magic, _ in _MAGIC)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OFFICE = frozenset(".xlsx .xlsm .pptx .odt .ods .odp .epub .jar .apk".split())
_TABLES = frozenset((".csv", ".tsv", ".tab"))
_JSON: dict[str, Form] = {".json": "json", ".jsonl": "json lines", ".ndjson": "json lines"}
_WORD_PART = b"word/document.xml"
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_OUR_PAGE = b'<meta name="generator" content="Crossbearing">'
_OUR_DATA = re.compile(
    rb'\s{0,99}+\{\s{0,99}+(?:"type":"format",)?"format":\s{0,99}+"crossbearing-(?:dossier|captures)/'
    rb'|\xef\xbb\xbf"story","finding","words","independent_origins",'
    rb"|[0-9a-f]{64}  README\.txt\n"
    rb"|This is a cited record, written by Crossbearing\."
    rb"|# .{1,3000}+\n\nCited record, .{1,99}\. In numbers: "
)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_WIDE_SHARE = 0.7
"""Of UTF-16 code units, those below 256: nearly all in the languages of Europe."""
_SNIFFED = 4096


def form(name: str, head: bytes) -> Form | None:
    """The form of a file by its name and its first bytes; None where it is no more than one report, or nothing."""
    suffix = os.path.splitext(name)[1].lower()  # noqa: PTH122 - a name, and one of many thousands
    if head.startswith(b"WARC/"):
        return "warc"
    if head.startswith(b"\x1f\x8b"):
        return "warc" if name.lower().endswith(".warc.gz") else "gzip"
    if head.startswith(_ZIP):
        return None if suffix in _OFFICE or suffix == ".docx" else "zip"
    if why_no_text(head) is not None:
        return None
    if suffix in _TABLES:
        return "table"
    if is_feed(head) and (suffix not in _BY_EXTENSION or suffix == ".json"):
        return "feed"
    return _JSON.get(suffix)


def is_ours(head: bytes) -> bool:
    """Whether a file is a page of a dossier or an export of one: what was made of reports is none."""
    return _OUR_DATA.match(head) is not None or (_HTML.match(head) is not None and _OUR_PAGE in head)


def document(body: bytes) -> Kind | None:
    """The kind of a document that is no text, by its bytes: the name of a file may say anything."""
    if body.startswith(b"%PDF-"):
        return "application/pdf"
    if body.startswith(b"PK\x03\x04") and _WORD_PART in body:
        return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return None


def why_no_text(body: bytes) -> str | None:
    """What the bytes are when they are no text ("a PDF"), else None."""
    if body.startswith(_MAGICS):
        return next(what for magic, what in _MAGIC if body.startswith(magic))
    head = body[:_SNIFFED]
    if b"\x00" in head and not head.startswith(_WIDE_MARKS) and not _alternates(head):
        return "a binary file (it holds NUL bytes)"
    return None


def _alternates(head: bytes) -> bool:
    """Whether NULs stand in every other byte, as in UTF-16 without a mark."""
    counts = sorted((head[0::2].count(0), head[1::2].count(0)))
    return counts[1] > _WIDE_SHARE * (len(head) // 2) and counts[0] * 20 <= counts[1]


def why_no_report(suffix: str) -> str | None:
    """What a file of this extension is when it is text but never a report ("a CSV table"), else None."""
    return _NO_REPORTS.get(suffix.lower())


def kind(suffix: str, body: bytes) -> Kind:
    """The kind of a text file. The extension decides, but a page saved as .txt is a page."""
    known = _BY_EXTENSION.get(suffix.lower())
    if known not in (None, "text/plain"):
        return known
    head = body[:_SNIFFED].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(_WIDE_MARKS) or b"\x00" in head:
        head = head.replace(b"\x00", b"").lstrip(b"\xff\xfe \t\r\n")
    page = _HTML.match(head) or (head.startswith(b"<!--") and _HTML.search(head))
    return "text/html" if page else "text/plain"


_NO_PAGES = {
    "text/css": "style sheet",
    "text/javascript": "script",
    "application/javascript": "script",
    "application/x-javascript": "script",
    "application/json": "JSON answer",
    "application/x-ndjson": "JSON answer",
    "application/ld+json": "JSON answer",
    "text/xml": "XML file",
    "application/xml": "XML file",
    "text/csv": "table",
    "text/vtt": "caption track",
}
_MEDIA = {"image": "image", "audio": "sound", "video": "video", "font": "font"}
_UNSAID = frozenset(("", "text/plain", "application/octet-stream", "unknown/unknown"))
KINDS: frozenset[str] = frozenset(get_args(Kind))
"""Every kind by name."""
NO_REPORT = "no report: "
"""How `of_answer` begins what it says of bytes that are no report."""


def of_answer(content_type: str, body: bytes) -> str:
    """The kind of what a server sent, by what it says and by the bytes; "feed"; or `NO_REPORT` and one word for it.

    Servers say "text/html" of everything, so bytes that are none are told by their look.
    """
    given = content_type.partition(";")[0].strip().lower()
    family = given.partition("/")[0]
    known = document(body)
    if known is not None:
        return known
    if family in _MEDIA:
        return NO_REPORT + _MEDIA[family]
    if why_no_text(body) is not None:
        return NO_REPORT + ("image" if "image" in (why_no_text(body) or "") else "binary file")
    if is_feed(body):
        return "feed"
    if given == "application/xhtml+xml":
        return "text/html"
    if given in _UNSAID:
        return kind("", body)
    if given in KINDS and given not in _NO_PAGES:
        return given
    return NO_REPORT + _NO_PAGES.get(given, "file of another kind")
