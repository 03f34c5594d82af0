"""Tiny stages of our own for the tests of how stages are run: a report's lines are its claims, its first word
its story, and equal lines are one finding."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec

from crossbearing.decide.applying import decided
from crossbearing.engine import Run
from crossbearing.errors import ModelError, Unreadable
from crossbearing.pipeline import ruled
from crossbearing.records import (
    Capture,
    Chain,
    Claim,
    Copying,
    Decided,
    Dossier,
    Finding,
    Identity,
    Material,
    Origin,
    PairSigns,
    Provenance,
    Published,
    Reading,
    Relation,
    Report,
    Revision,
    Revisions,
    Rulings,
    Sentence,
    SharedWords,
    Span,
    Stated,
    Story,
    Utterance,
    Vectors,
    content_id,
)
from crossbearing.settings import Settings
from crossbearing.stage import Count, Stage
from crossbearing.store.base import Store
from crossbearing.write.dossier import dossier


def a_capture(name: str, text: str) -> Capture:
    body = text.encode()
    digest = hashlib.sha256(body).hexdigest()
    made = content_id("capture", name, digest)
    return Capture(made, name, f"/in/{name}.txt", "text/plain", digest, "2031-02-03T00:00:00+00:00", Stated(), body)


def fill(store: Store, texts: dict[str, str]) -> None:
    """Let the store read these reports and no others."""
    captures = [a_capture(name, text) for name, text in texts.items()]
    store.take(captures)
    store.replace([capture.id for capture in captures], ())


def clean(capture: Capture) -> Report:
    text = capture.body.decode()
    if "burnt" in text:
        raise Unreadable("the page is burnt")
    return Report(
        id=content_id("report", capture.id, text),
        name=capture.name,
        capture=capture.id,
        outlet=capture.name.title(),
        url=None,
        title=None,
        headline=None,
        byline=None,
        dateline=None,
        published=Published(None, "unknown"),
        language="en",
        text=text,
    )


def read(report: Report) -> Reading:
    spans, start = [], 0
    for line in report.text.split("\n\n"):
        spans.append(Span(report.id, start, start + len(line)))
        start += len(line) + 2
    claims = [
        Claim(content_id("claim", report.id, str(span.start)), span, span, number, (), "asserts", "happened", False)
        for number, span in enumerate(spans)
    ]
    sentences = tuple(Sentence(span, number) for number, span in enumerate(spans))
    return Reading(report.id, sentences, (), (), (), (), (), tuple(claims))


class Encoder:
    """Counts what it is asked for; `broken` makes it refuse."""

    def __init__(self, fingerprint: str = "one", *, broken: bool = False) -> None:
        self.fingerprint = fingerprint
        self.asked = 0
        self._broken = broken

    def encode(self, texts: Sequence[str]) -> bytes:
        if self._broken:
            raise ModelError("the weights are gone")
        self.asked += len(texts)
        return self.fingerprint.encode() * len(texts)


def embed(report: Report, reading: Reading, encoder: Encoder) -> Vectors:
    rows = encoder.encode([report.text] * len(reading.claims))
    return Vectors(report.id, 1, b"", rows, b"", b"")


def versions(reports: Sequence[Report], captures: Sequence[Provenance]) -> tuple[Chain, ...]:
    """One name is one page."""
    of: dict[str, list[Provenance]] = {}
    for came in sorted(captures, key=lambda came: came.number or 99):
        of.setdefault(came.name, []).append(came)
    return tuple(
        Chain(tuple((came.capture,) for came in members), ())
        for _, members in sorted(of.items())
        if len(members) > 1 or members[0].number
    )


def revisions(material: Material, findings: tuple[Finding, ...]) -> Revisions:
    steps = [Revision(each.of, each.report.id, each.of, (), (), False) for each in material.history.versions]
    return Revisions(tuple(steps), ())


def stories(
    reports: tuple[Report, ...], readings: tuple[Reading, ...], vectors: tuple[Vectors, ...]
) -> tuple[Story, ...]:
    of: dict[str, list[Report]] = {}
    for report in sorted(reports, key=lambda report: report.id):
        of.setdefault(report.text.split()[0], []).append(report)
    return tuple(
        Story(
            id=content_id("story", members[0].id),
            reports=tuple(report.id for report in members),
            title=Span(members[0].id, 0, len(word)),
            first=None,
            last=None,
        )
        for word, members in sorted(of.items())
    )


def sharing(material: Material, last: tuple[SharedWords, ...]) -> SharedWords:
    return SharedWords(tuple(sorted(report.id for report in material.reports)), b"", b"")


def copying(material: Material, shared: SharedWords) -> tuple[Copying, ...]:
    if any("jammed" in report.text for report in material.reports):
        raise ZeroDivisionError("the press is jammed")
    return ()


def identities(material: Material) -> tuple[Identity, ...]:
    return ()


def pairs(material: Material, last: tuple[PairSigns, ...]) -> PairSigns:
    claims = tuple(claim.id for reading in material.readings for claim in reading.claims)
    return PairSigns(claims, b"", b"", b"")


def align(material: Material, near: PairSigns) -> tuple[Finding, ...]:
    """Lines that are equal, or that a reader put together, are one finding."""
    of: dict[str, list[Claim]] = {}
    first = {claim: same[0] for same in material.rulings.same for claim in same}
    texts = {report.id: report.text for report in material.reports}
    for reading in material.readings:
        for claim in reading.claims:
            words = texts[reading.report][claim.span.start : claim.span.end]
            of.setdefault(first.get(claim.id, words), []).append(claim)
    return tuple(
        Finding(
            id=content_id("finding", claims[0].id),
            story=material.story.id,
            claims=tuple(sorted(claim.id for claim in claims)),
            wording=claims[0].span,
            outlets=(),
            origins=(Origin("all", "outlet", True, tuple(claim.id for claim in claims), ()),),
            independent=1,
            stance="asserts",
            status="happened",
            first=None,
            last=None,
            reasons=(),
        )
        for _, claims in sorted(of.items())
    )


def utterances(material: Material) -> tuple[Utterance, ...]:
    return ()


def relate(material: Material, near: PairSigns, findings: tuple[Finding, ...]) -> tuple[Relation, ...]:
    return ()


STAGES = (
    Stage("clean", "capture", clean, (), Report, 1, settings=("cpu_seconds",)),
    Stage("read", "report", read, ("clean",), Reading, 1),
    Stage("embed", "report", embed, ("clean", "read"), Vectors, 1, models=("encoder",)),
    Stage("versions", "case", versions, ("clean",), tuple[Chain, ...], 1),
    Stage("decide", "report", decided, ("clean", "read"), Decided, 1, decisions=True),
    Stage("stories", "case", stories, ("clean", "read", "embed"), tuple[Story, ...], 1, grows=True),
    Stage("sharing", "story", sharing, (), SharedWords, 1, takes_over=True),
    Stage("copying", "story", copying, ("sharing",), tuple[Copying, ...], 1),
    Stage("identities", "story", identities, (), tuple[Identity, ...], 1, grows=True),
    Stage("pairs", "story", pairs, ("copying", "identities"), PairSigns, 1, takes_over=True),
    Stage("rulings", "story", ruled, (), Rulings, 1, decisions=True),
    Stage(
        "align", "story", align, ("copying", "identities", "pairs"), tuple[Finding, ...], 1,
        may_take=("rulings",), grows=True,
    ),
    Stage("utterances", "story", utterances, ("copying", "identities"), tuple[Utterance, ...], 1, grows=True),
    Stage("relate", "story", relate, ("copying", "identities", "pairs", "align"), tuple[Relation, ...], 1),
    Stage("revisions", "story", revisions, ("align",), Revisions, 1, history="needed"),
    Stage(
        "write", "story", dossier, ("copying", "identities", "align", "relate", "utterances"), Dossier, 1,
        may_take=("revisions", "rulings"), history="given",
    ),
)  # fmt: skip


def changed(stages: Sequence[Stage], name: str, **to: object) -> tuple[Stage, ...]:
    """The stages with one of them changed."""
    return tuple(msgspec.structs.replace(stage, **to) if stage.name == name else stage for stage in stages)


def run(
    store: Store,
    stages: Sequence[Stage] = STAGES,
    encoder: Encoder | None = None,
    settings: Settings | None = None,
) -> dict[str, Count]:
    """What a run did, by stage."""
    counts = Run(store, stages, {"encoder": encoder or Encoder()}, settings or Settings()).all()
    return {count.stage: count for count in counts}


def made(counts: dict[str, Count]) -> dict[str, int]:
    """Stages that did something, and on how many units."""
    return {name: count.made for name, count in counts.items() if count.made}
