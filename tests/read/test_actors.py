from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.read.actors import actors
from crossbearing.read.sentences import sentences
from crossbearing.records import Actor, Published, Report


def report(text: str) -> Report:
    return Report(
        id="r", name="r", capture="", outlet=None, url=None, title=None, headline=None, byline=None, dateline=None,
        published=Published(None, "test"), language="en", text=text,
    )  # fmt: skip


def found(text: str) -> tuple[Actor, ...]:
    made = report(text)
    return actors(made, sentences(made))


def told(text: str) -> list[tuple[str, str, str]]:
    """Kind, words and name of each mention."""
    return [(a.kind, text[a.span.start : a.span.end], a.name) for a in found(text)]


def names(text: str, kind: str) -> list[str]:
    return [a.name for a in found(text) if a.kind == kind]


@pytest.mark.parametrize(
    ("text", "person", "role"),
    [
        ("Chilean foreign minister Ada Wenn said so.", "Ada Wenn", "Chilean foreign minister"),
        ("Chile’s Foreign Minister Ada Wenn said so.", "Ada Wenn", "Chile’s Foreign Minister"),
        ("Deputy Prime Minister Ada Wenn left.", "Ada Wenn", "Deputy Prime Minister"),
        ("The Harbour Department spokesman Osk Tellin left.", "Osk Tellin", "Harbour Department spokesman"),
        ("US secretary of state Ada Wenn said so.", "Ada Wenn", "US secretary of state"),
        ("Ada Wenn, a professor at the Orle Institute, said so.", "Ada Wenn", "professor"),
        ("Ada Wenn, 54, a farmer, said so.", "Ada Wenn", "farmer"),
        ("He met Mr. Tellin there.", "Tellin", "Mr"),
        ("He met Maysa al-Wenni there.", "Maysa al-Wenni", None),
        ("He met Pieter van der Wenn there.", "Pieter van der Wenn", None),
        ("“It broke,” Wenn said.", "Wenn", None),
        ("The yard is small Wenn 24 said.", "Wenn", None),
    ],
)
def test_a_person_and_the_office_beside_the_name(text: str, person: str, role: str | None) -> None:
    people = {(a.name, a.role) for a in found(text) if a.kind == "person"}
    assert people == {(person, role)}


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("The Orle Observatory for Tidal Rights said so.", "organisation", "Orle Observatory for Tidal Rights"),
        ("The Ministry of Trade and Fisheries said so.", "organisation", "Ministry of Trade and Fisheries"),
        ("It was told by the Kremlin.", "organisation", "Kremlin"),
        ("The OTR said so.", "organisation", "OTR"),
        ("The key Venn al-Orl rebel group left.", "organisation", "Venn al-Orl"),
        ("The newspaper Orle Sinn wrote it.", "organisation", "Orle Sinn"),
        ("Chilean state media reported it.", "organisation", "Chilean state media"),
        ("State TV showed it.", "organisation", "State TV"),
        ("Later police said so.", "organisation", "police"),
        ("The Sri Lankan government said so.", "organisation", "Sri Lankan government"),
        ("The ministry said so.", "organisation", "ministry"),
        ("Vell Hydro said so.", "organisation", "Vell Hydro"),
        ("They sued Orle Shipping.", "organisation", "Orle Shipping"),
        ("Green Power said so.", "organisation", "Green Power"),
        ("It rained in Tarnwick. Tarnwick said so.", "place", "Tarnwick"),
        ("Tarnwick’s ministry said so. Tarnwick denied it.", "place", "Tarnwick"),
        ("They met in neighbouring Tarnwick.", "place", "Tarnwick"),
        ("Vellerland denied it.", "place", "Vellerland"),
        ("Garland denied it.", "person", "Garland"),
        ("Ada Power left.", "person", "Ada Power"),
        ("They left for New Zealand.", "place", "New Zealand"),
        ("The blast hit Orlewick province.", "place", "Orlewick"),
        ("Residents of Orlewick left.", "place", "Orlewick"),
        ("They met on the Korean Peninsula.", "place", "Korean Peninsula"),
        ("Western officials said so.", "group", "Western officials"),
        ("US and South Korean officials said so.", "group", "US and South Korean officials"),
        ("It hurt Ukrainians most.", "group", "Ukrainians"),
        ("Rebels deny it.", "group", "Rebels"),
        ("A senior Kremlin aide said so.", "role", "senior Kremlin aide"),
        ("An AFP correspondent said so.", "role", "AFP correspondent"),
        ("The president left early.", "role", "president"),
    ],
)
def test_each_kind_by_its_words(text: str, kind: str, name: str) -> None:
    assert name in names(text, kind)


