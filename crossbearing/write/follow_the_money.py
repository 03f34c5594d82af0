"""FollowTheMoney: who is mentioned in which report, an entity a line, as `ftm` and Aleph read it (model of 4.x).

Reports are Articles. A person is a Person, an organisation an Organization, and what the mentions call now this and now
that a LegalEntity. Places, unnamed groups and offices are none. Each actor is tied to each report that names it by a
Mention (the names as written there) and a Documentation, whose role says whether the report gives its word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossbearing.records import Actor, Dossier, Identity, Report, Span, content_id
from crossbearing.write.bylines import persons
from crossbearing.write.dossiers import Dossiers
from crossbearing.write.linked import Node, Read, address, to_json, utc

NAME = 384
"""Code points of a name, at most; what is longer makes an entity invalid."""
STRING = 1024
"""Likewise of a title and other short texts."""
_LANGUAGES = dict(
    pair.split(":")
    for pair in (
        "af:afr am:amh ar:ara az:aze be:bel bg:bul bn:ben bs:bos ca:cat cs:ces da:dan de:deu el:ell en:eng es:spa "
        "et:est fa:fas fi:fin fr:fra ga:gle he:heb hi:hin hr:hrv hu:hun hy:hye id:ind is:isl it:ita ja:jpn ka:kat "
        "kk:kaz km:khm kn:kan ko:kor ky:kir lb:ltz lo:lao lt:lit lv:lav mk:mkd mn:mon ms:msa mt:mlt my:mya ne:nep "
        "nl:nld no:nor pl:pol ps:pus pt:por ro:ron ru:rus si:sin sk:slk sl:slv sq:sqi sr:srp sv:swe sw:swa ta:tam "
        "te:tel tg:tgk th:tha tk:tuk tl:tgl tr:tur uk:ukr ur:urd uz:uzb vi:vie zh:zho"
    ).split()
)
"""ISO 639-1 → 639-3, of the languages that the model has."""
_MIME = re.compile(r"[a-z]{1,40}/[a-z0-9][a-z0-9.+-]{0,80}")
_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")
_SCHEMATA = {"person": "Person", "organisation": "Organization"}


def follow_the_money(given: Dossiers) -> Iterator[bytes]:
    """Story by story: the reports, then the actors, each followed by what ties it to them."""
    for dossier in given.each():
        for entity in _entities(dossier):
            yield to_json(entity) + b"\n"


def _entities(dossier: Dossier) -> Iterator[Node]:
    read = Read(dossier)
    for report in dossier.reports:
        yield _article(report, read)
    actors = {actor.id: actor for reading in dossier.readings for actor in reading.actors}
    sources = {
        each.span
        for reading in dossier.readings
        for claim in reading.claims
        for each in (*claim.sources, *claim.co_sources)
        if each.span is not None
    }
    for identity in dossier.identities:
        mentions = [actors[each] for each in identity.mentions]
        schema, names = _schema(identity, mentions), _names(identity.name, *identity.names)
        if schema is not None and names:
            yield _entity(identity.id, schema, name=names[:1], alias=names[1:])
            yield from _ties(identity, mentions, sources, read)


def _article(report: Report, read: Read) -> Node:
    came = read.capture(report.id)
    seen = utc(came.seen[0]) if came is not None and came.seen else None
    title = _short(report.title or "")
    return _entity(
        report.id,
        "Article",
        name=[_unmarked(title) if 0 < len(_unmarked(title)) <= NAME else report.id],
        title=[title],
        fileName=[_short(report.name)],
        author=[_short(name) for name in persons(report.byline)],
        publisher=[_short(report.outlet or "")],
        publishedAt=_days(report.published.value),
        modifiedAt=_days(None if report.updated is None else report.updated.value),
        retrievedAt=[] if seen is None else [seen.removesuffix("Z")],
        language=[_LANGUAGES.get(report.language, "")],
        sourceUrl=[address(report.url) or ""],
        mimeType=[came.media_type] if came is not None and _MIME.fullmatch(came.media_type) else [],
        notes=[] if came is None else [f"SHA-256 of the capture: {came.sha256}"],
    )


def _schema(identity: Identity, mentions: list[Actor]) -> str | None:
    schema = _SCHEMATA.get(identity.kind)
    mixed = {actor.kind for actor in mentions} >= set(_SCHEMATA)
    return "LegalEntity" if schema is not None and mixed else schema


def _ties(identity: Identity, mentions: list[Actor], sources: set[Span], read: Read) -> Iterator[Node]:
    by_report: dict[str, list[Actor]] = {}
    for actor in sorted(mentions, key=lambda each: each.span):
        by_report.setdefault(actor.span.report, []).append(actor)
    for report, named in by_report.items():
        text, day = read.reports[report].text, _days(read.reports[report].published.value)
        tie = {"document": [report]}
        names = _names(*(text[actor.span.start : actor.span.end] for actor in named)) or _names(identity.name)
        mention = content_id("mention", identity.id, report)
        yield _entity(mention, "Mention", **tie, resolved=[identity.id], name=names)
        speaks = any(_overlap(actor.span, source) for actor in named for source in sources)
        role = "source" if speaks else "mentioned"
        documentation = content_id("documentation", identity.id, report)
        proof = {"proof": [report], "date": day, "role": [role]}
        yield _entity(documentation, "Documentation", **tie, entity=[identity.id], **proof)


def _overlap(a: Span, b: Span) -> bool:
    return a.report == b.report and a.start < b.end and b.start < a.end


def _entity(id_: str, schema: str, **properties: list[str]) -> Node:
    filled = {name: [value for value in values if value] for name, values in properties.items()}
    return {"id": id_, "schema": schema, "properties": {name: values for name, values in filled.items() if values}}


def _names(*names: str) -> list[str]:
    """Names as the model has them, each once: without marks around them. Left out are those that are too long, and
    those without a capital, in scripts that have them: "the company" and "prime minister" name nobody.
    """
    clean = dict.fromkeys(_unmarked(_clean(each)) for each in names)
    return [name for name in clean if 0 < len(name) <= NAME and (name != name.lower() or name == name.upper())]


def _unmarked(name: str) -> str:
    return name.strip("\"' ")


def _short(text: str) -> str:
    clean = _clean(text)
    return clean if len(clean) <= STRING else clean[: STRING - 1] + "…"


def _clean(text: str) -> str:
    """Without control characters and lone surrogates, and with single spaces."""
    return " ".join("".join(ch if ch.isprintable() else " " for ch in text).split())


def _days(value: str | None) -> list[str]:
    return [value] if value is not None and _DAY.fullmatch(value) else []
