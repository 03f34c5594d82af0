"""A mail (newsletter, press release) → its text, and what its header says of it.

What it quotes, its writer's signature and its attachments are cut, and each cut is on record. Of a forwarded mail the
one inside is read: whoever passed it on did not write it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

import msgspec

from crossbearing import outlets
from crossbearing.clean import article, mime, said_of_file
from crossbearing.clean.page import Page
from crossbearing.clean.paragraphs import fold, paragraphs
from crossbearing.clean.quoted_mail import own_page, own_words
from crossbearing.errors import Unreadable
from crossbearing.records import Cut, Published, Record

_PASSED_ON = re.compile(r"(?:(?:fwd?|wg|tr|rv|i|re|aw|sv|antw|vs) ?: ?){1,5}", re.IGNORECASE)
_FORWARDED = re.compile(r"(?:(?:re|aw) ?: ?)?(?:fwd?|wg|tr|rv) ?:", re.IGNORECASE)
_MARK = re.compile(
    r"^[^\S\n]*(?:-{2,} ?(?:forwarded message|original message|weitergeleitete nachricht|mensaje reenviado|"
    r"message transféré) ?-{0,12}|begin forwarded message ?:)[^\S\n]*\n",
    re.IGNORECASE | re.MULTILINE,
)
_FIELD = re.compile(
    r"[>\s*]{0,6}(from|date|sent|subject|to|cc|reply-to|von|datum|gesendet|betreff|an)\s?:\*?\s*(.{0,500})",
    re.IGNORECASE,
)
_NAMES = {"von": "from", "gesendet": "date", "sent": "date", "datum": "date", "betreff": "subject"}
_DEEPEST = 3
_MOST_FIELDS = 12
_FEWER_WORDS = 0.5
"""Of the words of the plain part: an article found in less of the page than this missed it."""


class _Head(Record, frozen=True):
    """What a header says."""

    sender: str = ""
    subject: str = ""
    date: str = ""


def document(body: bytes) -> Page:
    """The report in a mail. Raises Unreadable when it has no text that can be read."""
    message = mime.parsed(body)
    for _ in range(_DEEPEST):
        inner = _only_a_mail(message)
        if inner is None:
            break
        message = inner
    head = _Head(
        sender=mime.header(message, "From"), subject=mime.header(message, "Subject"), date=mime.header(message, "Date")
    )
    plain = "\n\n".join(_texts(message, "text/plain"))
    markup = max(_texts(message, "text/html"), key=len, default="")
    if _FORWARDED.match(head.subject):
        head, plain, markup = _inside(plain, markup)
    page = _page(plain, markup)
    return _said(msgspec.structs.replace(page, cuts=(*page.cuts, *_attachments(message))), head)


def _only_a_mail(message: Message) -> Message | None:
    """The mail that a mail without words of its own carries."""
    carried = [part for part in mime.leaves(message) if part.get_content_type() == "message/rfc822"]
    if len(carried) != 1 or any(fold(text) for kind in ("text/plain", "text/html") for text in _texts(message, kind)):
        return None
    held = carried[0].get_payload()
    return held[0] if isinstance(held, list) and held and isinstance(held[0], Message) else None


def _texts(message: Message, kind: str) -> Iterator[str]:
    for part in mime.leaves(message):
        if part.get_content_type() == kind and not _is_attached(part):
            text = mime.text(part)
            flowed = str(part.get_param("format") or "").lower() == "flowed"
            yield _unflowed(text) if flowed else text


def _unflowed(text: str) -> str:
    """Text of RFC 3676: a line that ends in a space goes on in the next one."""
    return re.sub(r"(?<=[^\n-]) \r?\n(?=[^\r\n>])", " ", text)


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or part.get_filename() is not None


def _attachments(message: Message) -> Iterator[Cut]:
    for part in mime.leaves(message):
        kind = part.get_content_type()
        shown = kind in ("text/plain", "text/html") and not _is_attached(part)
        if shown or part.get_content_maintype() == "multipart" or part.get("Content-ID"):
            continue
        name = fold(str(part.get_filename() or "")) or "a part without a name"
        yield Cut(text=f"{name[:200]} ({kind}, {len(mime.payload(part)):,} bytes)", rule="attachment")


# ── what it says ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _page(plain: str, markup: str) -> Page:
    """The page part's article; the plain part where there is none, or where the article is but a piece of it."""
    own = own_words(plain)
    lines = tuple(paragraphs(own.text))
    in_plain = Page(paragraphs=lines, cuts=own.cuts) if lines else None
    try:
        in_markup = _article(markup) if markup.strip() else None
    except Unreadable:
        if in_plain is None:
            raise
        in_markup = None
    if in_markup is not None and (in_plain is None or _words(in_markup) >= _FEWER_WORDS * _words(in_plain)):
        return in_markup
    if in_plain is None:
        raise Unreadable("a mail without a text of its own")
    return in_plain


def _article(markup: str) -> Page:
    own = own_page(markup)
    return msgspec.structs.replace(article.article(own.text), cuts=own.cuts)


def _words(page: Page) -> int:
    return sum(len(line.split()) for line in page.paragraphs)


def _inside(plain: str, markup: str) -> tuple[_Head, str, str]:
    """The header of a forwarded mail as it stands in the text, and the text below it.

    Without such a header nobody is named as its sender: whoever forwarded it was not.
    """
    mark = _MARK.search(plain)
    if mark is None:
        return _Head(), plain, markup
    fields: dict[str, str] = {}
    lines = plain[mark.end() :].splitlines()
    at = 0
    while at < min(len(lines), _MOST_FIELDS) and (not lines[at].strip("> \t") or _FIELD.fullmatch(lines[at])):
        if found := _FIELD.fullmatch(lines[at]):
            name = found[1].lower()
            fields.setdefault(_NAMES.get(name, name), found[2].strip("* "))
        elif fields:
            break
        at += 1
    head = _Head(sender=fields.get("from", ""), subject=fields.get("subject", ""), date=fields.get("date", ""))
    return head, "\n".join(lines[at:]), ""


# ── what its header says ──────────────────────────────────────────────────────────────────────────────────────────────


def _said(page: Page, head: _Head) -> Page:
    name, address = parseaddr(head.sender)
    name, domain = fold(name).strip("\"'"), address.rpartition("@")[2].lower()
    found = outlets.by_domain(domain)
    known = found.name if found is not None else None
    writer = said_of_file.person(name) if known is not None and not outlets.same_name(name, known) else None
    return msgspec.structs.replace(
        page,
        title=_PASSED_ON.sub("", head.subject, count=1).strip() or page.title,
        outlet=known or name or domain or None,
        byline=page.byline or writer,
        published=_published(head.date) or page.published,
    )


def _published(stated: str) -> Published | None:
    try:
        sent = parsedate_to_datetime(stated)
        return said_of_file.date(sent.isoformat(), "mail header")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