@pytest.mark.parametrize(
    "text",
    [
        "On Monday it rained.",
        "Dozens were hurt in March.",
        "Growing concern was heard. However, nothing was done.",
        "Storm Sinks Nine Barges As Harbour Waits For Help",
        "TOLL RISES AFTER STORM AND FLOODING",
        "It was a general strike of the official kind.",
        "The army lorry broke down on the police road.",
        "Most Read Stories Today",
        "MINISTER CITES LETTER AND WARNS OF DELAYS",
    ],
)
def test_capitals_and_nouns_that_name_nobody(text: str) -> None:
    assert told(text) == []


def test_short_forms_take_the_fullest_name() -> None:
    text = (
        "Wenn urges calm\n\nChilean President Ada Wenn spoke. Ms Wenn left. The Chilean president was tired. "
        "Later the Chilean leader slept, and Wenn’s aides left."
    )
    assert names(text, "person") == ["Ada Wenn"] * 6


def test_an_office_before_a_name_between_commas_is_its_bearers() -> None:
    text = "The harbour’s director, Osk Tellin, spoke. Prime Minister Ada Wenn left. The energy minister stayed."
    assert [(a.name, a.role) for a in found(text) if a.kind in {"person", "role"}] == [
        ("Osk Tellin", "director"),
        ("Osk Tellin", "director"),
        ("Ada Wenn", "Prime Minister"),
        ("energy minister", "energy minister"),
    ]


def test_an_office_that_two_bear_is_nobodys() -> None:
    text = "Chilean minister Ada Wenn met Chilean minister Osk Tellin. The Chilean minister was tired."
    assert found(text)[-1].kind == "role"
    assert found(text)[-1].name == "Chilean minister"


def test_a_former_president_is_not_the_president() -> None:
    text = "Former president Ada Wenn spoke in Orle. The president slept."
    assert found(text)[-1].kind == "role"


def test_a_surname_stays_with_the_one_who_goes_by_it() -> None:
    text = "Ada Wenn spoke. Mr Wenn left. He met Ada Wenn’s father Osk Wenn. Wenn said so."
    assert names(text, "person") == ["Ada Wenn", "Ada Wenn", "Ada Wenn", "Osk Wenn", "Ada Wenn"]


def test_a_surname_of_two_goes_to_the_one_named_last() -> None:
    text = "Ada Wenn met Osk Wenn. Wenn said so."
    assert names(text, "person") == ["Ada Wenn", "Osk Wenn", "Osk Wenn"]


@pytest.mark.parametrize("short", ["The Observatory", "OTR", "The observatory", "The Orle-based monitoring group"])
def test_a_body_under_its_fullest_name(short: str) -> None:
    text = f"The Orle Observatory for Tidal Rights counted them. {short} said so."
    full = "Orle Observatory for Tidal Rights"
    text = text.replace("OTR", "OOTR")
    assert names(text, "organisation") == [full, full]


def test_lost_apostrophes_and_commas() -> None:
    text = "Chiles president Ada Wenn left Orlewick for Lima Perus capital. Wenns aides stayed in Orlewick."
    assert told(text) == [
        ("place", "Chile", "Chile"),
        ("person", "Ada Wenn", "Ada Wenn"),
        ("place", "Orlewick", "Orlewick"),
        ("place", "Lima", "Lima"),
        ("place", "Peru", "Peru"),
        ("person", "Wenn", "Ada Wenn"),
        ("group", "aides", "aides"),
        ("place", "Orlewick", "Orlewick"),
    ]


def test_what_one_sentence_leaves_open_another_tells() -> None:
    text = "Buses left Orlewick and Tarnby. The towns of Orlewick and Vell were hit."
    assert names(text, "place") == ["Orlewick", "Tarnby", "Orlewick", "Vell"]


def test_a_square_is_no_person_though_it_bears_his_name() -> None:
    text = "Mayor Osk Tellin spoke on Osk Tellin Square. Osk Tellin left."
    assert [kind for kind, _, _ in told(text)] == ["person", "place", "person"]


def test_the_same_again_for_the_same_text() -> None:
    text = "Chilean minister Ada Wenn told the Orle Council on Monday. The minister left."
    assert found(text) == found(text)


LETTERS = st.sampled_from(
    "Ada Wenn the Minister of al- Russian's president, . \n\n “Mr” 24 İstanbul ǅ ﬁ é ’s - & U.S. ß".split(" ")
)


@given(st.one_of(st.text(max_size=300), st.lists(LETTERS, max_size=60).map(" ".join)))
def test_every_span_is_in_bounds_in_order_and_apart(text: str) -> None:
    last = 0
    for actor in found(text):
        assert last <= actor.span.start < actor.span.end <= len(text)
        assert actor.name
        last = actor.span.end
