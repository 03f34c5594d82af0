"""Who copied whom, as far as the texts show it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from crossbearing.messages import AND, listed
from crossbearing.messages import gettext as _
from crossbearing.records import Change, Copying, Record, SharedPassage
from crossbearing.write.catalogue import Catalogue, Passage
from crossbearing.write.days import spoken
from crossbearing.write.families import Family, families
from crossbearing.write.views import Cited, Why, why
from crossbearing.write.wording import Word, compared

MOST_DRAWN = 40
"""Reports; a drawing of more is a knot."""
ROW, LEFT = 32.0, 6.0
FIRST_SHOWN = 3
CHANGES = {
    "added": _("added"),
    "dropped": _("dropped"),
    "hardened": _("hardened"),
    "softened": _("softened"),
}


class Side(Record, frozen=True):
    """A shared passage in one report."""

    passage: Passage
    words: tuple[Word, ...]


class Shared(Record, frozen=True):
    """A passage in both."""

    a: Side
    b: Side


class Altered(Record, frozen=True):
    """What one report made of the text; `words` are the passage, or the hedges and attributions."""

    kind: str
    words: tuple[Cited, ...]
    ours: Passage | None
    theirs: Passage | None
    """Of hardened and softened: the sentences in the report that is looked at, and in the other."""


class Group(Record, frozen=True):
    """A family: reports (id and outlet) that draw on one text, and whose it is, in words."""

    reports: tuple[tuple[str, str], ...]
    verdict: str


class Pair(Record, frozen=True):
    """Two reports that share text; `a` is the earlier one."""

    id: str
    a: str
    b: str
    a_report: str
    b_report: str
    a_day: str
    b_day: str
    percent: int
    verdict: str
    shared: tuple[Shared, ...]
    more: tuple[Shared, ...]
    looked_at: str
    """Outlet whose changes follow."""
    against: str
    surer: tuple[Altered, ...]
    others: tuple[Altered, ...]
    whys: tuple[Why, ...]


class Arc(Record, frozen=True):
    """A pair, drawn. `path` runs from the earlier report to the later; `arrow`: the later or earlier one took it."""

    path: str
    width: float
    label: str
    target: str
    arrow: str
    percent: str
    x: float
    y: float


class Node(Record, frozen=True):
    """A report, drawn."""

    y: float
    outlet: str
    day: str
    report: str


class Copies(Record, frozen=True):
    """Pairs, most alike first, and the drawing of them where there are not too many."""

    pairs: tuple[Pair, ...]
    groups: tuple[Group, ...]
    """Families of three reports and more."""
    nodes: tuple[Node, ...]
    arcs: tuple[Arc, ...]
    height: float


def copies(catalogue: Catalogue) -> Copies:
    """All pairs of reports that share text."""
    ordered = most_alike(catalogue)
    nodes, arcs, height = drawing(catalogue, ordered)
    return Copies(tuple(pair_view(catalogue, pair) for pair in ordered), groups(catalogue), nodes, arcs, height)


def most_alike(catalogue: Catalogue) -> tuple[Copying, ...]:
    """All pairs, most alike first."""
    return tuple(sorted(catalogue.dossier.copying, key=lambda pair: (-pair.likeness, pair.a, pair.b, pair.id)))


def groups(catalogue: Catalogue) -> tuple[Group, ...]:
    """Families of three reports and more."""
    return tuple(_group(catalogue, each) for each in families(most_alike(catalogue)) if len(each.reports) > 2)


def drawing(catalogue: Catalogue, ordered: Sequence[Copying]) -> tuple[tuple[Node, ...], tuple[Arc, ...], float]:
    """Reports and pairs as they are drawn, and the height of that; nothing where there are too many reports."""
    involved = {report for pair in ordered for report in (pair.a, pair.b)}
    drawn = [report for report in catalogue.reports if report.id in involved]
    if len(drawn) > MOST_DRAWN:
        drawn = []
    height = {report.id: ROW * place + ROW / 2 for place, report in enumerate(drawn)}
    nodes = tuple(
        Node(height[report.id], catalogue.outlet(report.id), spoken(report.published.value), report.id)
        for report in drawn
    )
    arcs = tuple(_arc(catalogue, pair, height) for pair in ordered) if drawn else ()
    return nodes, arcs, ROW * len(drawn)


def _group(catalogue: Catalogue, family: Family) -> Group:
    givers = listed(sorted({catalogue.outlet(report) for report in family.givers}), AND)
    through = givers if givers != family.origin else ""
    if family.origin and through:
        verdict = _("draw on text of %(origin)s, through %(givers)s", origin=family.origin, givers=through)
    elif family.origin:
        verdict = _("draw on text of %(origin)s", origin=family.origin)
    elif through:
        verdict = _("draw on one text; whose it was is not said, as far as known from %(givers)s", givers=through)
    else:
        verdict = _("draw on one text; whose it was is not said")
    ordered = [report.id for report in catalogue.reports if report.id in family.reports]
    return Group(tuple((report, catalogue.outlet(report)) for report in ordered), verdict)


def _altered(catalogue: Catalogue, pair: Copying, change: Change) -> Altered:
    words = tuple(Cited(catalogue.words(span), catalogue.place(span)) for span in change.words)
    ours, theirs = (change.a, change.b) if pair.seen_from == pair.a else (change.b, change.a)
    if ours is None or theirs is None:
        return Altered(CHANGES[change.kind], words, None, None)
    return Altered(CHANGES[change.kind], words, catalogue.passage(ours), catalogue.passage(theirs))


def _in_order(catalogue: Catalogue, pair: Copying) -> tuple[str, str]:
    """The pair's reports as the page orders all reports."""
    return (pair.a, pair.b) if catalogue.rank(pair.a) <= catalogue.rank(pair.b) else (pair.b, pair.a)


