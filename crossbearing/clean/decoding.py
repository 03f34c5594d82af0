"""Bytes → text. Never silently as the wrong letters: what fits no encoding is refused.

Order: byte order mark; UTF-16 without one (NULs in every other byte); UTF-8; the encoding that the server's header
names, unless it is Latin-1, which servers name unasked; the encoding that the page declares; Windows-1252, which is
what stray single bytes in Western text are (the WHATWG encoding standard reads Latin-1 so, too); and, where non-ASCII
bytes are too many for that, what charset-normalizer makes of them.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from crossbearing.errors import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"<meta[^<>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_SERVED = re.compile(
    r"^content-type:[^\r\n]{0,200}?charset\s{0,5}=\s{0,5}[\"']?(?!iso-8859-1\b|latin-?1\b|us-ascii\b|windows-1252\b)([\w.:-]{1,40})",
    re.IGNORECASE | re.MULTILINE | re.ASCII,
)
_HEAD = 4096
_WIDE_SHARE = 0.7
"""Of UTF-16 code units, those below 256: nearly all in the languages of Europe."""
_GUESSED = 100_000
_WESTERN_SHARE = 0.12
"""Accented letters are 2 to 8 % of French, Spanish, German or Portuguese text; other scripts are mostly non-ASCII."""
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_NON_ASCII = re.compile(rb"[\x80-\xff]")


def decode(body: bytes, http: str = "") -> str:
    """The text of `body`; `http` is the header with which a server sent it, if one did.

    Raises Unreadable when it is no text in any encoding that can be told.
    """
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return _strictly(body[len(mark) :], encoding)
    if b"\x00" in body[:_HEAD]:
        return _wide(body)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return _single_bytes(body, _SERVED.search(http))


def _strictly(body: bytes, encoding: str) -> str:
    try:
        return body.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(f"begins as {encoding.upper()} and is not: {error.reason} at byte {error.start}") from error


def _wide(body: bytes) -> str:
    head = body[:_HEAD]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) <= _WIDE_SHARE * (len(head) // 2) or min(even, odd) * 20 > max(even, odd):
        raise Unreadable("a binary file (it holds NUL bytes)")
    return _strictly(body[: len(body) // 2 * 2], "utf-16-le" if odd > even else "utf-16-be")


def _single_bytes(body: bytes, served: re.Match[str] | None) -> str:
    sequences = sum(len(found[0]) for found in _SEQUENCE.finditer(body))
    high = len(_NON_ASCII.findall(body))
    if sequences > 0.8 * high:  # UTF-8 that was cut or damaged in places; the damage shows as U+FFFD
        return body.decode("utf-8", "replace")
    declared = _DECLARED.search(body, 0, _HEAD)
    by_page = declared[1].decode("ascii", "replace") if declared else None
    for encoding in (served[1] if served else None, by_page, "cp1252"):
        if encoding is None or (encoding == "cp1252" and high > _WESTERN_SHARE * len(body)):
            continue
        try:
            known = codecs.lookup(encoding).name
            return body.decode("cp1252" if known in ("iso8859-1", "ascii") else known)
        except (LookupError, ValueError):
            continue
    guess = from_bytes(body[:_GUESSED]).best()
    if guess is None:
        raise Unreadable("its bytes are text in no encoding that can be told")
    return _strictly(body, guess.encoding)
