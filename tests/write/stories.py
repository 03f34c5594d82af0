"""A small story of our own making, record by record, for the tests of what is written."""

from __future__ import annotations

from crossbearing.records import (
    Actor,
    Claim,
    Copying,
    Figure,
    Finding,
    Identity,
    Material,
    Origin,
    Published,
    Quote,
    Reading,
    Reason,
    Relation,
    Report,
    Sentence,
    SharedPassage,
    Source,
    Span,
    Story,
    Utterance,
    Variant,
    Vectors,
    When,
)

TEXTS = {
    "lantern": "Nine barges sank at Orle on 3 May, the harbour office said.\n\n“We lost nine,” said Ada Wenn.",
    "weir": "Seven barges sank at Orle on 3 May.\n\nThe harbour office denied that nine barges sank.",
}


def span(report: str, words: str) -> Span:
    start = TEXTS[report].index(words)
    return Span(f"report-{report}", start, start + len(words))


def a_report(name: str, published: str | None) -> Report:
    return Report(
        id=f"report-{name}",
        name=name,
        capture=f"capture-{name}",
        outlet=f"The {name.title()}",
        url=None,
        title=None,
        headline=None,
        byline=None,
        dateline=None,
        published=Published(published, "manifest" if published else "unknown"),
        language="en",
        text=TEXTS[name],
    )


OFFICE = Source("harbour office", "organisation", span("lantern", "the harbour office"))
NINE = Claim(
    id="claim-nine",
    span=span("lantern", "Nine barges sank at Orle on 3 May"),
    content=span("lantern", "Nine barges sank at Orle on 3 May"),
    sentence=0,
    sources=(OFFICE,),
    stance="asserts",
    status="happened",
    negated=False,
    figures=(Figure(span("lantern", "Nine barges"), 9, 9, 9, "barge"),),
    dates=(When(span("lantern", "3 May"), "2031-05-03", "published"),),
)
SEVEN = Claim(
    id="claim-seven",
    span=span("weir", "Seven barges sank at Orle on 3 May"),
    content=span("weir", "Seven barges sank at Orle on 3 May"),
    sentence=0,
    sources=(),
    stance="asserts",
    status="happened",
    negated=False,
    dates=(When(span("weir", "3 May"), "2031-05-03", "published"),),
    said_on=When(span("weir", "on 3 May"), "2031-05-04", "stated"),
)
DENIED = Claim(
    id="claim-denied",
    span=span("weir", "nine barges sank"),
    content=span("weir", "nine barges sank"),
    sentence=1,
    sources=(Source("harbour office", "organisation", span("weir", "The harbour office")),),
    stance="denies",
    status="happened",
    negated=False,
)
QUOTE = Quote("quote-nine", span("lantern", "We lost nine,"), Source("Ada Wenn", "person", None), None, "direct")
MENTION = Actor("actor-wenn", span("lantern", "Ada Wenn"), "Ada Wenn", "person")


def a_reading(name: str, claims: tuple[Claim, ...], **more: object) -> Reading:
    text = TEXTS[name]
    cut = text.index("\n\n")
    sentences = (Sentence(Span(f"report-{name}", 0, cut), 0), Sentence(Span(f"report-{name}", cut + 2, len(text)), 1))
    fields: dict[str, object] = {"actors": (), "dates": (), "figures": (), "quotes": (), "attributions": ()} | more
    return Reading(report=f"report-{name}", sentences=sentences, claims=claims, **fields)  # type: ignore[arg-type]


def a_finding(claim: Claim, name: str, independent: int) -> Finding:
    origin = Origin(name, "organisation", bool(independent), (claim.id,), (Reason("deepest source", "named"),))
    return Finding(
        id=claim.id.replace("claim", "finding"),
        story="story-barges",
        claims=(claim.id,),
        wording=claim.span,
        outlets=("The Weir",),
        origins=(origin,),
        independent=independent,
        stance=claim.stance,
        status=claim.status,
        first=None,
        last=None,
        reasons=(Reason("wording", "says it best", 0.5, (claim.span,)),),
    )


def a_material() -> Material:
    story = Story("story-barges", ("report-lantern", "report-weir"), span("lantern", "Nine barges sank"), None, None)
    sinking = SharedPassage(
        span("lantern", "barges sank at Orle on 3 May"), span("weir", "barges sank at Orle on 3 May")
    )
    return Material(
        story=story,
        reports=(a_report("lantern", "2031-05-04"), a_report("weir", None)),
        readings=(
            a_reading("lantern", (NINE,), quotes=(QUOTE,), actors=(MENTION,)),
            a_reading("weir", (SEVEN, DENIED)),
        ),
        vectors=tuple(Vectors(f"report-{name}", 1, b"", b"", b"", b"") for name in TEXTS),
        copying=(
            Copying(
                "copying-1", "report-lantern", "report-weir", (sinking,), 0.4, None, None, (Reason("same", "words"),)
            ),
        ),
        identities=(Identity("identity-wenn", "Ada Wenn", "person", ("Ada Wenn",), ("actor-wenn",)),),
    )


FINDINGS = (
    a_finding(SEVEN, "The Weir", 0),
    a_finding(DENIED, "harbour office", 1),
    a_finding(NINE, "harbour office", 1),
)
RELATIONS = (
    Relation("denies", "finding-denied", "finding-nine", 0.9, (Reason("denies", "the same sinking"),)),
    Relation("contradicts", "finding-nine", "finding-seven", 0.8, ()),
)
VARIANT = Variant(QUOTE.span, "whole", QUOTE.id, None, None, (), ())
UTTERANCES = (Utterance("utterance-nine", "Ada Wenn", ("quote-nine",), (), (VARIANT,)),)
