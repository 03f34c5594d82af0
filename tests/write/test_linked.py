"""What the exports for programs of others share, and what holds for each of them."""

from __future__ import annotations

import json

import pytest

from crossbearing.write.exports import by_name
from crossbearing.write.linked import address, language, named, to_json, utc
from tests.write.handed_on import exported, handed_on
from tests.write.linked_story import the_case

NAMES = ("annotations", "jsonld", "prov", "ftm", "bibtex", "csl")


@pytest.mark.parametrize("name", NAMES)
def test_the_same_case_gives_the_same_bytes_and_they_are_text(name: str) -> None:
    made = b"".join(by_name(name).make(the_case()))
    assert made == b"".join(by_name(name).make(the_case()))
    assert made.decode().endswith("\n")


@pytest.mark.parametrize("name", NAMES)
def test_it_comes_in_pieces(name: str) -> None:
    assert max(len(piece) for piece in by_name(name).make(the_case())) < 30_000


@pytest.mark.parametrize("name", ["annotations", "jsonld", "prov", "csl"])
def test_an_empty_case_gives_a_document(name: str) -> None:
    assert json.loads(b"".join(by_name(name).make(handed_on()))) is not None
    assert exported("bibtex") == exported("ftm") == b""


@pytest.mark.parametrize(
    ("url", "iri"),
    [
        ("https://quay.example/a?b=%20&c#d", "https://quay.example/a?b=%20&c#d"),
        ('https://quay.example/"<>{}|^`', "https://quay.example/%22%3C%3E%7B%7D%7C%5E%60"),
        ("https://quay.example/ü", "https://quay.example/ü"),
        ("javascript:alert(1)", None),
        ("https://quay.example@harm.example/", None),
        ("https://quay.example/a b", None),
        ("//quay.example/", None),
        ("urn:x:y", None),
        ("_:b0", None),
        (None, None),
    ],
)
def test_only_addresses_of_the_web_are_iris(url: str | None, iri: str | None) -> None:
    assert address(url) == iri


@pytest.mark.parametrize(
    ("time", "wanted"),
    [
        ("2041-05-04T10:00:00+02:00", "2041-05-04T08:00:00Z"),
        ("2041-05-04T10:00:00Z", "2041-05-04T10:00:00Z"),
        ("2041-05-04T10:00:00", None),
        ("2041-05-04", None),
        ("0001-01-01T00:00:00+23:00", None),
        ("soon", None),
        (None, None),
    ],
)
def test_times_are_utc_or_none(time: str | None, wanted: str | None) -> None:
    assert utc(time) == wanted


def test_names_and_languages() -> None:
    assert named("report-1 <x>\ud800") == "urn:crossbearing:report-1%20%3Cx%3E%3F"
    assert [language(code) for code in ("en", "gsw", '"><script>', "", None)] == ["en", "gsw", None, None, None]
    assert to_json("\ud83d\ude00\U0001f600") == '"\ufffd\ufffd\U0001f600"'.encode()
