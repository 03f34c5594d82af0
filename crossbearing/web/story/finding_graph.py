"""On whose word a finding rests, drawn: outlets → their reports → the sources that these name → origins."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Literal

from crossbearing.records import Claim, Finding, Record
from crossbearing.write.catalogue import Catalogue
from crossbearing.write.days import spoken
from crossbearing.write.views import claims_of

WIDTH, ROW, TOP = 1000.0, 34.0, 30.0
COLUMNS = {"outlet": 8.0, "report": 258.0, "source": 500.0, "origin": 756.0}
LABEL = 28
"""Characters of a label; the whole of it stands in the table."""
GAP, LETTER = 20.0, 6.7
"""From a point to its label and on to where lines go on, and the width of a letter, about."""
MOST = 30
"""Nodes over one another; of more there is the table only."""

Kind = Literal["outlet", "report", "source", "origin"]


class Node(Record, frozen=True):
    """A point of the drawing."""

    id: str
    kind: Kind
    label: str
    """As it is drawn."""
    name: str
    """In full."""
    target: str
    """The report or place that it leads to; of an origin nothing, all stand in one list."""
    counted: bool
    """Of origins, whether it is one of those that are counted; else true."""
    x: float
    y: float


class Edge(Record, frozen=True):
    """A line of the drawing."""

    path: str
    counted: bool
    """Whether it leads to an origin that is counted."""


class Way(Record, frozen=True):
    """One row of the table: how what an outlet says comes from an origin."""

    outlet: str
    report: str
    day: str
    source: str | None
    """Whom the report names, the deepest first; null: it says it in its own voice."""
    source_at: str
    """Where the passage stands."""
    origins: tuple[str, ...]
    counted: tuple[bool, ...]
    """Of each origin, whether it is counted."""


class Graph(Record, frozen=True):
    """The drawing, and the table that says the same."""

    nodes: tuple[Node, ...]
    """None where there are too many to be drawn."""
    edges: tuple[Edge, ...]
    width: float
    height: float
    ways: tuple[Way, ...]


class _Links:
    """Nodes by their ids, in order, and which are tied."""

    def __init__(self) -> None:
        self.of: dict[Kind, dict[str, tuple[str, str, bool]]] = {"outlet": {}, "report": {}, "source": {}, "origin": {}}
        self.edges: dict[tuple[str, str], bool] = {}

    def node(self, kind: Kind, key: str, name: str, target: str, *, counted: bool = True) -> str:
        node = f"{kind}:{key}"
        self.of[kind].setdefault(node, (name, target, counted))
        return node

    def tie(self, nodes: Iterable[str], *, counted: bool) -> None:
        for a, b in pairwise(nodes):
            self.edges[a, b] = self.edges.get((a, b), False) or counted


def graph(here: Catalogue, finding: Finding) -> Graph:
    """How a finding's passages come from its origins."""
    links, ways = _Links(), list[Way]()
    origins_of: dict[str, list[int]] = {}
    for number, origin in enumerate(finding.origins):
        for claim_id in origin.claims:
            origins_of.setdefault(claim_id, []).append(number)
    for claim in claims_of(here, finding):
        numbers = origins_of.get(claim.id, [])
        ways.append(_way(here, finding, claim, numbers))
        _tie(links, here, finding, claim, numbers)
    deepest = max(len(nodes) for nodes in links.of.values())
    if deepest > MOST:
        return Graph((), (), WIDTH, 0.0, tuple(dict.fromkeys(ways)))
    height = TOP + ROW * deepest
    nodes = tuple(_laid(links, height))
    at = {node.id: node for node in nodes}
    edges = tuple(Edge(_path(at[a], at[b]), counted) for (a, b), counted in links.edges.items())
    return Graph(nodes, edges, WIDTH, height, tuple(dict.fromkeys(ways)))


def _way(here: Catalogue, finding: Finding, claim: Claim, numbers: list[int]) -> Way:
    report = here.report(claim.span.report)
    origins = [finding.origins[number] for number in numbers]
    return Way(
        outlet=here.outlet(report.id),
        report=report.id,
        day=spoken(report.published.value),
        source=_chain(claim),
        source_at=here.place(claim.span),
        origins=tuple(origin.name for origin in origins),
        counted=tuple(origin.counted for origin in origins),
    )


def _tie(links: _Links, here: Catalogue, finding: Finding, claim: Claim, numbers: list[int]) -> None:
    outlet, report = here.outlet(claim.span.report), here.report(claim.span.report)
    start = [
        links.node("outlet", outlet, outlet, report.id),
        links.node("report", report.id, spoken(report.published.value), report.id),
    ]
    chain = _chain(claim)
    if chain is not None:
        start.append(links.node("source", chain, chain, here.place(claim.span)))
    for number in numbers:
        origin = finding.origins[number]
        end = links.node("origin", str(number), origin.name, "", counted=origin.counted)
        links.tie([*start, end], counted=origin.counted)
    if not numbers:
        links.tie(start, counted=False)


def _chain(claim: Claim) -> str | None:
    if not claim.sources:
        return None
    deepest = " and ".join(source.name for source in (claim.sources[0], *claim.co_sources))
    return " ← ".join((deepest, *(source.name for source in claim.sources[1:])))


def _laid(links: _Links, height: float) -> Iterable[Node]:
    """Each column's nodes at equal distances, in the order of the mean height of what leads to them."""
    y: dict[str, float] = {}
    for kind, nodes in links.of.items():
        before = {node: [y[a] for a, b in links.edges if b == node and a in y] for node in nodes}
        mean = {node: sum(found) / len(found) if found else 0.0 for node, found in before.items()}
        ordered = sorted(nodes, key=lambda node: (mean[node], list(nodes).index(node)))
        for place, node in enumerate(ordered):
            name, target, counted = nodes[node]
            y[node] = round(TOP + (height - TOP) * (place + 0.5) / len(ordered), 1)
            label = name if len(name) <= LABEL else name[: LABEL - 1] + "…"
            yield Node(node, kind, label, name, target, counted, COLUMNS[kind], y[node])


def _path(a: Node, b: Node) -> str:
    start, end = a.x + GAP + LETTER * len(a.label), b.x - 8
    middle = round((start + end) / 2, 1)
    return f"M{start:g} {a.y:g}C{middle:g} {a.y:g} {middle:g} {b.y:g} {end:g} {b.y:g}"
