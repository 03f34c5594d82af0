"""What becomes of decisions while reports change, builds are cut short, and others decide at the same time."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from crossbearing import deciding, pipeline
from crossbearing.decided import identified
from crossbearing.deciding import Asked
from crossbearing.engine import Run
from crossbearing.errors import InputError, Unreadable
from crossbearing.records import Copying, DecisionKind, Material, Reading, Report, SharedWords, Span
from crossbearing.settings import Settings
from crossbearing.store.base import Store
from crossbearing.store.sqlite import SqliteStore
from tests.decided_stages import (
    AT_DAWN,
    BROKE,
    NO_WARNING,
    TEXTS,
    WARNED,
    YARD,
    decide,
    dossiers,
    fill,
    reasons,
    shown,
    span,
    states,
)
from tests.small_stages import STAGES, Encoder, a_capture, changed, made, read, run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "case.db"


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    opened = SqliteStore(file)
    fill(opened, TEXTS)
    run(opened)
    yield opened
    opened.close()


def joined(store: Store, *words: str) -> bool:
    """Whether claims of these words are in one finding."""
    at = [span(store, each) for each in words]
    claims = {c.id for each in dossiers(store) for r in each.readings for c in r.claims if c.span in at}
    return any(claims <= set(finding.claims) for each in dossiers(store) for finding in each.findings)


@pytest.mark.parametrize(
    ("words", "then", "state"),
    [
        ("die Ölmühle „Süd“ brannte", 'flood x\n\nnew\n\ndie Ölmühle "Süd" brannte', "applied"),
        ("cafe\u0301 au bord de l’eau fermé", "flood x\n\nnew\n\ncaf\u00e9 au bord de l'eau ferme\u0301", "applied"),
        ("אתמול נפרץ הסכר בבוקר", "flood x\n\nnew\n\nאתמול נפרץ הסכר בבוקר", "applied"),
        ("the dam 👩\u200d🚒🇺🇳 broke at nine", "flood x\n\nnew\n\nthe dam 👩\u200d🚒🇺🇳 broke at nine", "applied"),
        ("the dam broke at nine today", "flood x\n\nnew\n\nthe old dam broke at nine today", "applied"),
        ("nine", "flood x\n\nnew\n\nnine", "adrift"),
        ("the dam broke at nine today", "flood x\n\nnew", "adrift"),
    ],
)
def test_a_page_that_is_captured_again(file: Path, words: str, then: str, state: str) -> None:
    """Its decisions go on to the version that stands now, or are listed; where it comes back, so do they."""
    with closing(SqliteStore(file)) as store:
        first = f"flood {'w ' * 40}\n\n{words}\n\nlast"
        fill(store, {"r0": first})
        run(store)
        decide(store, "note", words, value="ask")
        store.add([a_capture("r0", then)], ())
        run(store)
        assert states(store) == [state]
        fill(store, {"r9": "flood nine"})
        run(store)
        assert (states(store), reasons(store)) == (["adrift"], "its report is read no longer")
        fill(store, {"r0": first})
        run(store)
        assert states(store) == ["applied"]


def test_words_that_stand_there_two_hundred_times(file: Path) -> None:
    with closing(SqliteStore(file)) as store:
        lines = [f"on day {number} all gates stood open to the river" for number in range(200)]
        text = "flood\n\n" + "\n\n".join(f"{line}\n\nall gates stood open" for line in lines)
        fill(store, {"r0": text})
        run(store)
        (report,) = (report for each in dossiers(store) for report in each.reports)
        start = text.index("all gates stood open\n\non day 138 ")
        at = Span(report.id, start, start + len("all gates stood open"))
        deciding.decide(store, Asked("note", (at,), "Ada", "which?"))
        store.add([a_capture("r0", text.replace("flood\n\n", "flood\n\nmore than ever\n\n"))], ())
        run(store)
        (there,) = dossiers(store)[0].rulings.attached
        moved = dossiers(store)[0].reports[0].text
        assert moved[there.span.end :].startswith("\n\non day 138 ")


def test_what_takes_the_place_of_what(store: Store) -> None:
    """A correction of a correction, taken back step by step; an undo of an undo of an undo."""
    one = decide(store, "speaker", BROKE, value="A")
    two = decide(store, "speaker", BROKE, value="B", replaces=one.id)
    three = decide(store, "speaker", BROKE, value="C", replaces=two.id)

    def speaker() -> list[str]:
        run(store)
        return [s.name for d in dossiers(store) for r in d.readings for c in r.claims for s in c.sources]

    assert (speaker(), states(store)) == (["C"], ["replaced", "replaced", "applied"])
    undone = deciding.undo(store, three.id, "Bo")
    assert (speaker(), states(store)) == (["B"], ["replaced", "applied", "replaced", "applied"])
    again = deciding.undo(store, undone.id, "Bo")
    assert speaker() == ["C"]
    last = deciding.undo(store, again.id, "Bo")
    assert states(store)[-1] == "waiting"
    assert speaker() == ["B"]
    deciding.undo(store, last.id, "Bo")
    assert speaker() == ["C"]
    assert states(store) == ["replaced", "replaced", "applied", "replaced", "applied", "replaced", "applied"]
    with pytest.raises(InputError, match="holds no longer"):
        decide(store, "speaker", BROKE, value="D", replaces=two.id)


def test_the_same_twice_and_the_contrary(store: Store) -> None:
    decide(store, "same", BROKE, AT_DAWN)
    decide(store, "same", BROKE, AT_DAWN, by="Bo")
    run(store)
    assert (states(store), joined(store, BROKE, AT_DAWN)) == (["applied"] * 2, True)
    decide(store, "apart", BROKE, AT_DAWN)
    run(store)
    assert (states(store), joined(store, BROKE, AT_DAWN)) == (["adrift", "adrift", "applied"], False)
    decide(store, "same", BROKE, AT_DAWN)
    run(store)
    assert (states(store), joined(store, BROKE, AT_DAWN)) == (["applied", "applied", "adrift", "applied"], True)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_a_circle_ends_with_the_one_decided_first(store: Store, order: tuple[int, ...]) -> None:
    """a = b, b = c, a ≠ c: the two later ones hold, the first is adrift, and says why."""
    given: list[tuple[DecisionKind, str, str]] = [
        ("same", BROKE, AT_DAWN),
        ("same", AT_DAWN, WARNED),
        ("apart", BROKE, WARNED),
    ]
    for number in order:
        decide(store, *given[number])
    run(store)
    assert states(store) == ["adrift", "applied", "applied"]
    assert "a later decision" in reasons(store)
    run(store)
    assert made(run(store)) == {}


def test_apart_within_one_claim(store: Store) -> None:
    """It is refused; and where both sides have become words of one claim, it is adrift, and nothing else is lost."""
    whole = span(store, BROKE)
    part = replace(whole, end=whole.end - 3)
    with pytest.raises(InputError, match="apart from itself"):
        deciding.decide(store, Asked("apart", ((whole, 0), (part, 1)), "Ada"))
    told = decide(store, "apart", BROKE, AT_DAWN)
    store.decide(identified(replace(told, anchors=(told.anchors[0], replace(told.anchors[0], side=1)))))
    decide(store, "note", BROKE, value="ask")
    run(store)
    assert states(store) == ["applied", "adrift", "applied"]
    assert "of one claim now" in reasons(store)
    assert pipeline.failures(store) == ()


def test_what_another_program_kept_that_cannot_be_followed(store: Store) -> None:
    note = decide(store, "note", BROKE, value="ask")
    published = decide(store, "published", "flood one", value="2031-05-06")
    store.decide(identified(replace(published, value="last week")))
    store.decide(identified(replace(note, kind="figure", value="many")))
    run(store)
    assert states(store) == ["applied", "applied", "adrift", "adrift"]
    assert "a day is written" in reasons(store)
    assert pipeline.failures(store) == ()


def test_a_report_that_can_be_read_no_longer_and_a_story_that_fails(store: Store) -> None:
    decide(store, "note", BROKE, value="ask")
    decide(store, "note", YARD, value="ask")

    def breaks(report: Report) -> Reading:
        if "dam" in report.text:
            raise Unreadable("it is in no language")
        return read(report)

    run(store, changed(STAGES, "read", function=breaks, version=2))
    assert (states(store), reasons(store)) == (["adrift", "applied"], "its report is read no longer")

    def jams(material: Material, shared: SharedWords) -> tuple[Copying, ...]:
        raise ZeroDivisionError(material.story.id)

    run(store, changed(STAGES, "copying", function=jams, version=2))
    assert states(store) == ["adrift", "adrift"]
    assert "its story could not be made" in reasons(store)
    run(store)
    assert states(store) == ["applied", "applied"]


# ── cut short, and at the same time ───────────────────────────────────────────────────────────────────────────────────


class Stop(BaseException):
    """As if the process were killed."""


@pytest.mark.parametrize(
    "at", [stage.name for stage in STAGES if stage.name not in ("clean", "read", "embed", "revisions")]
)
def test_a_build_that_is_killed_after_a_decision(file: Path, store: Store, at: str) -> None:
    """Whatever it had come to: the decision waits or is followed, and the next build is as if nothing had been."""
    decide(store, "same", BROKE, AT_DAWN)
    decide(store, "speaker", BROKE, value="Ada Wenn")
    store.close()

    def stops(stage: str, done: int, total: int) -> None:
        if stage == at:
            raise Stop

    with closing(SqliteStore(file)) as cut:
        with pytest.raises(Stop):
            Run(cut, STAGES, {"encoder": Encoder()}, Settings(), stops).all()
        assert set(states(cut)) <= {"waiting", "applied"}
        assert pipeline.followed(cut) < cut.decision_count() == 2
    with closing(SqliteStore(file)) as after, closing(SqliteStore(file.with_name("whole.db"))) as whole:
        run(after)
        assert states(after) == ["applied", "applied"]
        assert pipeline.followed(after) == 2
        assert made(run(after)) == {}
        fill(whole, TEXTS)
        run(whole)
        for decision in after.decisions():
            whole.decide(decision)
        run(whole)
        assert shown(whole) == shown(after)


def test_what_is_decided_while_a_build_goes_on_waits_or_is_in_it(file: Path, store: Store) -> None:
    stages: list[str] = []

    def decides(stage: str, done: int, total: int) -> None:
        if stage not in stages:
            stages.append(stage)
            with closing(SqliteStore(file)) as other:
                decide(other, "note", BROKE, value=stage)

    store.add([a_capture("r3", "strike two\n\nthe yard opened")], ())
    Run(store, STAGES, {"encoder": Encoder()}, Settings(), decides).all()
    every = {each.decision.value: each.state for each in deciding.standings(store)}
    before = ("clean", "read", "embed", "versions")
    assert every == {stage: "applied" if stage in before else "waiting" for stage in stages}
    assert (pipeline.followed(store), store.decision_count()) == (len(before), len(stages))
    run(store)
    assert set(states(store)) == {"applied"}
    assert pipeline.followed(store) == store.decision_count()


def test_several_decide_at_once(file: Path, store: Store) -> None:
    """Of different things, all is kept; of one thing that each would replace, too, and the later one holds."""
    first = decide(store, "speaker", BROKE, value="nobody yet")
    barrier, lost = threading.Barrier(4), []

    def work(name: str) -> None:
        with closing(SqliteStore(file)) as own:
            barrier.wait()
            for number in range(5):
                decide(own, "note", YARD, value=f"{name} {number}", by=name)
            try:
                decide(own, "speaker", BROKE, value=name, by=name, replaces=first.id)
            except InputError as error:
                lost.append(str(error))

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert store.decision_count() == 25 - len(lost)
    assert all("holds no longer" in each for each in lost)
    run(store)
    of_speaker = [each for each in deciding.standings(store) if each.decision.kind == "speaker"]
    assert of_speaker[0].state == "replaced"
    assert of_speaker[-1].state == "applied"


# ── the same, however it came about ───────────────────────────────────────────────────────────────────────────────────


def test_the_order_of_arrival_changes_nothing_where_nothing_conflicts(tmp_path: Path, store: Store) -> None:
    decide(store, "same", BROKE, AT_DAWN)
    decide(store, "apart", WARNED, NO_WARNING)
    decide(store, "origin", BROKE, value="all")
    decide(store, "origin", NO_WARNING, value="all", by="Bo")
    every, told = store.decisions(), set()
    for number, order in enumerate(itertools.permutations(every)):
        with closing(SqliteStore(tmp_path / f"{number}.db")) as other:
            fill(other, TEXTS)
            for decision in order:
                other.decide(decision)
            run(other)
            told.add(shown(other))
    assert len(told) == 1


def test_decisions_in_one_build_or_one_by_one(file: Path, store: Store) -> None:
    decide(store, "same", BROKE, AT_DAWN)
    run(store)
    decide(store, "speaker", WARNED, value="Ada Wenn")
    run(store)
    hidden = decide(store, "hide", YARD)
    run(store)
    deciding.undo(store, hidden.id, "Bo")
    run(store)
    with closing(SqliteStore(file.with_name("other.db"))) as other:
        fill(other, TEXTS)
        for decision in store.decisions():
            other.decide(decision)
        run(other)
        assert shown(other) == shown(store)
        assert made(run(other)) == made(run(store)) == {}
