"""Text that two reports share: found where it is a writer's own, with its owner only where a report says so."""

from __future__ import annotations

import itertools
import random
import re

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossbearing.compare.copying import copying
from crossbearing.compare.shared_words import LEAST, Run, apart, runs
from crossbearing.compare.sharing import pairs_in, sharing
from crossbearing.errors import IntegrityError
from crossbearing.records import (
    Actor,
    Attribution,
    Copying,
    Credit,
    Material,
    Published,
    Quote,
    Reading,
    Report,
    Sentence,
    Source,
    Span,
    Story,
)

WIRE = (
    "Three barges laden with fertiliser sank at their rotten moorings before dawn, spilling a brown slick across the"
    " basin where trawlers unload their catch."
)
REWORDED = (
    "Three barges laden with fertiliser sank at their old moorings before dawn, spilling a wide brown slick across the"
    " basin where the trawlers unload their catch."
)
OWN_A = "Our correspondent watched cranes lift a rusty hull out of the mud while gulls quarrelled above the quay."
OWN_B = "Fishermen shrugged when asked about insurance and went back to mending nets behind the auction hall."
OWN_C = "Nobody at the auction hall wished to speak about insurance or about the price of herring this winter."
SPEECH = (
    "every jetty in this basin will be rebuilt with honest timber and honest wages, and whoever let the moorings rot"
    " will answer for the damage"
)


def copied(given: Material) -> tuple[Copying, ...]:
    return copying(given, sharing(given))


def _report(
    name: str,
    *paragraphs: str,
    outlet: str | None = None,
    day: str | None = None,
    credit: Credit | None = None,
    agency: str | None = None,
) -> tuple[Report, Reading]:
    """A report read just enough: quotes between “ ”, no actors, and perhaps an agency that was told something."""
    rid, text = f"r-{name}", "\n\n".join(paragraphs)
    report = Report(
        id=rid, name=name, capture="", outlet=outlet, url=None, title=None, headline=None, byline=None, dateline=None,
        published=Published(value=day, evidence="test"), language="en", text=text, credits=(credit,) if credit else (),
    )  # fmt: skip
    sentences = tuple(Sentence(Span(rid, m.start(), m.end()), 0) for m in re.finditer(r"[^.\n]+\.?", text))
    quotes = tuple(
        Quote(f"q-{m.start()}", Span(rid, m.start(1), m.end(1)), None, None, "direct")
        for m in re.finditer("“([^”]*)”", text)
    )
    told: tuple[Attribution, ...] = ()
    if agency:
        at = Span(rid, text.index(agency), text.index(agency) + len(agency))
        told = (Attribution((Source(agency, "agency", at),), at, at, at, "asserts"),)
    return report, Reading(rid, sentences, (), (), (), quotes, told, ())


def _material(*given: tuple[Report, Reading]) -> Material:
    reports, readings = zip(*given, strict=True)
    story = Story("s", tuple(report.id for report in reports), Span(reports[0].id, 0, 0), None, None)
    return Material(story=story, reports=reports, readings=readings, vectors=())


def _words(material: Material, pair: Copying) -> list[str]:
    text = {report.id: report.text for report in material.reports}
    return [text[p.a.report][p.a.start : p.a.end] for p in pair.passages]


def test_shared_sentence_is_found_with_its_spans() -> None:
    material = _material(_report("a", OWN_A, WIRE), _report("b", WIRE, OWN_B))
    (pair,) = copied(material)
    assert (pair.a, pair.b) == ("r-a", "r-b")
    assert _words(material, pair) == [WIRE[:-1]]
    assert (pair.origin, pair.taker) == (None, None)
    assert 0.5 < pair.likeness < 1
    assert pair.reasons[0].spans == (pair.passages[0].a, pair.passages[0].b)


def test_lightly_reworded_sentence_is_one_passage_in_pieces() -> None:
    material = _material(_report("a", OWN_A, WIRE), _report("b", REWORDED, OWN_B))
    (pair,) = copied(material)
    assert _words(material, pair)[0].startswith("Three barges laden with fertiliser sank")
    assert len(pair.passages) > 1


