"""All dates that a page gives for its publication and its last change, each with where it stands.

Dates of comments, of teasers for other stories, of the page's head and foot are none of them. Nothing is chosen here
(`dates_chosen` does).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal
from urllib.parse import urlsplit

from lxml import html

from crossbearing.clean.elements import words_of
from crossbearing.clean.outline import Outline, Where
from crossbearing.clean.paragraphs import fold
from crossbearing.clean.written import Day, day, days, has_year
from crossbearing.records import DateFound

Kind = Literal["published", "updated"]

_META: dict[str, Kind] = {
    **dict.fromkeys(
        "article:published_time og:article:published_time og:published_time og:pubdate datepublished date pubdate "
        "publishdate publish-date publish_date dc.date dc.date.issued dcterms.created dcterms.date dcterms.issued "
        "sailthru.date parsely-pub-date published-date publication_date article.published "
        "cxenseparse:recs:publishtime citation_publication_date originalpublicationdate".split(),
        "published",
    ),
    **dict.fromkeys(
        "article:modified_time og:article:modified_time og:updated_time og:modified_time article:updated_time "
        "datemodified last-modified lastmod modified updated dc.date.modified dcterms.modified article.updated "
        "lastmodified updated_time".split(),
        "updated",
    ),
}  # fmt: skip
_UPDATED_LABEL = (
    r"updated?|last modified|modified|edited|aktualisiert|aktualisierung|stand|mis(?:e)? à jour|modifié|actualizado|"
    r"actualización|aggiornato|atualizado|bijgewerkt|обновлено|изменено|оновлено|수정|업데이트|更新|güncelleme"
)
_PUBLISHED_LABEL = (
    r"published|posted|created|issued|released|publication date|veröffentlicht|erschienen|erstellt|publié|publicado|"
    r"publicación|pubblicato|gepubliceerd|опубликовано|опубліковано|입력|등록|発表|公開|yayınlanma"
)
_LABEL = re.compile(rf"(?P<updated>{_UPDATED_LABEL})|(?P<published>{_PUBLISHED_LABEL})", re.IGNORECASE)
_FIRST = re.compile(r"(?:first|originally)\W+(?:published|posted|appeared)|zuerst|erstmals|d'abord", re.IGNORECASE)
_DATED_CLASS = re.compile(r"date|time|publi|posted|byline|updated|meta|timestamp|dateline", re.IGNORECASE)
_MARKED_UPDATED = re.compile(r"modif|updat|aktualis", re.IGNORECASE)
_MARKED_PUBLISHED = re.compile(r"publ|creat|posted|entry-date|pubdate", re.IGNORECASE)
_CLOCK_WORDS = re.compile(
    r"\d{1,2}[:.h]\d\d(?::\d\d)?|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b[ap]\.?m\b|"
    r"\b[A-Z]{3,4}\b|\b(?:on|at|last|uhr|à|le|am|um|by|the|first|originally)\b|오전|오후",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?<![\d.])(?P<y>(?:19|20)\d\d)(?P<s>[/_-]|)(?P<m>0[1-9]|1[0-2]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"[a-z]{0,6}|[1-9](?=[/_-]))(?P=s)(?P<d>0[1-9]|[12]\d|3[01]|[1-9](?![\w]))(?!\d)",
    re.IGNORECASE,
)
_ADDRESS_MONTH = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])(?=/|$)")
_LONGEST_LINE = 140
_LABEL_WITHIN = 40
_SIBLINGS = 6
_MOST = 100
"""Dates kept of one page."""
_MOST_WORDS_BESIDE = 4
"""Words that may stand in a date line beside its days, times and labels: an outlet's or a place's name."""
_TEXT_TAGS = frozenset("p span div li small em dd td h4 h5 h6 header b strong i a section".split())


def of_page(
    tree: html.HtmlElement, linked: Sequence[Mapping[str, object]], outline: Outline, addresses: Iterable[str]
) -> tuple[DateFound, ...]:
    """The dates of a page: of its article's JSON-LD, its meta tags, time elements, date lines and addresses."""
    found = [*_linked(linked, outline), *_meta(tree), *_seen(outline)]
    for address in dict.fromkeys(addresses):
        found += of_address(address)
    return tuple(dict.fromkeys(found))[:_MOST]


