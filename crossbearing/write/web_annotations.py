"""Web Annotations (W3C Recommendation of 23 February 2017): what was read and what readers decided, each tied to words.

One AnnotationCollection with one AnnotationPage. Every target has a TextQuoteSelector and a TextPositionSelector, both
in code points, as section 4.2.4 of the data model demands ("in terms of unicode code points"). Positions refer to the
report's text as dossier.json has it; `ofText` names it by its hash.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from crossbearing.records import (
    Anchor,
    Claim,
    Decision,
    DecisionKind,
    Dossier,
    Finding,
    Provenance,
    Quote,
    Relation,
    Source,
    Span,
    Withdrawal,
    sha256_of_text,
)
from crossbearing.write.dossiers import Dossiers
from crossbearing.write.linked import (
    SOFTWARE,
    SOFTWARE_NAME,
    TERMS,
    Node,
    Read,
    by_pieces,
    called,
    hashed,
    named,
    to_json,
    utc,
    without_nothing,
)

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_WORDS = (
    "Claim Quote Date Figure Relation Withdrawal Decision stance status negated independentOrigins kind role basis "
    "unit low high hedge countOf decided machine reason side adrift attached score silent cue quoteKind"
)
OWN_TERMS: Node = {
    "cb": TERMS,
    **{word: f"cb:{word}" for word in _WORDS.split()},
    **{word: {"@id": f"cb:{word}", "@type": "@id"} for word in ("claim", "finding", "ofText", "replaces", "instead")},
    **{word: {"@id": f"cb:{word}", "@container": "@list"} for word in ("sources", "coSources")},
}
"""Terms that the model has not; it lets clients ignore them. Sources are in order, the deepest first."""

_MOTIVATIONS: dict[DecisionKind, str] = {
    "same": "assessing",
    "apart": "assessing",
    "speaker": "editing",
    "date": "editing",
    "published": "editing",
    "figure": "editing",
    "origin": "assessing",
    "hide": "moderating",
    "note": "commenting",
    "undo": "moderating",
}
_AROUND = 32
"""Code points of prefix and suffix, as in `records.Anchor`."""


Came = dict[str, tuple[str, Provenance | None]]
"""Capture → the page that it is of, and how it came."""
Now = dict[tuple[str, int], Node]
"""Decision and number of an anchor → what became of it: where it is attached, why it is adrift."""


def web_annotations(given: Dossiers) -> Iterator[bytes]:
    """The collection: what was read, story by story, then all decisions in the order in which they were made."""
    collection, page = named("annotations"), named("annotations.page")
    head = {"@context": [CONTEXT, OWN_TERMS], "id": collection, "type": "AnnotationCollection", "label": "Crossbearing"}
    generator = {"id": SOFTWARE, "type": "Software", "name": SOFTWARE_NAME}
    first = {"id": page, "type": "AnnotationPage", "partOf": collection, "startIndex": 0}
    opening = to_json({**head, "generator": generator})[:-1] + b', "first": ' + to_json(first)[:-1] + b', "items": ['
    return by_pieces(opening, _items(given), lambda total: b'\n]}, "total": %d}\n' % total)


def _items(given: Dossiers) -> Iterator[Node]:
    came: Came = {}
    now: Now = {}
    for dossier in given.each():
        story = _Story(dossier)
        for report in story.read.reports.values():
            came[report.capture] = story.read.source(report.id), story.read.capture(report.id)
        for each in dossier.captures:
            came.setdefault(each.capture, (story.read.source(each.report), each))
        for there in dossier.rulings.attached:
            now[there.decision, there.anchor] = {"attached": story.target(there.span)}
        for lost in dossier.rulings.adrift:
            key = lost.decision, lost.anchor
            now[key] = {**now.get(key, {}), "adrift": lost.reason}
        yield from story.items()
    for decision in given.decisions:
        yield _decision(decision, came, now)


class _Story:
    """The annotations of one dossier."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.read = Read(dossier)
        self.texts = {id_: sha256_of_text(report.text) for id_, report in self.read.reports.items()}
        self.finding_of: dict[str, Finding] = {}
        for finding in dossier.findings:
            for claim in finding.claims:
                self.finding_of.setdefault(claim, finding)

    def items(self) -> Iterator[Node]:
        for reading in self.dossier.readings:
            for claim in reading.claims:
                yield self._claim(claim)
                yield from self._dates(claim)
                yield from self._figures(claim)
            for quote in reading.quotes:
                yield self._quote(quote)
        wordings = {finding.id: finding.wording for finding in self.dossier.findings}
        for relation in self.dossier.relations:
            yield self._relation(relation, wordings)
        for gone in self.dossier.withdrawn:
            yield self._withdrawal(gone)

    def target(self, span: Span) -> Node:
        text = self.read.reports[span.report].text
        quoted: Node = {
            "type": "TextQuoteSelector",
            "exact": text[span.start : span.end],
            "prefix": text[max(0, span.start - _AROUND) : span.start],
            "suffix": text[span.end : span.end + _AROUND],
        }
        position = (span.start, span.end, self.texts[span.report])
        return _target(self.read.source(span.report), self.read.capture(span.report), quoted, position)

    def _claim(self, claim: Claim) -> Node:
        finding = self.finding_of.get(claim.id)
        words = f"{claim.stance}, {claim.status}{', negated' if claim.negated else ''}; source: {_chain(claim.sources)}"
        count = None if finding is None else finding.independent
        if finding is not None:
            words += f"; independent origins of the finding: {count}"
        body = without_nothing(
            id=named(claim.id),
            type=["Dataset", "Claim"],
            finding=None if finding is None else {"id": named(finding.id), "independentOrigins": count},
            stance=claim.stance,
            status=claim.status,
            negated=claim.negated,
            sources=[_source(each) for each in claim.sources],
            coSources=[_source(each) for each in claim.co_sources],
        )
        return _annotation(claim.id, "describing", [_textual(words, "describing"), body], self.target(claim.span))

    def _dates(self, claim: Claim) -> Iterator[Node]:
        said = () if claim.said_on is None else ((claim.said_on, "said"),)
        for number, (when, role) in enumerate((*((when, "event") for when in claim.dates), *said), 1):
            about = {"role": role, "basis": when.basis, "claim": named(claim.id), "value": when.value}
            bodies = [_textual(when.value, "identifying"), {"type": ["Dataset", "Date"], **about}]
            yield _annotation(f"{claim.id}.date.{number}", "identifying", bodies, self.target(when.span))

    def _figures(self, claim: Claim) -> Iterator[Node]:
        for number, figure in enumerate(claim.figures, 1):
            about = without_nothing(
                type=["Dataset", "Figure"],
                claim=named(claim.id),
                value=figure.value,
                unit=figure.unit,
                low=figure.low,
                high=figure.high,
                hedge=figure.hedge,
                countOf=figure.of,
            )
            words = f"{figure.hedge}{figure.value:g} {figure.unit}".strip()
            bodies = [_textual(words, "identifying"), about]
            yield _annotation(f"{claim.id}.figure.{number}", "identifying", bodies, self.target(figure.span))

    def _quote(self, quote: Quote) -> Node:
        speaker = () if quote.speaker is None else (quote.speaker,)
        about = {"quoteKind": quote.kind, "sources": [_source(each) for each in speaker]}
        words = f"{quote.kind} quote; speaker: {_chain(speaker)}" if speaker else f"{quote.kind} quote; speaker unknown"
        body = without_nothing(
            id=named(quote.id),
            type=["Dataset", "Quote"],
            cue=None if quote.cue is None else self._words(quote.cue),
            **about,
        )
        return _annotation(quote.id, "describing", [_textual(words, "describing"), body], self.target(quote.span))

    def _relation(self, relation: Relation, wordings: dict[str, Span]) -> Node:
        """The finding that denies, contradicts or updates, linked to the words of the other."""
        about: Node = {
            "type": ["Dataset", "Relation"],
            "kind": relation.kind,
            "score": relation.score,
            "finding": [named(relation.from_id), named(relation.to_id)],
        }
        other: Node = {**self.target(wordings[relation.to_id]), "purpose": "linking"}
        bodies = [_textual(relation.kind, "describing"), about, other]
        id_ = f"{relation.from_id}.{relation.kind}.{relation.to_id}"
        return _annotation(id_, "linking", bodies, self.target(wordings[relation.from_id]))

    def _withdrawal(self, gone: Withdrawal) -> Node:
        body = without_nothing(
            id=named(gone.id),
            type=["Dataset", "Withdrawal"],
            claim=named(gone.claim),
            kind=gone.kind,
            silent=gone.silent,
            finding=[named(each) for each in gone.findings],
        )
        words = f"{gone.kind} in a later version{', without a notice' if gone.silent else ''}"
        bodies = [_textual(words, "describing"), body]
        if gone.instead is not None:
            bodies.append({**self.target(gone.instead), "purpose": "linking"})
        return _annotation(gone.id, "describing", bodies, self.target(gone.span))

    def _words(self, span: Span) -> str:
        return self.read.reports[span.report].text[span.start : span.end]


