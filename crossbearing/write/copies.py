"""Who copied whom, as far as the texts show it."""

from __future__ import annotations

from msgspec.structs import replace

from crossbearing.records import Copying, Record, SharedPassage
from crossbearing.write.catalogue import Catalogue, Passage
from crossbearing.write.days import spoken
from crossbearing.write.views import Why, why
from crossbearing.write.wording import Word, compared

MOST_DRAWN = 40
"""Reports; a drawing of more is a knot."""
ROW, LEFT = 32.0, 6.0
FIRST_SHOWN = 3


class Side(Record, frozen=True):
    """A shared passage in one report."""

    passage: Passage
    words: tuple[Word, ...]


class Shared(Record, frozen=True):
    """A passage in both."""

    a: Side
    b: Side


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
    nodes: tuple[Node, ...]
    arcs: tuple[Arc, ...]
    height: float


def copies(catalogue: Catalogue) -> Copies:
    """All pairs of reports that share text."""
    ordered = sorted(catalogue.dossier.copying, key=lambda pair: (-pair.likeness, pair.a, pair.b, pair.id))
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
    return Copies(tuple(_pair(catalogue, pair) for pair in ordered), nodes, arcs, ROW * len(drawn))


def _in_order(catalogue: Catalogue, pair: Copying) -> tuple[str, str]:
    """The pair's reports as the page orders all reports."""
    return (pair.a, pair.b) if catalogue.rank(pair.a) <= catalogue.rank(pair.b) else (pair.b, pair.a)


def _verdict(catalogue: Catalogue, pair: Copying) -> str:
    first, second = _in_order(catalogue, pair)
    if pair.taker:
        giver = second if pair.taker == first else first
        through = f" (text of {pair.origin})" if pair.origin and pair.origin != catalogue.outlet(giver) else ""
        return f"{catalogue.outlet(pair.taker)} took it from {catalogue.outlet(giver)}{through}."
    if pair.origin:
        return f"Text of {pair.origin}, as a report says."
    return "Whose text it was, the reports do not say."


def _pair(catalogue: Catalogue, pair: Copying) -> Pair:
    a, b = _in_order(catalogue, pair)
    shared = tuple(_shared(catalogue, passage, swap=a != pair.a) for passage in pair.passages)
    shared = tuple(sorted(shared, key=lambda each: (-len(each.a.passage.words), each.a.passage.span)))
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
    label = f"{catalogue.outlet(a)} and {catalogue.outlet(b)}: {round(pair.likeness * 100)} % shared"
    arrow = "" if pair.taker is None else ("end" if pair.taker == b else "start")
    middle = (height[a] + height[b]) / 2
    percent = f"{round(pair.likeness * 100)} %"
    return Arc(
        path, round(1.5 + 6 * pair.likeness, 1), label, pair.id, arrow, percent, LEFT + bulge * 0.75 + 9, middle + 4
    )
