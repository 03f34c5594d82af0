"""Puts the pieces of cleaning together: `clean(capture)`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import accumulate

import msgspec

from crossbearing import outlets
from crossbearing.addresses import tidy
from crossbearing.clean import article, credit_lines, edges, furniture, mail, markdown, mhtml, parts, word
from crossbearing.clean.dateline import dateline
from crossbearing.clean.dating import Lines, dated
from crossbearing.clean.decoding import decode
from crossbearing.clean.language import language
from crossbearing.clean.page import Page
from crossbearing.clean.paragraphs import fold, paragraphs
from crossbearing.clean.section import of_address
from crossbearing.clean.stamps import stamp
from crossbearing.clean.translation import translated_from
from crossbearing.errors import Unreadable
from crossbearing.records import Capture, Credit, Cut, Published, Record, Report, Span, content_id

_CONTENT = (
    "text",
    "content",
    "body",
    "articlebody",
    "article_body",
    "article_text",
    "article",
    "maintext",
    "main_text",
)
_CONTENT_MORE = ("content_text", "content_original", "full_text", "fulltext", "story", "raw_text", "plain_text")
_PAGE = ("html", "content_html", "raw_html", "page", "body_html")
_MARKUP = re.compile(r"<(?:p|div|html|body|article|br|span|h[1-6])\b[^<>]{0,500}>", re.IGNORECASE)

_HEADLINE_WORDS = 25
_HEADLINE_CHARACTERS = 200
_HEADLINE_WITHIN = 6
_HEAD_LINES = 3
"""A kicker and a picture's caption may stand before the paragraph that begins with the date line or dateline."""
_SENTENCE_END = re.compile(r"[.;:,]$")
_WORD = re.compile(r"\w+")


def clean(capture: Capture) -> Report:
    """The report in a capture. Its text is paragraphs parted by one blank line, the headline first where there is one;
    code points are those of the input. Raises Unreadable, with the reason, when there is no report in it."""
    page = _page(capture)
    stated = capture.stated
    outlet = stated.outlet or page.outlet
    byline = stated.byline or page.byline
    stripped = furniture.strip_lines(page.paragraphs, outlet, byline)
    title, body, cuts = _headline(list(stripped.lines), stated.title or page.title, outlet)
    ends = _ends(body, title)
    if not ends.body:
        raise Unreadable("no text is left when the page around it is cut away")
    paragraphs_of = ([title] if title else []) + list(ends.body)
    text = "\n\n".join(paragraphs_of)
    report = content_id("report", capture.id, text)
    all_cuts = (*page.cuts, *stripped.cuts, *cuts, *ends.cuts)
    spoken = language(text, stated.language or page.language)
    lines = Lines((*ends.cuts, *stripped.cuts), ends.day or stripped.day)
    published, updated = dated(capture, page, outlet, spoken, lines)
    url = page.url or tidy(stated.url)
    return Report(
        id=report,
        name=capture.name,
        capture=capture.id,
        outlet=outlet,
        url=url,
        title=title,
        headline=Span(report=report, start=0, end=len(title)) if title else None,
        byline=byline or stripped.byline,
        dateline=next((found for line in ends.body[:3] if (found := dateline(line))), None),
        published=published,
        language=spoken,
        text=text,
        credits=_others((*stripped.credits, *ends.credits, *credit_lines.of_byline(byline or "")), outlet),
        cuts=all_cuts,
        updated=updated,
        section=stated.section or page.section or of_address(url),
        translated_from=translated_from(ends.body, [*(cut.text for cut in all_cuts), byline or ""]),
        parts=parts.of_text(
            report,
            _placed(paragraphs_of)[bool(title) :],
            parts.Beside((*page.captions, *stripped.captions), page.posts),
        ),
    )


def _placed(paragraphs_of: Sequence[str]) -> list[tuple[int, str]]:
    """Paragraphs with the code point at which each begins in their text."""
    starts = accumulate((len(line) + 2 for line in paragraphs_of), initial=0)
    return list(zip(starts, paragraphs_of, strict=False))


# ── bytes to paragraphs ───────────────────────────────────────────────────────────────────────────────────────────────


def _page(capture: Capture) -> Page:
    if capture.media_type == "application/json":
        return _of_json(capture)
    if (reads := _DOCUMENTS.get(capture.media_type)) is not None:
        return reads(capture)
    text = decode(capture.body, capture.http)
    if capture.media_type == "text/html":
        return article.article(text, capture.stated.url)
    if capture.media_type == "text/markdown":
        return _of_markdown(text)
    return Page(paragraphs=tuple(paragraphs(text)))


