"""Messages in parts, as mail and saved pages are: parsed within limits, their headers and texts decoded."""

from __future__ import annotations

import codecs
import email
import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import Header, decode_header
from email.message import Message

from crossbearing.clean.decoding import decode
from crossbearing.clean.paragraphs import fold
from crossbearing.errors import Unreadable

MAX_NESTED = 50
"""Parts that hold parts, however deep. A mail that was forwarded ten times has some twenty."""
MAX_PARTS = 2_000
"""A saved page has a part for each picture, style sheet and frame: some hundreds."""
MAX_HEADER_LINES = 20_000
MAX_DASHES = 20_000
"""Lines that begin with two dashes, as what parts the parts does; a part need not state its type."""

_TYPE = re.compile(rb"^content-type[ \t]*:[ \t\r\n]*(multipart/|message/)?", re.IGNORECASE | re.MULTILINE)
_LONGEST_HEADER = 2_000
_NO_CHARSETS = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"})
"""Python's codecs that are no character set; one of them takes quadratic time."""


def parsed(body: bytes) -> Message:
    """The message. Raises Unreadable when it has more parts, or parts within parts, than any honest one."""
    if body.count(b"\n--") > MAX_DASHES:
        raise Unreadable(f"a message of more than {MAX_DASHES:,} lines that may part it")
    nested = 0
    for parts, found in enumerate(_TYPE.finditer(body), 1):
        nested += found[1] is not None
        if nested > MAX_NESTED:
            raise Unreadable(f"a message of more than {MAX_NESTED} parts within parts")
        if parts > MAX_PARTS:
            raise Unreadable(f"a message of more than {MAX_PARTS:,} parts")
    head = re.split(rb"\r?\n\r?\n|\r\r", body, maxsplit=1)[0]
    if head.count(b"\n") > MAX_HEADER_LINES:
        raise Unreadable(f"a message whose head has more than {MAX_HEADER_LINES:,} lines")
    return email.message_from_bytes(body)


def leaves(message: Message) -> Iterator[Message]:
    """The parts that hold no parts, in their order; a message within the message is one of them."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting.extend(reversed([each for each in part.get_payload() if isinstance(each, Message)]))
        else:
            yield part


def header(message: Message, name: str) -> str:
    """The words of a header field, decoded; "" where there is none."""
    value: object = message.get(name, "")
    raw = value if isinstance(value, Header) else str(value)[:_LONGEST_HEADER]
    try:
        pieces = decode_header(raw)
    except (HeaderParseError, ValueError):
        return fold(str(raw))
    words = (piece if isinstance(piece, str) else _decoded(piece, charset) for piece, charset in pieces)
    return fold("".join(words))[:_LONGEST_HEADER]


def payload(part: Message) -> bytes:
    """The bytes of a part, without its transfer encoding."""
    held = part.get_payload(decode=True)
    return held if isinstance(held, bytes) else b""


def text(part: Message) -> str:
    """The text of a part, in the character set that it states where it fits; else in the one that its bytes show.

    Raises Unreadable when it is in none that can be told.
    """
    body = payload(part)
    charset = part.get_param("charset")
    marked = body.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"))
    known = _tried(body, charset) if isinstance(charset, str) and not marked else None
    return decode(body) if known is None else known


def _decoded(piece: bytes, charset: str | None) -> str:
    known = _tried(piece, charset or "utf-8")
    return piece.decode("cp1252", "replace") if known is None else known


def _tried(body: bytes, charset: str) -> str | None:
    """The text in the character set of that name in mail, or None where there is none such or it does not fit.

    What says that it is ASCII or Latin-1 is UTF-8 where it can be, or else Windows-1252, as on the web.
    """
    try:
        name = codecs.lookup(charset.strip("\"' ")[:40]).name
    except (LookupError, ValueError):
        return None
    if name.replace("_", "-") in _NO_CHARSETS:
        return None
    for each in ("utf-8", "cp1252") if name in ("iso8859-1", "ascii", "cp1252") else (name,):
        try:
            return body.decode(each)
        except (UnicodeError, LookupError):
            continue
    return None
