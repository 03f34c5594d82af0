"""dossier.json: what other programs read. Its JSON Schema ships beside this module.

Lists are sorted and no clock or path is in it: the same inputs give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import resources
from typing import Any, Final, Literal

import msgspec

from crossbearing import outlets
from crossbearing.records import (
    Claim,
    Copying,
    Dossier,
    Failure,
    Figure,
    Finding,
    Identity,
    Place,
    Quote,
    Relation,
    Report,
    Span,
    Utterance,
    Variant,
    When,
    sha256_of_text,
)
from crossbearing.write.export import (
    FORMAT,
    ChangeOut,
    ClaimOut,
    CopyingOut,
    CreditOut,
    DateFoundOut,
    DateOut,
    Export,
    FailureOut,
    FamilyOut,
    FigureOut,
    FindingOut,
    IdentityOut,
    MomentOut,
    OriginOut,
    PartOut,
    PlaceOut,
    QuoteOut,
    RelationOut,
    ReportOut,
    StoryOut,
    UtteranceOut,
    VariantOut,
)
from crossbearing.write.export_decisions import decisions
from crossbearing.write.export_parts import CaptureOut, Passage
from crossbearing.write.families import families
from crossbearing.write.revised import captures_of, reasons, source, versions, withdrawn

SCHEMA_FILE = "dossier.schema.json"


SECTIONS: Final = tuple(field for field in Export.__struct_fields__ if field not in ("format", "failures", "decisions"))
"""The lists of dossier.json that are made of dossiers, in its order."""
BY_REPORT: Final = frozenset({"reports", "claims", "quotes", "places"})
"""Those that are in the order of the names of reports; the others are in that of stories."""


def export(dossiers: Iterable[Dossier], failures: Sequence[Failure]) -> Export:
    """All dossiers of a case in one file; the order in which they come does not matter."""
    ordered = sorted(dossiers, key=in_order)
    names = {report.id: report.name for dossier in ordered for report in dossier.reports}
    made: dict[str, list[Any]] = {section: [] for section in SECTIONS}
    for dossier in ordered:
        for section, records in sections(dossier).items():
            made[section] += records
    for section in BY_REPORT:
        made[section].sort(key=lambda each: (names[report_of(each)], report_of(each)))
    return Export(
        format=FORMAT,
        **{key: tuple(each) for key, each in made.items()},
        failures=failed(failures),
        decisions=decisions(dossier.rulings for dossier in ordered),
    )


def in_order(dossier: Dossier) -> tuple[str, str]:
    """Sorts dossiers as dossier.json has them."""
    return dossier.story.first or "9999", dossier.story.id


def report_of(record: Any) -> str:
    """Id of the report that a record of `BY_REPORT` is of."""
    return record.id if isinstance(record, ReportOut) else record.report


def sections(dossier: Dossier) -> dict[str, list[Any]]:
    """What dossier.json has of one dossier: section → its records; those of one report as they stand in its text."""
    captures, story = captures_of(dossier), dossier.story.id
    return {
        "stories": [_story(dossier)],
        "reports": [_report(report, captures.get(report.id, ())) for report in dossier.reports],
        "findings": list(_findings(dossier)),
        "claims": sorted(_claims(dossier), key=_where),
        "quotes": sorted(_quotes(dossier), key=_where),
        "utterances": [_utterance(each, dossier) for each in dossier.utterances],
        "identities": list(_identities(dossier)),
        "places": [_place(reading.report, place) for reading in dossier.readings for place in reading.places],
        "copying": [_copying(each) for each in dossier.copying],
        "timeline": [MomentOut(each.when.value, story, each.finding, each.claim) for each in dossier.timeline],
        "versions": list(versions(dossier)),
        "withdrawn": list(withdrawn(dossier)),
    }


def failed(failures: Iterable[Failure]) -> tuple[FailureOut, ...]:
    """The list of what could not be read."""
    ordered = sorted(failures, key=lambda each: (each.stage, each.unit, each.reason))
    return tuple(FailureOut(failure.stage, failure.unit, failure.reason) for failure in ordered)


def to_json(exported: Export) -> bytes:
    """The bytes of dossier.json: UTF-8, two spaces of indent, a line break at the end."""
    return msgspec.json.format(msgspec.json.encode(exported), indent=2) + b"\n"


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of dossier.json, made from the records of this module."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": FORMAT, **msgspec.json.schema(Export)}


def schema_json() -> bytes:
    """`schema()` as it ships: crossbearing/write/dossier.schema.json."""
    return msgspec.json.format(msgspec.json.encode(schema(), order="sorted"), indent=2) + b"\n"


def shipped_schema() -> bytes:
    """The bytes of the schema file in the package."""
    return resources.files("crossbearing.write").joinpath(SCHEMA_FILE).read_bytes()


# ── record by record ──────────────────────────────────────────────────────────────────────────────────────────────────


def _where(item: ClaimOut | QuoteOut) -> tuple[int, int, str]:
    return item.start, item.end, item.id


def _words(span: Span, dossier: Dossier) -> str:
    return next(report.text[span.start : span.end] for report in dossier.reports if report.id == span.report)


def _story(dossier: Dossier) -> StoryOut:
    story = dossier.story
    title = _words(story.title, dossier)
    reports = tuple(sorted(story.reports))
    return StoryOut(
        id=story.id,
        title=title,
        title_from=story.title,
        reports=reports,
        first=story.first,
        last=story.last,
        follows=story.follows,
        families=tuple(
            FamilyOut(each.reports, each.origin, each.givers, each.pairs) for each in families(dossier.copying)
        ),
    )


def _report(report: Report, captures: tuple[CaptureOut, ...]) -> ReportOut:
    known = outlets.by_name(report.outlet) if report.outlet else None
    published, updated = report.published, report.updated
    found = dict.fromkeys((*published.candidates, *(updated.candidates if updated is not None else ())))
    return ReportOut(
        id=report.id,
        name=report.name,
        sha256_of_text=sha256_of_text(report.text),
        outlet=report.outlet,
        url=report.url,
        title=report.title,
        headline=report.headline,
        byline=report.byline,
        dateline=report.dateline,
        published=published.value,
        published_evidence=published.evidence,
        language=report.language,
        credits=tuple(CreditOut(credit.agency, credit.words) for credit in report.credits),
        text=report.text,
        published_time=published.time,
        published_why=published.why,
        updated=updated.value if updated is not None else None,
        updated_time=updated.time if updated is not None else None,
        updated_evidence=updated.evidence if updated is not None else None,
        updated_why=updated.why if updated is not None else "",
        dates=tuple(DateFoundOut(each.kind, each.value, each.time, each.evidence, each.words) for each in found),
        section=report.section,
        translated_from=report.translated_from,
        parts=tuple(PartOut(part.kind, part.span) for part in report.parts),
        outlet_kind=known.kind if known is not None else None,
        outlet_country=known.country if known is not None else None,
        captures=captures,
    )


def _findings(dossier: Dossier) -> Iterable[FindingOut]:
    relations: dict[str, list[Relation]] = {}
    for relation in dossier.relations:
        relations.setdefault(relation.from_id, []).append(relation)
    for finding in dossier.findings:
        out = _finding(finding, relations.get(finding.id, ()), _words(finding.wording, dossier))
        yield msgspec.structs.replace(out, hidden=finding.id in dossier.hidden)


def _finding(finding: Finding, relations: Sequence[Relation], text: str) -> FindingOut:
    return FindingOut(
        id=finding.id,
        story=finding.story,
        text=text,
        wording=finding.wording,
        claims=finding.claims,
        outlets=finding.outlets,
        origins=tuple(
            OriginOut(origin.name, origin.kind, origin.counted, origin.claims, reasons(origin.reasons))
            for origin in finding.origins
        ),
        independent=finding.independent,
        stance=finding.stance,
        status=finding.status,
        first=finding.first,
        last=finding.last,
        relations=tuple(
            RelationOut(relation.kind, relation.to_id, relation.score, reasons(relation.reasons))
            for relation in relations
        ),
        reasons=reasons(finding.reasons),
        hidden=False,
    )


def _claims(dossier: Dossier) -> Iterable[ClaimOut]:
    finding_of: dict[str, str] = {}
    for finding in dossier.findings:
        for claim_id in finding.claims:
            finding_of.setdefault(claim_id, finding.id)
    texts = {report.id: report.text for report in dossier.reports}
    for reading in dossier.readings:
        for claim in reading.claims:
            words = texts[claim.span.report][claim.span.start : claim.span.end]
            yield _claim(claim, finding_of.get(claim.id), words)


def _claim(claim: Claim, finding: str | None, text: str) -> ClaimOut:
    said = () if claim.said_on is None else (_date(claim.said_on, "said"),)
    return ClaimOut(
        id=claim.id,
        report=claim.span.report,
        start=claim.span.start,
        end=claim.span.end,
        text=text,
        finding=finding,
        sources=tuple(source(each) for each in claim.sources),
        co_sources=tuple(source(each) for each in claim.co_sources),
        stance=claim.stance,
        status=claim.status,
        negated=claim.negated,
        figures=tuple(_figure(figure) for figure in claim.figures),
        dates=tuple(sorted((*(_date(when, "event") for when in claim.dates), *said), key=_date_place)),
        quotes=claim.quotes,
        reasons=reasons(claim.because),
    )


def _figure(figure: Figure) -> FigureOut:
    return FigureOut(
        value=figure.value,
        unit=figure.unit,
        start=figure.span.start,
        end=figure.span.end,
        low=figure.low,
        high=figure.high,
        hedge=figure.hedge,
        of=figure.of,
    )


def _date(when: When, role: Literal["event", "said"]) -> DateOut:
    return DateOut(when.value, when.span.start, when.span.end, when.basis, role)


def _date_place(date: DateOut) -> tuple[int, int, str, str]:
    return date.start, date.end, date.role, date.value


def _quotes(dossier: Dossier) -> Iterable[QuoteOut]:
    utterance_of = {quote: utterance.id for utterance in dossier.utterances for quote in utterance.quotes}
    for report, reading in zip(dossier.reports, dossier.readings, strict=True):
        for quote in reading.quotes:
            yield _quote(quote, utterance_of.get(quote.id), report.text[quote.span.start : quote.span.end])


def _quote(quote: Quote, utterance: str | None, text: str) -> QuoteOut:
    return QuoteOut(
        id=quote.id,
        report=quote.span.report,
        start=quote.span.start,
        end=quote.span.end,
        text=text,
        kind=quote.kind,
        speaker=None if quote.speaker is None else quote.speaker.name,
        speaker_named=None if quote.speaker is None else quote.speaker.span,
        cue=quote.cue,
        utterance=utterance,
    )


def _utterance(utterance: Utterance, dossier: Dossier) -> UtteranceOut:
    return UtteranceOut(
        id=utterance.id,
        story=dossier.story.id,
        speaker=utterance.speaker,
        quotes=utterance.quotes,
        variants=tuple(_variant(variant, _words(variant.span, dossier)) for variant in utterance.variants),
        reasons=reasons(utterance.reasons),
    )


def _variant(variant: Variant, text: str) -> VariantOut:
    return VariantOut(
        report=variant.span.report,
        start=variant.span.start,
        end=variant.span.end,
        text=text,
        kind=variant.kind,
        quote=variant.quote,
        claim=variant.claim,
        against=variant.against,
        adds=variant.adds,
        lacks=variant.lacks,
    )


def _identities(dossier: Dossier) -> Iterable[IdentityOut]:
    spans = {actor.id: actor.span for reading in dossier.readings for actor in reading.actors}
    for identity in dossier.identities:
        mentions = tuple(sorted(spans[mention] for mention in identity.mentions))
        yield _identity(identity, dossier.story.id, mentions)


def _identity(identity: Identity, story: str, mentions: tuple[Passage, ...]) -> IdentityOut:
    return IdentityOut(identity.id, story, identity.name, identity.kind, identity.names, mentions)


def _place(report: str, place: Place) -> PlaceOut:
    return PlaceOut(
        report=report,
        name=place.name,
        kind=place.kind,
        country=place.country,
        division=place.division,
        latitude=place.latitude,
        longitude=place.longitude,
        geonames=place.geonames,
        score=place.score,
        spans=place.spans,
        reasons=reasons(place.reasons),
    )


def _copying(copying: Copying) -> CopyingOut:
    return CopyingOut(
        id=copying.id,
        a=copying.a,
        b=copying.b,
        spans=tuple(span for passage in copying.passages for span in (passage.a, passage.b)),
        reworded=tuple(at for at, passage in enumerate(copying.passages) if passage.reworded),
        likeness=copying.likeness,
        origin=copying.origin,
        taker=copying.taker,
        seen_from=copying.seen_from,
        changes=tuple(ChangeOut(each.kind, each.a, each.b, each.words) for each in copying.changes),
        reasons=reasons(copying.reasons),
    )
