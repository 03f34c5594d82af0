"""A web page → its article and what it says of itself.

The text is trafilatura's (fast mode), taken from the visible page alone: scripts are removed first, so that a hidden
JSON-LD `articleBody`, which no reader sees, can never stand in for it. JSON-LD is used for metadata only. A date that
the page does not state in a known place is htmldate's find.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import msgspec
from lxml import etree, html
from trafilatura import bare_extraction
from trafilatura.metadata import extract_metadata

from crossbearing import outlets
from crossbearing.clean import prescan, site
from crossbearing.clean.page import Page
from crossbearing.clean.paragraphs import fold, paragraphs
from crossbearing.errors import Unreadable
from crossbearing.records import Published

_EARLIEST, _LATEST = "1990-01-01", "2099-12-31"
"""Fixed, so that what is read from a page does not depend on the day it is read."""
_HTMLDATE: dict[str, object] = {
    "extensive_search": False,
    "original_date": True,
    "min_date": _EARLIEST,
    "max_date": _LATEST,
}
_ISO_DAY = re.compile(r"\s*((?:19|20)\d\d-[01]\d-[0-3]\d)(?:\D|$)")
_META_DATES = frozenset(
    "article:published_time og:article:published_time og:published_time datepublished date pubdate publishdate "
    "publish-date dc.date dc.date.issued dcterms.created dcterms.date sailthru.date parsely-pub-date published-date "
    "publication_date article.published cxenseparse:recs:publishtime".split()
)
_ARTICLE_TYPES = frozenset({"article", "newsarticle", "reportagenewsarticle", "blogposting", "liveblogposting"})
_FRAME = re.compile(r"^(?:[-•*] (?=\S)|[|\s]+)|[|\s]+$")
"""List marks and the edges of table cells, as trafilatura writes them."""
_SENTENCE_END = re.compile(r"[.!?…](?=[\"'”’)\]\s]|$)|[。！？؟۔।]")
_LEAST_LETTERS = 40
_LONGEST_SCRIPT = 500_000
_MOST_NODES = 2_000


def article(text: str, url: str | None = None) -> Page:
    """The article of the page `text`. `url`, where known, says which outlet's page it is.

    Raises Unreadable when the page has no article, or markup that no parser should be given.
    """
    prescan.check(text)
    tree = _tree(text)
    linked = list(_linked_data(tree))
    about = extract_metadata(tree, default_url=url, date_config=_HTMLDATE, extensive=False)
    published = _published(tree, linked)
    domain = (urlsplit(url or about.url or "").hostname or "").removeprefix("www.")
    outlet = _outlet(linked, about.sitename, domain) or site.own_name(tree, domain, about.author) or domain or None
    for element in list(tree.iter("script", "style", "noscript", "template")):
        element.drop_tree()
    extracted = bare_extraction(tree, fast=True, include_comments=False, with_metadata=False)
    body = [_FRAME.sub("", line) for line in paragraphs(getattr(extracted, "text", None) or "")]
    if not any(_is_prose(line) for line in body):
        raise Unreadable("no article was found in the page")
    if published is None and about.date:
        published = Published(value=about.date, evidence="page")
    return Page(
        paragraphs=tuple(line for line in body if line),
        title=fold(about.title) if about.title else None,
        outlet=outlet,
        url=url or about.url,
        byline=fold(about.author.replace("; ", ", ")) if about.author else None,
        published=published,
        language=_language(tree),
    )


def _is_prose(line: str) -> bool:
    return sum(ch.isalpha() for ch in line) >= _LEAST_LETTERS and _SENTENCE_END.search(line) is not None


def _tree(text: str) -> html.HtmlElement:
    try:
        parser = html.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise Unreadable(f"the page cannot be parsed: {fold(str(error))}") from error
    return tree


def _linked_data(tree: html.HtmlElement) -> Iterator[dict[str, object]]:
    """The JSON-LD objects of the page that are articles, in the order of the page."""
    for script in tree.iter("script"):
        source = script.text or ""
        if "ld+json" not in (script.get("type") or "").lower() or len(source) > _LONGEST_SCRIPT:
            continue
        try:
            waiting: list[object] = [msgspec.json.decode(source.strip().encode("utf-8", "replace"))]
        except (msgspec.MsgspecError, RecursionError):
            continue
        seen = 0
        while waiting and seen < _MOST_NODES:
            node, seen = waiting.pop(0), seen + 1
            if isinstance(node, list):
                waiting.extend(node)
            elif isinstance(node, dict):
                types = node.get("@type")
                named = types if isinstance(types, list) else [types]
                if any(str(name).lower() in _ARTICLE_TYPES for name in named):
                    yield node
                waiting.extend(node[key] for key in ("@graph", "mainEntity") if key in node)


def _published(tree: html.HtmlElement, linked: list[dict[str, object]]) -> Published | None:
    for node in linked:
        if day := _day(node.get("datePublished")):
            return Published(value=day, evidence="json-ld")
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if name in _META_DATES and (day := _day(meta.get("content"))):
            return Published(value=day, evidence="meta")
    times = [(time, _day(time.get("datetime"))) for time in tree.iter("time")]
    marked = [day for time, day in times if day and "publ" in f"{time.get('itemprop')} {time.get('class')}".lower()]
    any_time = marked or [day for _, day in times if day][:1]
    return Published(value=any_time[0], evidence="time element") if any_time else None


def _day(value: object) -> str | None:
    found = _ISO_DAY.match(value) if isinstance(value, str) else None
    return found[1] if found and _EARLIEST <= found[1] <= _LATEST else None


def _outlet(linked: list[dict[str, object]], site_name: str | None, domain: str) -> str | None:
    """The outlet as known by its domain; else as the page names itself in the fields made for it."""
    known = outlets.by_domain(domain)
    if known is not None:
        return known.name
    publishers = (node.get("publisher") for node in linked)
    named = [str(publisher["name"]) for publisher in publishers if isinstance(publisher, dict) and "name" in publisher]
    for name in (*named, site_name):
        if name and fold(name):
            found = outlets.by_name(name)
            return found.name if found is not None else fold(name)
    return None


def _language(tree: html.HtmlElement) -> str | None:
    stated = (tree.get("lang") or "").strip().lower()
    return stated[:2] if re.fullmatch(r"[a-z]{2}(?:[-_].*)?", stated) else None