def _decision(decision: Decision, came: Came, now: Now) -> Node:
    said = " ".join(part for part in (decision.value, f"({decision.reason})" if decision.reason else "") if part)
    words = said if decision.kind == "note" else f"{decision.kind}: {said}" if said else decision.kind
    motivation = _MOTIVATIONS[decision.kind]
    body = without_nothing(
        id=named(decision.id),
        type=["Dataset", "Decision"],
        kind=decision.kind,
        decided=decision.value,
        machine=decision.machine,
        reason=decision.reason,
        replaces=None if decision.replaces is None else named(decision.replaces),
    )
    undone = [] if decision.anchors or decision.replaces is None else [named(f"annotation.{decision.replaces}")]
    targets: list[object] = [
        *(
            {**_anchored(anchor, came, sided=decision.kind == "apart"), **now.get((decision.id, number), {})}
            for number, anchor in enumerate(decision.anchors)
        ),
        *undone,
    ]
    made = without_nothing(
        creator={"id": called("reader", decision.by), "type": "Person", "name": decision.by},
        created=utc(decision.at),
    )
    return _annotation(decision.id, motivation, [_textual(words, motivation), body], targets, made)


def _anchored(anchor: Anchor, came: Came, *, sided: bool) -> Node:
    """Where the words stood when it was decided."""
    source, capture = came.get(anchor.capture, (named(anchor.capture), None))
    quoted: Node = {
        "type": "TextQuoteSelector",
        "exact": anchor.exact,
        "prefix": anchor.prefix,
        "suffix": anchor.suffix,
    }
    target = _target(source, capture, quoted, (anchor.start, anchor.end, anchor.sha256))
    return {**target, "side": anchor.side} if sided else target


