from __future__ import annotations

import pytest

from crossbearing.compare.copying import copying
from crossbearing.compare.sharing import sharing
from crossbearing.records import Copying, Material, Published, Reading, Report, Sentence, Span, Story


def copied(given: Material) -> tuple[Copying, ...]:
    return copying(given, sharing(given))


SOURCE = [
    "The barrage at the mouth of the estuary groaned for an hour before its rusted hinges snapped.",
    "Fishermen hauled drowning cattle aboard their trawlers while the brickworks vanished under mud.",
    "By nightfall only chimneys and the crooked steeple pierced the brown lagoon.",
    "Surveyors had condemned the hinges twice, and twice the treasurer shelved the repairs.",
]
REWORDED = [
    "Only chimneys and a crooked steeple still pierced the lagoon when night came.",
    "The barrage at the estuary mouth groaned a full hour, then the rusted hinges finally snapped.",
    "Surveyors twice condemned those hinges; the treasurer twice shelved costly repairs.",
    "While the brickworks vanished beneath the mud, fishermen hauled some drowning cattle aboard trawlers.",
]
INDEPENDENT = [
    "A dam that kept the tide from the low fields broke on Monday evening.",
    "Boats from the harbour saved animals and people; a factory was lost to the water.",
    "Inspectors warned two years ago that the gate was no longer safe.",
    "The council says that there was no money to mend it.",
]
OTHER = [
    "Bakers in the hill country celebrated a bumper harvest of barley with dancing.",
    "A retired cartographer unveiled her atlas of vanished railways in the museum.",
    "Goalkeepers complained about the slippery pitch after a goalless derby.",
    "The orchestra rehearsed an unfinished symphony behind shuttered windows.",
]


def told(name: str, sentences: list[str]) -> tuple[Report, Reading]:
    spans, text = [], ""
    for sentence in sentences:
        text += "\n\n" if text else ""
        spans.append(Span(name, len(text), len(text) + len(sentence)))
        text += sentence
    made = Report(
        id=name, name=name, capture="", outlet=name, url=None, title=None, headline=None, byline=None, dateline=None,
        published=Published(None, "test"), language="en", text=text,
    )  # fmt: skip
    return made, Reading(name, tuple(Sentence(span, 0) for span in spans), (), (), (), (), (), ())


def story(*told_by: tuple[Report, Reading]) -> Material:
    reports, readings = zip(*told_by, strict=True)
    return Material(
        Story("s", tuple(r.id for r in reports), Span(reports[0].id, 0, 1), None, None), reports, readings, ()
    )


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (SOURCE, REWORDED, True),
        (SOURCE, [*OTHER, *REWORDED], True),
        (SOURCE, INDEPENDENT, False),
        (SOURCE, OTHER, False),
        # One sentence in other words may be chance.
        (SOURCE, [REWORDED[0], *OTHER], False),
    ],
)
def test_a_reworded_text_is_found_and_an_independent_one_is_not(
    first: list[str], second: list[str], found: bool
) -> None:
    assert bool(copied(story(told("a", first), told("b", second)))) is found


def test_a_reworded_passage_is_shown_in_both_and_marked() -> None:
    given = story(told("a", SOURCE), told("b", REWORDED))
    (pair,) = copied(given)
    assert all(passage.reworded for passage in pair.passages)
    assert pair.reasons[0].name == "reworded"
    texts = {report.id: report.text for report in given.reports}
    shown = [
        (texts["a"][passage.a.start : passage.a.end], texts["b"][passage.b.start : passage.b.end])
        for passage in pair.passages
    ]
    assert any("hauled drowning cattle" in a and "hauled some drowning cattle" in b for a, b in shown)


def test_words_that_stand_unchanged_are_no_rewording() -> None:
    (pair,) = copied(story(told("a", SOURCE), told("b", SOURCE)))
    assert not any(passage.reworded for passage in pair.passages)


def test_the_order_of_the_reports_is_of_no_matter() -> None:
    a, b, c = told("a", SOURCE), told("b", REWORDED), told("c", [*OTHER, *SOURCE[:2]])
    assert copied(story(a, b, c)) == copied(story(c, a, b))
