"""An invented event, a ferry aground, as a dossier: six reports with a denial, an update, a contradiction, copied text,
a quote over three paragraphs, marks that cross, and a report that means harm.
"""

from __future__ import annotations

import re
from typing import Any

from crossbearing.records import (
    Change,
    Claim,
    Copying,
    Credit,
    Cut,
    Dossier,
    Figure,
    Finding,
    Moment,
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
    When,
)

HARM = "<script>alert(1)</script>"
MARKED_UP = {
    "wire": (
        "{title}Ferry aground off Sallow Point{/title}\n\n"
        "{w1}{s1}The ferry Grebe ran aground off Sallow Point on {d1}Saturday{/d1} with {f1}about 200 people{/f1} "
        "aboard{/w1}, the {src1}coast guard{/src1} said{/s1}. {w2}No one was hurt.{/w2}\n\n"
        "“{q1}We felt her lift and stop,{/q1}” said Ida Marr, the master."
    ),
    "gazette": (
        "{g1}{s2}The ferry Grebe ran aground off Sallow Point on {d2}Saturday{/d2} with {f2}about 200 people{/f2} "
        "aboard{/g1}, the {src2}coast guard{/src2} says{/s2}.\n\n"
        "“{q2}We felt the ship lift and then stop,{/q2}” the master said."
    ),
    "times": (
        "{t1}Some {f3}260 passengers{/f3} {x1}were on the Grebe{/t1}, according{/x1} to the line that runs her. "
        "{t2}The Grebe is to be towed off on {d3}Tuesday{/d3}{/t2}."
    ),
    "radio": (
        "{r1}The line denies that the Grebe carried too many{/r1}. {r2}She ran aground in {d4}2039{/d4}, too.{/r2}"
    ),
    "post": (
        "{p1}The Grebe was towed off on {d5}Tuesday{/d5}{/p1}.\n\n“{q3}I will say one thing.\n\n“We had the charts.\n\n"
        "“We had the light,{/q3}” Ms Marr said. {p2}{p2core}The Grebe carried too many{/p2core}, dockers said{/p2}."
    ),
    "harm": (
        f'{{h1}}The ferry {HARM} ran aground{{/h1}}. {{h2}}\u202e"onmouseover=alert(1) x=" العبّارة جنحت{{/h2}}'
        " &amp; <img src=x>.\n\n{h3}𝕏 &lt;/style&gt;</style></script>{/h3}"
    ),
}
OUTLETS = {
    "wire": "Coast Wire",
    "gazette": "Merrow Gazette",
    "times": "Tolland Times",
    "radio": "Veldt Radio",
    "post": "Ostmark Post",
    "harm": f"Harm \"&' Herald{HARM}",
}
DAYS = {
    "wire": "2041-05-04",
    "gazette": "2041-05-05",
    "times": "2041-05-05",
    "radio": "2041-05-06",
    "post": "2041-05-08",
}
_TAG = re.compile(r"\{(/?)(\w+)\}")


def parsed(name: str, marked_up: str) -> tuple[str, dict[str, Span]]:
    """The text without its tags, and the spans that they name; tags may cross one another."""
    text, starts, spans, last = "", dict[str, int](), dict[str, Span](), 0
    for tag in _TAG.finditer(marked_up):
        text += marked_up[last : tag.start()]
        last = tag.end()
        if not tag[1]:
            starts[tag[2]] = len(text)
        elif tag[2] in starts:
            spans[tag[2]] = Span(f"report-{name}", starts[tag[2]], len(text))
    return text + marked_up[last:], spans


_PARSED = {name: parsed(name, marked_up) for name, marked_up in MARKED_UP.items()}
TEXTS = {f"report-{name}": text for name, (text, _) in _PARSED.items()}
SPANS = {tag: span for _, spans in _PARSED.values() for tag, span in spans.items()}
COAST_GUARD, LINE = Source("coast guard", "organisation"), Source("Grebe Line", "organisation")


def words(span: Span) -> str:
    return TEXTS[span.report][span.start : span.end]


