"""A case in which every text that a stranger or a reader may write is an attack, and one of the same shape in which
none is: what a page of the one has for elements and attributes, a page of the other must have, too."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
from msgspec.structs import replace
from starlette.testclient import TestClient

from crossbearing import indexing, lookup, watching
from crossbearing.records import (
    Actor,
    Anchor,
    Capture,
    Change,
    Claim,
    Copying,
    Decision,
    Dossier,
    Failure,
    Figure,
    Identity,
    Place,
    Reading,
    Reason,
    Relation,
    Report,
    SharedPassage,
    Span,
    Stated,
    content_id,
)
from crossbearing.store.base import Output
from crossbearing.store.sqlite import SqliteStore
from crossbearing.web.addresses import below
from crossbearing.web.app import application
from crossbearing.web.asked import Download, Page
from crossbearing.web.door import limits
from crossbearing.web.readers import Readers
from crossbearing.web.room import Room
from crossbearing.web.routes import DOWNLOADS, PAGES
from crossbearing.web.work.jobs import Job
from crossbearing.write import monitoring_formats
from crossbearing.write.entries import EntryKind
from crossbearing.write.exports import FORMATS
from tests.web import besieged_watch
from tests.web.halls import a_case
from tests.web.test_progress import Remembered
from tests.write import planted

PER_STORY = 40
_KINDS = {
    "r": "report", "old": "report", "f": "f", "c": "claim", "q": "quote", "u": "u", "capture": "capture", "w": "w",
    "i": "i", "a": "actor", "k": "k",
}  # fmt: skip
_ID = re.compile(r'"((?:(?:w-)?c-|u-q-|q-|capture-)?(?:r|old)-\d+|[fiak]-\d+|old-capture-\d+|s-1)"')
_SHELF: dict[str, EntryKind] = {
    "outlet": "outlet", "case-actor": "actor", "place": "place", "case-figure": "figure", "quoted": "speaker",
}  # fmt: skip
_AT = "2041-05-06T10:00:00+00:00"


def stories(words: Sequence[str]) -> tuple[Dossier, ...]:
    """Stories of at most `PER_STORY` reports, each with one of the words for all that is written in it."""
    return tuple(
        _named(_more(planted.story(words[at : at + PER_STORY]), words[at : at + PER_STORY]), f"{at}")
        for at in range(0, len(words), PER_STORY)
    )


def build(path: Path, words: Sequence[str]) -> Path:
    """A case of these stories, with captures, decisions, failures, mandates and alerts."""
    made = stories(words)
    a_case(path, *made)
    store = SqliteStore(path)
    store.lock()
    reports = [report for dossier in made for report in dossier.reports]
    captures = [_capture(report, text) for report, text in zip(reports, words, strict=True)]
    store.add(captures, [Failure("collect", text, text) for text in words])
    store.put([Output("clean", each.capture, each.capture, "key", msgspec.json.encode(each)) for each in reports])
    for report, text in zip(reports, words, strict=True):
        store.decide(_decision(report, text))
    indexing.update(store)
    besieged_watch.watch(store, words)
    store.close()
    return path


def room(case: Path, words: Sequence[str]) -> Room:
    """A room over it, which remembers jobs of the same words."""
    made: Any = Room(case, Readers(case))
    made.jobs = Remembered(*_jobs(words))
    return made  # type: ignore[no-any-return]


def visitor(of: Room) -> TestClient:
    return TestClient(application(of), "http://127.0.0.1", follow_redirects=False)


def addresses(case: Path) -> Iterator[tuple[Page | Download, str]]:
    """Every page and every file of the case, one or many for each row of the tables."""
    with Readers(case).reader() as reader:
        known = [reader.dossier(unit) for unit in reader.store.made("write")]
        decisions = [each.id for each in reader.store.decisions()]
        mandates = [each.mandate for each in watching.in_force(reader.store)]
        keys = {
            kind: [each.key for each in lookup.known(reader.store, kind, limit=1000).known] for kind in _SHELF.values()
        }
    dossiers = [each for each in known if each is not None]
    of_case = {
        "job": [f"job-{number}" for number in range(4)], "decision": decisions, "format": _formats(),
        "mandate": [each.id for each in mandates], "matter": [each.id for each in mandates[0].matters],
    }  # fmt: skip
    rows: tuple[Page | Download, ...] = (*PAGES, *DOWNLOADS)
    for row in rows:
        names = re.findall(r"\{(\w+)(?::\w+)?\}", row.path)
        if not names:
            query = {"draft": f"?passages={dossiers[0].reports[0].id}:0-5", "search": "?words=onerror+Word0n0"}
            yield row, row.path + query.get(row.name, "")
            continue
        once = names[0] in (*of_case, "key")
        for dossier in dossiers[:1] if once else dossiers:
            given = {**of_case, "key": keys[_SHELF[row.name]] if "key" in names else [], **_of(dossier)}
            if row.name == "mandate-report":
                given["format"] = [each.name for each in monitoring_formats.FORMATS]
            for filled in _filled(names, given):
                way = _address(row.path, filled)
                if len(way) < limits.ADDRESS_BYTES and ("key" not in filled or below("", filled["key"])[0] == "/"):
                    yield row, way


def _address(path: str, filled: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda found: quote(filled[found[1]], safe=""), path)


def _filled(names: Sequence[str], given: dict[str, list[str]]) -> Iterator[dict[str, str]]:
    if not names:
        yield {}
        return
    for value in given[names[0]]:
        for rest in _filled(names[1:], given):
            yield {names[0]: value, **rest}


def _of(dossier: Dossier) -> dict[str, list[str]]:
    return {
        "story": [dossier.story.id],
        "finding": [each.id for each in dossier.findings],
        "report": [each.id for each in dossier.reports] + [each.report.id for each in dossier.versions],
        "identity": [each.id for each in dossier.identities],
        "pair": [each.id for each in dossier.copying],
        "capture": [each.capture for each in dossier.reports],
    }


def _formats() -> list[str]:
    return [each.name for each in FORMATS]


def _more(dossier: Dossier, words: Sequence[str]) -> Dossier:
    """What `planted.story` has none of: actors, places, figures, relations, copying."""
    reports, findings = dossier.reports, dossier.findings
    readings = tuple(
        _read_more(number, reading, text)
        for number, (reading, text) in enumerate(zip(dossier.readings, words, strict=True))
    )
    kinds = ("denies", "contradicts", "updates")
    pairs = list(zip(range(len(words)), range(1, len(words)), strict=False))
    relations = tuple(
        Relation(kinds[a % 3], findings[b].id, findings[a].id, 0.7, (Reason(words[a], words[b]),))  # type: ignore[arg-type]
        for a, b in pairs
    )
    copying = tuple(_pair(f"k-{a}", reports[a], reports[b], words[a]) for a, b in pairs)
    identities = tuple(
        Identity(f"i-{number}", text, "person", (text,), (f"a-{number}",)) for number, text in enumerate(words)
    )
    return replace(
        dossier, readings=readings, relations=relations, copying=copying, identities=identities,
        hidden=(findings[-1].id,),
    )  # fmt: skip


def _read_more(number: int, reading: Reading, text: str) -> Reading:
    claim: Claim = reading.claims[0]
    span = Span(claim.span.report, 0, len(text))
    actor = Actor(f"a-{number}", span, text, "person", text)
    place = Place((span,), text, "city", "XK", text, 42.0, 21.0, 1, 1.0, (Reason(text, text),))
    figure = Figure(span, 7.0, 7.0, 7.0, text, text)
    more = replace(claim, actors=(actor.id,), figures=(figure,), quotes=(reading.quotes[0].id,),
                   because=(Reason(text, text),))  # fmt: skip
    return replace(reading, actors=(actor,), places=(place,), figures=(figure,), claims=(more,))


def _pair(pair: str, a: Report, b: Report, text: str) -> Copying:
    first, second = Span(a.id, 0, 8), Span(b.id, 0, 8)
    change = Change("added", first, None, (first,))
    why = (Reason(text, text),)
    return Copying(pair, a.id, b.id, (SharedPassage(first, second),), 0.8, text, None, why, b.id, (change,))


def _named(dossier: Dossier, salt: str) -> Dossier:
    """The dossier with ids as a case has them, no two stories with one in common."""

    def of(found: re.Match[str]) -> str:
        old = found[1]
        return f'"{content_id("s" if old == "s-1" else _KINDS[old.split("-")[0]], old, salt)}"'

    made = msgspec.json.decode(_ID.sub(of, msgspec.json.encode(dossier).decode()), type=Dossier)
    order = sorted(made.copying, key=lambda each: (each.a, each.b))
    return replace(made, copying=tuple(_in_order(each) for each in order))


def _in_order(pair: Copying) -> Copying:
    if pair.a < pair.b:
        return pair
    passages = tuple(SharedPassage(each.b, each.a) for each in pair.passages)
    return replace(pair, a=pair.b, b=pair.a, passages=passages)


def _capture(report: Report, text: str) -> Capture:
    body = f"<!doctype html><title>{text}</title><main id=main>{text}</main>".encode("utf-8", "replace")
    return Capture(
        id=report.capture, name=content_id("name", report.id), source=text, media_type="text/html",
        sha256=hashlib.sha256(body).hexdigest(), taken_at=_AT, body=body, http=f"HTTP/1.1 200 OK\r\nX-A: {text}",
        stated=Stated(outlet=text, url=text, title=text, byline=text),
    )  # fmt: skip


def _decision(report: Report, text: str) -> Decision:
    start = 0
    anchor = Anchor(
        report.capture, text, report.text[start : len(text) + 18], text, text, start, len(text) + 18,
        hashlib.sha256(report.text.encode()).hexdigest(),
    )  # fmt: skip
    made = Decision("", "note", (anchor,), text, text, _AT, text, None, text)
    return replace(made, id=content_id("d", report.id))


def _jobs(words: Sequence[str]) -> Iterator[Job]:
    states = ("waiting", "running", "done", "failed")
    for number, state in enumerate(states):
        yield Job(
            f"job-{number}", "add", words[number], tuple(words), state, _AT, _AT, _AT, "", 0, 0,  # type: ignore[arg-type]
            " ".join(words[:3]) if state == "failed" else "", failed=len(words),
            failures=tuple(Failure("clean", each, each) for each in words),
        )  # fmt: skip
