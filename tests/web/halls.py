"""Cases of a few small stories, as a room shows them; every word that a stranger may write can be an attack."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
from starlette.testclient import TestClient

from crossbearing import indexing
from crossbearing.records import Dossier, Span, Story, content_id
from crossbearing.stage import CASE, Grouping
from crossbearing.store.base import Output
from crossbearing.store.sqlite import SqliteStore
from crossbearing.web.readers import Readers
from crossbearing.web.room import Room
from crossbearing.write.dossier import dossier
from tests.web import rooms
from tests.write.stories import FINDINGS, RELATIONS, UTTERANCES, a_material

HARM = "<img src=x onerror=alert(1)>\"'&{{7*7}} \u202e ../..?#"


def told(number: int, harm: str = "", day: str = "2031-05-04") -> Dossier:
    """A story of two reports that no other number shares an id with; `harm` stands in each name and in the text."""
    made = msgspec.json.encode(dossier(a_material(), FINDINGS, RELATIONS, UTTERANCES)).decode()
    ids = [("f", f"finding-{name}") for name in ("nine", "seven", "denied")]
    ids += [("report", "report-lantern"), ("report", "report-weir"), ("s", "story-barges")]
    for prefix, old in ids:
        made = made.replace(f'"{old}"', f'"{content_id(prefix, old, str(number))}"')
    made = made.replace("2031-05-04", day)
    for name in ("The Lantern", "Ada Wenn", "barge"):
        made = made.replace(f'"{name}"', json.dumps(f"{name}{harm}"))
    found = msgspec.json.decode(made, type=Dossier)
    found = msgspec.structs.replace(found, story=msgspec.structs.replace(found.story, first=day, last=day))
    if not harm:
        return found
    first, second = found.reports
    title = Span(first.id, len(first.text) + 2, len(first.text) + 2 + len(harm))
    return msgspec.structs.replace(
        found,
        story=msgspec.structs.replace(found.story, title=title),
        reports=(msgspec.structs.replace(first, text=f"{first.text}\n\n{harm}", title=harm, name=harm), second),
    )


def a_case(path: Path, *dossiers: Dossier, retired: tuple[Story, ...] = ()) -> Path:
    """A case of these stories, indexed; they took up those that are retired."""
    store = SqliteStore(path)
    store.lock()
    made: list[tuple[str, str, object]] = [("stories", CASE, Grouping(tuple(each.story for each in dossiers), retired))]
    for each in dossiers:
        made += [("align", each.story.id, each.findings), ("write", each.story.id, each)]
    store.put([Output(stage, unit, unit, "key", msgspec.json.encode(what)) for stage, unit, what in made])
    indexing.update(store)
    store.close()
    return path


def a_hall(case: Path, *, readonly: bool = False, jobs: Any = None) -> TestClient:
    """A visitor of the room over the case, which remembers these jobs."""
    room = Room(case, Readers(case), readonly=readonly)
    if jobs is not None:
        room.jobs = jobs
    return rooms.tester(room)
