"""One story's findings, relations and all the rest → the cited record that a reader sees."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from crossbearing.errors import IntegrityError
from crossbearing.records import (
    Claim,
    Dossier,
    Finding,
    Material,
    Moment,
    Record,
    Relation,
    Report,
    Revisions,
    Span,
    Utterance,
)
from crossbearing.write.ruled import followed, hidden


class Totals(Record, frozen=True):
    """What a table at the end of a build says. Relations count the findings that they bear on."""

    stories: int
    reports: int
    findings: int
    corroborated: int
    """Findings with two or more independent origins."""
    denied: int
    contradicted: int
    updated: int
    withdrawn: int
    """Claims that a report made and no longer makes."""


def dossier(
    material: Material,
    findings: tuple[Finding, ...],
    relations: tuple[Relation, ...],
    utterances: tuple[Utterance, ...],
    revisions: Revisions | None = None,
) -> Dossier:
    """The dossier of a story. Nothing in it is without a passage of a report.

    `revisions` are there where a report has earlier versions; claims that it withdrew stand apart from all findings.

    Findings stand by what carries them: most independent origins first, then most outlets, then where the story's
    first report says it. Raises IntegrityError for a finding without claims, a citation of something that is not
    there, and a span that does not re-read.
    """
    claims = {claim.id: claim for reading in material.readings for claim in reading.claims}
    cited = {claim_id for finding in findings for claim_id in finding.claims}
    cited |= {each.claim for each in material.rulings.attached if each.claim is not None}
    if not cited <= claims.keys():
        raise IntegrityError(
            f"a finding or decision cites a claim that its story lacks: {', '.join(sorted(cited - claims.keys()))}"
        )
    first_said = {finding.id: _first_said(finding, claims, material.reports) for finding in findings}
    ordered = sorted(findings, key=lambda each: (-each.independent, -len(each.outlets), first_said[each.id], each.id))
    made = Dossier(
        story=material.story,
        reports=material.reports,
        readings=material.readings,
        findings=tuple(ordered),
        relations=tuple(sorted(relations, key=lambda each: (each.kind, each.from_id, each.to_id))),
        copying=tuple(sorted(material.copying, key=lambda each: (each.a, each.b, each.id))),
        identities=tuple(sorted(material.identities, key=lambda each: (-len(each.mentions), each.name, each.id))),
        utterances=tuple(sorted(utterances, key=lambda each: (-len(each.quotes), each.speaker or "", each.id))),
        timeline=_timeline(ordered, claims),
        captures=material.history.captures,
        versions=material.history.versions,
        revisions=revisions.revisions if revisions is not None else (),
        withdrawn=revisions.withdrawn if revisions is not None else (),
        hidden=hidden(material.rulings, ordered),
        rulings=followed(material.rulings, ordered),
    )
    require_citations(made)
    return made


def totals(dossiers: Iterable[Dossier]) -> Totals:
    """The numbers of a case; findings that a reader hid are in none of them."""
    every = tuple(dossiers)
    shown = [finding for each in every for finding in each.findings if finding.id not in each.hidden]
    relations = [each for dossier in every for each in dossier.relations if not _is_hidden(each, dossier)]
    bears_on = {
        kind: {end for relation in relations if relation.kind == kind for end in _ends(relation)}
        for kind in ("denies", "contradicts", "updates")
    }
    return Totals(
        stories=len(every),
        reports=sum(len(each.reports) for each in every),
        findings=len(shown),
        corroborated=sum(finding.independent >= 2 for finding in shown),
        denied=len(bears_on["denies"]),
        contradicted=len(bears_on["contradicts"]),
        updated=len(bears_on["updates"]),
        withdrawn=sum(len(each.withdrawn) for each in every),
    )


def citations(dossier: Dossier) -> int:
    """How many citations the dossier has."""
    return sum(len(ids) for _, _, ids, _ in _cited(dossier))


def require_citations(dossier: Dossier) -> None:
    """Raise IntegrityError for an entry that cites nothing or what is not there, and a span that does not re-read."""
    for entry, kind, ids, there in _cited(dossier):
        if not ids:
            raise IntegrityError(f"{entry} cites no {kind}")
        missing = sorted(set(ids).difference(there))
        if missing:
            raise IntegrityError(f"{entry} cites a {kind} that its story does not have: {', '.join(missing)}")
    texts = {report.id: report.text for report in dossier.reports}
    for span in _spans(dossier):
        _require_words(span, texts)
    texts |= {version.report.id: version.report.text for version in dossier.versions}
    for span in _spans_of_versions(dossier):
        _require_words(span, texts)


def _ends(relation: Relation) -> tuple[str, ...]:
    """The findings that a relation says something of: a contradiction goes both ways."""
    return (relation.from_id, relation.to_id) if relation.kind == "contradicts" else (relation.to_id,)


def _is_hidden(relation: Relation, dossier: Dossier) -> bool:
    return relation.from_id in dossier.hidden or relation.to_id in dossier.hidden


def _timeline(findings: Iterable[Finding], claims: dict[str, Claim]) -> tuple[Moment, ...]:
    """Every date that a claim of a finding gives, earliest first; a month stands before its days."""
    moments = [
        Moment(when=when, claim=claim_id, finding=finding.id)
        for finding in findings
        for claim_id in finding.claims
        for when in claims[claim_id].dates
    ]
    return tuple(
        sorted(moments, key=lambda moment: (moment.when.value, moment.when.span, moment.claim, moment.finding))
    )


def _first_said(finding: Finding, claims: dict[str, Claim], reports: tuple[Report, ...]) -> tuple[str, str, int]:
    """Day, report and offset of the finding's earliest claim; a report without a day comes after all others."""
    by_id = {report.id: report for report in reports}
    spans = [claims[claim].span for claim in finding.claims]
    places = [(by_id[span.report].published.value or "9999", by_id[span.report].name, span.start) for span in spans]
    return min(places, default=("9999", "", 0))


