"""PROV-O (W3C Recommendation of 30 April 2013): what was made from what, by which stage, and who stands behind it.

As JSON-LD and not Turtle: it is written and read by the same means as the other exports, a hostile string cannot break
out of a JSON string, and it can be written piece by piece. The context stands in the file; nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterator

from crossbearing.records import Decision, Dossier, Report
from crossbearing.write.dossiers import Dossiers
from crossbearing.write.linked import (
    SOFTWARE,
    SOFTWARE_NAME,
    TERMS,
    Node,
    Read,
    address,
    called,
    graph,
    hashed,
    named,
    utc,
    without_nothing,
)

_IRIS = "wasGeneratedBy used wasAssociatedWith wasAttributedTo wasDerivedFrom wasQuotedFrom wasRevisionOf atLocation"
CONTEXT: Node = {
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "cb": TERMS,
    "label": "rdfs:label",
    **{term: {"@id": f"prov:{term}", "@type": "@id"} for term in _IRIS.split()},
    "generatedAtTime": {"@id": "prov:generatedAtTime", "@type": "xsd:dateTime"},
    "value": "prov:value",
    "stage": "cb:stage",
    "stageVersion": "cb:stageVersion",
    "mediaType": "cb:mediaType",
    "sha256": "cb:sha256",
}


def prov_o(given: Dossiers) -> Iterator[bytes]:
    """One graph: agents, then story by story captures, reports, readings, findings and the dossier."""
    return graph(CONTEXT, _nodes(given))


def _nodes(given: Dossiers) -> Iterator[Node]:
    yield {"@id": SOFTWARE, "@type": ["prov:Agent", "prov:SoftwareAgent"], "label": SOFTWARE_NAME}
    stages, known = dict(given.stages), set[str]()
    for decision in given.decisions:
        if decision.by not in known:
            known.add(decision.by)
            yield {
                "@id": called("reader", decision.by),
                "@type": ["prov:Agent", "prov:Person"],
                "label": decision.by,
            }
        yield _decision(decision)
    made = {decision.id for decision in given.decisions}
    outlets = set[str]()
    for dossier in given.each():
        for report in dossier.reports:
            if report.outlet is not None and report.outlet not in outlets:
                outlets.add(report.outlet)
                yield {
                    "@id": called("outlet", report.outlet),
                    "@type": ["prov:Agent", "prov:Organization"],
                    "label": report.outlet,
                }
        yield from _Story(dossier, stages, made).nodes()


class _Story:
    """The nodes of one dossier."""

    def __init__(self, dossier: Dossier, stages: dict[str, int], decisions: set[str]) -> None:
        self.dossier = dossier
        self.read = Read(dossier)
        self.stages = stages
        ruled = sorted({*(each.id for each in dossier.rulings.decisions)} & decisions)
        self.ruled = [named(each) for each in ruled]

    def nodes(self) -> Iterator[Node]:
        based_on = self._based_on()
        versions = {each.report.id for each in self.dossier.versions}
        for report in self.read.reports.values():
            yield from self._captures(report)
            yield from self._report(report, based_on.get(report.id, []))
            if report.id not in versions:
                yield from self._reading(report)
        for reading in self.dossier.readings:
            for quote in reading.quotes:
                words = self.read.reports[reading.report].text[quote.span.start : quote.span.end]
                yield _entity(quote.id, value=words, wasQuotedFrom=named(reading.report))
        yield from self._findings()
        yield from self._dossier()

    def _based_on(self) -> dict[str, list[str]]:
        """Report → those that it took text from, where that is known."""
        found: dict[str, list[str]] = {}
        for pair in self.dossier.copying:
            if pair.taker is not None:
                found.setdefault(pair.taker, []).append(named(pair.b if pair.taker == pair.a else pair.a))
        return found

    def _captures(self, report: Report) -> Iterator[Node]:
        """By their ids and not by the hash of their bytes: the same bytes may come twice, and each came once."""
        if not self.read.captures[report.id]:
            yield _entity(report.capture)
        for came in self.read.captures[report.id]:
            within = hashed(came.within) if came.within else None
            if within is not None:
                yield {"@id": within, "@type": "prov:Entity"}
            yield _entity(
                came.capture,
                sha256=came.sha256,
                mediaType=came.media_type,
                generatedAtTime=utc(came.seen[0] if came.seen else None),
                atLocation=address(came.source),
                wasDerivedFrom=within,
                wasGeneratedBy=named(f"collect.{came.capture}"),
            )
            yield self._activity("collect", came.capture, [] if within is None else [within])

    def _report(self, report: Report, based_on: list[str]) -> Iterator[Node]:
        came = self.read.capture(report.id)
        source = named(report.capture if came is None else came.capture)
        earlier = [named(step.earlier) for step in self.dossier.revisions if step.later == report.id]
        yield _entity(
            report.id,
            label=report.title,
            atLocation=address(report.url),
            wasAttributedTo=None if report.outlet is None else called("outlet", report.outlet),
            wasDerivedFrom=[source, *sorted(set(based_on))],
            wasRevisionOf=earlier,
            wasGeneratedBy=named(f"clean.{report.id}"),
        )
        yield self._activity("clean", report.id, [source])

    def _reading(self, report: Report) -> Iterator[Node]:
        reading = f"reading.{report.id}"
        made_by = named(f"read.{report.id}")
        yield _entity(reading, wasDerivedFrom=[named(report.id)], wasGeneratedBy=made_by, wasAttributedTo=SOFTWARE)
        yield self._activity("read", report.id, [named(report.id)])

    def _findings(self) -> Iterator[Node]:
        story = self.dossier.story.id
        claims = {claim.id: claim.span.report for reading in self.dossier.readings for claim in reading.claims}
        for finding in self.dossier.findings:
            text = self.read.reports[finding.wording.report].text
            reports = dict.fromkeys(claims[claim] for claim in finding.claims)
            yield _entity(
                finding.id,
                value=text[finding.wording.start : finding.wording.end],
                wasQuotedFrom=named(finding.wording.report),
                wasDerivedFrom=[named(f"reading.{report}") for report in reports],
                wasGeneratedBy=named(f"align.{story}"),
                wasAttributedTo=SOFTWARE,
            )
        readings = [named(f"reading.{report.id}") for report in self.dossier.reports]
        yield self._activity("align", story, [*readings, *self.ruled])

    def _dossier(self) -> Iterator[Node]:
        story = self.dossier.story
        used = [named(finding.id) for finding in self.dossier.findings]
        made_by = named(f"write.{story.id}")
        title = self.read.reports[story.title.report].text[story.title.start : story.title.end]
        yield _entity(
            f"dossier.{story.id}", label=title, wasDerivedFrom=used, wasGeneratedBy=made_by, wasAttributedTo=SOFTWARE
        )
        yield self._activity("write", story.id, used)

    def _activity(self, stage: str, of: str, used: list[str]) -> Node:
        node = without_nothing(stage=stage, stageVersion=self.stages.get(stage), used=used)
        return {"@id": named(f"{stage}.{of}"), "@type": "prov:Activity", "wasAssociatedWith": SOFTWARE, **node}


def _decision(decision: Decision) -> Node:
    return _entity(
        decision.id,
        label=decision.kind,
        value=decision.value,
        generatedAtTime=utc(decision.at),
        wasAttributedTo=called("reader", decision.by),
        wasRevisionOf=None if decision.replaces is None else named(decision.replaces),
    )


def _entity(id_: str, **fields: object) -> Node:
    return {"@id": named(id_), "@type": "prov:Entity", **without_nothing(**fields)}
