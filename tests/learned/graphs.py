"""Serialised ONNX models, changed byte by byte: what no exporter would write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

GRAPH, INITIALIZER, RAW_DATA, EXTERNAL_DATA = 7, 5, 9, 13
"""Numbers of fields in ONNX's ModelProto, GraphProto and TensorProto."""
STANDS_OUTSIDE = b"\x70\x01"
"""TensorProto.data_location = EXTERNAL."""
Field = tuple[int, int, bytes]
"""Number, whole number, string of bytes: a field has one of the latter two."""


def moved(model: bytes, key: bytes, place: str) -> bytes:
    """The model with its first constant in the file `place`; `key` is how the word "location" is written."""
    parts = list(fields(model))
    graph = next(at for at, (number, _, _) in enumerate(parts) if number == GRAPH)
    inner = list(fields(parts[graph][2]))
    constant = next(at for at, (number, _, _) in enumerate(inner) if number == INITIALIZER)
    kept = [field for field in fields(inner[constant][2]) if field[0] != RAW_DATA]
    outside = key + bytes([0x12, len(place)]) + place.encode()
    inner[constant] = (INITIALIZER, 0, written([*kept, (EXTERNAL_DATA, 0, outside)]) + STANDS_OUTSIDE)
    parts[graph] = (GRAPH, 0, written(inner))
    return written(parts)


def fields(message: bytes) -> Iterator[Field]:
    """The fields of a protocol buffer that has no others than whole numbers and strings of bytes."""
    at = 0
    while at < len(message):
        tag, at = _whole(message, at)
        value, at = _whole(message, at)
        if tag & 7:
            yield tag >> 3, 0, message[at : at + value]
            at += value
        else:
            yield tag >> 3, value, b""


def written(some: Iterable[Field]) -> bytes:
    """The fields as a protocol buffer."""
    return b"".join(
        _varint(number << 3 | 2) + _varint(len(body)) + body if body else _varint(number << 3) + _varint(value)
        for number, value, body in some
    )


def _whole(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        value |= (message[at] & 127) << shift
        at, shift = at + 1, shift + 7
        if message[at - 1] < 128:
            return value, at


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])
