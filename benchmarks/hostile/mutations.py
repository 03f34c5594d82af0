"""Byte mutations: a few of these at random places of an honest file, or of the text that it packs."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

from benchmarks.hostile.made import Input
from benchmarks.hostile.seeds import Seed

_SLICE = 400
_TOKENS = (
    b"\x00",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\xc0\xaf",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\xe2\x80\xae",
    b"\x1b[2J\x1b]0;x\x07",
    b"\r",
    b"\n\n",
    b"\x0b",
    b"\x85",
    b"<",
    b">" * 50,
    b"<!--",
    b"]]>",
    b"<![CDATA[",
    b"<script>",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"&a;",
    b"&#x110000;",
    b"&#xd800;",
    b"{" * 50,
    b"[" * 50,
    b'"',
    b"'",
    b"\\u0000",
    b"\\ud800",
    b"-1",
    b"99999999999999999999",
    b"1e999",
    b"NaN",
    b"../../etc/passwd",
    b"%00",
    b"%PDF-1.7",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x1f\x8b\x08",
    b"WARC/1.1\r\n",
    b"--x",
    b"endobj",
    b"stream\r\n",
    b"Content-Length: -5\r\n",
    b"Content-Type: multipart/mixed; boundary=x\r\n",
)

Mutation = Callable[[bytes, random.Random, Sequence[Seed]], bytes]


def mutated(seeds: Sequence[Seed], count: int, chance: random.Random) -> Iterator[Input]:
    """`count` mutants, an equal share of each seed."""
    names = sorted(_MUTATIONS)
    for number in range(count):
        seed = seeds[number % len(seeds)]
        kinds = [chance.choice(names) for _ in range(chance.choice((1, 1, 2, 4, 16)))]
        inner = chance.random() < 0.5
        body = seed.inner if inner else seed.body
        for kind in kinds:
            body = _MUTATIONS[kind](body, chance, seeds)
        about = "+".join(sorted(set(kinds)))
        yield Input(
            format=seed.format, about=about, name=f"{about}{seed.suffix}", body=seed.pack(body) if inner else body
        )


def _cut_out(body: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(body) + 1)
    return start, min(len(body), start + chance.randint(1, _SLICE))


def _flip(body: bytes, chance: random.Random, _: Sequence[Seed]) -> bytes:
    changed = bytearray(body)
    for _each in range(chance.choice((1, 3, 10)) if changed else 0):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _overwrite(body: bytes, chance: random.Random, _: Sequence[Seed]) -> bytes:
    start, end = _cut_out(body, chance)
    return body[:start] + chance.randbytes(end - start) + body[end:]


def _cut(body: bytes, chance: random.Random, _: Sequence[Seed]) -> bytes:
    start, end = _cut_out(body, chance)
    return body[:start] + body[end:]


def _truncate(body: bytes, chance: random.Random, _: Sequence[Seed]) -> bytes:
    return body[: chance.randrange(len(body) + 1)]


def _duplicate(body: bytes, chance: random.Random, _: Sequence[Seed]) -> bytes:
    start, end = _cut_out(body, chance)
    return body[:end] + body[start:end] * chance.choice((1, 2, 50)) + body[end:]


def _splice(body: bytes, chance: random.Random, seeds: Sequence[Seed]) -> bytes:
    other = chance.choice(seeds).body
    start, end = _cut_out(other, chance)
    at = chance.randrange(len(body) + 1)
    return body[:at] + other[start:end] + body[at:]


def _insert(body: bytes, chance: random.Random, _: Sequence[Seed]) -> bytes:
    at = chance.randrange(len(body) + 1)
    return body[:at] + chance.choice(_TOKENS) * chance.choice((1, 1, 20)) + body[at:]


_MUTATIONS: dict[str, Mutation] = {
    "cut": _cut,
    "duplicate": _duplicate,
    "flip": _flip,
    "insert": _insert,
    "overwrite": _overwrite,
    "splice": _splice,
    "truncate": _truncate,
}
