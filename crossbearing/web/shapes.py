"""Types of records, worked out before threads share them.

msgspec works out what a type is like when it first decodes one, and keeps that with the type before it is finished: two
threads that begin with the same type at once end the process (msgspec 0.22, a segmentation fault).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import msgspec

_WORKED_OUT: set[type] = set()


def work_out() -> None:
    """Of all types that are loaded by now and were not worked out. There must be no thread that decodes yet."""
    for kind in _under(msgspec.Struct):
        if kind not in _WORKED_OUT:
            with suppress(TypeError):  # of a type that cannot be decoded at all
                msgspec.json.Decoder(kind)
            _WORKED_OUT.add(kind)


def _under(kind: type[Any]) -> Iterator[type[Any]]:
    for each in kind.__subclasses__():
        yield each
        yield from _under(each)
