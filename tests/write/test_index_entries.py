"""What a story is found by, from its dossier."""

from __future__ import annotations

import math
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from crossbearing.records import Claim, Dossier, Figure, Place, Span, Version
from crossbearing.write.dossier import dossier
from crossbearing.write.entries import (
    DATA,
    ActorEntry,
    Data,
    DayEntry,
    FigureEntry,
    FindingEntry,
    OutletEntry,
    PlaceEntry,
    ReportEntry,
    SpeakerEntry,
    StoryEntry,
)
from crossbearing.write.index_entries import entries_of
from crossbearing.write.index_texts import texts_of
from tests.write.stories import FINDINGS, NINE, RELATIONS, SEVEN, UTTERANCES, a_material, a_reading, a_report, span

D = TypeVar("D", bound=Data)
ORLE = Place((span("lantern", "Orle"),), "Orle", "city", "GB", None, 54.5, -1.25, 77, 0.9, ())
KINGDOM = replace(ORLE, name="Britain", kind="country", geonames=None, spans=(span("lantern", "Nine"),))


def a_dossier() -> Dossier:
    """The barges of Orle; with a place, and an earlier version of one report."""
    made = dossier(a_material(), FINDINGS, RELATIONS, UTTERANCES)
    first, *others = made.readings
    earlier = Version(
        "report-weir", 1, replace(a_report("weir", "2031-05-01"), id="report-early", name="weir-0"), first
    )
    return replace(made, readings=(replace(first, places=(ORLE, KINGDOM)), *others), versions=(earlier,))


def of(made: Dossier, kind: type[D]) -> dict[str, D]:
    return {each.key: each.data for each in entries_of(made) if isinstance(each.data, kind)}


def with_claim(made: Dossier, claim: Claim) -> Dossier:
    """The dossier with a claim changed."""
    readings = tuple(
        replace(each, claims=tuple(claim if one.id == claim.id else one for one in each.claims))
        for each in made.readings
    )
    return replace(made, readings=readings)


def test_every_entry_is_of_its_kind_and_comes_back_as_it_was() -> None:
    made = entries_of(a_dossier())
    assert len({(each.kind, each.key) for each in made}) == len(made)
    assert {each.kind for each in made} == DATA.keys()
    for each in made:
        assert msgspec.json.decode(msgspec.json.encode(each.data), type=DATA[each.kind]) == each.data
    assert entries_of(a_dossier()) == made


def test_the_story_and_its_numbers() -> None:
    story = of(a_dossier(), StoryEntry)["story-barges"]
    assert (story.title, story.language, story.reports, story.outlets) == (
        "Nine barges sank", "en", 2, ("The Lantern", "The Weir"),
    )  # fmt: skip
    assert [(each.day, each.reports) for each in story.days] == [("2031-05-04", 1), (None, 1)]
    assert (story.findings, story.origins, story.denied, story.contradicted, story.withdrawn) == (3, 1, 1, 2, 0)
    assert story.contested


def test_an_outlet_and_what_it_left_out() -> None:
    made = a_dossier()
    shared = replace(made.findings[0], claims=("claim-nine", "claim-seven"))
    hushed = replace(made, reports=(*made.reports, replace(a_report("weir", None), id="r-3", outlet="Hush", text="…")))
    entries = of(replace(hushed, findings=(shared, *made.findings[1:])), OutletEntry)
    weir, hush = entries["the weir"], entries["hush"]
    assert [(each.id, each.name, each.day) for each in weir.reports] == [("report-weir", "weir", None)]
    assert (weir.carried, weir.left_out, hush.carried, hush.left_out) == (1, 0, 0, 1)
    assert [(each.id, each.number) for each in hush.left] == [(shared.id, 1)]
    assert weir.alone == 2
    [copy] = weir.copies
    assert (copy.pair, copy.other, copy.direction, copy.likeness) == ("copying-1", "The Lantern", "shares", 0.4)
    taken = replace(made, copying=(replace(made.copying[0], taker="report-weir"),))
    assert [of(taken, OutletEntry)[key].copies[0].direction for key in ("the weir", "the lantern")] == ["took", "gave"]