def _report(name: str) -> Report:
    evil = name == "harm"
    return Report(
        id=f"report-{name}",
        name=name,
        capture=f"capture-{name}",
        outlet=OUTLETS[name],
        url="javascript:alert(1)" if evil else f"https://{name}.example/grebe?a=1&b=%22",
        title=f"{HARM}" if evil else None,
        headline=SPANS["title"] if name == "wire" else None,
        byline=f"by {HARM}" if evil else None,
        dateline=None,
        published=Published(DAYS.get(name), "manifest" if name in DAYS else "unknown"),
        language='"><script>' if evil else "en",
        text=TEXTS[f"report-{name}"],
        credits=(Credit("Coast Wire", "With material from Coast Wire"),) if name == "gazette" else (),
        cuts=(Cut(f"Share this {HARM}", "share line"),) if evil else (),
    )


def _claim(tag: str, **more: Any) -> Claim:
    fields: dict[str, Any] = {"sources": (), "stance": "asserts", "status": "happened", "negated": False} | more
    return Claim(id=f"c-{tag}", span=SPANS[tag], content=SPANS.get(f"{tag}core", SPANS[tag]), sentence=0, **fields)


def _on(tag: str, value: str) -> When:
    return When(SPANS[tag], value, "stated" if len(value) == 4 else "published")


CLAIMS = (
    _claim("title"),
    _claim("w1", sources=(COAST_GUARD,), figures=(Figure(SPANS["f1"], 200, None, None, "people", hedge="~"),),
           dates=(_on("d1", "2041-05-04"),), said_on=_on("d1", "2041-05-04")),
    _claim("w2", negated=True),
    _claim("g1", sources=(COAST_GUARD,), figures=(Figure(SPANS["f2"], 200, None, None, "people", hedge="~"),),
           dates=(_on("d2", "2041-05-04"),)),
    _claim("t1", sources=(LINE,), co_sources=(Source("a clerk", "unnamed"),),
           figures=(Figure(SPANS["f3"], 260, 250, 270, "people"),)),
    _claim("t2", status="planned", dates=(_on("d3", "2041-05-07"),)),
    _claim("r1", sources=(LINE,), stance="denies"),
    _claim("r2", dates=(_on("d4", "2039"),)),
    _claim("p1", dates=(_on("d5", "2041-05-07"),)),
    _claim("p2", sources=(Source("dockers", "unnamed"),), stance="doubts", status="possible"),
    _claim("h1"), _claim("h2"), _claim("h3"),
)  # fmt: skip
QUOTES = tuple(
    Quote(f"q-{tag}", SPANS[tag], Source("Ida Marr", "person", None), None, "direct")
    for tag in ("q1", "q2", "q3", "x1")
)


def _finding(tags: str, independent: int, *origins: Origin) -> Finding:
    claims = [next(claim for claim in CLAIMS if claim.id == f"c-{tag}") for tag in tags.split()]
    outlets = sorted({OUTLETS[claim.span.report.removeprefix("report-")] for claim in claims})
    days = sorted(DAYS[name] for claim in claims if (name := claim.span.report.removeprefix("report-")) in DAYS)
    return Finding(
        id=f"f-{tags.split(maxsplit=1)[0]}",
        story="s-ferry",
        claims=tuple(claim.id for claim in claims),
        wording=claims[0].span,
        outlets=tuple(outlets),
        origins=origins or (Origin(outlets[0], "outlet", True, (claims[0].id,), (Reason("own voice", "says it"),)),),
        independent=independent,
        stance=claims[0].stance,
        status=claims[0].status,
        first=days[0] if days else None,
        last=days[-1] if days else None,
        reasons=(Reason("says the same", "likeness 0.9", 0.9, (claims[0].span,)),),
    )


