"""A look at a PDF's bytes before any parser gets them: what streams say of their size, and what they unpack to."""

from __future__ import annotations

import re
import zlib

from crossbearing.errors import Unreadable

MAX_OBJECTS = 100_000
"""A report of 300 pages has some thousands."""
MAX_UNPACKED = 64_000_000
"""Bytes, of all streams but pictures, which are not unpacked for the text."""

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_OBJECT = re.compile(rb"\b\d+ \d+ obj\b")
_PACKED_TWICE = re.compile(rb"/Fl(?:ateDecode)?[\s/]*/Fl(?:ateDecode)?\b")
_DICTIONARY = 1_000
"""Bytes before a stream in which its dictionary stands."""


def check(body: bytes) -> None:
    """Raises Unreadable for a PDF that no parser should be given."""
    if sum(1 for _ in _OBJECT.finditer(body)) > MAX_OBJECTS:
        raise Unreadable(f"a PDF of more than {MAX_OBJECTS:,} objects")
    left = MAX_UNPACKED
    for stream in _STREAM.finditer(body):
        about = body[max(0, stream.start() - _DICTIONARY) : stream.start()]
        about = about[about.rfind(b" obj") + 1 :]
        if b"/Fl" not in about or b"/Image" in about:
            continue
        if about.count(b"/Fl") > 1 and _PACKED_TWICE.search(about) is not None:
            raise Unreadable("a PDF with a stream that is packed twice, as a bomb is")
        left -= _unpacked(body, stream.end(), left)
        if left <= 0:
            raise Unreadable(f"a PDF that unpacks to more than {MAX_UNPACKED // 1_000_000} MB")


def _unpacked(body: bytes, start: int, most: int) -> int:
    """How many bytes the stream that begins there unpacks to, counted up to `most`."""
    unpacker = zlib.decompressobj()
    size = 0
    packed: bytes | memoryview = memoryview(body)[start:]
    try:
        while not unpacker.eof and size < most:
            got = unpacker.decompress(packed, 1_000_000)
            size += len(got)
            packed = unpacker.unconsumed_tail
            if not got:
                break
    except zlib.error:
        return size
    return size
