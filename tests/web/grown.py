"""A story of many reports, record by record: what pages of a large story are tried on."""

from __future__ import annotations

import msgspec

from crossbearing.records import (
    Actor,
    Change,
    Claim,
    Copying,
    Dossier,
    Edit,
    Figure,
    Finding,
    Identity,
    Moment,
    Origin,
    Provenance,
    Published,
    Quote,
    Reading,
    Reason,
    Relation,
    Report,
    Revision,
    Sentence,
    SharedPassage,
    Source,
    Span,
    Story,
    Utterance,
    Variant,
    Version,
    When,
    Withdrawal,
    content_id,
)

SENTENCES = 24
STORY, RETIRED = content_id("s", "grown"), content_id("s", "retired")
"""The story, and one that it took up."""
HARM = "<script>alert(1)</script>\"'&"


def sentence(number: int, report: int) -> str:
    """All reports have most sentences; each tells them with a figure, a day and a quote."""
    return (
        f"On 3 May keeper K{number}K counted {number * 7 + 12} lanterns along the eastern quay of Orle, "
        f"said Ada Wenn of watch {report}, and “the wind took every one of them before the bell rang {number} times”."
    )


def text(report: int) -> str:
    return "\n\n".join(sentence(number, report) for number in range(SENTENCES))


def grown(reports: int) -> Dossier:
    """A story of so many reports; with two and more, the last has an earlier version that says more."""
    made = [_report(number) for number in range(reports)]
    readings = [_reading(number, report) for number, report in enumerate(made)]
    claims = [reading.claims for reading in readings]
    by_id = {claim.id: claim for each in claims for claim in each}
    ids = [report.id for report in made]
    findings = tuple(_finding(number, [each[number] for each in claims], made) for number in range(SENTENCES)) + tuple(
        _finding(SENTENCES + number, [each[SENTENCES]], made) for number, each in enumerate(claims)
    )
    version, step, gone = _earlier(made[-1])
    return Dossier(
        story=Story(STORY, tuple(ids), Span(ids[0], 0, 40), "2031-05-01", "2031-05-28"),
        reports=tuple(made),
        readings=tuple(readings),
        findings=findings,
        relations=tuple(_relations(findings)),
        copying=tuple(_pair(a, b) for n, a in enumerate(ids[:20]) for b in ids[n + 1 : 20]),
        identities=tuple(
            Identity(content_id("i", str(n)), f"Watch {n} {HARM}", "organisation", (f"Watch {n} {HARM}",), (actor,))
            for n, actor in enumerate(each.actors[0].id for each in readings)
        ),
        utterances=tuple(_utterance(number, readings) for number in range(SENTENCES)),
        timeline=tuple(
            Moment(by_id[claim].dates[0], claim, finding.id) for finding in findings for claim in finding.claims
        ),
        captures=tuple(_came(report.id) for report in (*made, version.report)),
        versions=(version,),
        revisions=(step,),
        withdrawn=(gone,),
    )


def _report(number: int) -> Report:
    words = text(number) + f"\n\nReport {number} alone was told on 4 May that {number + 3} boats went out: {HARM} 𝕏."
    return Report(
        id=content_id("report", words),
        name=f"report {number}",
        capture=content_id("capture", words),
        outlet=f"The {HARM} Herald of Ward {number}",
        url="javascript:alert(1)",
        title=f"Lanterns lost {HARM}",
        headline=None,
        byline=HARM,
        dateline=None,
        published=Published(f"2031-05-{number % 28 + 1:02}", "manifest"),
        language="en",
        text=words,
    )


def _reading(number: int, report: Report) -> Reading:
    sentences, claims, quotes, at = [], [], [], 0
    for place, words in enumerate(report.text.split("\n\n")):
        whole = Span(report.id, at, at + len(words))
        sentences.append(Sentence(whole, place))
        quote = _within(report, whole, "the wind", " times”")
        if quote is not None:
            quotes.append(Quote(content_id("quote", report.id, str(at)), quote, None, None, "direct"))
        claims.append(_claim(report, whole, place, quotes[-1].id if quote is not None else None, number))
        at += len(words) + 2
    name = report.text.index(f"watch {number}")
    actor = Actor(content_id("actor", report.id), Span(report.id, name, name + 5), f"Watch {number}", "organisation")
    return Reading(
        report=report.id,
        sentences=tuple(sentences),
        actors=(actor,),
        dates=(),
        figures=(),
        quotes=tuple(quotes),
        attributions=(),
        claims=tuple(claims),
    )


