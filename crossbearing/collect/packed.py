"""Gzip files and ZIP archives, unpacked a few megabytes at a time. Runs in the sandboxed worker.

What was unpacked so far is remembered between two pieces, so that each goes on where the last one ended; a fresh worker
begins anew and passes over what was handed out. Nothing here trusts a size that an archive states of itself.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from crossbearing.collect.pieces import RECORDS, Answer, Ask, Entry
from crossbearing.errors import Unreadable

_READ = 262_144
_UNPACKED = 4_000_000
"""Bytes in one answer."""
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


class _Streams:
    """The one stream that is being unpacked: (path, entry) and how far it was."""

    key: tuple[str, int | None] | None = None
    at: int = 0
    chunks: Iterator[bytes]


class _Directory:
    """The one ZIP archive whose directory was read last."""

    path: str | None = None
    file: zipfile.ZipFile


def gunzipped(ask: Ask) -> Answer:
    """The next bytes of a gzip file. Raises Unreadable where it is damaged."""
    return _next(ask, None)


def unzipped(ask: Ask) -> Answer:
    """The archive's members, or the next bytes of one of them. Raises Unreadable where it cannot be unpacked."""
    if ask.entry is not None:
        return _next(ask, ask.entry)
    listed = _directory(ask.path).infolist()
    entries = tuple(_entry(n, listed[n]) for n in range(ask.start, min(len(listed), ask.start + RECORDS)))
    end = ask.start + len(entries)
    return Answer(entries=entries, next=end if end < len(listed) else None, number=end)


def _entry(index: int, info: zipfile.ZipInfo) -> Entry:
    mode = info.external_attr >> 16
    why = ""
    if info.is_dir():
        why = "a folder"
    elif stat.S_ISLNK(mode):
        why = "a link; not followed"
    elif info.flag_bits & _ENCRYPTED:
        why = "encrypted; it cannot be read without its password"
    elif info.compress_type not in _METHODS:
        why = f"compressed by a method (number {info.compress_type}) that is not known here"
    return Entry(index=index, name=info.orig_filename, why_not=why)


def _directory(path: str) -> zipfile.ZipFile:
    if _Directory.path != path:
        try:
            _Directory.file = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise Unreadable(f"a ZIP archive that is damaged or cut off ({error})") from error
        _Directory.path = path
    return _Directory.file


def _next(ask: Ask, entry: int | None) -> Answer:
    try:
        if (_Streams.key, _Streams.at) != ((ask.path, entry), ask.start):
            _Streams.chunks, _Streams.at = _gunzip(ask.path) if entry is None else _unzip(ask.path, entry), 0
            _Streams.key = (ask.path, entry)
            while _Streams.at < ask.start:
                _Streams.at += len(next(_Streams.chunks))
        data = bytearray()
        for chunk in _Streams.chunks:
            data += chunk
            if len(data) >= _UNPACKED:
                _Streams.at += len(data)
                return Answer(data=bytes(data), next=_Streams.at)
    except (zlib.error, zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        _Streams.key = None
        raise Unreadable(f"damaged or cut off ({error})") from error
    _Streams.key = None
    return Answer(data=bytes(data))


def _unzip(path: str, entry: int) -> Iterator[bytes]:
    with _directory(path).open(_directory(path).infolist()[entry]) as file:
        yield from iter(lambda: file.read(_READ), b"")


def _gunzip(path: str) -> Iterator[bytes]:
    """The bytes of all members of a gzip file one after another; zeros after the last are padding."""
    with Path(path).open("rb") as file:
        held = file.read(_READ)
        while held:
            unpacker = zlib.decompressobj(wbits=31)
            while not unpacker.eof:
                if not held and not (held := file.read(_READ)):
                    raise EOFError("it ends too early")
                yield unpacker.decompress(held, _READ)
                held = unpacker.unconsumed_tail
            held = _after_zeros(unpacker.unused_data, file)


def _after_zeros(held: bytes, file: IO[bytes]) -> bytes:
    while not (held := held.lstrip(b"\x00")):
        if not (held := file.read(_READ)):
            return b""
    return held
