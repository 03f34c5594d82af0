"""What the page says of findings and of how they stand to one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec.structs import replace

from crossbearing.decided import NAME
from crossbearing.figures import figure
from crossbearing.messages import AND, COMMA, listed
from crossbearing.messages import gettext as _
from crossbearing.records import Claim, Finding, Origin, Reason, Record, Relation
from crossbearing.write.catalogue import Catalogue, Passage
from crossbearing.write.days import spoken, stretch
from crossbearing.write.decisions import Hid, Noted, hid, notes

BASIS = {"stated": "", "published": _("reckoned from publication"), "context": _("from an earlier date")}
ORIGINS = {
    "outlet": _("the outlet itself"),
    "person": _("person"),
    "organisation": _("organisation"),
    "place": _("place"),
    "agency": _("agency"),
    "state media": _("state media"),
    "unnamed": _("unnamed"),
}
BADGES = {
    "denies": _("denies"),
    "doubts": _("doubts"),
    "ongoing": _("ongoing"),
    "planned": _("planned"),
    "possible": _("possible"),
    "alleged": _("alleged"),
    "conditional": _("on a condition"),
    "opinion": _("an opinion"),
}
"""A stance or status, where it is not that a thing is said to have happened."""
STANDINGS = {
    "denies": (_("denies"), _("denied by")),
    "contradicts": (_("disagrees with"), _("disagrees with")),
    "updates": (_("updates"), _("updated by")),
}
"""Of a kind of relation: what stands between the finding that it comes from and the other, and the other way round."""
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


class Findings:
    """The findings of one dossier, each shown when it is asked for."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._standings = _standings(catalogue)
        self._noted, self._hidden = notes(catalogue), hid(catalogue)
        self._everyone = sorted({catalogue.outlet(report.id) for report in catalogue.reports})

    def view(self, finding_id: str) -> FindingView:
        """One finding by its id."""
        catalogue, finding = self._catalogue, self._catalogue.findings[finding_id]
        return replace(
            self.brief(finding_id),
            counted=tuple(_origin(catalogue, origin) for origin in finding.origins if origin.counted),
            uncounted=tuple(_origin(catalogue, origin) for origin in finding.origins if not origin.counted),
            said=tuple(said(catalogue, claim) for claim in claims_of(catalogue, finding)),
            whys=tuple(why(catalogue, reason) for reason in finding.reasons),
            open=len(finding.outlets) > 1 and catalogue.number[finding.id] <= SHOWN_OPEN,
        )

    def brief(self, finding_id: str) -> FindingView:
        """The same without its passages, and without the reasons for it and for its origins."""
        catalogue, finding = self._catalogue, self._catalogue.findings[finding_id]
        counted = [_named(origin) for origin in finding.origins if origin.counted]
        uncounted = [_named(origin) for origin in finding.origins if not origin.counted]
        carried_by = set(finding.outlets)
        return FindingView(
            id=finding.id,
            number=catalogue.number[finding.id],
            wording=catalogue.passage(finding.wording),
            independent=finding.independent,
            badges=badges(finding),
            outlets=finding.outlets,
            silent=tuple(name for name in self._everyone if name not in carried_by),
            days=stretch(finding.first, finding.last),
            counted=tuple(counted),
            uncounted=tuple(uncounted),
            said=(),
            standings=tuple(self._standings.get(finding.id, ())),
            whys=(),
            open=False,
            notes=self._noted.get(finding.id, ()),
            hid=self._hidden.get(finding.id, ()),
        )


def findings(catalogue: Catalogue) -> tuple[FindingView, ...]:
    """All findings, in the dossier's order; those that a reader hid, too."""
    made = Findings(catalogue)
    return tuple(made.view(finding.id) for finding in catalogue.dossier.findings)


def claims_of(catalogue: Catalogue, finding: Finding) -> tuple[Claim, ...]:
    """The claims of a finding by day, outlet and place."""
    return tuple(
        sorted((catalogue.claims[claim] for claim in finding.claims), key=lambda each: catalogue.order(each.span))
    )


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
    return tuple(
        relation_view(catalogue, relation, (by_id[relation.to_id], by_id[relation.from_id]))
        for relation in ordered(catalogue)
        if {relation.from_id, relation.to_id} <= by_id.keys()
    )


def ordered(catalogue: Catalogue) -> tuple[Relation, ...]:
    """All relations, those between findings that most outlets have first."""
    return tuple(sorted(catalogue.dossier.relations, key=lambda each: _weight(catalogue, each)))


def relation_view(catalogue: Catalogue, relation: Relation, ends: tuple[FindingView, FindingView]) -> RelationView:
    """One relation; `ends`: the finding that it goes to, and that which it comes from."""
    whys = tuple(why(catalogue, reason) for reason in relation.reasons)
    return RelationView(relation.kind, *ends, relation.score, whys)


def badges(given: Finding | Claim) -> tuple[str, ...]:
    """What must be said beside the words: that they deny or doubt, and that the thing is not (said to be) done."""
    shown = [given.stance] if given.stance != "asserts" else []
    return (*shown, given.status) if given.status != "happened" else tuple(shown)


def why(catalogue: Catalogue, reason: Reason) -> Why:
    """A reason with links to what shows it."""
    cited = tuple(Cited(catalogue.words(span), catalogue.place(span)) for span in reason.spans)
    return Why(reason.name, reason.detail, reason.score, cited)


def voice(claim: Claim) -> str:
    """Whose word a claim is: the chain of sources as one phrase."""
    if not claim.sources:
        return _("in its own voice")
    deepest = listed((source.name for source in (claim.sources[0], *claim.co_sources)), AND)
    whose = _("on the word of %(names)s", names=deepest)
    return listed((whose, *(_("through %(name)s", name=source.name) for source in claim.sources[1:])), COMMA)


def _origin(catalogue: Catalogue, origin: Origin) -> OriginView:
    return replace(_named(origin), whys=tuple(why(catalogue, each) for each in origin.reasons))


def _named(origin: Origin) -> OriginView:
    return OriginView(origin.name, ORIGINS[origin.kind], origin.counted, ())


def said(catalogue: Catalogue, claim: Claim) -> Said:
    """One claim with its passage, whose word it is, and its figures and dates."""
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
    seen: Counter[tuple[str, str, str]] = Counter()
    made: dict[str, list[Standing]] = {}
    for relation in catalogue.dossier.relations:
        ends = ((relation.from_id, relation.to_id, 0), (relation.to_id, relation.from_id, 1))
        for finding, other, side in ends:
            if other in catalogue.dossier.hidden:
                continue
            label = STANDINGS[relation.kind][side]
            seen[finding, other, label] += 1
            if seen[finding, other, label] == 1:
                text = catalogue.words(catalogue.findings[other].wording)
                standing = Standing(relation.kind, label, catalogue.number[other], other, text)
                made.setdefault(finding, []).append(standing)
    return made


def _weight(catalogue: Catalogue, relation: Relation) -> tuple[int, int, int]:
    ends = relation.to_id, relation.from_id
    outlets = sum(len(catalogue.findings[end].outlets) for end in ends)
    return -outlets, catalogue.number[ends[0]], catalogue.number[ends[1]]
