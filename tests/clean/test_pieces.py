"""Decoding, paragraphs, Markdown, the look at a page before it is parsed, date lines, titles."""

from __future__ import annotations

import pytest

from crossbearing.clean.decoding import decode
from crossbearing.clean.furniture import without_suffix
from crossbearing.clean.language import language
from crossbearing.clean.markdown import front_matter, plain
from crossbearing.clean.paragraphs import paragraphs
from crossbearing.clean.prescan import check
from crossbearing.clean.stamps import stamp
from crossbearing.errors import Unreadable

GERMAN = "Die Brücke über die Förde bleibt gesperrt, erklärte die Behörde am Montag."
RUSSIAN = "Мост через залив закрыт для движения, сообщила городская администрация."
FRENCH = "Le pont a été fermé lundi, a déclaré « la mairie » ; l’enquête est ouverte à Port-Cendré."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "utf-8"),
        (GERMAN, "utf-8-sig"),
        (GERMAN, "latin-1"),
        (FRENCH, "cp1252"),
        (GERMAN, "utf-16"),
        (GERMAN, "utf-16-le"),
        (GERMAN, "utf-16-be"),
        (GERMAN, "utf-32"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "utf-8"),
    ],
)
def test_decode(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_declared_encoding_is_believed_when_the_bytes_allow_it() -> None:
    page = f'<html><head><meta charset="koi8-r"></head><body>{RUSSIAN}</body></html>'
    assert decode(page.encode("koi8-r")) == page
    assert decode(page.encode("utf-8")) == page


@pytest.mark.parametrize(
    ("served", "declared", "encoding"),
    [
        ("; charset=koi8-r", "", "koi8-r"),
        ('; charset="KOI8-R"', "<meta charset=windows-1251>", "koi8-r"),
        ("; charset=iso-8859-1", "<meta charset=koi8-r>", "koi8-r"),
        ("; charset=utf-8", "<meta charset=koi8-r>", "koi8-r"),
        ("; charset=nonsense", "<meta charset=koi8-r>", "koi8-r"),
        ("", "<meta charset=koi8-r>", "koi8-r"),
    ],
)
def test_the_servers_encoding(served: str, declared: str, encoding: str) -> None:
    page = declared + RUSSIAN
    http = f"HTTP/1.1 200 OK\r\nServer: x\r\nContent-Type: text/html{served}\r\n"
    assert decode(page.encode(encoding), http) == page


def test_damaged_utf8_shows_its_damage_and_does_not_turn_into_other_letters() -> None:
    assert decode(RUSSIAN.encode()[:-3] + b"\xd0 " + RUSSIAN.encode()).count("\ufffd") == 1


@pytest.mark.parametrize("body", [b"\x00\x01\x02\x03" * 50, b"\xff\xfe\x00\xd8\x00\x00"])
def test_what_is_no_text_is_refused(body: bytes) -> None:
    with pytest.raises(Unreadable):
        decode(body)


WRAPPED = """The port authority of Marrowby closed both its quays on Monday after
a crane fell on two barges, and said that they would stay closed until
the end of the week.

Nobody was hurt in what the dockers’ union called the third accident
of its kind this year."""


LONG = " ".join(["A full paragraph that goes on for quite a while."] * 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One.\r\n\r\n\r\nTwo.\rThree.", ["One.", "Two.", "Three."]),
        ("A\u00a0 b\tc", ["A b c"]),
        ("One\u2028two\u2029three\u0085four", ["One", "two", "three", "four"]),
        ("a\u202eb\x00c\x07d\u2066e", ["abcde"]),
        ("e\u0301\u200b\u00ad", ["e\u0301\u200b\u00ad"]),
        ("Menu\nHome\nNews\nSport\nWeather", ["Menu", "Home", "News", "Sport", "Weather"]),
        (WRAPPED, [" ".join(block.split("\n")) for block in WRAPPED.split("\n\n")]),
        (WRAPPED.replace("\n\n", "\n"), [" ".join(block.split("\n")) for block in WRAPPED.split("\n\n")]),
        ("\n".join([LONG] * 3), [LONG] * 3),
        ("  \n\t\n ", []),
    ],
)  # fmt: skip
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert paragraphs(text) == expected


