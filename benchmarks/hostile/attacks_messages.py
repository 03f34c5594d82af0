"""Attacks by hand on messages: mail and MHTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from benchmarks.hostile.attacks_text import HEADS, attributes
from benchmarks.hostile.made import Input
from benchmarks.hostile.seeds import ADDRESS, MAIL, SAVED, TEXT, TITLE

Makes = Callable[[], bytes]
TEXT_BYTES = TEXT.encode()
MIXED = "Content-Type: multipart/mixed; boundary="
PART = "--x\r\nContent-Type: text/plain\r\n\r\na\r\n"
SAME = f"--x\r\n{MIXED}x\r\n\r\n"
WORDS = "Subject: " + "=?utf-8?b?YQ==?= " * 60_000
PIECES = "".join(f" charset*{n}*=utf-8;" for n in range(20_000))
SMALL_PAGE = b"--y\r\nContent-Type: text/html\r\n\r\n<p>a\r\n"
BASE64 = b"Content-Transfer-Encoding: base64\r\nContent-Location"
FORWARDED = "---------- Forwarded message ---------\nFrom: a <b@c>\n"
MAIL_TYPE = "Content-Type: message/rfc822"
MAIL_IN_IT = "Content-Type:\r\n message/rfc822\r\n\r\n"
QUOTED = "Content-Transfer-Encoding: quoted-printable"
ATTACHED = b"--x\r\nContent-Type: a/b\r\nContent-Disposition: attachment; filename=../../x\x1b[2J\r\n\r\nb\r\n--x--"


def _mail(head: str, body: str = TEXT) -> bytes:
    return f"From: a@b.example\r\nSubject: {TITLE}\r\n{head}\r\n\r\n{body}".encode()


def _in_each_other(kind: str, depth: int) -> str:
    return "".join(f"--x{n}\r\nContent-Type: multipart/{kind}; boundary=x{n + 1}\r\n\r\n" for n in range(depth))


_EML: Mapping[str, Makes] = {
    "5,000 parts": lambda: _mail(MIXED + "x", PART * 5_000),
    "300,000 parts without a type": lambda: _mail(MIXED + "x", "--x\r\n\r\na\r\n" * 300_000),
    "10,000 parts in each other": lambda: _mail(MIXED + "x0", _in_each_other("mixed", 10_000)),
    "45 parts in each other": lambda: _mail(MIXED + "x0", _in_each_other("mixed", 45) + TEXT),
    "mails in mails": lambda: _mail(MAIL_TYPE, f"{MAIL_TYPE}\r\n\r\n" * 10_000 + TEXT),
    "mails in mails, folded": lambda: _mail("Content-Type:\r\n message/rfc822", MAIL_IN_IT * 10_000),
    "one boundary for all": lambda: _mail(MIXED + "x", SAME * 45),
    "a boundary of nothing": lambda: _mail(MIXED + '""', "--\r\n\r\na\r\n" * 1_000),
    "a boundary of 1 MB": lambda: _mail(MIXED + "x" * 1_000_000),
    "no boundary": lambda: _mail("Content-Type: multipart/mixed"),
    "a head of 300,000 lines": lambda: _mail("X: y\r\n" * 300_000),
    "a head's line of 10 MB": lambda: _mail("X: " + "y" * 10_000_000),
    "a subject of 1 MB of encoded words": lambda: _mail(WORDS).replace(b"Subject: Two", b"X: "),
    "encoded words without an end": lambda: b"Subject: " + b"=?utf-8?q?" * 100_000 + b"\r\n\r\n" + TEXT_BYTES,
    "a sender of brackets": lambda: b"From: " + b"(" * 100_000 + b"\r\n\r\n" + TEXT_BYTES,
    "a sender of quotes": lambda: b"From: " + b'"\\' * 100_000 + b"\r\n\r\n" + TEXT_BYTES,
    "a sender of addresses": lambda: b"From: " + b"a@b," * 100_000 + b"\r\n\r\n" + TEXT_BYTES,
    "a date of digits": lambda: _mail("Date: " + "9" * 100_000),
    "a date beyond all days": lambda: _mail("Date: Mon, 99 Foo 99999 99:99:99 +9999"),
    "base64 that is none": lambda: _mail("Content-Transfer-Encoding: base64", "!" * 100_000),
    "base64 of 10 MB": lambda: _mail("Content-Transfer-Encoding: base64", "YWJj" * 2_500_000),
    "quoted-printable": lambda: _mail(QUOTED, "=\r\n" * 500_000 + "=ZZ=" * 10_000),
    "uuencode": lambda: _mail("Content-Transfer-Encoding: uuencode", "begin 644 x\r\n" * 10_000),
    "a character set that is none": lambda: _mail("Content-Type: text/plain; charset=zlib"),
    "a character set of quadratic time": lambda: _mail(
        "Content-Type: text/plain; charset=punycode", "a-" + "b" * 300_000
    ),
    "a character set with a path": lambda: _mail("Content-Type: text/plain; charset=../../x"),
    "parameters in pieces": lambda: _mail("Content-Type: text/plain;" + PIECES),
    "parameters without an end": lambda: _mail("Content-Type: text/plain; " + 'a="b\\"; ' * 100_000),
    "a page nested 200,000 deep": lambda: _mail("Content-Type: text/html", "<div>" * 200_000 + TEXT),
    "300,000 quoted lines": lambda: _mail("", "> a\n" * 300_000 + TEXT),
    "who wrote what, without an end": lambda: _mail("", ("On " + "a" * 150 + "\n> x\n") * 20_000),
    "a million line ends": lambda: _mail("", "\r" * 2_000_000),
    "an attachment with a path": lambda: MAIL.replace(b"--x--", ATTACHED),
    "NULs": lambda: MAIL.replace(b"Marrowby", b"\x00"),
    "no head": lambda: b"\r\n\r\n" + TEXT_BYTES,
    "a head alone": lambda: b"From: a@b.example\r\nSubject: x",
    "forwarded in forwarded": lambda: _mail("Subject: Fwd: x", FORWARDED * 20_000).replace(TITLE.encode(), b"Fwd: a"),
}
IN_EACH_OTHER = _in_each_other("related", 5_000).encode()
_MHTML: Mapping[str, Makes] = {
    "a page nested 200,000 deep": lambda: SAVED.replace(b"<article>", b"<div>" * 200_000),
    "a tag of 100,000 attributes": lambda: SAVED.replace(b"<article>", attributes("p").encode()),
    "10,000 pages": lambda: SAVED.replace(b"--y--", SMALL_PAGE * 10_000 + b"--y--"),
    "pages in each other": lambda: SAVED.replace(b'boundary="y"', b'boundary="x0"').replace(
        b"--y", _in_each_other("related", 5_000).encode(), 1
    ),
    "a main part that there is not": lambda: SAVED.replace(b"type=", b'start="<nothing>"; type='),
    "a main part that is a picture": lambda: SAVED.replace(b"Content-Type: text/html", b"Content-Type: image/png"),
    "an address of this machine": lambda: SAVED.replace(ADDRESS.encode(), b"file:///etc/passwd"),
    "an address with escapes": lambda: SAVED.replace(ADDRESS.encode(), b"https://a/\x1b[2J" + b"a" * 100_000),
    "a time that there is not": lambda: SAVED.replace(b"6 May 2031", b"99 Foo 99999"),
    "base64 that is none": lambda: SAVED.replace(
        b"Content-Location", b"Content-Transfer-Encoding: base64\r\nContent-Location"
    ),
    "a character set of quadratic time": lambda: SAVED.replace(b"charset=utf-8", b"charset=punycode"),
    "an entity bomb": lambda: SAVED.replace(b"<!DOCTYPE html>", HEADS["entity bomb"].encode()),
    "cut off": lambda: SAVED[: len(SAVED) // 2],
    "a head alone": lambda: SAVED.split(b"--y")[0],
}

_TABLES = (("eml", ".eml", _EML), ("mhtml", ".mhtml", _MHTML))


def message_attacks() -> Iterator[tuple[Input, Makes]]:
    """Each attack without its bytes, and what makes them."""
    for what, suffix, table in _TABLES:
        for about, makes in table.items():
            yield Input(format=what, about=about, name="attack" + suffix), makes