def _cited(dossier: Dossier) -> Iterable[tuple[str, str, tuple[str, ...], Collection[str]]]:
    """Each entry, what it cites, by which ids, and the ids that there are."""
    claims = {claim.id for reading in dossier.readings for claim in reading.claims}
    quotes = {quote.id for reading in dossier.readings for quote in reading.quotes}
    mentions = {actor.id for reading in dossier.readings for actor in reading.actors}
    findings = {finding.id: finding for finding in dossier.findings}
    for finding in dossier.findings:
        yield finding.id, "claim", finding.claims, claims
        for origin in finding.origins:
            yield f"origin {origin.name} of {finding.id}", "claim", origin.claims, finding.claims
    for relation in dossier.relations:
        yield f"{relation.kind} of {relation.from_id}", "finding", (relation.from_id, relation.to_id), findings
    for utterance in dossier.utterances:
        yield utterance.id, "quote", utterance.quotes, quotes
        for variant in utterance.variants:
            held = (variant.quote,) if variant.quote is not None else ()
            told = (variant.claim,) if variant.claim is not None else ()
            kind = "quote" if held else "claim"
            yield f"a variant of {utterance.id}", kind, held or told, utterance.quotes if held else claims
    for identity in dossier.identities:
        yield identity.id, "mention", identity.mentions, mentions
    for pair in dossier.copying:
        yield pair.id, "report", (pair.a, pair.b), dossier.story.reports
    for moment in dossier.timeline:
        cited = findings[moment.finding].claims if moment.finding in findings else ()
        yield f"{moment.when.value} on the timeline", "claim", (moment.claim,), cited
    yield from _cited_by_versions(dossier, claims, findings)


def _cited_by_versions(
    dossier: Dossier, claims: Collection[str], findings: Collection[str]
) -> Iterable[tuple[str, str, tuple[str, ...], Collection[str]]]:
    """The same of what changed after publication: a withdrawn claim is one of its own version."""
    reports = {*dossier.story.reports, *(version.report.id for version in dossier.versions)}
    made = {version.report.id: {claim.id for claim in version.reading.claims} for version in dossier.versions}
    for came in dossier.captures:
        yield f"capture {came.capture}", "report", (came.report,), reports
    for version in dossier.versions:
        yield f"version {version.number} of {version.of}", "report", (version.of,), dossier.story.reports
    for step in dossier.revisions:
        yield f"revision of {step.report}", "report", (step.report, step.earlier, step.later), reports
    for each in dossier.withdrawn:
        yield each.id, "report", (each.report, each.last, each.missing), reports
        yield each.id, "claim", (each.claim,), made.get(each.last, ())
        if each.still:
            yield f"{each.id}, said elsewhere,", "claim", each.still, claims
        if each.findings:
            yield f"{each.id}, said elsewhere,", "finding", each.findings, findings


def _spans(dossier: Dossier) -> Iterable[Span]:
    yield dossier.story.title
    for reading in dossier.readings:
        yield from (claim.span for claim in reading.claims)
        yield from (figure.span for claim in reading.claims for figure in claim.figures)
        yield from (when.span for claim in reading.claims for when in claim.dates)
        yield from (quote.span for quote in reading.quotes)
        yield from (actor.span for actor in reading.actors)
    yield from (finding.wording for finding in dossier.findings)
    yield from (each.span for each in dossier.rulings.attached)
    for variant in (variant for utterance in dossier.utterances for variant in utterance.variants):
        yield from (variant.span, *variant.adds, *variant.lacks)
    for pair in dossier.copying:
        yield from (span for passage in pair.passages for span in (passage.a, passage.b))
        for change in pair.changes:
            yield from (span for span in (change.a, change.b, *change.words) if span is not None)


def _spans_of_versions(dossier: Dossier) -> Iterable[Span]:
    for version in dossier.versions:
        yield from (claim.span for claim in version.reading.claims)
    for step in dossier.revisions:
        yield from step.notices
        for edit in step.edits:
            yield from (span for span in (edit.before, edit.after, *edit.lost, *edit.won) if span is not None)
    for each in dossier.withdrawn:
        yield from (span for span in (each.span, each.instead, each.notice) if span is not None)
        yield from (span for reason in each.reasons for span in reason.spans)


def _require_words(span: Span, texts: dict[str, str]) -> None:
    text = texts.get(span.report)
    if text is None:
        raise IntegrityError(f"a span lies in {span.report}, which is no report of the story")
    if not 0 <= span.start < span.end <= len(text):
        raise IntegrityError(
            f"[{span.start}, {span.end}) is no passage of {span.report}, which has {len(text)} characters"
        )
