"""What rules and network find together; the network is what each row says it heard: {source}, <cue>, [content]."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.learned.reader import Named, Said
from crossbearing.read.actors import actors
from crossbearing.read.attribution import attributions
from crossbearing.read.quotes import quotes
from crossbearing.read.sentences import sentences
from crossbearing.read.speakers import told
from tests.read.test_quotes import report as report_of

MARKS = re.compile(r"[{}<>\[\]]")
ROLES = {"{": "source", "<": "cue", "[": "content"}


def heard_in(marked: str) -> tuple[str, tuple[Said, ...]]:
    """The text without its marks, and the act that they mark; none where no cue is marked."""
    places: dict[str, list[tuple[int, int]]] = {"source": [], "cue": [], "content": []}
    text, begun, behind = "", {}, 0
    for mark in MARKS.finditer(marked):
        text += marked[behind : mark.start()]
        behind = mark.end()
        if mark[0] in ROLES:
            begun[ROLES[mark[0]]] = len(text)
        else:
            role = ROLES[{"}": "{", ">": "<", "]": "["}[mark[0]]]
            places[role].append((begun[role], len(text)))
    text += marked[behind:]
    acts = (Said(places["cue"][0], tuple(places["source"]), tuple(places["content"]), 0.9),) if places["cue"] else ()
    return text, acts


def together(marked: str) -> list[str]:
    """Each attribution as "source | cue | content", with its stance where it does not assert."""
    text, acts = heard_in(marked)
    report = report_of(text)
    lines = sentences(report)
    said = told(report, lines, actors(report, lines), acts)
    found = attributions(report, said, quotes(report, said), ())
    parts = [
        (each.sources[0].name, *(text[span.start : span.end] for span in (each.cue, each.content)), each.stance)
        for each in found
    ]
    return [" | ".join(part for part in each if part != "asserts") for each in parts]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # the network's act, with the lexicon's meaning
        ("{Ada Wenn} <shrugged that> [the bridge would hold].", "Ada Wenn | shrugged that | the bridge would hold"),
        ("{Ada Wenn} <denied> [any role in the sale].", "Ada Wenn | denied | any role in the sale | denies"),
        # its bounds: the content ends before what the rules would take along
        (
            "{Ada Wenn} <said> [the bridge would hold], as the crowd went home.",
            "Ada Wenn | said | the bridge would hold",
        ),
        # … but not where it breaks off, before a verb or on a word that leads on
        (
            "{Ada Wenn} <said> [how the war and its cost] had weakened the army.",
            "Ada Wenn | said | how the war and its cost had weakened the army",
        ),
        (
            "{Ada Wenn} <said> [the bridge would hold until the] summer.",
            "Ada Wenn | said | the bridge would hold until the summer",
        ),
        # no day of the speech before it, no comma behind it, no name cut in two
        ("{Ada Wenn} <said> [Thursday the bridge would hold,] and went.", "Ada Wenn | said | the bridge would hold"),
        (
            "{Ada} Wenn <said> [the bridge was built by Bero] Tarn.",
            "Ada Wenn | said | the bridge was built by Bero Tarn",
        ),
        # the network's source where the rules have another, but not "which", nor who only passed it on
        (
            "The man beside her, {Bero Tarn}, <said> [the bridge would hold].",
            "Bero Tarn | said | the bridge would hold",
        ),
        (
            "The Tarn Institute, {which} <said> [the bridge would hold], closed.",
            "Tarn Institute | said | the bridge would hold",
        ),
        # rules alone: a denial, a noun, "that", a passive without a source
        ("Ada Wenn denied that she sold the bridge.", "Ada Wenn | denied | that she sold the bridge | denies"),
        ("They heard a claim by Ada Wenn that the bridge would hold.", "Ada Wenn | claim | that the bridge would hold"),
    ],
)  # fmt: skip
def test_the_network_bounds_and_the_rules_mean(marked: str, expected: str) -> None:
    assert expected in together(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "{Ada Wenn} <spoke about> [the budget].",  # nothing that could be compared
        "{Ada Wenn} did not <promise> [that the bridge would hold].",
        "{Ada Wenn} may <promise> [that the bridge would hold].",
        "<thinking> [that the bridge would hold] is a mistake.",  # nobody's
        "Ada Wenn says it holds.",  # the rules' alone, without a mark that the network would not know
    ],
)
def test_what_is_no_act_of_saying(marked: str) -> None:
    assert together(marked) == []


def test_another_clause_of_the_same_speaker_is_no_part_of_a_content() -> None:
    found = together("{Ada Wenn} <says> [the bridge holds; Bero Tarn denies that it does].")
    assert "Ada Wenn | says | the bridge holds" in found
    assert "Bero Tarn | denies | that it does | denies" in found


@pytest.mark.parametrize(
    ("text", "name", "kind", "score", "expected"),
    [
        ("They drove through Oskarby at night.", "Oskarby", "place", 0.9, {("Oskarby", "place")}),
        ("They drove through Oskarby at night.", "Oskarby", "place", 0.3, set()),
        ("Officials in France met.", "France", "person", 0.99, {("France", "place"), ("Officials", "group")}),
        ("The North Korean army moved.", "North", "organisation", 0.9, {("North Korean army", "organisation")}),
        ("They lived in Madra and left. Later Madra fell.", "Madra", "person", 0.9, {("Madra", "place")}),
        ("A Norian envoy came.", "Norian", "organisation", 0.9, set()),
        ("The Archive of Film opened.", "Archive of Film", "organisation", 0.9, {("Archive of Film", "organisation")}),
        ("The Ravna Prize went to nobody.", "Ravna Prize", "event", 0.9, set()),
    ],
)  # fmt: skip
def test_names_of_network_and_tables(
    text: str, name: str, kind: str, score: float, expected: set[tuple[str, str]]
) -> None:
    report = report_of(text)
    start = text.index(name)
    found = actors(report, sentences(report), [Named(kind, start, start + len(name), score)])
    assert {
        (text[a.span.start : a.span.end].removeprefix("The ").removeprefix("the "), str(a.kind)) for a in found
    } >= expected
    assert not [a for a in found if text[a.span.start : a.span.end] == name and (name, a.kind) not in expected]


@given(
    st.text(max_size=120),
    st.lists(st.lists(st.tuples(st.integers(0, 120), st.integers(1, 40)), min_size=3, max_size=4), max_size=3),
)
def test_whatever_the_network_says_spans_lie_in_the_text(text: str, acts: list[list[tuple[int, int]]]) -> None:
    text = " ".join(text.split())
    places = [[(min(a, len(text)), min(a + b, len(text))) for a, b in act] for act in acts]
    said = sorted(
        (Said(cue, (source,), tuple(contents), 0.9) for cue, source, *contents in places), key=lambda each: each.cue
    )
    names = sorted((Named("person", a, b, 0.9) for act in places for a, b in act), key=lambda each: each.start)
    report = report_of(text)
    lines = sentences(report)
    found = told(report, lines, actors(report, lines, names), said)
    for each in attributions(report, found, quotes(report, found), ()):
        for span in (each.cue, each.content, each.extent):
            assert 0 <= span.start <= span.end <= len(text)
