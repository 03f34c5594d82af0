"""Mandates over a case of real reports: what is told, when, and that nothing is told twice or lost."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from crossbearing import Case, watching
from crossbearing.errors import CaseError
from crossbearing.settings import Settings
from crossbearing.store.base import KeptMandate, Seen
from crossbearing.store.sqlite import SqliteStore
from crossbearing.watch import matching
from tests.reports import BEACON, LANTERN, WEIR

MANDATE = """
id: barges
title: Losses at Orle
standing: {set_by: The council of Orle}
standard: {any: [{origins: 2}]}
subjects: []
matters:
  - id: sunk
    title: Barges
    what: Barges that sank
    patterns:
      - {id: sunk, acts: [sink], what: [barge]}
"""
WIDER = MANDATE + "      - {id: closed, acts: [close], what: [harbour]}\n"
AT = datetime.datetime(2031, 5, 4, 12, tzinfo=datetime.UTC)
REPORTS = {"lantern": LANTERN, "weir": WEIR, "beacon": BEACON}
ONE_WORKER = Settings(processes=1)


def case_of(folder: Path, *names: str) -> Path:
    """A case that is built of these reports, in this order, without a mandate."""
    folder.mkdir(exist_ok=True)
    with Case.open(folder / "case.db", settings=ONE_WORKER) as case:
        for name in names:
            (folder / f"{name}.txt").write_text(REPORTS[name])
            case.add(folder / f"{name}.txt")
        case.build()
    return folder / "case.db"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return case_of(tmp_path_factory.mktemp("built"), "lantern", "weir").read_bytes()


@pytest.fixture
def store(built: bytes, tmp_path: Path) -> Iterator[SqliteStore]:
    (tmp_path / "case.db").write_bytes(built)
    store = SqliteStore(tmp_path / "case.db")
    store.lock()
    yield store
    store.close()


def kept(store: SqliteStore) -> list[str]:
    return [f"{each.kind} {each.raised} {each.what}" for each in watching.alerts_of(store, None)]


def test_what_was_there_is_held_and_the_next_look_has_nothing_new(store: SqliteStore) -> None:
    assert watching.add(store, MANDATE, "barges.yaml", AT)[1]
    held = watching.alerts_of(store, "barges")
    assert held
    assert {(each.raised, each.why) for each in held} == {(False, "it was there when the mandate was added")}
    assert watching.matches(store, "barges")
    assert watching.update(store, AT) == ()
    assert not watching.add(store, MANDATE, "barges.yaml", AT)[1]
    assert store.to_tell(AT.timestamp()) == ()


def test_another_version_tells_only_what_matches_and_did_not(store: SqliteStore) -> None:
    watching.add(store, MANDATE, "barges.yaml", AT)
    before = kept(store)
    watching.add(
        store, WIDER.replace("closed, acts: [close], what: [harbour]", "crew, acts: [miss]"), "barges.yaml", AT
    )
    new = watching.alerts_of(store, "barges")[len(before) :]
    assert new
    assert {(each.kind, each.raised) for each in new} <= {("finding", False), ("denial", False)}
    assert {each.why for each in new} == {"it was there when this version of the mandate was added"}
    watching.end(store, "barges", AT)
    watching.add(store, MANDATE, "barges.yaml", AT)
    assert len(kept(store)) == len(before) + len(new)


def test_a_look_that_is_killed_is_done_again(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(_: Seen) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(store, "watch", dies)
        with pytest.raises(KeyboardInterrupt):
            watching.add(store, MANDATE, "barges.yaml", AT)
    assert watching.in_force(store) == ()
    watching.add(store, MANDATE, "barges.yaml", AT)
    first = kept(store)
    with monkeypatch.context() as patched:
        patched.setattr(matching, "VERSION", 99)
        assert watching.update(store, AT) == ()
    assert kept(store) == first


def test_reports_of_a_day_match_alike_in_any_order_and_are_raised_when_they_come(built: bytes, tmp_path: Path) -> None:
    found = []
    for number, names in enumerate((("lantern", "weir", "beacon"), ("beacon", "weir", "lantern"))):
        folder = tmp_path / str(number)
        folder.mkdir()
        with Case.open(folder / "case.db", settings=ONE_WORKER) as case:
            (folder / "barges.yaml").write_text(WIDER)
            case.mandate(folder / "barges.yaml")
            for name in names:
                (folder / f"{name}.txt").write_text(REPORTS[name])
                case.add(folder / f"{name}.txt")
            case.build()
            found.append({(each.pattern, *(one.claim for one in each.claims)) for each in case.matches("barges")})
            assert any(each.raised for each in case.alerts())
            known = case.alerts()
            case.build()
            assert case.alerts() == known
            assert len({each.id for each in known}) == len(known)
    assert {frozenset(each) for each in found[0]} == {frozenset(each) for each in found[1]}
    assert found[0]


def test_a_mandate_that_cannot_be_read_any_more_costs_itself_alone(tmp_path: Path) -> None:
    """A later version may be stricter; what one of its time let in stands in the case as it was written."""
    path = case_of(tmp_path, "lantern")
    store = SqliteStore(path)
    store.lock()
    for name, text in (("barges", MANDATE), ("older", "id: older\ntitle: Of another time\n")):
        store.keep_mandate(KeptMandate(name, name, AT.isoformat(), None, text))
    store.close()
    with Case.open(path, settings=ONE_WORKER) as case:
        built = case.build()
        assert [each.id for each in case.mandates()] == ["barges"]
        assert [(each.stage, each.unit) for each in built.failures] == [("watch", "mandate older")]
        assert "add it anew, or end it" in built.failures[0].reason
        assert case.matches("barges")
        with pytest.raises(CaseError, match="mandate older: it cannot be read by this version"):
            case.matches("older")
        case.end_mandate("older")
        assert case.failures() == ()