def _verdict(catalogue: Catalogue, pair: Copying) -> str:
    first, second = _in_order(catalogue, pair)
    if pair.taker:
        giver = second if pair.taker == first else first
        names = {"taker": catalogue.outlet(pair.taker), "giver": catalogue.outlet(giver)}
        if pair.origin and pair.origin != names["giver"]:
            return _("%(taker)s took it from %(giver)s (text of %(origin)s).", origin=pair.origin, **names)
        return _("%(taker)s took it from %(giver)s.", **names)
    if pair.origin:
        return _("Text of %(origin)s, as a report says.", origin=pair.origin)
    return _("Whose text it was, the reports do not say.")


def pair_view(catalogue: Catalogue, pair: Copying) -> Pair:
    """One pair."""
    a, b = _in_order(catalogue, pair)
    shared = tuple(_shared(catalogue, passage, swap=a != pair.a) for passage in pair.passages)
    shared = tuple(sorted(shared, key=lambda each: (-len(each.a.passage.words), each.a.passage.span)))
    altered = [_altered(catalogue, pair, change) for change in pair.changes]
    shown = {span for each in pair.passages for span in (each.a, each.b)}
    reasons = [replace(each, spans=tuple(span for span in each.spans if span not in shown)) for each in pair.reasons]
    return Pair(
        id=pair.id,
        a=catalogue.outlet(a),
        b=catalogue.outlet(b),
        a_report=a,
        b_report=b,
        a_day=spoken(catalogue.report(a).published.value),
        b_day=spoken(catalogue.report(b).published.value),
        percent=round(pair.likeness * 100),
        verdict=_verdict(catalogue, pair),
        shared=shared[:FIRST_SHOWN],
        more=shared[FIRST_SHOWN:],
        looked_at=catalogue.outlet(pair.seen_from or b),
        against=catalogue.outlet(pair.a if pair.seen_from == pair.b else pair.b),
        surer=tuple(each for each in altered if each.ours is not None),
        others=tuple(each for each in altered if each.ours is None),
        whys=tuple(why(catalogue, reason) for reason in reasons),
    )


def _shared(catalogue: Catalogue, passage: SharedPassage, *, swap: bool) -> Shared:
    a, b = (passage.b, passage.a) if swap else (passage.a, passage.b)
    words = catalogue.words(a), catalogue.words(b)
    return Shared(
        a=Side(catalogue.passage(a), compared(words[0], words[1])),
        b=Side(catalogue.passage(b), compared(words[1], words[0])),
    )


def _arc(catalogue: Catalogue, pair: Copying, height: dict[str, float]) -> Arc:
    a, b = _in_order(catalogue, pair)
    bulge = 28 + 34 * abs(height[b] - height[a]) / ROW
    path = (
        f"M{LEFT:g} {height[a]:g}C{LEFT + bulge:g} {height[a]:g} {LEFT + bulge:g} {height[b]:g} {LEFT:g} {height[b]:g}"
    )
    names, likeness = {"first": catalogue.outlet(a), "second": catalogue.outlet(b)}, round(pair.likeness * 100)
    label = _("%(first)s and %(second)s: %(percent)s %% shared", percent=likeness, **names)
    arrow = "" if pair.taker is None else ("end" if pair.taker == b else "start")
    middle = (height[a] + height[b]) / 2
    percent = _("%(percent)s %%", percent=likeness)
    return Arc(
        path, round(1.5 + 6 * pair.likeness, 1), label, pair.id, arrow, percent, LEFT + bulge * 0.75 + 9, middle + 4
    )
