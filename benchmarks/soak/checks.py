"""What must hold when a soak has ended: of the alerts, of what was matched, of the case."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import msgspec

from benchmarks.soak.hook import Receipt
from crossbearing import watching
from crossbearing.case import Case
from crossbearing.pipeline import dossiers
from crossbearing.records import Match
from crossbearing.store.sqlite import SqliteStore
from crossbearing.watch import matching

AFTER = 15.0
"""Seconds before a kill in which an answer may have come that was not written down any more."""


class Alerts(msgspec.Struct, frozen=True):
    """The alerts of the store against what the webhook received."""

    raised: int
    held: int
    kinds: dict[str, int]
    received: int
    """Different alerts."""
    posts: int
    refused: int
    """POSTs that were answered with an error and not taken."""
    lost: int
    """Alerts that were raised and never taken."""
    unknown: int
    """Alerts that were received and are not among those that were raised."""
    unsigned: int
    twice_answer_lost: int
    """Alerts that came again after an answer that the sender never had: under the same key, as agreed."""
    twice_killed: int
    """Alerts that came again after a kill."""
    twice_unexplained: int
    waiting: int
    """Still in the outbox."""


class Matches(msgspec.Struct, frozen=True):
    """What is stored of the mandates' matches against matching over the dossiers anew."""

    stories: int
    stored: int
    anew: int
    different: int


class Examined(msgspec.Struct, frozen=True):
    """What the case's own examinations say."""

    reports: int
    faults: tuple[str, ...]
    problems: tuple[str, ...]


def alerts(path: Path, receipts: Sequence[Receipt], kills: Sequence[float]) -> Alerts:
    """`kills`: seconds since 1970."""
    store = SqliteStore(path, readonly=True)
    stored = watching.alerts_of(store, None)
    waiting = sum(store.waiting().values())
    store.close()
    raised = {each.id for each in stored if each.raised}
    taken = [each for each in receipts if each.outcome != "refused"]
    by: dict[str, list[Receipt]] = {}
    for each in taken:
        by.setdefault(each.alert, []).append(each)
    twice = {"lost": 0, "killed": 0, "unexplained": 0}
    for came in by.values():
        for one, _ in pairwise(came):
            if one.outcome != "taken":
                twice["lost"] += 1
            elif any(-1 <= kill - one.at <= AFTER for kill in kills):
                twice["killed"] += 1
            else:
                twice["unexplained"] += 1
    kinds: dict[str, int] = {}
    for alert in stored:
        kinds[alert.kind] = kinds.get(alert.kind, 0) + 1
    return Alerts(
        raised=len(raised),
        held=len(stored) - len(raised),
        kinds=dict(sorted(kinds.items())),
        received=len(by),
        posts=len(receipts),
        refused=len(receipts) - len(taken),
        lost=len(raised - by.keys()),
        unknown=len(by.keys() - raised),
        unsigned=sum(not each.signed for each in receipts),
        twice_answer_lost=twice["lost"],
        twice_killed=twice["killed"],
        twice_unexplained=twice["unexplained"],
        waiting=waiting,
    )


def matches(path: Path) -> Matches:
    """Every mandate in force is put to every dossier anew."""
    store = SqliteStore(path, readonly=True)
    anew: dict[tuple[str, str], tuple[Match, ...]] = {}
    stories = 0
    for each in watching.in_force(store):
        for dossier in dossiers(store):
            stories += 1
            found = matching.matches(each.mandate, dossier)
            if found:
                anew[each.mandate.id, dossier.story.id] = found
    stored: dict[tuple[str, str], list[Match]] = {}
    for each in watching.in_force(store):
        for match in watching.matches(store, each.mandate.id):
            stored.setdefault((each.mandate.id, match.story), []).append(match)
    store.close()
    different = sum(list(anew.get(key, ())) != stored.get(key, []) for key in anew.keys() | stored.keys())
    return Matches(stories, sum(map(len, stored.values())), sum(map(len, anew.values())), different)


def examined(path: Path) -> Examined:
    """The doctor and `verify`."""
    diagnosis = Case.doctor(path)
    faults = tuple(each.what for each in diagnosis.symptoms if each.severity == "fault")
    with Case.open(path, readonly=True) as case:
        return Examined(case.census().reports, faults, case.verify().problems)
