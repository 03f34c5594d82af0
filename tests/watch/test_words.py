"""Phrases and names of a mandate, found in a text."""

from __future__ import annotations

import pytest

from crossbearing.watch.words import MOST, Kind, Words, names, phrases


def found(text: str, wanted: tuple[str, ...], kind: Kind = "act", apart: tuple[str, ...] = ()) -> list[str]:
    return [text[hit.start : hit.end] for hit in Words(text).find(wanted, kind, 0, len(text), apart)]


@pytest.mark.parametrize(
    ("text", "wanted", "kind", "are"),
    [
        ("It had shipped shells.", ("ship",), "act", ["shipped"]),
        ("The shelling of the town", ("shell",), "thing", []),
        ("two rocket launchers and a rocket", ("rocket", "rocket launcher"), "thing", ["rocket launchers", "rocket"]),
        ("They handed over the papers.", ("hand over",), "act", ["handed over"]),
        ("a weapons-for-oil deal", ("weapon",), "thing", ["weapons"]),
        ("military-technical work", ("military technical",), "act", ["military-technical"]),
        ("the military, technical staff", ("military technical",), "act", []),
        ("The “panel of experts” met.", ("panel of experts",), "thing", ["panel of experts"]),
        ("from ship. To ship oil", ("ship to ship",), "act", []),
        ("an IT worker; it works", ("IT worker", "IT"), "thing", ["IT worker"]),
        ("no swift answer by SWIFT", ("SWIFT",), "thing", ["SWIFT"]),
        ("the committee's experts", ("committee",), "thing", ["committee's"]),
        ("", ("ship",), "act", []),
    ],
)
def test_a_phrase_is_found_in_every_form(text: str, wanted: tuple[str, ...], kind: Kind, are: list[str]) -> None:
    assert found(text, wanted, kind) == are


def test_a_word_within_a_phrase_that_is_kept_apart_is_not_found() -> None:
    text = "The arms race, and arms for Tarn."
    assert found(text, ("arms",), "thing", ("arms race",)) == ["arms"]
    assert [hit.start for hit in Words(text).find(("arms",), "thing", 0, len(text), ("arms race",))] == [19]


@pytest.mark.parametrize(
    ("text", "are"),
    [
        ("North Kestria and South Kestria", ["North Kestria"]),
        ("Kestrian arms and Kestria's ports", ["Kestrian", "Kestria's"]),
        ("the Kestrians", ["Kestrians"]),
        ("the kestria of porcelain", []),
        ("U.S. and US officials told us", ["U.S.", "US"]),
        ("US-made", ["US"]),
        ("The University of North Kestrian Studies", ["University of North Kestrian Studies"]),
        ("West Tarn", []),
        ("west Tarn", ["Tarn"]),
        ("N. Kestria fires", ["N. Kestria"]),
        ("S. Tarn fires", []),
        ("the North fires on the North Atlantic", ["the North"]),
    ],
)
def test_a_name_is_not_found_within_a_longer_one(text: str, are: list[str]) -> None:
    known = (
        "North Kestria",
        "N. Kestria",
        "the North",
        "Kestria",
        "Kestrian",
        "US",
        "Tarn",
        "University of North Kestrian Studies",
    )
    assert [text[hit.start : hit.end] for hit in names(Words(text), known)] == are


def test_many_hits_are_looked_for_once_and_shown_in_part() -> None:
    words = Words("arms " * 50_000)
    assert len(list(words.find(("arms", "arms arms arms"), "thing", 0, 250_000))) == MOST
    assert phrases(("arms",), "thing") is phrases(("arms",), "thing")