def test_actors_places_speakers() -> None:
    made = a_dossier()
    named = with_claim(
        made, replace(NINE, actors=("actor-wenn",), sources=(replace(NINE.sources[0], name="ADA WENN"),))
    )
    wenn = of(named, ActorEntry)["ada wenn"]
    assert (wenn.identities, wenn.kind, wenn.mentions, wenn.claims, wenn.said, wenn.outlets) == (
        ("identity-wenn",), "person", 1, 1, 1, 1,
    )  # fmt: skip
    twice = replace(made, identities=(*made.identities, replace(made.identities[0], id="other", name="Ada WENN")))
    assert of(twice, ActorEntry)["ada wenn"].identities == ("identity-wenn", "other")
    places = of(made, PlaceEntry)
    assert places.keys() == {"77", "gb"}
    assert (places["77"].latitude, places["77"].mentions, places["77"].reports) == (54.5, 1, ("report-lantern",))
    speaker = of(made, SpeakerEntry)["ada wenn"]
    assert (speaker.said, speaker.quotes, speaker.outlets, speaker.words) == (1, 1, ("The Lantern",), "We lost nine,")
    nobody = replace(made, utterances=(replace(made.utterances[0], speaker=None),))
    assert of(nobody, SpeakerEntry).keys() == {""}


def test_days_and_figures() -> None:
    made = a_dossier()
    days = of(made, DayEntry)
    assert days["2031-05-04"].published == ("report-lantern",)
    told = days["2031-05-03"]
    assert (told.moments, {each.id for each in told.findings}) == (2, {"finding-nine", "finding-seven"})
    seven = Figure(span("weir", "Seven barges"), 7, None, 7, "barge")
    infinite = replace(seven, value=math.inf)
    counted = with_claim(made, replace(SEVEN, figures=(seven, seven, infinite, replace(seven, high=math.inf))))
    barges = of(counted, FigureEntry)["barge"]
    assert (barges.outlets, barges.values, barges.least, barges.greatest) == (2, 3, 7, 9)
    assert [(each.value, each.low, each.high, each.outlet) for each in barges.points] == [
        (9, 9, 9, "The Lantern"),
        (7, None, 7, "The Weir"),
        (7, None, None, "The Weir"),
    ]


def test_reports_their_versions_and_findings() -> None:
    made = replace(a_dossier(), hidden=("finding-seven",))
    reports = of(made, ReportEntry)
    assert {key: (each.current, each.number) for key, each in reports.items()} == {
        "report-lantern": ("report-lantern", 1),
        "report-early": ("report-weir", 1),
        "report-weir": ("report-weir", 2),
    }
    assert reports["report-early"].versions == ("report-early", "report-weir")
    findings = of(made, FindingEntry)
    nine = findings["finding-nine"]
    assert (nine.words, nine.claim, nine.standing) == (
        "Nine barges sank at Orle on 3 May", "claim-nine", ("denied",),
    )  # fmt: skip
    assert findings["finding-denied"].stance == "denies"
    assert [key for key, each in findings.items() if each.hidden] == ["finding-seven"]


def test_what_is_searched_are_words_of_the_report() -> None:
    made = replace(a_dossier(), hidden=("finding-seven",))
    head = Span("report-weir", 0, 7)
    titled = tuple(
        replace(each, headline=head) if each.id == "report-weir" else replace(each, title="Apart")
        for each in made.reports
    )
    lantern, weir = texts_of(replace(made, reports=titled))
    assert [(each.report, each.outlet_key, each.day, each.title) for each in (lantern, weir)] == [
        ("report-lantern", "the lantern", "2031-05-04", "Apart"),
        ("report-weir", "the weir", None, ""),
    ]
    assert [(each.kind, lantern.text[each.start : each.end], each.target) for each in lantern.stretches] == [
        ("paragraph", "Nine barges sank at Orle on 3 May, the harbour office said.", ""),
        ("finding", "Nine barges sank at Orle on 3 May", "finding-nine"),
        ("paragraph", "“We lost nine,” said Ada Wenn.", ""),
        ("quote", "We lost nine,", "Ada Wenn"),
    ]
    assert [each.kind for each in weir.stretches] == ["paragraph", "headline", "paragraph", "finding"]


def test_an_empty_reading_is_filed_too() -> None:
    made = a_dossier()
    bare = replace(made, findings=(), relations=(), utterances=(), timeline=(), identities=(), copying=(), versions=())
    bare = replace(bare, readings=tuple(a_reading(name, ()) for name in ("lantern", "weir")))
    assert {each.kind for each in entries_of(bare)} == {"story", "outlet", "day", "report"}
    assert of(bare, StoryEntry)["story-barges"].origins == 0
