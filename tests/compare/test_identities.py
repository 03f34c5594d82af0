from __future__ import annotations

import random

import pytest

from crossbearing.compare.identities import identities
from crossbearing.compare.spelling import folded, same_words
from crossbearing.records import (
    Actor,
    ActorKind,
    Attribution,
    Identity,
    Material,
    Published,
    Reading,
    Report,
    Source,
    Span,
    Story,
    content_id,
)

Named = tuple[ActorKind, str, str | None]


def report(name: str, actors: list[Named], saying: str | None = None) -> tuple[Report, Reading]:
    """A report that is its actors' names one after the other; `saying` is the one that says something."""
    rid, text, made = f"r-{name}", "", []
    spoken: tuple[Attribution, ...] = ()
    for kind, words, role in actors:
        at = Span(rid, len(text), len(text) + len(words))
        text += words + " "
        bare = words.removeprefix("a ").removeprefix("the ")
        made.append(Actor(content_id("a", rid, str(at.start)), at, bare, kind, role))
        if words == saying:
            spoken = (Attribution((Source(bare, "place", at),), at, at, at, "asserts"),)
    whole = Report(
        id=rid, name=name, capture="", outlet=None, url=None, title=None, headline=None, byline=None, dateline=None,
        published=Published(None, "test"), language="en", text=text,
    )  # fmt: skip
    return whole, Reading(rid, (), tuple(made), (), (), (), spoken, ())


def person(name: str, role: str | None = None) -> Named:
    return ("person", name, role)


def body(name: str) -> Named:
    return ("organisation", name, None)


def place(name: str) -> Named:
    return ("place", name, None)


def story(*told: tuple[Report, Reading]) -> Material:
    reports, readings = tuple(r for r, _ in told), tuple(r for _, r in told)
    return Material(Story("s", tuple(r.id for r in reports), Span("r-a", 0, 1), None, None), reports, readings, ())


def names(*told: tuple[Report, Reading]) -> set[frozenset[str]]:
    return {frozenset(identity.names) for identity in identities(story(*told))}


def groups(*expected: str) -> set[frozenset[str]]:
    return {frozenset(group.split("|")) for group in expected}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Oskar Tellin"), person("Oscar Tellin")),
        (person("Dmitri Wenko"), person("Dmytro Wenko")),
        (person("Wen Ko-ra"), person("Wen Ko Ra")),
        (person("Abdel Rahim Wenni"), person("Abdelrahim Wenni")),
        (person("Ada Maria Wenn"), person("Ada Wenn")),
        (person("Ada Wenn"), person("Wenn", "Ms")),
        (person("Maysa al-Wenni"), person("al-Wenni")),
        (body("Orle Observatory for Tidal Rights"), body("Observatory")),
        (body("Orle Observatory for Tidal Rights"), body("OOTR")),
        (body("Orle Centre"), body("Orle Center")),
        (body("United Nations"), body("UN")),
        (body("NATO"), body("Nato")),
        (place("al-Fouwa"), place("Fuwa")),
        (place("Kefrania"), place("Kafrania")),
        (place("US"), place("United States")),
        (place("Kyiv"), place("Kiev")),
        (body("U.N."), body("UN")),
        (body("Orlish government"), body("government")),
    ],
)
def test_one_actor_under_two_names(one: Named, other: Named) -> None:
    assert names(report("a", [one]), report("b", [other])) == groups(f"{one[1]}|{other[1]}")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Wen Ko Il"), person("Wen Ko Un")),
        (person("Hassan Wenni"), person("Hussein Wenni")),
        (person("Ada Wenn"), person("Ida Wenn")),
        (person("Ada Wenn"), person("Ada Tellin")),
        (place("Iran"), place("Iraq")),
        (place("Niger"), place("Nigeria")),
        (place("Moscow"), place("Russia")),
        (body("Kremlin"), place("Russia")),
        (body("Orle Council"), body("Tarn Council")),
        (("role", "a senior official", None), ("role", "a senior official", None)),
        (person("Ahmad"), person("Ahmad Wenni")),
    ],
)
def test_two_actors_though_the_names_are_near(one: Named, other: Named) -> None:
    assert len(identities(story(report("a", [one]), report("b", [other])))) == 2


def test_an_unnamed_source_is_one_within_its_report() -> None:
    told: list[Named] = [("role", "a resident", None), ("role", "the resident", None)]
    made = identities(story(report("a", told), report("b", told)))
    assert [len(identity.mentions) for identity in made] == [2, 2]


def test_a_surname_that_two_bear_goes_to_neither() -> None:
    told = names(report("a", [person("Ada Wenn"), person("Osk Wenn")]), report("b", [person("Wenn")]))
    assert told == groups("Ada Wenn", "Osk Wenn", "Wenn")


def test_two_full_names_of_one_report_stay_two_people() -> None:
    brothers = report("a", [person("Hamid Wenni"), person("Hamad Wenni")])
    assert names(brothers, report("b", [person("Hamid Wenni")])) == groups("Hamid Wenni", "Hamad Wenni")


def test_initials_that_two_bodies_have_stay_apart() -> None:
    told = names(report("a", [body("Orle Tide Board"), body("Old Town Bank")]), report("b", [body("OTB")]))
    assert told == groups("Orle Tide Board", "Old Town Bank", "OTB")


def test_a_capital_that_speaks_is_its_country() -> None:
    told = names(report("a", [place("Seoul")], saying="Seoul"), report("b", [place("South Korea"), place("Seoul")]))
    assert told == groups("South Korea|Seoul", "Seoul")


def test_an_office_has_the_bearer_whom_another_report_names() -> None:
    a = report("a", [("role", "Orlish leader", None)])
    assert names(a, report("b", [person("Ada Wenn", "Orlish president")])) == groups("Orlish leader|Ada Wenn")
    two = report("b", [person("Ada Wenn", "Orlish president"), person("Osk Tellin", "Orlish leader")])
    assert frozenset(["Orlish leader"]) in names(a, two)
    assert len(names(a, report("b", [person("Ada Wenn", "former Orlish president")]))) == 2


MANY = [
    report("a", [person("Ada Wenn", "Orlish president"), body("Orle Council"), place("Seoul")], saying="Seoul"),
    report("b", [person("Wenn"), body("Council"), place("South Korea"), ("group", "rebels", None)]),
    report("c", [person("Osk Wenn"), body("OC"), ("role", "a resident", None), ("group", "Rebels", None)]),
]


def test_every_mention_in_exactly_one_identity() -> None:
    held = [mention for identity in identities(story(*MANY)) for mention in identity.mentions]
    assert sorted(held) == sorted(actor.id for _, reading in MANY for actor in reading.actors)


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_reports_does_not_matter(seed: int) -> None:
    shuffled = MANY[:]
    random.Random(seed).shuffle(shuffled)  # noqa: S311
    assert identities(story(*shuffled)) == identities(story(*MANY))


def test_the_name_is_the_fullest() -> None:
    made: tuple[Identity, ...] = identities(story(report("a", [person("Wenn")] * 3), report("b", [person("Ada Wenn")])))
    assert [(identity.name, len(identity.mentions)) for identity in made] == [("Ada Wenn", 4)]


@pytest.mark.parametrize("name", ["", "’", "al", "İ", "王", "🙂", "a" * 5000])
def test_spelling_takes_any_text(name: str) -> None:
    assert same_words(folded(name), folded(name))
