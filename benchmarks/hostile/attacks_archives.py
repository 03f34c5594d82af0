"""Attacks by hand on archives: gzip, ZIP, WARC and WACZ."""

from __future__ import annotations

import gzip
import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping

from benchmarks.hostile.made import Input
from benchmarks.hostile.seeds import PAGE, TEXT, answer, gzipped, record, wacz, warc, zipped

Makes = Callable[[], bytes]
PAGE_BYTES, TEXT_BYTES = PAGE.encode(), TEXT.encode()

# ── bombs ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def deflated(megabytes: int, *, zlib_head: bool = False, byte: bytes = b"a") -> bytes:
    """A deflate stream of so many MB of one byte, of a thousandth of its size, made without packing all of it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 15 if zlib_head else -15)
    first = packer.compress(byte * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(byte * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + again * (megabytes - 1) + packer.flush()


def gzip_bomb(megabytes: int) -> bytes:
    return b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff" + deflated(megabytes) + struct.pack("<LL", 0, megabytes)


def zip_of(packed: bytes, name: bytes, size: int, *, stated: int | None = None) -> bytes:
    """A ZIP archive of one member, whose deflate stream is given; `stated` may be an untrue size."""
    said = size if stated is None else stated
    common = struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 0x21, 0, len(packed), said, len(name), 0)
    local = b"PK\x03\x04" + common + name + packed
    central = b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHLL", 0, 0, 0, 0, 0) + name
    return local + central + b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 1, 1, len(central), len(local), 0)


def _nested(times: int, pack: Callable[[bytes], bytes]) -> bytes:
    body = PAGE_BYTES
    for _ in range(times):
        body = pack(body)
    return body


def _linked(target: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, target)
        archive.writestr(zipfile.ZipInfo("link.txt/x.txt"), TEXT)
    return out.getvalue()


def _overlapping(times: int) -> bytes:
    """Many entries of the directory that share one member's bytes."""
    packed = deflated(10)
    name = b"a.txt"
    common = struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 0x21, 0, len(packed), 10_000_000, len(name), 0)
    local = b"PK\x03\x04" + common + name + packed
    central = (b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHLL", 0, 0, 0, 0, 0) + name) * times
    return local + central + b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, times, times, len(central), len(local), 0)


