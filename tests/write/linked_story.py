"""A case of two stories with captures, actors, copying and decisions, and with any words for what strangers write."""

from __future__ import annotations

import hashlib

import msgspec

from crossbearing.records import (
    Actor,
    Anchor,
    Decision,
    Dossier,
    Identity,
    Provenance,
    Reading,
    Rulings,
    Span,
)
from crossbearing.write.dossiers import Dossiers
from tests.write.ferry import CLAIMS, SPANS, TEXTS, ferry
from tests.write.planted import ATTACKS, story

WORDS = (
    *ATTACKS,
    "one \ud800 lone",
    "\x00\x07 bell",
    "{open",
    "close}",
    "}} , author = {{X",
    "\\",
    "\\input{/etc/passwd}",
    "@article{x, title = {y}}",
    "100 % a_b # $ ~ ^ & | ` @",
    'a "quoted" name',
    '"marked"',
    "  two   spaces  ",
    "@id",
    "_:b0",
    "x" * 2000,
    "https://quay.example/a{b}|c^d`e[f]?q=ü%20#g",
)
"""What a title, name, text or address may be, each in every place of a report of its own."""
READERS = ("Ada Wenn", "</script>{}\\")
SHA = {name: hashlib.sha256(name.encode()).hexdigest() for name in TEXTS}


def _came(report: str) -> Provenance:
    name = report.removeprefix("report-")
    seen = ("2041-05-04T10:00:00+00:00", "2041-05-05T12:30:00+02:00") if name != "radio" else ()
    address = f"https://{name}.example/grebe" if seen else None
    return Provenance(report, f"capture-{name}", name, SHA[report], "text/html", "", address, seen, len(seen))


def _anchor(span: Span, side: int = 0) -> Anchor:
    text, name = TEXTS[span.report], span.report.removeprefix("report-")
    return Anchor(
        capture=f"capture-{name}",
        name=name,
        exact=text[span.start : span.end],
        prefix=text[max(0, span.start - 32) : span.start],
        suffix=text[span.end : span.end + 32],
        start=span.start,
        end=span.end,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        side=1 if side else 0,
    )


def _decided(kind: str, value: str, *anchors: Anchor, replaces: str | None = None) -> Decision:
    by = READERS[len(anchors) % 2]
    return Decision(f"d-{kind}", kind, anchors, value, by, "2041-05-09T08:00:00+00:00", "seen", replaces)  # type: ignore[arg-type]


DECISIONS = (
    _decided("same", "", _anchor(SPANS["w1"]), _anchor(SPANS["g1"])),
    _decided("apart", "", _anchor(SPANS["w1"]), _anchor(SPANS["t1"], 1)),
    *(
        _decided(kind, value, _anchor(SPANS["d1"]))
        for kind, value in (
            ("speaker", "Ida Marr"),
            ("date", "2041-05-04"),
            ("published", "2041-05-03"),
            ("figure", "200"),
            ("origin", "Coast Wire"),
            ("hide", ""),
            ("note", "<b>{\\@} look here"),
        )
    ),
    _decided("undo", "", replaces="d-hide"),
)


def the_ferry() -> Dossier:
    """The ferry's dossier, captured, with its actors and what was decided."""
    given = ferry()
    actors = {
        "report-wire": (
            Actor("a-guard", SPANS["src1"], "coast guard", "organisation"),
            Actor("a-wire", SPANS["w2"], "Ida Marr", "person"),
        ),
        "report-gazette": (
            Actor("a-guard-2", SPANS["src2"], "coast guard", "organisation"),
            Actor("a-mixed", SPANS["q2"], "Ida Marr", "organisation"),
        ),
    }
    identities = (
        Identity(
            "i-guard", "Coast Guard", "organisation", ("Coast Guard", "the guard", "CG"), ("a-guard", "a-guard-2")
        ),
        Identity("i-company", "the company", "organisation", ("the company",), ("a-guard",)),
        Identity("i-marr", "Ida Marr", "person", ("Ida Marr",), ("a-wire",)),
        Identity("i-mixed", "Grebe", "person", ("Grebe",), ("a-wire", "a-mixed")),
        Identity("i-place", "Sallow Point", "place", ("Sallow Point",), ("a-wire",)),
        Identity("i-group", "dockers", "group", ("dockers",), ("a-wire",)),
        Identity("i-role", "the master", "role", ("the master",), ("a-wire",)),
    )

    def with_actors(reading: Reading) -> Reading:
        claims = tuple(
            msgspec.structs.replace(
                claim, sources=tuple(msgspec.structs.replace(s, span=SPANS["src1"]) for s in claim.sources)
            )
            if claim.id == "c-w1"
            else claim
            for claim in reading.claims
        )
        return msgspec.structs.replace(reading, actors=actors.get(reading.report, ()), claims=claims)

    return msgspec.structs.replace(
        given,
        readings=tuple(with_actors(each) for each in given.readings),
        identities=identities,
        captures=tuple(_came(report.id) for report in given.reports),
        rulings=Rulings(decisions=DECISIONS[:2]),
    )


def the_attacks() -> Dossier:
    """A report for each of `WORDS`, with its actors."""
    given = story(WORDS)
    readings, identities = [], list[Identity]()
    for report, reading in zip(given.reports, given.readings, strict=True):
        name = report.title or ""
        mention = Actor(f"a-{report.id}", reading.quotes[0].span, name, "person")
        readings.append(msgspec.structs.replace(reading, actors=(mention,)))
        identities.append(Identity(f"i-{report.id}", name, "person", (name,), (mention.id,)))
    return msgspec.structs.replace(given, readings=tuple(readings), identities=tuple(identities))


def the_case() -> Dossiers:
    """Both stories and all decisions."""
    both = the_ferry(), the_attacks()
    stages = (("clean", 3), ("read", 5), ("align", 5), ("write", 4))
    return Dossiers(lambda: iter(both), decisions=DECISIONS, stages=stages)


CLAIM_SPANS = {claim.id: claim.span for claim in CLAIMS}
