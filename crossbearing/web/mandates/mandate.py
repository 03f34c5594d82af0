"""The mandates of the case, and one of them: its matters against their standards."""

from __future__ import annotations

from collections.abc import Iterable

from crossbearing import watching
from crossbearing.errors import InputError
from crossbearing.records import Commission, Instrument, Mandate, Match, Record, Subject
from crossbearing.store.base import Store
from crossbearing.watch.channels import kind
from crossbearing.watch.standards import told
from crossbearing.web import english
from crossbearing.web.addresses import segment
from crossbearing.web.asked import Asked, Refused
from crossbearing.web.mandates.alerts import AlertView, newest
from crossbearing.write.catalogue import web_address
from crossbearing.write.monitoring_formats import FORMATS

NEWEST = 8
"""Alerts that a mandate's own page shows."""


class InForce(Record, frozen=True):
    """One mandate that stands."""

    id: str
    href: str
    title: str
    set_by: str
    added_at: str
    """UTC, ISO 8601."""
    day: str
    matters: int
    matches: int
    met: int
    """Matches that meet their standard."""
    raised: int
    held: int
    """Alerts."""


class Shipped(Record, frozen=True):
    """A mandate that comes with the program and is not in force here."""

    name: str
    title: str
    matters: int


class Mandates(Record, frozen=True):
    """All that are in force, by id, and those that can be added by name."""

    mandates: tuple[InForce, ...]
    shipped: tuple[Shipped, ...]


class InstrumentView(Record, frozen=True):
    """A measure that a matter rests on."""

    instrument: Instrument
    address: str | None
    """Where it may be read, if its address may be followed."""


class MatterLine(Record, frozen=True):
    """One matter, and how it stands."""

    id: str
    href: str
    title: str
    what: str
    instruments: tuple[InstrumentView, ...]
    standard: tuple[str, ...]
    """Its ways, any of which is enough, in words."""
    matches: int
    met: int
    denied: int
    disagree: int


class ReportFile(Record, frozen=True):
    """One format of the monitoring report, and where the file is."""

    name: str
    suffix: str
    href: str


class MandatePage(Record, frozen=True):
    """One mandate."""

    id: str
    title: str
    note: str
    standing: Commission
    added_at: str
    day: str
    subjects: tuple[Subject, ...]
    languages: tuple[str, ...]
    outlets: tuple[str, ...]
    told: tuple[str, ...]
    """To whom alerts go: kinds, without addresses."""
    matters: tuple[MatterLine, ...]
    newest: tuple[AlertView, ...]
    raised: int
    held: int
    reports: tuple[ReportFile, ...]


def mandates(asked: Asked) -> Mandates:
    """The mandates of the case."""
    store = asked.reader.store
    every = watching.in_force(store)
    there = {each.mandate.id for each in every}
    shipped = [(name, watching.shipped_mandate(name)) for name in watching.shipped()]
    return Mandates(
        tuple(_line(store, each) for each in every),
        tuple(Shipped(name, each.title, len(each.matters)) for name, each in shipped if each.id not in there),
    )


def mandate(asked: Asked) -> MandatePage:
    """The mandate that the address names. Raises Refused (404)."""
    store, found = asked.reader.store, one(asked)
    matches = watching.matches(store, found.mandate.id)
    named = found.mandate
    return MandatePage(
        id=named.id,
        title=named.title,
        note=named.note,
        standing=named.standing,
        added_at=found.added_at,
        day=found.added_at[:10],
        subjects=named.subjects,
        languages=named.languages,
        outlets=named.outlets,
        told=_told(named),
        matters=tuple(line(named, matter.id, matches) for matter in named.matters),
        newest=newest(store, named.id, NEWEST),
        raised=store.alert_count(named.id, True),
        held=store.alert_count(named.id, False),
        reports=tuple(
            ReportFile(each.name, each.suffix, f"/mandates/{segment(named.id)}/report/{each.name}") for each in FORMATS
        ),
    )


def one(asked: Asked) -> watching.InForce:
    """The mandate that the address names. Raises Refused (404) for one that is not in force."""
    try:
        return watching.one(asked.reader.store, asked.path["mandate"])
    except InputError:
        raise Refused(404, english.NO_MANDATE) from None


def line(mandate: Mandate, matter_id: str, matches: Iterable[Match]) -> MatterLine:
    """One matter with the numbers of its matches."""
    matter = next(each for each in mandate.matters if each.id == matter_id)
    here = [each for each in matches if each.matter == matter_id]
    return MatterLine(
        id=matter.id,
        href=f"/mandates/{segment(mandate.id)}/{segment(matter.id)}",
        title=matter.title,
        what=matter.what,
        instruments=tuple(InstrumentView(each, web_address(each.url)) for each in matter.instruments),
        standard=tuple(told(way) for way in (matter.standard or mandate.standard).any),
        matches=len(here),
        met=sum(each.judged.met for each in here),
        denied=sum(bool(each.denials) for each in here),
        disagree=sum(bool(each.disagreements) for each in here),
    )


def _line(store: Store, each: watching.InForce) -> InForce:
    matches = watching.matches(store, each.mandate.id)
    return InForce(
        id=each.mandate.id,
        href=f"/mandates/{segment(each.mandate.id)}",
        title=each.mandate.title,
        set_by=each.mandate.standing.set_by,
        added_at=each.added_at,
        day=each.added_at[:10],
        matters=len(each.mandate.matters),
        matches=len(matches),
        met=sum(match.judged.met for match in matches),
        raised=store.alert_count(each.mandate.id, True),
        held=store.alert_count(each.mandate.id, False),
    )


def _told(mandate: Mandate) -> tuple[str, ...]:
    return tuple(dict.fromkeys(kind(each) for each in mandate.alert))