def _within(report: Report, whole: Span, first: str, last: str) -> Span | None:
    start = report.text.find(first, whole.start, whole.end)
    end = report.text.find(last, whole.start, whole.end)
    return None if start < 0 else Span(report.id, start, end + len(last) - 1)


def _claim(report: Report, whole: Span, place: int, quote: str | None, number: int) -> Claim:
    day = report.text.index(" May", whole.start) - 1
    counted = report.text.index(" lanterns" if place < SENTENCES else " boats", whole.start)
    figure = Span(report.id, report.text.rindex(" ", 0, counted) + 1, counted)
    return Claim(
        id=content_id("claim", report.id, str(whole.start)),
        span=whole,
        content=whole,
        sentence=place,
        sources=(Source("Ada Wenn", "person"), Source(f"Watch {number} {HARM}", "organisation")) if place % 3 else (),
        stance="denies" if place % 5 == 4 else "asserts",
        status="happened",
        negated=False,
        figures=(Figure(figure, place * 7 + number % 9, None, None, "lantern" if place % 2 else "boat"),),
        dates=(When(Span(report.id, day, day + 5), f"2031-05-{place % 28 + 1:02}", "published"),),
        quotes=(quote,) if quote is not None else (),
    )


def _finding(number: int, claims: list[Claim], reports: list[Report]) -> Finding:
    outlets = {report.id: report.outlet or "" for report in reports}
    has = tuple(claim for n, claim in enumerate(claims) if len(claims) == 1 or (n + number) % 7)
    origins = tuple(
        Origin(f"Watch {n} {HARM}", "organisation", n % 4 != 3, (claim.id,), (Reason("attribution", HARM, 0.5),))
        for n, claim in enumerate(has)
    )
    return Finding(
        id=content_id("f", str(number)),
        story=STORY,
        claims=tuple(claim.id for claim in has),
        wording=has[0].span,
        outlets=tuple(sorted(outlets[claim.span.report] for claim in has)),
        origins=origins,
        independent=sum(origin.counted for origin in origins),
        stance=has[0].stance,
        status="happened",
        first="2031-05-01",
        last="2031-05-28",
        reasons=tuple(Reason("says the same", HARM, 0.9, (claim.span,)) for claim in has),
    )


def _relations(findings: tuple[Finding, ...]) -> list[Relation]:
    kinds = ("denies", "contradicts", "updates")
    return [
        Relation(kinds[(a + b) % 3], findings[a].id, findings[b].id, 0.7, (Reason("same day", HARM),))  # type: ignore[arg-type]
        for a in range(SENTENCES)
        for b in range(a)
    ]


def _pair(a: str, b: str) -> Copying:
    first, second = sorted((a, b))
    passages = tuple(
        SharedPassage(Span(first, place, place + 190), Span(second, place, place + 190))
        for place in range(0, 2000, 200)
    )
    changes = (Change("added", Span(first, 0, 30), None, (Span(first, 0, 30),)),)
    why = (Reason("shared words", HARM),)
    return Copying(content_id("k", a, b), first, second, passages, 0.8, "Quay Wire", None, why, "", changes)


def _utterance(number: int, readings: list[Reading]) -> Utterance:
    quotes = [reading.quotes[number] for reading in readings]
    variants = tuple(Variant(quote.span, "whole", quote.id, None, None, (), ()) for quote in quotes)
    speaker = f"Keeper {number} {HARM}"
    return Utterance(content_id("u", str(number)), speaker, tuple(quote.id for quote in quotes), (), variants)


def _earlier(report: Report) -> tuple[Version, Revision, Withdrawal]:
    words = f"Lanterns were stolen at Orle, a clerk told report {report.name}.\n\n{report.text}"
    old = msgspec.structs.replace(report, id=content_id("report", words), text=words)
    span = Span(old.id, 0, words.index("\n\n"))
    claim = Claim(content_id("claim", old.id), span, span, 0, (), "asserts", "happened", False)
    reading = Reading(old.id, (Sentence(span, 0),), (), (), (), (), (), (claim,))
    step = Revision(report.id, old.id, report.id, (Edit("cut", span, None),), (), False)
    gone = Withdrawal(
        id=content_id("w", old.id),
        report=report.id,
        claim=claim.id,
        span=span,
        last=old.id,
        missing=report.id,
        kind="cut",
        instead=None,
        notice=None,
        silent=True,
        still=(),
        findings=(content_id("f", "0"),),
        reasons=(Reason("cut", HARM),),
    )
    return Version(report.id, 1, old, reading, (Reason("one address", HARM),)), step, gone


def _came(report: str) -> Provenance:
    return Provenance(
        report, content_id("capture", report), HARM, "0" * 64, "text/html", source="https://orle.example/a"
    )
