"""Matches are re-read with the rest of a case; those that are damaged are made anew, and nothing is told twice."""

from __future__ import annotations

import shutil
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from crossbearing import Case, CaseError
from crossbearing.records import Looked, Match
from crossbearing.watch import matching
from tests.reports import write_reports

MANDATE = """
id: barges
title: Barges that sink
standing: {set_by: The tests}
standard: {any: [{origins: 2}, {origins: 1, of: [official statement], reply: true}]}
subjects: [{id: orle, names: [Orle]}]
alert: [{terminal: true}]
matters:
  - id: sunk
    title: Sunk
    what: Barges that sank
    patterns: [{id: sank, acts: [sink], what: [barge], where: [orle]}]
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("watched")
    (folder / "barges.yaml").write_text(MANDATE)
    with Case.open(folder / "case.db") as case:
        case.add(write_reports(folder / "reports"))
        case.mandate(folder / "barges.yaml")
        case.build()
    return folder / "case.db"


@pytest.fixture
def copied(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(built, tmp_path / "case.db"))


def change(path: Path, body: bytes) -> None:
    """Write over what is watched."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "UPDATE watched SET body = ? WHERE length(body) = (SELECT max(length(body)) FROM watched)", (body,)
        )


def test_every_passage_of_a_match_is_re_read(copied: Path) -> None:
    with Case.open(copied) as case:
        found = case.matches("barges")
        whole = case.verify()
        case.end_mandate("barges")
        rest = case.verify()
    assert found
    assert whole.problems == rest.problems == ()
    assert whole.spans - rest.spans == sum(1 for match in found for _ in matching.spans(match))


def test_a_passage_that_is_none_is_found(copied: Path) -> None:
    with Case.open(copied) as case:
        match = case.matches("barges")[0]
    wrong = msgspec.structs.replace(match, wording=msgspec.structs.replace(match.wording, end=10**6))
    change(copied, zlib.compress(msgspec.json.encode(Looked((), (wrong,)))))
    with Case.open(copied, readonly=True) as case:
        [problem] = case.verify().problems
    assert problem.startswith("matches of mandate barges in story ")
    assert "is no passage of" in problem


def test_damaged_matches_are_forgotten_and_made_anew_and_nothing_is_told_twice(copied: Path) -> None:
    with Case.open(copied) as case:
        before: tuple[Match, ...] = case.matches("barges")
        told = case.alerts()
    change(copied, b"x")
    with Case.open(copied) as case, pytest.raises(CaseError, match="cannot be read"):
        case.matches("barges")
    assert len(Case.doctor(copied, mend=True).forgotten) == 1
    with Case.open(copied) as case:
        case.build()
        assert case.matches("barges") == before
        assert case.alerts() == told
        assert case.verify().problems == ()
