"""A story whose every text that a stranger may write is an attack on the page: one attack for each of many reports.

The same story with words that mean no harm has the same shape, so a page of the one must have the elements and
attributes of the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from crossbearing.records import (
    Claim,
    Credit,
    Cut,
    DateFound,
    Dossier,
    Edit,
    Finding,
    Moment,
    Origin,
    Part,
    Provenance,
    Published,
    Quote,
    Reading,
    Reason,
    Report,
    Revision,
    Sentence,
    Source,
    Span,
    Story,
    Utterance,
    Variant,
    Version,
    When,
    Withdrawal,
)

MARK = "document.documentElement.setAttribute('data-harmed','1')"
_OUT_OF = ("", '"', "'", '">', "'>", "</title>", "</style>", "</script>", "-->", "]]>", "</textarea>", "</svg>")
_ATTACKS = (
    f"<script>{MARK}</script>",
    f"<ScRiPt\n>{MARK}</sCrIpT\t>",
    f"<img src=x onerror={MARK}>",
    f"<svg/onload={MARK}>",
    f"<svg><script>{MARK}</script></svg>",
    f"<details open ontoggle={MARK}>",
    f"<body onload={MARK}>",
    f'<iframe srcdoc="<script>parent.{MARK}</script>">',
    f" onmouseover={MARK} autofocus onfocus={MARK} x=",
    f"<a href=javascript:{MARK}>open</a>",
    f"<base href='https://harm.example/'><link rel=stylesheet href=//harm.example/x.css><meta http-equiv=refresh "
    f"content='0;url=javascript:{MARK}'>",
    "<style>*{background:url(https://harm.example/?)}</style>",
)
_ADDRESSES = (
    f"javascript:{MARK}",
    f"JaVaScRiPt&colon;{MARK}",
    f"java\tscript:{MARK}",
    f" javascript:{MARK}",
    f"data:text/html,<script>{MARK}</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "//harm.example/path",
    "https://quay.example@harm.example/",
    "https://quay.example\\@harm.example/",
    "https:javascript.example",
    f'https://quay.example/"onmouseover="{MARK}',
    f"https://quay.example/'><script>{MARK}</script>",
    f"https://quay.example/#<img/src=x/onerror={MARK}>",
)
_OTHERS = (
    "{{ 7 * 7 }}{% for x in (1,) %}{{ x.__class__.__mro__ }}{% endfor %}",
    "${7*7}#{7*7}<%= 7*7 %>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    "\u2028\u2029\u0085\x1b[31m\x1b]0;title\x07\x00",
    "\ufeff\u200b\u202d\u2066\u2067<\u200bscript>",
    "＜script＞alert(1)＜/script＞",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
)
ATTACKS = (*(out + attack for out, attack in product(_OUT_OF, _ATTACKS)), *_ADDRESSES, *_OTHERS)
"""No two alike."""
_WEB = tuple("https://quay.example/" + then for then in ('"', "'", "#"))
HARMLESS = tuple(
    f"https://quay.example/{n}" if each.startswith(_WEB) else f"Word {n}" for n, each in enumerate(ATTACKS)
)


def story(words: Iterable[str]) -> Dossier:
    """A report for each of the words, with those words for everything that a stranger may write."""
    parts = [_one(number, text) for number, text in enumerate(words)]
    reports = tuple(part[0] for part in parts)
    findings = tuple(part[2] for part in parts)
    claims = [part[1].claims[0] for part in parts]
    return Dossier(
        story=Story("s-1", tuple(each.id for each in reports), claims[0].span, "2041-05-04", "2041-05-04"),
        reports=reports,
        readings=tuple(part[1] for part in parts),
        findings=findings,
        relations=(),
        copying=(),
        identities=(),
        utterances=tuple(_said(part[1].quotes[0]) for part in parts),
        timeline=tuple(Moment(claim.dates[0], claim.id, f"f-{n}") for n, claim in enumerate(claims)),
        captures=tuple(part[3] for part in parts),
        versions=tuple(part[4] for part in parts),
        revisions=tuple(_step(part[0], part[4]) for part in parts),
        withdrawn=tuple(_gone(part[0], part[4], text) for part, text in zip(parts, words, strict=True)),
    )


def _one(number: int, text: str) -> tuple[Report, Reading, Finding, Provenance, Version]:
    report, reading = _report(f"r-{number}", text)
    old, was = _report(f"old-{number}", text)
    reason = Reason(text, text, None, (reading.claims[0].span,))
    finding = Finding(
        f"f-{number}", "s-1", (reading.claims[0].id,), reading.claims[0].span, (text,),
        (Origin(text, "outlet", True, (reading.claims[0].id,), (reason,)),),
        1, "asserts", "happened", "2041-05-04", "2041-05-04", (reason,),
    )  # fmt: skip
    seen = ("2041-05-04T10:00:00+00:00", "2041-05-05T10:00:00+00:00")
    came = Provenance(old.id, f"old-capture-{number}", text, "0" * 64, text, text, text, seen, 2, 1)
    return report, reading, finding, came, Version(report.id, 1, old, was)


def _report(id_: str, text: str) -> tuple[Report, Reading]:
    body = f"{text} sank on Saturday.\n\n“{text}” she said.\n\nPicture: {text}"
    first, said = Span(id_, 0, len(text) + 18), Span(id_, len(text) + 21, 2 * len(text) + 21)
    caption = Span(id_, 2 * len(text) + 33, len(body))
    found = DateFound("published", "2041-05-03", None, text, text)
    day = When(Span(id_, len(text) + 9, len(text) + 17), "2041-05-04", "published")
    source = Source(text, "person", None)
    report = Report(
        id=id_, name=text, capture=f"capture-{id_}", outlet=text, url=text, title=text, headline=None, byline=text,
        dateline=text, published=Published("2041-05-04", text, None, text, (found,)), language=text, text=body,
        credits=(Credit(text, text),), cuts=(Cut(text, text),), updated=Published("2041-05-05", text, None, text),
        section=text, translated_from=text, parts=(Part("caption", caption),),
    )  # fmt: skip
    claim = Claim(
        id=f"c-{id_}", span=first, content=first, sentence=0, sources=(source,), stance="asserts",
        status="happened", negated=False, dates=(day,),
    )  # fmt: skip
    sentences = (Sentence(first, 0), Sentence(said, 1), Sentence(caption, 2))
    quotes = (Quote(f"q-{id_}", said, source, None, "direct"),)
    return report, Reading(id_, sentences, (), (), (), quotes, (), (claim,))


def _said(quote: Quote) -> Utterance:
    name = quote.speaker.name if quote.speaker is not None else None
    whole = Variant(quote.span, "whole", quote.id, None, None, (), ())
    return Utterance(f"u-{quote.id}", name, (quote.id,), (), (whole,))


def _step(report: Report, version: Version) -> Revision:
    before, after = version.reading.claims[0].span, Span(report.id, 0, len(report.text.split("\n\n", 1)[0]))
    edits = (Edit("changed", before, after, (before,), (after,)), Edit("cut", before, None))
    return Revision(report.id, version.report.id, report.id, edits, (after,), False)


def _gone(report: Report, version: Version, text: str) -> Withdrawal:
    claim, now = version.reading.claims[0], Span(report.id, 0, len(report.text.split("\n\n", 1)[0]))
    return Withdrawal(
        f"w-{claim.id}", report.id, claim.id, claim.span, version.report.id, report.id, "changed", now, now, True,
        (), (), (Reason(text, text),),
    )  # fmt: skip
