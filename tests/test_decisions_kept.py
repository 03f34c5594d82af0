"""Decisions as they are kept: tampered with, of a later version, where no case is, in one that is only read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from crossbearing import Case
from crossbearing.decided import hashed, identified
from crossbearing.errors import CaseError
from crossbearing.records import Span
from crossbearing.store.base import Store
from crossbearing.store.sqlite import SqliteStore
from crossbearing.verify import verify
from tests.decided_stages import (
    BROKE,
    TEXTS,
    YARD,
    decide,
    fill,
    span,
)
from tests.small_stages import run


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


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("body = replace(body, 'ask', 'tell')", "its id is not the hash of the rest"),
        ("\"by\" = 'Bo'", "its row says other than it does itself"),
        ("body = substr(body, 1, 40)", "it cannot be read"),
        ('body = replace(body, \'"kind":"note"\', \'"kind":"hunch"\')', "it cannot be read"),
    ],
)
def test_a_decision_that_was_tampered_with(file: Path, store: Store, change: str, says: str) -> None:
    """It is named by verify and doctor; where it cannot be read at all, whoever builds says which, and nothing goes."""
    note = decide(store, "note", BROKE, value="ask")
    decide(store, "note", YARD, value="ask her")
    run(store)
    assert verify(store).problems == ()
    store.close()
    before = file.read_bytes()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DROP TRIGGER decisions_unchanged")
        connection.execute(f"UPDATE decisions SET {change} WHERE number = 1")  # noqa: S608
    assert file.read_bytes() != before
    with closing(SqliteStore(file)) as changed_store:
        problems = verify(changed_store).problems
        assert [each for each in problems if each.startswith(f"decision {note.id}: ") and says in each]
        if "read" in says:
            with pytest.raises(CaseError, match=note.id):
                run(changed_store)
    diagnosis = Case.doctor(file)
    assert [each.what for each in diagnosis.symptoms if says in each.what]
    assert all("backup" in each.advice for each in diagnosis.symptoms if says in each.what)


def test_fields_of_a_later_version_are_hashed(store: Store) -> None:
    note = decide(store, "note", BROKE, value="ask")
    body = msgspec.json.decode(msgspec.json.encode(note)) | {"mood": "sure"}
    assert identified(note) == note
    assert hashed(msgspec.json.encode(body)) != note.id


def test_where_no_case_is_none_is_made(tmp_path: Path) -> None:
    case = Case.open(tmp_path / "none.db")
    for ask in (
        lambda: case.decide("note", [Span("r", 0, 1)], by="Ada", value="x"),
        lambda: case.merge(["f-1", "f-2"], by="Ada"),
        lambda: case.split("f-1", ["c"], by="Ada"),
        lambda: case.undo("d-1", by="Ada"),
        case.decisions,
    ):
        with pytest.raises(CaseError, match="no case is there"):
            ask()
    assert list(tmp_path.iterdir()) == []


def test_a_case_that_is_only_read(file: Path, store: Store) -> None:
    where = span(store, BROKE)
    store.close()
    with Case.open(file, readonly=True) as case, pytest.raises(CaseError, match="read-only"):
        case.decide("note", [where], by="Ada", value="x")