def _of_pdf(capture: Capture) -> Page:
    from crossbearing.clean import pdf  # noqa: PLC0415 — most cases have no PDF, and its library is large

    return pdf.document(capture.body)


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_DOCUMENTS: dict[str, Callable[[Capture], Page]] = {
    "application/pdf": _of_pdf,
    WORD: lambda capture: word.document(capture.body),
    "message/rfc822": lambda capture: mail.document(capture.body),
    "multipart/related": lambda capture: mhtml.document(capture.body, capture.stated.url),
}
"""Kinds of files that are no text of their own, and who reads them."""


def _of_json(capture: Capture) -> Page:
    fields = {name.lower(): value for name, value in msgspec.json.decode(capture.body, type=dict[str, object]).items()}
    texts = {name: value for name, value in fields.items() if isinstance(value, str) and value.strip()}
    content = next((texts[name] for name in (*_CONTENT, *_CONTENT_MORE) if name in texts), None)
    if content is not None and not _MARKUP.search(content[:2000]):
        return Page(paragraphs=tuple(paragraphs(content)))
    markup = content or next((texts[name] for name in _PAGE if name in texts), None)
    if markup is None:
        raise Unreadable(f"a JSON object without a text; its fields are {', '.join(sorted(fields)[:12]) or 'none'}")
    return article.article(markup, capture.stated.url)


def _of_markdown(text: str) -> Page:
    fields, rest = markdown.front_matter(text)
    stamped = stamp(fields.get("date") or fields.get("published") or "")
    return Page(
        paragraphs=tuple(paragraphs(markdown.plain(rest))),
        title=fold(fields.get("title", "")) or None,
        outlet=fold(fields.get("outlet") or fields.get("source") or fields.get("publisher") or "") or None,
        url=fields.get("url") or fields.get("link") or None,
        byline=fold(fields.get("author") or fields.get("byline") or "") or None,
        published=Published(value=stamped.day, evidence="front matter")
        if stamped is not None and stamped.day
        else None,
        language=(fields.get("lang") or fields.get("language") or "")[:2].lower() or None,
    )


# ── headline ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _headline(lines: list[str], stated: str | None, outlet: str | None) -> tuple[str | None, list[str], list[Cut]]:
    """The headline, the lines without it, and what was cut from it.

    It is the stated title, in the words of the text where one of its first lines is the same; or else the first line,
    when it looks like one.
    """
    cuts: list[Cut] = []
    title, at = fold(stated) if stated else None, None
    if title:
        title, _ = furniture.without_suffix(title, outlet)
        wanted = _words(title)
        for i, line in enumerate(lines[:_HEADLINE_WITHIN]):
            bare, cut = furniture.without_suffix(line, outlet)
            if wanted and _words(bare) == wanted:
                title, at = bare, i
                cuts += [cut] if cut is not None else []
                break
    elif len(lines) > 1:
        bare, cut = furniture.without_suffix(lines[0], outlet)
        if _is_headline(bare):
            title, at = bare, 0
            cuts += [cut] if cut is not None else []
    return title or None, [line for i, line in enumerate(lines) if i != at], cuts


def _is_headline(line: str) -> bool:
    short = len(line) <= _HEADLINE_CHARACTERS and 3 <= len(line.split()) <= _HEADLINE_WORDS
    return short and not _SENTENCE_END.search(line) and dateline(line) is None and not line[:1].islower()


def _words(line: str) -> list[str]:
    return _WORD.findall(line.casefold())


# ── the ends of the body ──────────────────────────────────────────────────────────────────────────────────────────────


class _Ends(Record, frozen=True):
    body: tuple[str, ...]
    cuts: tuple[Cut, ...]
    credits: tuple[Credit, ...]
    day: str | None


def _ends(body: Sequence[str], title: str | None) -> _Ends:
    """The body without what is glued to its first and last sentences, and the credits that stand there."""
    if not body:
        return _Ends(body=(), cuts=(), credits=(), day=None)
    lines = list(body)
    cuts: list[Cut] = []
    opening: list[Credit] = []
    day: str | None = None
    for i, line in enumerate(lines[:_HEAD_LINES]):
        head = edges.head(line, title)
        lines[i], day = head.text, day or head.day
        cuts += head.cuts
        opening += credit_lines.at_start(head.text)
    last, foot = edges.tail(lines[-1])
    last, closing, closed = credit_lines.at_end(last)
    last, foot_again = edges.tail(last) if closed else (last, [])
    lines[-1] = last
    cuts += foot + closed + foot_again
    return _Ends(body=tuple(line for line in lines if line), cuts=tuple(cuts), credits=(*opening, *closing), day=day)


def _others(found: Sequence[Credit], outlet: str | None) -> tuple[Credit, ...]:
    """One credit for each agency; an agency does not credit itself."""
    known = outlets.by_name(outlet) if outlet else None
    own = known.name if known is not None else outlet or ""
    first: dict[str, Credit] = {}
    for credit in found:
        if not outlets.same_name(credit.agency, own):
            first.setdefault(credit.agency, credit)
    return tuple(first[agency] for agency in sorted(first))
