"""Captures into a case: names, versions, further arrivals, and runs that were killed."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crossbearing import Case
from crossbearing.collect import storing

pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning",  # warcio leaves its temporary files to the garbage collector
    "ignore::pytest.PytestUnraisableExceptionWarning",
)

URL = "https://post.example/2031/05/barges-sink"


def archive(path: Path, *pages: tuple[int, str], url: str = URL) -> Path:
    """A WARC file of one page on several days, as it stood on each."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for day, body in pages:
            head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            fields = {"WARC-Date": f"2031-05-{day:02}T10:00:00Z"}
            payload = io.BytesIO(f"<html>{body}".encode())
            writer.write_record(
                writer.create_warc_record(url, "response", payload=payload, http_headers=head, warc_headers_dict=fields)
            )
    return path


def state(case: Case) -> tuple[dict[str, str], list[tuple[str, int, str]]]:
    """What each current capture says, and each earlier one, by name and number."""
    store = case._store

    def says(capture: str) -> str:
        return store.capture(capture).body.decode().removeprefix("<html>")

    current = {held.name: says(held.id) for held in store.current()}
    return current, [(held.name, held.number, says(held.id)) for held in store.earlier()]


Adds = Callable[..., tuple[dict[str, str], list[tuple[str, int, str]]]]


@pytest.fixture
def adds(tmp_path: Path) -> Adds:
    """Adds each source on its own to one case; what it holds then."""

    def run(*sources: Path) -> tuple[dict[str, str], list[tuple[str, int, str]]]:
        with Case.open(tmp_path / "case.db") as case:
            for source in sources:
                case.add(source)
            return state(case)

    return run


@pytest.mark.parametrize(
    ("files", "current", "earlier"),
    [
        ([[(1, "one"), (3, "three"), (2, "two")]], "three", ["one", "two"]),
        ([[(1, "one")], [(2, "two")], [(3, "three")]], "three", ["one", "two"]),
        ([[(3, "three")], [(1, "one")], [(2, "two")]], "three", ["one", "two"]),
        ([[(1, "one"), (2, "two"), (3, "one")]], "one", ["two"]),
        ([[(2, "two")], [(1, "one"), (3, "one")]], "one", ["two"]),
        ([[(1, "one"), (2, "two")], [(1, "one"), (2, "two")]], "two", ["one"]),
        ([[(1, "one"), (2, "one")]], "one", []),
    ],
)
def test_a_page_seen_again_is_a_version_and_the_last_seen_is_read(
    tmp_path: Path, adds: Adds, files: list[list[tuple[int, str]]], current: str, earlier: list[str]
) -> None:
    paths = [archive(tmp_path / f"{n}.warc.gz", *pages) for n, pages in enumerate(files)]
    for _ in range(2):
        now, before = adds(*paths)
        assert now == {"barges-sink": current}
        assert sorted(text for _, _, text in before) == sorted(earlier)


def test_front_pages_are_no_versions_of_one_another(tmp_path: Path, adds: Adds) -> None:
    path = archive(tmp_path / "a.warc.gz", (1, "one"), (2, "two"), url="https://post.example/")
    assert adds(path) == ({"post.example-1": "one", "post.example-2": "two"}, [])


def test_a_file_that_changed_takes_its_own_place_and_lines_that_moved_take_none(tmp_path: Path, adds: Adds) -> None:
    file, lines = tmp_path / "a.txt", tmp_path / "b.jsonl"
    rows = [json.dumps({"text": f"Barge {n} sank."}) for n in range(3)]
    file.write_text("one")
    lines.write_text("\n".join(rows[:2]))
    adds(file, lines)
    file.write_text("two")
    lines.write_text("\n".join([rows[2], *rows[:2]]))
    current, earlier = adds(file, lines)
    assert current == {"a": "two", "b-1": rows[0], "b-2": rows[1], "b-1-2": rows[2]}
    assert earlier == [("a", 1, "one")]
    file.write_text("one")
    current, earlier = adds(file)
    assert (current["a"], [text for _, _, text in earlier]) == ("one", ["two"])


def test_the_same_bytes_from_elsewhere_are_a_sighting(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.txt").write_text("Barges sank.")
    with Case.open(tmp_path / "case.db") as case:
        first = case.add(tmp_path / "a")
        other = case.add(tmp_path / "b", tmp_path / "a")
        again = case.add(tmp_path / "b", tmp_path / "a")
        sources = [seen.source for seen in case._store.sightings()]
    assert (first.new, first.again, other.new, other.again, other.failures) == (1, 0, 0, 2, ())
    assert again == other
    assert sources == [str(tmp_path / name / "x.txt") for name in ("a", "b")]


def test_replacing_keeps_the_versions_of_what_is_given(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.warc.gz", (1, "one"), (2, "two"))
    (tmp_path / "other.txt").write_text("Fog.")
    with Case.open(tmp_path / "case.db") as case:
        case.add(tmp_path / "other.txt")
        for _ in range(2):
            case.replace(path)
            assert state(case) == ({"barges-sink": "two"}, [("barges-sink", 1, "one")])


def folder_of_many(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    for n in range(6):
        (folder / f"r{n}.txt").write_text(f"Barge {n} sank.")
        (folder / "deep" / f"r{n}.txt").write_text(f"Barge {n} was raised.")
    (folder / "r1-2.txt").write_text("A name that another may be given.")
    archive(folder / "a.warc.gz", (1, "one"), (2, "two"), (4, "four"))
    return folder


@pytest.mark.parametrize("replaces", [False, True])
def test_a_run_that_was_killed_ends_as_one_that_was_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, replaces: bool
) -> None:
    """Killed after each batch: run again, names, versions and current captures are those of an undisturbed run."""
    monkeypatch.setattr(storing, "_BATCH", 2)
    folder, before = folder_of_many(tmp_path), archive(tmp_path / "b.warc.gz", (3, "three"))
    (tmp_path / "r1.txt").write_text("A report of the same name.")

    class Killed(BaseException):
        pass

    def run(case: Case, after: int | None) -> None:
        def progress(stage: str, done: int, total: int) -> None:
            assert (stage in ("open", "add"), done <= total or not total) == (True, True)
            if stage == "add" and after is not None and done >= after:
                raise Killed

        (case.replace if replaces else case.add)(folder, progress=progress)

    states = []
    for after in (None, 2, 4, 8, 14):
        with Case.open(tmp_path / f"{after}.db") as case:
            case.add(before, tmp_path / "r1.txt")
            if after is not None:
                with pytest.raises(Killed):
                    run(case, after)
        with Case.open(tmp_path / f"{after}.db") as case:
            run(case, None)
            states.append(state(case))
    assert all(each == states[0] for each in states)
    assert len(states[0][0]) == (14 if replaces else 15)
    assert states[0][0]["barges-sink"] == "four"