def of_address(address: str) -> list[DateFound]:
    """The day in an address (/2031/05/04/…, /2031-05-04-…), or the month (/2031/05/…); its host and query have none."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return []
    for found in _ADDRESS.finditer(path):
        written = day(f"{found['y']}-{found['m']}-{found['d']}") or day(f"{found['d']} {found['m']} {found['y']}")
        if written is not None and written.value.count("-") == 2:
            return [_found("published", written, "address", found[0])]
    month = _ADDRESS_MONTH.search(path)
    return [DateFound("published", f"{month[1]}-{month[2]}", None, "address", month[0])] if month else []


def of_field(kind: Kind, value: object, evidence: str) -> list[DateFound]:
    """The day that one field gives; nothing where it gives none."""
    written = day(value)
    return [_found(kind, written, evidence, fold(str(value)))] if written is not None else []


def of_line(line: str, *, labelled: bool, evidence: str = "text") -> list[DateFound]:
    """The days of a date line ("Published: 4 May 2031 Updated: 5 May 2031"), each by the label before it.

    With `labelled`, days without a label are passed over. "Updated … First published …" gives both their kinds.
    """
    out: list[DateFound] = []
    at = 0
    for written in days(line):
        before = line[max(at, written.start - _LABEL_WITHIN) : written.start]
        labels = list(_LABEL.finditer(before))
        at = written.end
        if not labels and (labelled or out):
            continue
        kind: Kind = "updated" if labels and labels[-1]["updated"] else "published"
        words = line[written.start : written.end].strip()
        if labels:
            first = _FIRST.search(before)
            words = f"{before[min(labels[-1].start(), first.start() if first else len(before)) :]}{words}"
        out.append(_found(kind, written, evidence, words))
    return out


def is_labelled(found: DateFound) -> bool:
    """Whether the page itself says which date it is."""
    return _LABEL.search(found.words) is not None


def is_first(found: DateFound) -> bool:
    """Whether the page calls it the date of an earlier, first publication."""
    return _FIRST.search(found.words) is not None


def _found(kind: Kind, written: Day, evidence: str, words: str) -> DateFound:
    return DateFound(kind=kind, value=written.value, time=written.time, evidence=evidence, words=words[:200])


def _linked(linked: Sequence[Mapping[str, object]], outline: Outline) -> Iterator[DateFound]:
    node = next((each for each in linked if outline.is_title(each.get("headline"))), linked[0] if linked else {})
    yield from of_field("published", node.get("datePublished") or node.get("dateCreated"), "json-ld")
    yield from of_field("updated", node.get("dateModified"), "json-ld")


def _meta(tree: html.HtmlElement) -> Iterator[DateFound]:
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if name in _META and not _in_comments(meta):
            yield from of_field(_META[name], meta.get("content"), "meta")


def _in_comments(element: html.HtmlElement) -> bool:
    return any("omment" in f"{up.get('itemtype')} {up.get('class')} {up.get('id')}" for up in element.iterancestors())


def _seen(outline: Outline) -> list[DateFound]:
    """Of time elements and of date lines, before the report's text, or below it where they say what they are.

    Days that no label names are the report's where it is one day, or the first under the heading: else they are a list.
    """
    found: list[tuple[DateFound, Where]] = []
    for element, where in outline.elements:
        if element.tag == "time" or "datetime" in element.attrib:
            found += [(each, where) for each in _time(element, in_head=where != "below")]
        elif element.tag in _TEXT_TAGS:
            found += [(each, where) for each in _line(element, in_head=where != "below")]
    named = [each for each, _ in found if is_labelled(each)]
    unnamed = [(each, where) for each, where in found if not is_labelled(each)]
    if len({each.value for each, _ in unnamed}) > 1:
        first = next((each.value for each, where in unnamed if where == "head"), None)
        unnamed = [(each, where) for each, where in unnamed if each.value == first]
    return [*named, *(each for each, _ in unnamed)]


def _time(element: html.HtmlElement, *, in_head: bool) -> Iterator[DateFound]:
    words = words_of(element, _LONGEST_LINE)[:_LONGEST_LINE]
    written = day(element.get("datetime")) or day(words)
    if written is None:
        return
    own = " ".join(filter(None, (element.get(name) for name in ("itemprop", "class", "pubdate", "id"))))
    before = _before(element)
    label = next(reversed(list(_LABEL.finditer(f"{before} {words}"[:_LONGEST_LINE]))), None)
    marked = bool(_MARKED_PUBLISHED.search(own) or (label and label["published"]))
    changed = bool(label["updated"]) if label else bool(_MARKED_UPDATED.search(own))
    if changed and not (label is None and _MARKED_PUBLISHED.search(own)):
        yield _found("updated", written, "time element", f"{label[0] if label else 'updated'} {written.value}")
    elif marked or in_head:
        first = _FIRST.search(before)
        name = first[0] if first else label[0] if label else "published" if marked else ""
        yield _found("published", written, "time element", f"{name} {element.get('datetime') or words}".strip())


def _before(element: html.HtmlElement) -> str:
    """The words before an element in its parent, back to the element before that also has a date."""
    parts: list[str] = []
    for number, sibling in enumerate(element.itersiblings(preceding=True)):
        parts.append(sibling.tail or "")
        if sibling.tag == "time" or number >= _SIBLINGS or sum(map(len, parts)) > _LONGEST_LINE:
            break
        parts.append(words_of(sibling, _LABEL_WITHIN) if isinstance(sibling.tag, str) else "")
    else:
        parent = element.getparent()
        parts.append((parent.text or "") if parent is not None else "")
    return fold(" ".join(reversed(parts)))[-_LABEL_WITHIN:]


def _line(element: html.HtmlElement, *, in_head: bool) -> Iterator[DateFound]:
    if len(element) > 6 or next(element.iter("time"), None) is not None:
        return
    words = words_of(element, _LONGEST_LINE)
    if not 6 <= len(words) <= _LONGEST_LINE or not has_year(words) or any(map(_holds, element)):
        return
    found = of_line(words, labelled=not in_head)
    named = _DATED_CLASS.search(f"{element.get('class')} {element.get('id')} {element.get('itemprop')}") is not None
    if found and (is_date_line(words) or (named and in_head)):
        yield from found


def _holds(child: html.HtmlElement) -> bool:
    return child.tag in _TEXT_TAGS and next(days(words_of(child, _LONGEST_LINE)), None) is not None


def is_date_line(words: str) -> bool:
    """Whether a line is nothing but days, times, their labels and a name or two."""
    rest = words
    for written in reversed(list(days(words))):
        rest = rest[: written.start] + " " + rest[written.end :]
    rest = _CLOCK_WORDS.sub(" ", _LABEL.sub(" ", rest))
    return len(re.findall(r"\w+", rest)) <= _MOST_WORDS_BESIDE