def _target(source: str, capture: Provenance | None, quoted: Node, position: tuple[int, int, str]) -> Node:
    start, end, text = position
    selectors = [quoted, {"type": "TextPositionSelector", "start": start, "end": end, "ofText": hashed(text)}]
    return without_nothing(type="SpecificResource", source=source, state=_state(capture), selector=selectors)


def _state(capture: Provenance | None) -> Node | None:
    """Which capture it was, and the times at which the page was seen so."""
    if capture is None:
        return None
    seen = dict.fromkeys(time for each in capture.seen if (time := utc(each)) is not None)
    return without_nothing(type="TimeState", sourceDate=list(seen), cached=hashed(capture.sha256))


def _annotation(id_: str, motivation: str, body: Sequence[Node], target: object, made: Node | None = None) -> Node:
    by = made if made is not None else {"creator": SOFTWARE}
    return {
        "id": named(f"annotation.{id_}"),
        "type": "Annotation",
        "motivation": motivation,
        **by,
        "body": list(body),
        "target": target,
    }


def _textual(words: str, purpose: str) -> Node:
    return {"type": "TextualBody", "value": words, "format": "text/plain", "purpose": purpose}


def _source(source: Source) -> Node:
    return without_nothing(name=source.name, kind=source.kind, role=source.role)


def _chain(sources: Iterable[Source]) -> str:
    return " told by ".join(source.name for source in sources) or "the outlet itself"