@pytest.mark.parametrize("change", ["lost apostrophes", "other apostrophes", "thousands"])
def test_typography_hides_nothing(change: str) -> None:
    text = "The mooring's ropes had rotted through long before the barge's 12,000 sacks of manure shifted overnight."
    other = {
        "lost apostrophes": text.replace("'", ""),
        "other apostrophes": text.replace("'", "’"),
        "thousands": text.replace(",", ""),
    }[change]
    (pair,) = copied(_material(_report("a", text, OWN_A), _report("b", other, OWN_B)))
    assert len(pair.passages) == 1
    assert _words(_material(_report("a", text, OWN_A)), pair) == [text[:-1]]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param(f"“{SPEECH},” said Belek.", f"Belek said: “{SPEECH}.”", id="a speaker's words"),
        pytest.param(f"“{SPEECH},” said Belek.", f"Belek said that {SPEECH}.", id="marks lost in one"),
        pytest.param(
            "I have asked my lawyers to sue the owners of these rotten barges for every sack of spoiled fertiliser.",
            "I have asked my lawyers to sue the owners of these rotten barges for every sack of spoiled fertiliser.",
            id="a statement in full",
        ),
        pytest.param(f"{SPEECH} — Tomas Belek (@tbelek) 3 May", f"{SPEECH} — Tomas Belek (@tbelek) 3 May", id="a post"),
        pytest.param(
            "On Monday the Port Ellory Harbour And Inland Waterways Authority of Greater Ostravia said so.",
            "A clerk of the Port Ellory Harbour And Inland Waterways Authority of Greater Ostravia said no.",
            id="a long name",
        ),
        pytest.param(
            "There was no immediate claim of responsibility for the fire in the town.",
            "There was no immediate claim of responsibility for the blast at the mill.",
            id="a set phrase",
        ),
        pytest.param(
            "They were asked to come back again the next day and to help find out what the problem was.",
            "They were asked to come back again the next day and to help find out what the problem was.",
            id="words that anybody uses",
        ),
        pytest.param(OWN_B, OWN_C, id="the same few words"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_no_evidence_of_copying(a: str, b: str) -> None:
    assert copied(_material(_report("a", OWN_A, a), _report("b", b))) == ()


def test_names_known_to_the_reading_are_no_evidence() -> None:
    line = "union of dockers and stevedores and crane drivers and warehouse clerks and lightermen spoke"
    (a, reading), b = _report("a", OWN_A, line), _report("b", line)
    start = a.text.index(line)
    named = Actor("n", Span(a.id, start, start + len(line) - 6), "union of dockers", "organisation")
    assert len(copied(_material((a, reading), b))) == 1
    named_reading = Reading(a.id, reading.sentences, (named,), (), (), (), (), ())
    assert copied(_material((a, named_reading), b)) == ()


REUTERS = Credit("Reuters", "--Reuters")
AFP = Credit("AFP", "(AFP)")


@pytest.mark.parametrize(
    ("a", "b", "origin", "taker"),
    [
        pytest.param({"credit": REUTERS}, {}, "Reuters", None, id="one credits an agency"),
        pytest.param({"credit": REUTERS}, {"credit": REUTERS}, "Reuters", None, id="both do"),
        pytest.param({"credit": REUTERS}, {"credit": AFP}, None, None, id="they disagree"),
        pytest.param({}, {"outlet": "Reuters"}, "Reuters", None, id="one is the agency's own"),
        pytest.param({"credit": REUTERS}, {"outlet": "Reuters"}, "Reuters", "r-a", id="one credits the other"),
        pytest.param(
            {"credit": Credit("Morning Lantern", "Source: Morning Lantern")}, {"outlet": "Morning Lantern"},
            "Morning Lantern", "r-a", id="an outlet is credited",
        ),
        pytest.param({"agency": "AFP"}, {"agency": "AFP"}, "AFP", None, id="both give what one agency was told"),
        pytest.param({"agency": "AFP"}, {"agency": "Reuters"}, None, None, id="two agencies were told"),
        pytest.param({"agency": "AFP"}, {}, None, None, id="an agency told one of them"),
        pytest.param({"day": "2031-05-04"}, {"day": "2031-05-06"}, None, None, id="later, yet with text of its own"),
    ],
)  # fmt: skip
def test_owner_only_with_evidence(a: dict[str, str], b: dict[str, str], origin: str | None, taker: str | None) -> None:
    tails = [f"{tail} The rest is what {args.get('agency', 'it')} saw." for tail, args in ((OWN_A, a), (OWN_B, b))]
    material = _material(_report("a", WIRE, tails[0], **a), _report("b", WIRE, tails[1], **b))  # type: ignore[arg-type]
    (pair,) = copied(material)
    assert (pair.origin, pair.taker) == (origin, taker)
    assert (len(pair.reasons) > 1) == (origin is not None)


def test_a_third_report_s_credit_speaks_for_the_same_words_only() -> None:
    second = "Insurers refused to pay for sacks that had already been paid for by a cooperative of beet farmers inland."
    credited = _report("c", WIRE, "(AFP)", credit=AFP)
    same = copied(_material(_report("a", OWN_A, WIRE), _report("b", WIRE, OWN_B), credited))
    assert {(pair.a, pair.b): pair.origin for pair in same}["r-a", "r-b"] == "AFP"
    others = copied(_material(_report("a", OWN_A, second, WIRE), _report("b", second, OWN_B), credited))
    assert {(pair.a, pair.b): pair.origin for pair in others} == {("r-a", "r-b"): None, ("r-a", "r-c"): "AFP"}
    third = _report("c", WIRE, OWN_B, "(AFP)", credit=AFP)
    apart_from_each = copied(_material(_report("a", second, WIRE), _report("b", second, OWN_B), third))
    assert {(pair.a, pair.b): pair.origin for pair in apart_from_each}["r-a", "r-b"] is None


def test_later_report_that_is_nearly_all_in_an_earlier_one_took_it() -> None:
    early = _report("z", WIRE, OWN_A, OWN_B, outlet="Morning Lantern", day="2031-05-04")
    (pair,) = copied(_material(early, _report("a", WIRE, OWN_A, day="2031-05-06")))
    assert (pair.origin, pair.taker) == ("Morning Lantern", "r-a")
    (pair,) = copied(_material(early, _report("a", WIRE, OWN_A, day="2031-05")))
    assert (pair.origin, pair.taker) == (None, None)


def test_order_of_reports_does_not_matter() -> None:
    given_reports = [
        _report("a", OWN_A, WIRE),
        _report("b", REWORDED, OWN_B),
        _report("c", WIRE, "(AFP)", credit=AFP),
        _report("d", OWN_B, OWN_A),
    ]
    expected = copied(_material(*given_reports))
    assert len(expected) > 3
    for seed in range(4):
        random.Random(seed).shuffle(given_reports)  # noqa: S311
        assert copied(_material(*given_reports)) == expected


def _check(material: Material) -> None:
    lengths = {report.id: len(report.text) for report in material.reports}
    for pair in copied(material):
        assert pair.a < pair.b
        assert 0 < pair.likeness <= 1
        spans = [(p.a, pair.a) for p in pair.passages] + [(p.b, pair.b) for p in pair.passages]
        for span, report in spans:
            assert span.report == report
            assert 0 <= span.start < span.end <= lengths[report]
        for side in ([p.a for p in pair.passages], [p.b for p in pair.passages]):
            ordered = sorted((span.start, span.end) for span in side)
            assert all(one[1] <= two[0] for one, two in itertools.pairwise(ordered))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=4), st.lists(st.text(max_size=60), max_size=4))
