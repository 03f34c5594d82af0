"""A web page → its article and what it says of itself.

The text is trafilatura's (fast mode), taken from the visible page alone: scripts are removed first, so that a hidden
JSON-LD `articleBody`, which no reader sees, can never stand in for it. JSON-LD is used for metadata only. Dates are
collected here (`dates_found`) and chosen later (`dates_chosen`); htmldate's find is kept for where there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from htmldate import find_date
from lxml import etree, html
from trafilatura import bare_extraction
from trafilatura.metadata import extract_metadata

from crossbearing import addresses, outlets
from crossbearing.clean import address, dates_found, headline, parts, prescan, site
from crossbearing.clean.outline import Outline
from crossbearing.clean.page import Page
from crossbearing.clean.paragraphs import fold, paragraphs
from crossbearing.clean.section import section
from crossbearing.errors import Unreadable

_EARLIEST, _LATEST = "1990-01-01", "2099-12-31"
"""Fixed, so that what is read from a page does not depend on the day it is read."""
_HTMLDATE: dict[str, Any] = {
    "extensive_search": False,
    "original_date": True,
    "min_date": _EARLIEST,
    "max_date": _LATEST,
}
_ARTICLE_TYPES = frozenset({"article", "newsarticle", "reportagenewsarticle", "blogposting", "liveblogposting"})
_FRAME = re.compile(r"^(?:[-•*] (?=\S)|[|\s]+)|[|\s]+$")
"""List marks and the edges of table cells, as trafilatura writes them."""
_SENTENCE_END = re.compile(r"[.!?…](?=[\"'”’)\]\s]|$)|[。！？؟۔।]")
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
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
    url = url if url and addresses.split(url) else None
    about = extract_metadata(tree, default_url=url, date_config=dict(_HTMLDATE), extensive=False)
    place = addresses.split(url or about.url or "")
    domain = (place.hostname or "").removeprefix("www.") if place is not None else ""
    outlet = _outlet(linked, about.sitename, domain) or site.own_name(tree, domain, about.author) or domain or None
    outline = Outline(tree, headline.given(tree, linked))
    own_address = address.canonical(tree, url) or about.url
    language, region = _language(tree)
    dates = dates_found.of_page(tree, linked, outline, address.addresses(tree, url))
    facts = Page(
        paragraphs=(),
        title=headline.headline(tree, linked, outlet) or (fold(about.title) if about.title else None),
        outlet=outlet,
        url=own_address,
        byline=fold(about.author.replace("; ", ", ")) if about.author else None,
        language=language,
        dates=dates,
        fallback=_last_resort(outline, own_address) if about.date and not dates else None,
        region=region,
        section=section(tree, linked, own_address),
    )
    beside = parts.beside(tree, outline)
    for element in list(tree.iter("script", "style", "noscript", "template")):
        element.drop_tree()
    extracted = bare_extraction(tree, fast=True, include_comments=False, with_metadata=False)
    body = [_FRAME.sub("", line) for line in paragraphs(getattr(extracted, "text", None) or "")]
    if not any(_is_prose(line) for line in body):
        raise Unreadable("no article was found in the page")
    return msgspec.structs.replace(
        facts,
        paragraphs=tuple(line for line in body if line),
        captions=beside.captions,
        posts=beside.posts,
    )


def _is_prose(line: str) -> bool:
    return sum(ch.isalpha() for ch in line) >= _LEAST_LETTERS and _SENTENCE_END.search(line) is not None


def _tree(text: str) -> html.HtmlElement:
    try:
        parser = html.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
        # What libxml2 lets in and lxml then refuses to write: trafilatura copies texts from element to element.
        tree = html.document_fromstring(_NOT_XML.sub("", text).encode("utf-8", "replace"), parser=parser)
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


def _last_resort(outline: Outline, url: str | None) -> str | None:
    """What htmldate finds in what is about the report. It takes a bare year for its first day: then it is the year."""
    found = find_date(outline.own_copy(), url=url, **_HTMLDATE)
    return found[:4] if found and found.endswith("-01-01") else found


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


def _language(tree: html.HtmlElement) -> tuple[str | None, str | None]:
    """Language and country of the page's language tag."""
    stated = (tree.get("lang") or "").strip().lower()
    found = re.fullmatch(r"([a-z]{2})(?:[-_](?:[a-z]{4}[-_])?([a-z]{2})?.*)?", stated)
    return (found[1], (found[2] or "").upper() or None) if found else (None, None)
