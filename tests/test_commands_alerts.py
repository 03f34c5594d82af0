"""The list of alerts on a terminal, for programs, and as a feed in a file."""

from __future__ import annotations

from pathlib import Path

import feedparser
import msgspec
import pytest
from click.testing import CliRunner, Result

from crossbearing.cli import crossbearing
from crossbearing.tell.atom import entry_id
from crossbearing.telling import tell
from tests.tell.receiver import receiving, status
from tests.tell.told import NOW, a_store, an_alert, means, webhook


def ran(*words: str | Path) -> Result:
    return CliRunner().invoke(crossbearing, ["alerts", *map(str, words)])


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case with two alerts of which one could not be told, and one that was held."""
    every = [an_alert(1), an_alert(2, wording="Nine\x1b[2J barges"), an_alert(3, raised=False)]
    with receiving(lambda *_: status("500 Boom")) as receiver:
        store = a_store(tmp_path / "case.db", [webhook(receiver.url("/secret"))], *every)
        tell(store, NOW, means())
        receiver.answer = lambda *_: status("410 Gone")
        by = means()
        tell(store, NOW + 1, by)
    store.close()
    return tmp_path / "case.db"


def test_a_table_and_what_was_not_told(case: Path) -> None:
    done = ran(case)
    assert done.exit_code == 0
    assert done.output.splitlines() == [
        "2033-05-18 03:33 harbours/lost origin: another independent origin: pilot 1",
        "  “Nine barges sank off Orle”",
        "2033-05-18 03:33 harbours/lost origin: another independent origin: pilot 2",
        r"  “Nine\x1b[2J barges”",
        "not told: webhook 127.0.0.1: 1 given up: HTTP 410 Gone: it wants no more alerts",
        "not told: webhook 127.0.0.1: 1 to be tried again: HTTP 500 Internal Server Error",
        "1 was held; --held shows it",
    ]
    assert ran(case, "--held").output.splitlines()[4:7] == [
        "2033-05-18 03:33 harbours/lost origin (held): another independent origin: pilot 3",
        "  “Nine barges sank off Orle”",
        "  held: 1 before",
    ]
    assert ran(case, "--mandate", "none").output == f"there is no alert of none in {case}\n"


def test_for_programs(case: Path) -> None:
    given = msgspec.json.decode(ran(case, "--json").output)
    assert [each["id"] for each in given["alerts"]] == ["al-0001", "al-0002"]
    assert [(each["alert"], each["given_up"]) for each in given["untold"]] == [("al-0002", True), ("al-0001", False)]
    assert "secret" not in ran(case, "--json").output


def test_a_feed_is_written_over_and_nothing_else_is(case: Path, tmp_path: Path) -> None:
    for options, ids in (["--held"], ["al-0003", "al-0002", "al-0001"]), ([], ["al-0002", "al-0001"]):
        assert ran(case, *options, "--atom", tmp_path / "a.atom").exit_code == 0
        read = feedparser.parse((tmp_path / "a.atom").read_bytes())
        assert not read.bozo
        assert [entry.id for entry in read.entries] == [entry_id(each) for each in ids]
        assert read.entries[0].title.startswith("Barges that are lost: ")
    before = case.read_bytes()
    refused = ran(case, "--atom", case)
    assert refused.exit_code != 0 and "its name must end with .atom or .xml" in str(refused.exception)
    assert case.read_bytes() == before
