"""What the page says of findings and of how they stand to one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from crossbearing.decided import NAME
from crossbearing.records import Claim, Finding, Origin, Reason, Record, Relation
from crossbearing.write.catalogue import Catalogue, Passage
from crossbearing.write.days import spoken, stretch
from crossbearing.write.decisions import Hid, Noted, hid, notes
from crossbearing.write.numbers import figure

BASIS = {"stated": "", "published": "reckoned from publication", "context": "from an earlier date"}
SHOWN_OPEN = 6
"""So many findings show their passages at once; those after them, when they are opened."""


class Cited(Record, frozen=True):
    """Words with the place where they stand."""

    words: str
    anchor: str


class Why(Record, frozen=True):
    """A reason, and what shows it."""

    name: str
    detail: str
    score: float | None
    cited: tuple[Cited, ...]


class OriginView(Record, frozen=True):
    """One origin. `kind` is in words."""

    name: str
    kind: str
    counted: bool
    whys: tuple[Why, ...]


class Detail(Record, frozen=True):
    """A figure or a date that a claim gives: what it was read as, and the words."""

    kind: Literal["figure", "date", "said"]
    read_as: str
    note: str
    cited: Cited


class Said(Record, frozen=True):
    """One claim of a finding."""

    passage: Passage
    voice: str
    """Whose word it is, in the page's own words."""
    badges: tuple[str, ...]
    details: tuple[Detail, ...]
    decided: tuple[Why, ...]
    """What of it a reader decided."""


class Standing(Record, frozen=True):
    """How a finding stands to another, seen from it: "denied by" number 12."""

    kind: Literal["denies", "contradicts", "updates"]
    label: str
    number: int
    finding: str
    words: str


class FindingView(Record, frozen=True):
    """One finding, as it is shown where all findings are."""

    id: str
    number: int
    wording: Passage
    independent: int
    badges: tuple[str, ...]
    outlets: tuple[str, ...]
    silent: tuple[str, ...]
    """Outlets of the story that leave it out."""
    days: str
    counted: tuple[OriginView, ...]
    uncounted: tuple[OriginView, ...]
    said: tuple[Said, ...]
    standings: tuple[Standing, ...]
    whys: tuple[Why, ...]
    open: bool
    notes: tuple[Noted, ...]
    hid: tuple[Hid, ...]
    """Who hid it; () where it is shown."""


class RelationView(Record, frozen=True):
    """Two findings and what is between them; `earlier` is the one that is denied, updated or older."""

    kind: Literal["denies", "contradicts", "updates"]
    earlier: FindingView
    later: FindingView
    score: float
    whys: tuple[Why, ...]


class OneOutlet(Record, frozen=True):
    """The findings of one outlet alone."""

    outlet: str
    findings: tuple[FindingView, ...]


def findings(catalogue: Catalogue) -> tuple[FindingView, ...]:
    """All findings, in the dossier's order; those that a reader hid, too."""
    standings, noted, hidden = _standings(catalogue), notes(catalogue), hid(catalogue)
    everyone = sorted({catalogue.outlet(report.id) for report in catalogue.reports})
    views = []
    for place, finding in enumerate(catalogue.dossier.findings):
        counted = [_origin(catalogue, origin) for origin in finding.origins if origin.counted]
        uncounted = [_origin(catalogue, origin) for origin in finding.origins if not origin.counted]
        claims = sorted((catalogue.claims[claim] for claim in finding.claims), key=lambda c: catalogue.order(c.span))
        views.append(
            FindingView(
                id=finding.id,
                number=catalogue.number[finding.id],
                wording=catalogue.passage(finding.wording),
                independent=finding.independent,
                badges=badges(finding),
                outlets=finding.outlets,
                silent=tuple(name for name in everyone if name not in finding.outlets),
                days=stretch(finding.first, finding.last),
                counted=tuple(counted),
                uncounted=tuple(uncounted),
                said=tuple(_said(catalogue, claim) for claim in claims),
                standings=tuple(standings.get(finding.id, ())),
                whys=tuple(why(catalogue, reason) for reason in finding.reasons),
                open=len(finding.outlets) > 1 and place < SHOWN_OPEN,
                notes=noted.get(finding.id, ()),
                hid=hidden.get(finding.id, ()),
            )
        )
    return tuple(views)


