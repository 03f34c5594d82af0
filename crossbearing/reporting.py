"""The monitoring report of a mandate, read from a case: story by story, one dossier at a time."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from crossbearing import watching
from crossbearing.errors import CaseError, InputError
from crossbearing.pipeline import dossiers
from crossbearing.records import MonitoringReport
from crossbearing.store.base import Store
from crossbearing.watch import reporting
from crossbearing.watch.reporting import Kept, ToldStory


def report(store: Store, mandate_id: str, since: str | None = None) -> MonitoringReport:
    """The report of a mandate as the last build left the case; what is new since a day (YYYY-MM-DD, UTC) is told first.

    Raises InputError for a mandate that is not in force and for what is no day; CaseError where nothing was
    built yet, and where the mandate was not yet put to what was built last.
    """
    if since is not None and not _is_day(since):
        raise InputError(f"{since}: no day; write it as YYYY-MM-DD")
    in_force = watching.one(store, mandate_id)
    if not store.made("write"):
        raise CaseError(f"there is nothing yet to put {mandate_id} to: build the case first (crossbearing write)")
    if not watching.is_up_to_date(store, in_force):
        raise CaseError(f"{mandate_id} was not yet put to all that the case holds: build it first (crossbearing write)")
    stories = tuple(_told(store, mandate_id))
    kept = Kept(
        mandate=in_force.mandate,
        digest=in_force.digest,
        added_at=in_force.added_at,
        alerts=watching.alerts_of(store, mandate_id),
        stories=len(store.watched(mandate_id)),
    )
    captures = sorted({each.capture for story in stories for each in story.cited})
    return reporting.report(kept, stories, {each: _time(store, each) for each in captures}, since)


def _told(store: Store, mandate_id: str) -> Iterator[ToldStory]:
    for story, matches in watching.matches_by_story(store, mandate_id):
        if matches:
            for dossier in dossiers(store, [story]):
                yield reporting.told(matches, dossier)


def _time(store: Store, capture_id: str) -> tuple[str, bool]:
    capture = store.capture(capture_id)
    return capture.taken_at, capture.timed


def _is_day(text: str) -> bool:
    try:
        return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", text)) and bool(datetime.date.fromisoformat(text))
    except ValueError:
        return False
