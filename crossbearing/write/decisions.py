"""What the page says of readers' decisions: their notes, and what they hid."""

from __future__ import annotations

from crossbearing.records import Attached, Decision, Record
from crossbearing.write.catalogue import Catalogue
from crossbearing.write.days import spoken


class Noted(Record, frozen=True):
    """What a reader noted, and the words that it is on."""

    text: str
    by: str
    day: str
    words: str
    anchor: str
    language: str


class Hid(Record, frozen=True):
    """Who hid a finding, when and why."""

    by: str
    day: str
    reason: str


def notes(catalogue: Catalogue) -> dict[str, tuple[Noted, ...]]:
    """Report, finding → the notes on it, in the order of the text."""
    made: dict[str, list[Noted]] = {}
    for decision, there in _attached(catalogue, "note"):
        note = Noted(
            text=decision.value,
            by=decision.by,
            day=spoken(decision.at[:10]),
            words=catalogue.words(there.span),
            anchor=catalogue.place(there.span),
            language=catalogue.report(there.span.report).language,
        )
        finding = catalogue.finding_of.get(there.claim or "")
        for place in (there.span.report, *([finding] if finding is not None else [])):
            made.setdefault(place, []).append(note)
    return {place: tuple(dict.fromkeys(each)) for place, each in made.items()}


def hid(catalogue: Catalogue) -> dict[str, tuple[Hid, ...]]:
    """Finding → who hid it, of those that are hidden."""
    made: dict[str, list[Hid]] = {finding: [] for finding in catalogue.dossier.hidden}
    for decision, there in _attached(catalogue, "hide"):
        finding = catalogue.finding_of.get(there.claim or "")
        if finding in made:
            made[finding].append(Hid(decision.by, spoken(decision.at[:10]), decision.reason))
    return {finding: tuple(dict.fromkeys(each)) for finding, each in made.items()}


def _attached(catalogue: Catalogue, kind: str) -> list[tuple[Decision, Attached]]:
    """The decisions of a kind with where each of their anchors is, in the order of the texts."""
    rulings = catalogue.dossier.rulings
    decisions = {decision.id: decision for decision in rulings.decisions if decision.kind == kind}
    found = [(decisions[each.decision], each) for each in rulings.attached if each.decision in decisions]
    return sorted(found, key=lambda each: (catalogue.order(each[1].span), each[0].at, each[0].id))