ATTRIBUTED = tuple(
    Reason("attribution", f"outlet {number} gives it as coast guard's word", None, (SPANS["src1"], SPANS["src2"]))
    for number in range(5)
)
FINDINGS = (
    _finding("w1 g1 h1", 2,
             Origin("coast guard", "organisation", True, ("c-w1", "c-g1"), ATTRIBUTED),
             Origin(OUTLETS["harm"], "outlet", True, ("c-h1",), (Reason("own voice", HARM, None, (SPANS["h1"],)),)),
             Origin("a clerk", "unnamed", False, ("c-w1",), (Reason("unnamed", "adds no independence"),))),
    _finding("p1 t2", 2),
    *(_finding(tag, 1) for tag in ("title", "w2", "t1", "r1", "r2", "p2", "h2", "h3")),
)  # fmt: skip
RELATIONS = (
    Relation("denies", "f-r1", "f-p2", 0.8, (Reason("denial", "cue “denies”", 0.8, (SPANS["r1"], SPANS["p2"])),)),
    Relation(
        "contradicts", "f-t1", "f-w1", 0.7, (Reason("count", "260, 200 people", None, (SPANS["f3"], SPANS["f1"])),)
    ),
    Relation("updates", "f-p1", "f-r2", 0.6, ()),
)
COPYING = (
    Copying("k-1", "report-gazette", "report-wire", (SharedPassage(SPANS["s2"], SPANS["s1"]),), 0.52, "Coast Wire",
            "report-gazette", (Reason("credit", "gazette: With material from Coast Wire", None, (SPANS["src2"],)),),
            "report-gazette",
            (Change("hardened", SPANS["s2"], SPANS["s1"], (SPANS["f1"],)),
             Change("added", SPANS["q2"], None, (SPANS["q2"],)))),
)  # fmt: skip


def _words(tag: str, words: str) -> Span:
    start = TEXTS[SPANS[tag].report].index(words)
    return Span(SPANS[tag].report, start, start + len(words))


def _whole(tag: str) -> Variant:
    return Variant(SPANS[tag], "whole", f"q-{tag}", None, None, (), ())


UTTERANCES = (
    Utterance(
        "u-1",
        "Ida Marr",
        ("q-q1", "q-q2"),
        (Reason("reworded", "likeness 0.8", 0.8),),
        (
            _whole("q2"),
            Variant(
                SPANS["q1"],
                "reworded",
                "q-q1",
                None,
                SPANS["q2"],
                (_words("q1", "her"),),
                (_words("q2", "the ship"), _words("q2", "then")),
            ),
            Variant(SPANS["r1"], "indirect", None, "c-r1", SPANS["q2"], (SPANS["r1"],), (SPANS["q2"],)),
        ),
    ),
    Utterance("u-2", None, ("q-q3",), (), (_whole("q3"),)),
    Utterance("u-3", "Grebe Line", ("q-x1",), (), (_whole("x1"),)),
)


def ferry() -> Dossier:
    """The dossier, with its reports in no particular order."""
    reports = tuple(_report(name) for name in sorted(MARKED_UP))
    claim_of = {claim: finding.id for finding in FINDINGS for claim in finding.claims}
    moments = [Moment(when, claim.id, claim_of[claim.id]) for claim in CLAIMS for when in claim.dates]
    return Dossier(
        story=Story("s-ferry", tuple(report.id for report in reports), SPANS["title"], "2041-05-04", "2041-05-08"),
        reports=reports,
        readings=tuple(_reading(report) for report in reports),
        findings=FINDINGS,
        relations=RELATIONS,
        copying=COPYING,
        identities=(),
        utterances=UTTERANCES,
        timeline=tuple(sorted(moments, key=lambda moment: (moment.when.value, moment.when.span))),
    )


def _reading(report: Report) -> Reading:
    sentences, start = [], 0
    for number, paragraph in enumerate(report.text.split("\n\n")):
        sentences.append(Sentence(Span(report.id, start, start + len(paragraph)), number))
        start += len(paragraph) + 2
    return Reading(
        report=report.id,
        sentences=tuple(sentences),
        actors=(),
        dates=(),
        figures=(),
        quotes=tuple(quote for quote in QUOTES if quote.span.report == report.id),
        attributions=(),
        claims=tuple(claim for claim in CLAIMS if claim.span.report == report.id),
    )