def of_one_outlet(views: Iterable[FindingView]) -> tuple[OneOutlet, ...]:
    """Findings that one outlet alone has, by outlet, in the order of its text."""
    grouped: dict[str, list[FindingView]] = {}
    for view in views:
        if len(view.outlets) == 1:
            grouped.setdefault(view.outlets[0], []).append(view)
    return tuple(
        OneOutlet(outlet, tuple(sorted(grouped[outlet], key=lambda view: (view.wording.span, view.number))))
        for outlet in sorted(grouped)
    )


def relations(catalogue: Catalogue, views: Sequence[FindingView]) -> tuple[RelationView, ...]:
    """All relations of the findings given, those between findings with most origins first."""
    by_id = {view.id: view for view in views}
    between = [each for each in catalogue.dossier.relations if {each.from_id, each.to_id} <= by_id.keys()]
    ordered = sorted(between, key=lambda each: _weight(each, by_id))
    return tuple(
        RelationView(
            kind=relation.kind,
            earlier=by_id[relation.to_id],
            later=by_id[relation.from_id],
            score=relation.score,
            whys=tuple(why(catalogue, reason) for reason in relation.reasons),
        )
        for relation in ordered
    )


def badges(said: Finding | Claim) -> tuple[str, ...]:
    """What must be said beside the words: that they deny or doubt, and that the thing is not (said to be) done."""
    shown = [said.stance] if said.stance != "asserts" else []
    return (*shown, said.status) if said.status != "happened" else tuple(shown)


def why(catalogue: Catalogue, reason: Reason) -> Why:
    """A reason with links to what shows it."""
    cited = tuple(Cited(catalogue.words(span), catalogue.place(span)) for span in reason.spans)
    return Why(reason.name, reason.detail, reason.score, cited)


def voice(claim: Claim) -> str:
    """Whose word a claim is: the chain of sources as one phrase."""
    if not claim.sources:
        return "in its own voice"
    deepest = " and ".join(source.name for source in (claim.sources[0], *claim.co_sources))
    return f"on the word of {deepest}" + "".join(f", through {source.name}" for source in claim.sources[1:])


def _origin(catalogue: Catalogue, origin: Origin) -> OriginView:
    kind = "the outlet itself" if origin.kind == "outlet" else origin.kind
    return OriginView(origin.name, kind, origin.counted, tuple(why(catalogue, each) for each in origin.reasons))


def _said(catalogue: Catalogue, claim: Claim) -> Said:
    details = [
        Detail("figure", figure(each), "", Cited(catalogue.words(each.span), catalogue.place(each.span)))
        for each in claim.figures
    ]
    dates = [("date", when) for when in claim.dates] + ([("said", claim.said_on)] if claim.said_on else [])
    for kind, when in dates:
        cited = Cited(catalogue.words(when.span), catalogue.place(when.span))
        read_as = spoken(when.value)
        details.append(Detail("said" if kind == "said" else "date", read_as, BASIS[when.basis], cited))
    decided = tuple(why(catalogue, reason) for reason in claim.because if reason.name == NAME)
    return Said(catalogue.passage(claim.span, claim.content), voice(claim), badges(claim), tuple(details), decided)


def _standings(catalogue: Catalogue) -> dict[str, list[Standing]]:
    """Of each finding, its relations as seen from it; one line for each pair and kind."""
    words = {
        "denies": ("denies", "denied by"),
        "contradicts": ("disagrees with", "disagrees with"),
        "updates": ("updates", "updated by"),
    }
    seen: Counter[tuple[str, str, str]] = Counter()
    made: dict[str, list[Standing]] = {}
    for relation in catalogue.dossier.relations:
        ends = ((relation.from_id, relation.to_id, 0), (relation.to_id, relation.from_id, 1))
        for finding, other, side in ends:
            if other in catalogue.dossier.hidden:
                continue
            label = words[relation.kind][side]
            seen[finding, other, label] += 1
            if seen[finding, other, label] == 1:
                text = catalogue.words(catalogue.findings[other].wording)
                standing = Standing(relation.kind, label, catalogue.number[other], other, text)
                made.setdefault(finding, []).append(standing)
    return made


def _weight(relation: Relation, views: dict[str, FindingView]) -> tuple[int, int, int]:
    ends = (views[relation.from_id], views[relation.to_id])
    return -sum(len(end.outlets) for end in ends), views[relation.to_id].number, views[relation.from_id].number