_GZIP: Mapping[str, Makes] = {
    "10 GB": lambda: gzip_bomb(10_000),
    "100 MB": lambda: gzip_bomb(100),
    "packed ten times": lambda: _nested(10, gzipped),
    "a bomb in a bomb": lambda: gzipped(gzip_bomb(1_000)),
    "two members": lambda: gzipped(PAGE_BYTES) + gzipped(PAGE_BYTES),
    "100,000 empty members": lambda: gzipped(b"") * 100_000 + gzipped(PAGE_BYTES),
    "garbage behind it": lambda: gzipped(PAGE_BYTES) + b"\xff" * 1_000,
    "cut off": lambda: gzipped(PAGE_BYTES)[:-20],
    "a wrong checksum": lambda: gzipped(PAGE_BYTES)[:-8] + b"\x00" * 8,
    "a name in its head": lambda: b"\x1f\x8b\x08\x08" + bytes(6) + b"../../etc/x\x00" + gzipped(PAGE_BYTES)[10:],
    "a head without an end": lambda: b"\x1f\x8b\x08\x08" + bytes(6) + b"a" * 1_000_000,
}
_ZIP: Mapping[str, Makes] = {
    "4 GB": lambda: zip_of(deflated(4_000), b"a.txt", 4_000_000_000),
    "1 GB that says it has 10 bytes": lambda: zip_of(deflated(1_000), b"a.txt", 0, stated=10),
    "a thousand members in one place": lambda: _overlapping(1_000),
    "packed ten times": lambda: _nested(10, lambda body: zipped({"a.zip": body})),
    "60,000 members": lambda: zipped({f"{n}.txt": b"" for n in range(60_000)}),
    "a path out of it": lambda: zipped({"../../../../tmp/crossbearing-out.txt": TEXT_BYTES, "/etc/x.txt": TEXT_BYTES}),
    "a path of Windows": lambda: zipped({"..\\..\\x.txt": TEXT_BYTES, "C:\\x.txt": TEXT_BYTES, "con.txt": TEXT_BYTES}),
    "a name of NULs": lambda: zip_of(zlib.compress(TEXT_BYTES)[2:-4], b"a.txt\x00.html", len(TEXT_BYTES)),
    "a name with escapes": lambda: zipped({"\x1b[2J\u202e.txt": TEXT_BYTES}),
    "a name of 60,000 characters": lambda: zipped({"a/" * 30_000 + "x.txt": TEXT_BYTES}),
    "two members of one name": lambda: zip_of(zlib.compress(TEXT_BYTES)[2:-4], b"a.txt", len(TEXT_BYTES)) * 2,
    "a link in it": lambda: _linked(b"/etc/passwd"),
    "a link to a folder above": lambda: _linked(b"../.."),
    "itself, nearly": lambda: zipped({"a.zip": zipped({"a.zip": zipped({"a.zip": b"PK\x03\x04"})})}),
    "a comment of 64 kB": lambda: zipped({"a.txt": TEXT_BYTES})[:-2] + b"\xff\xff" + b"a" * 65_535,
    "cut off": lambda: zipped({"a.txt": TEXT_BYTES})[:-10],
    "no directory": lambda: zipped({"a.txt": TEXT_BYTES}).split(b"PK\x01\x02")[0],
    "a directory elsewhere": lambda: zipped({"a.txt": TEXT_BYTES})[:-6] + b"\xff\xff\xff\x7f\x00\x00",
    "a program before it": lambda: b"MZ\x90\x00" + zipped({"a.txt": TEXT_BYTES}),
    "a method that there is not": lambda: zipped({"a.txt": TEXT_BYTES}).replace(b"\x08\x00", b"\x63\x00"),
    "encrypted": lambda: zipped({"a.txt": TEXT_BYTES}).replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01"),
    "nothing in it": lambda: zipped({}),
    "folders alone": lambda: zipped({f"{n}/": b"" for n in range(1_000)}),
}
_WARC: Mapping[str, Makes] = {
    "a length that is too short": lambda: record("response", answer(PAGE_BYTES), length=50) + warc(PAGE_BYTES),
    "a length that is too long": lambda: record("response", answer(PAGE_BYTES), length=10**6) + warc(PAGE_BYTES),
    "a length of 9 EB": lambda: record("response", answer(PAGE_BYTES), length=2**63 - 1),
    "a length beyond all integers": lambda: record("response", answer(PAGE_BYTES), length="9" * 5_000),
    "a negative length": lambda: record("response", answer(PAGE_BYTES), length=-1) + warc(PAGE_BYTES),
    "a length that is no number": lambda: record("response", answer(PAGE_BYTES), length="many") + warc(PAGE_BYTES),
    "two lengths": lambda: record("response", answer(PAGE_BYTES), more="Content-Length: 3\r\n") + warc(PAGE_BYTES),
    "no length": lambda: warc(PAGE_BYTES).replace(b"Content-Length", b"X-Length"),
    "cut off": lambda: warc(PAGE_BYTES)[:-500],
    "garbage between records": lambda: warc(PAGE_BYTES) + b"\xff\x00garbage\r\n" * 999 + warc(TEXT_BYTES),
    "a head without an end": lambda: b"WARC/1.1\r\n" + b"X-A: b\r\n" * 300_000,
    "a head's line of 10 MB": lambda: b"WARC/1.1\r\nX: " + b"a" * 10_000_000,
    "20,000 empty records": lambda: record("response", b"") * 20_000 + warc(PAGE_BYTES),
    "a server's length that is untrue": lambda: record(
        "response", answer(PAGE_BYTES, more="Content-Length: 9999999\r\n")
    ),
    "chunks without an end": lambda: record(
        "response", answer(b"FFFFFFFF\r\nabc", more="Transfer-Encoding: chunked\r\n")
    ),
    "chunks of negative size": lambda: record(
        "response", answer(b"-5\r\nabc\r\n0\r\n\r\n", more="Transfer-Encoding: chunked\r\n")
    ),
    "a gzip bomb in an answer": lambda: record("response", answer(gzip_bomb(1_000), more="Content-Encoding: gzip\r\n")),
    "brotli that is none": lambda: record("response", answer(b"\xff" * 999, more="Content-Encoding: br\r\n")),
    "no answer in a response": lambda: record("response", PAGE_BYTES),
    "300,000 fields in an answer": lambda: record("response", answer(PAGE_BYTES, more="X: y\r\n" * 300_000)),
    "a time that there is not": lambda: warc(PAGE_BYTES).replace(b"2031-05-06T08", b"9999-99-99T99"),
    "an address with a line break": lambda: record("response", answer(PAGE_BYTES), address="http://a\r\nX: y"),
    "a file's address": lambda: record("response", answer(PAGE_BYTES), address="file:///etc/passwd"),
    "a revisit of nothing": lambda: record("revisit", b"HTTP/1.1 200 OK\r\n\r\n", more="WARC-Refers-To: <urn:x>\r\n"),
    "another version": lambda: warc(PAGE_BYTES).replace(b"WARC/1.1", b"WARC/9.9"),
    "line feeds alone": lambda: warc(PAGE_BYTES).replace(b"\r\n", b"\n"),
    "a tag of 100,000 attributes": lambda: warc(b"<p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + PAGE_BYTES),
}
_WARC_GZ: Mapping[str, Makes] = {
    "10 GB": lambda: gzipped(b"WARC/1.1\r\nX: ") + gzip_bomb(10_000),
    "all in one member": lambda: gzipped(warc(PAGE_BYTES) * 200),
    "a member cut off": lambda: gzipped(warc(PAGE_BYTES)) + gzipped(warc(TEXT_BYTES))[:-30],
    "a member that is damaged": lambda: gzipped(warc(PAGE_BYTES))[:-40] + b"\xff" * 40 + gzipped(warc(TEXT_BYTES)),
}
_WACZ: Mapping[str, Makes] = {
    "no archive in it": lambda: zipped({"datapackage.json": b"{}"}),
    "a bomb in it": lambda: zipped({"datapackage.json": b"{}", "archive/a.warc.gz": gzip_bomb(5_000)}),
    "itself in it": lambda: zipped({"datapackage.json": b"{}", "archive/a.wacz": wacz(PAGE_BYTES)}),
    "a description nested 100,000 deep": lambda: zipped(
        {"datapackage.json": b"[" * 100_000, "archive/a.warc": warc(PAGE_BYTES)}
    ),
}

_TABLES: tuple[tuple[str, str, Mapping[str, Makes]], ...] = (
    ("gzip", ".html.gz", _GZIP),
    ("zip", ".zip", _ZIP),
    ("warc", ".warc", _WARC),
    ("warc", ".warc.gz", _WARC_GZ),
    ("wacz", ".wacz", _WACZ),
)


def archive_attacks() -> Iterator[tuple[Input, Makes]]:
    """Each attack without its bytes, and what makes them."""
    for what, suffix, table in _TABLES:
        for about, makes in table.items():
            yield Input(format=what, about=about, name="attack" + suffix), makes
    yield Input(format="gzip", about="a page that is no gzip", name="attack.gz"), lambda: PAGE_BYTES
    yield (
        Input(format="zip", about="a gzip that is called a zip", name="attack.zip"),
        lambda: gzip.compress(PAGE_BYTES, mtime=0),
    )