def test_any_text_gives_spans_in_bounds(a: list[str], b: list[str]) -> None:
    _check(_material(_report("a", *a, WIRE, OWN_A), _report("b", WIRE, *b, OWN_A)))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 3), max_size=60), st.lists(st.integers(0, 3), max_size=60))
def test_runs_are_equal_words_and_every_long_enough_run_is_covered(a: list[int], b: list[int]) -> None:
    found = runs([a, b], [(0, 1)]).between([(0, 1)])[0, 1]
    for run in found:
        assert run.length >= LEAST
        assert a[run.a : run.a + run.length] == b[run.b : run.b + run.length]
    kept = apart(found)
    for side in ([(r.a, r.length) for r in kept], [(r.b, r.length) for r in kept]):
        taken = [at for start, length in side for at in range(start, start + length)]
        assert len(taken) == len(set(taken))


@pytest.mark.parametrize("before", [(), (0,), (0, 1), (1, 2), (0, 2, 3), (0, 1, 2, 3)])
def test_what_reports_share_is_the_same_with_and_without_what_was_found_before(before: tuple[int, ...]) -> None:
    told = [_report("d", WIRE, OWN_A), _report("b", OWN_B, WIRE), _report("a", REWORDED, OWN_C), _report("c", OWN_A)]
    then = [sharing(_material(*(told[at] for at in before)))] if before else []
    assert sharing(_material(*told), then) == sharing(_material(*told))
    assert sharing(_material(*told[1:]), [sharing(_material(*told))]) == sharing(_material(*told[1:]))


def test_what_two_reports_share_is_taken_over_unless_one_is_read_otherwise_now() -> None:
    a, b, c = _report("a", WIRE, OWN_A), _report("b", OWN_B, WIRE), _report("c", WIRE, OWN_C)
    before = sharing(_material(a, b))
    nothing = msgspec.structs.replace(before, shared=b"")
    assert {(pair.a, pair.b) for pair in pairs_in(sharing(_material(a, b, c), [nothing]))} == {(0, 2), (1, 2)}
    quoted = (b[0], msgspec.structs.replace(b[1], quotes=(Quote("q", Span("r-b", 0, 20), None, None, "partial"),)))
    assert {(pair.a, pair.b) for pair in pairs_in(sharing(_material(a, quoted), [nothing]))} == {(0, 1)}


def test_shared_words_of_other_reports_are_refused() -> None:
    a, b, c = _report("a", WIRE), _report("b", WIRE), _report("c", WIRE)
    with pytest.raises(IntegrityError, match="shared words"):
        copying(_material(a, b), sharing(_material(a, c)))


def test_long_run_survives_a_shared_word_at_its_edge() -> None:
    found = [Run(0, 0, 20), Run(19, 25, 20)]
    assert apart(found) == [Run(0, 0, 20), Run(20, 26, 19)]


def test_text_that_repeats_itself_is_compared_once() -> None:
    loop = "the slick of fertiliser spread " * 300
    material = _material(_report("a", loop, WIRE), _report("b", WIRE, loop))
    assert len(copied(material)) == 1
    _check(material)
