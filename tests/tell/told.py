"""Alerts of an invented matter, in a store, and by what they are told."""

from __future__ import annotations

import base64
import datetime
from pathlib import Path

import msgspec

from crossbearing.records import Alert, Recipient, Span
from crossbearing.settings import Settings
from crossbearing.store.base import KeptMandate, Seen
from crossbearing.store.sqlite import SqliteStore
from crossbearing.tell.message import Message
from crossbearing.telling import Means

NOW = 2_000_000_000.0
AT = datetime.datetime.fromtimestamp(NOW, datetime.UTC).isoformat(timespec="seconds")
VARIABLE = "CROSSBEARING_WEBHOOK_DESK"
KEY = bytes(range(32))
ENVIRONMENT = {VARIABLE: "whsec_" + base64.b64encode(KEY).decode()}
MANDATE = """
id: harbours
title: Barges in the north
standing: {set_by: The desk}
standard: {any: [{origins: 2}]}
subjects: []
matters:
  - id: lost
    title: Barges that are lost
    what: Barges that sink
    patterns: [{id: sink, acts: [sink]}]
"""


class FakeTime:
    """Seconds that pass only when told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def an_alert(number: int = 1, *, raised: bool = True, wording: str = "Nine barges sank off Orle") -> Alert:
    return Alert(
        id=f"al-{number:04}",
        kind="origin",
        raised=raised,
        at=AT,
        mandate="harbours",
        matter="lost",
        story="st-1",
        finding="fi-1",
        wording=wording,
        what=f"another independent origin: pilot {number}",
        why="1 before",
        spans=(Span("re-1", 3, 28),),
        origins=2,
        outlets=3,
    )


def a_message(alert: Alert | None = None) -> Message:
    return Message(alert or an_alert(), "Barges in the north", "Barges that are lost")


def channel(**given: str | bool) -> str:
    return msgspec.json.encode(msgspec.convert(given, Recipient)).decode()


def webhook(url: str, secret: str = VARIABLE) -> str:
    return channel(webhook=url, secret=secret)


TERMINAL = channel(terminal=True)


def a_store(path: Path, channels: list[str], *alerts: Alert) -> SqliteStore:
    """A store with these alerts due since NOW."""
    store = SqliteStore(path)
    store.keep_mandate(KeptMandate("harbours", "0" * 64, AT, None, MANDATE))
    store.watch(Seen("harbours", alerts=alerts or [an_alert()], channels=channels, at=NOW))
    return store


def means(lines: list[str] | None = None, running: FakeTime | None = None) -> Means:
    said = [] if lines is None else lines
    return Means(Settings(webhook_private=True), said.append, ENVIRONMENT, running or FakeTime())
