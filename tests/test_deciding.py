"""Decisions from being made to being followed, over tiny stages: what is checked, and what is made anew."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from crossbearing import deciding, pipeline
from crossbearing.deciding import Asked, Passage
from crossbearing.errors import InputError
from crossbearing.records import Decision, DecisionKind, Rulings, Span, Standing
from crossbearing.store.base import Store
from crossbearing.store.sqlite import SqliteStore
from crossbearing.write.formats import export, to_json
from tests.small_stages import a_capture, fill, made, run

TEXTS = {
    "r0": "flood one\n\nthe dam broke at dawn",
    "r1": "flood two\n\nat dawn the dam broke",
    "r2": "strike one\n\nthe yard closed",
}
AGAIN = ("stories", "sharing", "copying", "identities", "pairs")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = SqliteStore(tmp_path / "case.db")
    fill(opened, TEXTS)
    run(opened)
    yield opened
    opened.close()


def span(store: Store, words: str) -> Span:
    for report in (report for each in pipeline.dossiers(store) for report in each.reports):
        if words in report.text:
            start = report.text.index(words)
            return Span(report.id, start, start + len(words))
    raise LookupError(words)


def decide(store: Store, kind: DecisionKind, *words: str, value: str = "") -> Decision:
    return deciding.decide(store, Asked(kind, tuple(span(store, each) for each in words), "Ada", value, "I saw it"))


def joined(store: Store) -> list[int]:
    """Of how many claims the findings are."""
    return sorted(len(finding.claims) for each in pipeline.dossiers(store) for finding in each.findings)


def state(store: Store, decision: Decision) -> Standing:
    return next(each for each in deciding.standings(store) if each.decision == decision)


BROKE, AT_DAWN, YARD = "the dam broke at dawn", "at dawn the dam broke", "the yard closed"


def test_a_decision_waits_is_followed_and_is_undone_without_a_trace(store: Store) -> None:
    before = to_json(export(list(pipeline.dossiers(store)), ()))
    decision = decide(store, "same", BROKE, AT_DAWN)
    assert (decision.machine, state(store, decision).state) == ("apart", "waiting")
    run(store)
    assert joined(store) == [1, 1, 1, 1, 2]
    assert state(store, decision).state == "applied"
    assert len(state(store, decision).spans) == 2
    assert made(run(store)) == {}
    undone = deciding.undo(store, decision.id, "Bo")
    assert (state(store, decision).state, state(store, undone).state) == ("replaced", "waiting")
    run(store)
    assert state(store, undone).state == "applied"
    assert to_json(export(list(pipeline.dossiers(store)), ())) == before
    assert store.made("decide") == store.made("rulings") == {}
    again = deciding.undo(store, undone.id, "Bo")
    assert (state(store, decision).state, state(store, again).state) == ("waiting", "waiting")
    run(store)
    assert (state(store, decision).state, state(store, again).state) == ("applied", "applied")
    assert joined(store) == [1, 1, 1, 1, 2]


@pytest.mark.parametrize(
    ("kind", "words", "value", "expected"),
    [
        # nothing that the machine reads is otherwise: only what shows it is made anew
        ("note", (BROKE,), "look here", {"decide": 1, "rulings": 1, "align": 1, "write": 1}),
        ("same", (BROKE, AT_DAWN), "", {"decide": 2, "rulings": 1, "align": 1, "relate": 1, "write": 1}),
        (
            "speaker",
            (BROKE,),
            "Ada Wenn",
            {"decide": 1, "rulings": 1, "align": 1, "utterances": 1, "relate": 1, "write": 1} | dict.fromkeys(AGAIN, 1),
        ),
    ],
)
def test_only_what_a_decision_bears_on_is_made_anew(
    store: Store, kind: DecisionKind, words: tuple[str, ...], value: str, expected: dict[str, int]
) -> None:
    decide(store, kind, *words, value=value)
    assert made(run(store)) == expected
    assert made(run(store)) == {}


def test_without_decisions_nothing_is_stored_for_them(store: Store) -> None:
    assert store.made("decide") == store.made("rulings") == {}
    assert all(each.rulings == Rulings() for each in pipeline.dossiers(store))


def test_what_the_machine_said_stays_and_what_a_reader_said_is_shown(store: Store) -> None:
    decision = decide(store, "speaker", BROKE, value="Ada Wenn")
    run(store)
    claims = [claim for each in pipeline.dossiers(store) for reading in each.readings for claim in reading.claims]
    assert [source.name for claim in claims for source in claim.sources] == ["Ada Wenn"]
    second = deciding.decide(store, Asked("speaker", (span(store, BROKE),), "Bo", "Cy Marr", replaces=decision.id))
    assert (decision.machine, second.machine) == ("outlet", "outlet")
    run(store)
    assert (state(store, decision).state, state(store, second).state) == ("replaced", "applied")


def test_a_page_that_is_captured_again_keeps_its_decisions(store: Store) -> None:
    decision = decide(store, "same", BROKE, AT_DAWN)
    store.add([a_capture("r0", "flood one, as we now know\n\nmore came\n\nthe dam broke at dawn")], ())
    run(store)
    standing = state(store, decision)
    assert standing.state == "applied"
    assert any(each.moved for dossier in pipeline.dossiers(store) for each in dossier.rulings.attached)
    assert 2 in joined(store)


def test_a_report_of_the_same_name_has_the_words(store: Store) -> None:
    decision = decide(store, "note", BROKE, value="look here")
    fill(store, TEXTS | {"r0": "flood one\n\nnow it stands\n\nthe dam broke at dawn"})
    run(store)
    assert state(store, decision).state == "applied"


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        ({name: text for name, text in TEXTS.items() if name != "r0"}, "read no longer"),
        (TEXTS | {"r0": "flood one\n\nnothing of it is left"}, "no longer"),
        (TEXTS | {"r0": "burnt"}, "read no longer"),
        (TEXTS | {"r0": "strike one\n\nthe dam broke at dawn"}, "another story"),
    ],
)
def test_what_cannot_be_followed_any_more_is_listed_with_the_reason(
    store: Store, texts: dict[str, str], why: str
) -> None:
    decision = decide(store, "same", BROKE, AT_DAWN)
    fill(store, texts)
    run(store)
    standing = state(store, decision)
    assert standing.state == "adrift"
    assert any(why in reason for reason in standing.reasons)


def test_a_decision_of_which_no_report_is_left_is_listed(store: Store) -> None:
    decision = decide(store, "note", YARD, value="look here")
    fill(store, {name: text for name, text in TEXTS.items() if name != "r2"})
    run(store)
    assert state(store, decision) == Standing(decision, "adrift", ("its report is read no longer",))


def test_the_order_of_reports_changes_nothing(tmp_path: Path) -> None:
    results = set()
    for number, names in enumerate(itertools.permutations(TEXTS)):
        opened = SqliteStore(tmp_path / f"{number}.db")
        fill(opened, {name: TEXTS[name] for name in names})
        run(opened)
        decision = replace(decide(opened, "same", BROKE, AT_DAWN), id="d-1", at="2031-01-01T00:00:00+00:00")
        other = SqliteStore(tmp_path / f"{number}-other.db")
        fill(other, {name: TEXTS[name] for name in names})
        other.decide(decision)
        run(other)
        results.add(to_json(export(list(pipeline.dossiers(other)), ())))
        opened.close()
        other.close()
    assert len(results) == 1


def test_findings_are_merged_and_split(store: Store) -> None:
    one, other = (
        next(f.id for each in pipeline.dossiers(store) for f in each.findings if f.wording == span(store, words))
        for words in (BROKE, AT_DAWN)
    )
    deciding.merge(store, [one, other], "Ada")
    run(store)
    assert joined(store) == [1, 1, 1, 1, 2]
    merged = next(finding for each in pipeline.dossiers(store) for finding in each.findings if len(finding.claims) == 2)
    assert merged.id in (one, other)
    split = deciding.split(store, merged.id, merged.claims[:1], "Ada")
    assert (split.machine, [anchor.side for anchor in split.anchors]) == ("same", [0, 1])
    run(store)
    assert joined(store) == [1] * 6
    assert [each.state for each in deciding.standings(store)] == ["adrift", "applied"]


def passages(store: Store, *words: str) -> tuple[Passage, ...]:
    return tuple(span(store, each) for each in words)


@pytest.mark.parametrize(
    ("asked", "words", "why"),
    [
        (Asked("undo", (), "Ada"), (BROKE,), "no kind of decision"),
        (Asked("note", (), "Ada", "x"), (), "none is given"),
        (Asked("note", (Span("r-none", 0, 3),), "Ada", "x"), (), "no story of the case has a report r-none"),
        (Asked("same", (), "Ada"), (BROKE,), "two claims"),
        (Asked("same", (), "Ada"), (BROKE, BROKE), "two claims"),
        (Asked("same", (), "Ada", "x"), (BROKE, AT_DAWN), "takes no value"),
        (Asked("apart", (), "Ada"), (BROKE, AT_DAWN), "both sides"),
        (Asked("speaker", (), "Ada", "x"), (BROKE, AT_DAWN), "about one passage"),
        (Asked("hide", (), "Ada"), ("dam",), "no claim was read"),
        (Asked("date", (), "Ada", "2031-02-30"), (BROKE,), "no date was read"),
        (Asked("figure", (), "Ada", "3"), (BROKE,), "no figure was read"),
        (Asked("published", (), "Ada", "2031-02-30"), (BROKE,), "a day is written"),
        (Asked("published", (), "Ada", ""), (BROKE,), "must be given"),
        (Asked("origin", (), "Ada", ""), (BROKE,), "must be named"),
        (Asked("note", (), "Ada", " \n "), (BROKE,), "must say something"),
        (Asked("note", (), "Ada", "x" * 4001), (BROKE,), "at most 4000"),
        (Asked("note", (), "Ada", "a\x1b[31mb"), (BROKE,), "U+001B"),
        (Asked("note", (), "Ada", "a\u202eb"), (BROKE,), "U+202E"),
        (Asked("note", (), "Ada", "x", reason="\x00"), (BROKE,), "U+0000"),
        (Asked("speaker", (), "Ada", "x" * 201), (BROKE,), "at most 200"),
        (Asked("note", (), "", "x"), (BROKE,), "must be named"),
        (Asked("note", (), "A\ud800", "x"), (BROKE,), "U+D800"),
        (Asked("note", (), "Ada", "x", replaces="d-none"), (BROKE,), "no decision d-none"),
    ],
)
def test_what_cannot_be_decided_is_refused_in_plain_words(
    store: Store, asked: Asked, words: tuple[str, ...], why: str
) -> None:
    with pytest.raises(InputError, match=r"^[^\n]+$") as refused:
        deciding.decide(store, replace(asked, passages=asked.passages or passages(store, *words)))
    assert why in str(refused.value)
    assert store.decisions() == ()


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (-1, 2), (0, 999), (9, 11)])
def test_a_passage_without_words_is_refused(store: Store, start: int, end: int) -> None:
    where = replace(span(store, "flood one"), start=start, end=end)
    with pytest.raises(InputError, match="are no words of"):
        deciding.decide(store, Asked("note", (where,), "Ada", "x"))


def test_only_what_holds_can_be_undone_or_replaced_by_its_like(store: Store) -> None:
    note = decide(store, "note", BROKE, value="x")
    with pytest.raises(InputError, match="is of the kind note"):
        deciding.decide(store, Asked("hide", (span(store, BROKE),), "Ada", replaces=note.id))
    deciding.undo(store, note.id, "Ada")
    with pytest.raises(InputError, match="holds no longer"):
        deciding.undo(store, note.id, "Ada")


@pytest.mark.parametrize(("claims", "why"), [((), "none or all"), (("c-none",), "has no claim c-none")])
def test_a_finding_that_cannot_be_split(store: Store, claims: tuple[str, ...], why: str) -> None:
    finding = next(pipeline.dossiers(store)).findings[0]
    with pytest.raises(InputError, match=why):
        deciding.split(store, finding.id, claims, "Ada")
    with pytest.raises(InputError, match="no finding f-none"):
        deciding.merge(store, [finding.id, "f-none"], "Ada")
    with pytest.raises(InputError, match="two findings"):
        deciding.merge(store, [finding.id], "Ada")
