"""What kind of bytes a file holds: by the extension of its name, else by how it begins."""

from __future__ import annotations

import re
from typing import Literal

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
    ".eml": "message/rfc822",
    ".mht": "multipart/related",
    ".mhtml": "multipart/related",
}

_NO_REPORTS = {
    ".yaml": "a YAML file",
    ".yml": "a YAML file",
    ".toml": "a TOML file",
    ".csv": "a CSV table",
    ".tsv": "a TSV table",
    ".xml": "an XML file",
    ".rss": "a news feed",
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
    (b"PK\x03\x04", "a ZIP archive (or an office document, which is one)"),
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

_WORD_PART = b"word/document.xml"
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_WIDE_SHARE = 0.7
"""Of UTF-16 code units, those below 256: nearly all in the languages of Europe."""
_SNIFFED = 4096


def document(body: bytes) -> Kind | None:
    """The kind of a document that is no text, by its bytes: the name of a file may say anything."""
    if body.startswith(b"%PDF-"):
        return "application/pdf"
    if body.startswith(b"PK\x03\x04") and _WORD_PART in body:
        return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return None


def why_no_text(body: bytes) -> str | None:
    """What the bytes are when they are no text ("a PDF"), else None."""
    for magic, what in _MAGIC:
        if body.startswith(magic):
            return what
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