def test_markdown_becomes_its_words() -> None:
    text = """---
title: "Barges sink"
date: 2031-05-04
---
# Barges *sink* in [Marrowby](https://example.org)

Two **barges** sank,
the `port` said. ![The quay](q.jpg)

- first_point stays
- 2 * 3 * 4 stays

> Nobody was hurt.
"""
    fields, rest = front_matter(text)
    assert fields == {"title": "Barges sink", "date": "2031-05-04"}
    assert paragraphs(plain(rest)) == [
        "Barges sink in Marrowby",
        "Two barges sank, the port said. The quay",
        "first_point stays",
        "2 * 3 * 4 stays",
        "Nobody was hurt.",
    ]


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<p " + "a=1 " * 1001 + ">", "attributes"),
        ("<p " + "a " * 1001, "attributes"),
        ("<p x='>' " + 'a=">" ' * 1001 + ">", "attributes"),
        ("<div>" * 513, "nested"),
        ("<b><i>" * 300, "nested"),
    ],
)
def test_markup_that_stops_parsers_is_refused(page: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        check(page)


@pytest.mark.parametrize(
    "page",
    [
        "<p>" * 5000,
        "<div><p>x</div>" * 5000,
        "<br>" * 5000,
        "<script>" + "<div>" * 5000 + "</script>",
        "<!-- " + "<div>" * 5000 + " -->",
        "<p " + "a=1 " * 900 + ">" + "word " * 5000,
        "<a href='<div><div>" + "<" * 5000,
        "",
    ],
)
def test_honest_markup_is_let_through(page: str) -> None:
    check(page)


@pytest.mark.parametrize(
    ("text", "day", "rest"),
    [
        ("Sun 4 May 2031 Barges", "2031-05-04", " Barges"),
        ("Sunday, May 4th, 2031 at 5:35 pm GMT+3 Barges", "2031-05-04", " Barges"),
        ("Published: 04.05.2031 | Updated: 05.05.2031", "2031-05-04", ""),
        ("2031-05-04T17:35:12 Barges", "2031-05-04", " Barges"),
        ("23/05/2031 Barges", "2031-05-23", " Barges"),
        ("05/23/2031 Barges", "2031-05-23", " Barges"),
        ("04/05/2031 Barges", "2031", " Barges"),
        ("Published: Updated:", None, ""),
        ("31 February 2031 Barges", None, None),
        ("Sunday the captain", None, None),
        ("May 4 was", None, None),
        ("1735 barges", None, None),
    ],
)
def test_date_lines(text: str, day: str | None, rest: str | None) -> None:
    found = stamp(text)
    assert (found.day if found else None) == day
    assert (text[found.end :] if found else None) == rest


@pytest.mark.parametrize(
    ("title", "outlet", "left"),
    [
        ("Barges sink | Marrowby Post", None, "Barges sink"),
        ("Barges sink - The Marrowby Post", "Marrowby Post", "Barges sink"),
        ("Barges sink – Reuters", None, "Barges sink"),
        ("Barges sink - port says nobody hurt", None, "Barges sink - port says nobody hurt"),
        ("Marrowby: barges sink", "Marrowby Post", "Marrowby: barges sink"),
    ],
)
def test_a_title_without_its_outlet(title: str, outlet: str | None, left: str) -> None:
    assert without_suffix(title, outlet)[0] == left


@pytest.mark.parametrize(
    ("text", "stated", "code"), [(GERMAN, None, "de"), (GERMAN, "en", "en"), ("1917", None, "und")]
)
def test_language(text: str, stated: str | None, code: str) -> None:
    assert language(text, stated) == code
