"""Passages of a report that are none of its running text: captions of its pictures, and posts of others in it.

They stay in the text, as a reader saw them there, and are marked. A page says itself which they are (figcaption, the
classes that the networks' embedding code has); a text without markup by a label or a picture's credit, and by the line
that closes an embedded post: "— Name (@handle) May 4, 2031".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Literal

from lxml import html

from crossbearing.clean.elements import words_of
from crossbearing.clean.outline import Outline
from crossbearing.records import Part, Record, Span

_POST = re.compile(
    r"(?<![\w-])(?:twitter-tweet|twitter-video|instagram-media|telegram-post|tgme_widget_message(?:_text)?|fb-post|"
    r"fb-video|bluesky-embed|tiktok-embed|reddit-embed-bq|mastodon-embed|vk-post)(?![\w-])"
)
_CAPTION = re.compile(r"(?<![a-z])captions?(?:-text|__text|_text)?(?![a-z])", re.IGNORECASE)
_CLOSES_POST = re.compile(
    r"(?:.{0,600}\s)?[—–-]{1,2} ?.{1,80}\(@\w{1,30}\)(?:,? [^.!?]{4,30}\d{4})?"
    r"|view this post on instagram|.{0,80}shared a post(?: on .{0,20})?",
    re.IGNORECASE,
)
_LONGEST_CAPTION = 900
_LEAST_WORDS = 4
_LINKED_SHARE = 0.6
_MOST = 60
_WORD = re.compile(r"\w+")


class Beside(Record, frozen=True):
    """Lines of a page that are no running text, white space folded."""

    captions: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()


def beside(tree: html.HtmlElement, outline: Outline) -> Beside:
    """The captions and posts of a page. Pictures with a caption are put in `tree` as paragraphs of their captions, for
    else they would go with the picture."""
    captions: list[str] = []
    pictures: list[tuple[html.HtmlElement, str]] = []
    for element, _ in outline.elements:
        if element.tag == "figure":
            words = _caption(element)
            if len(words.split()) >= _LEAST_WORDS and len(pictures) < _MOST and not _is_of_list(element, words):
                pictures.append((element, words))
        elif element.tag in ("p", "div", "span") and _CAPTION.search(element.get("class") or ""):
            captions.append(words_of(element, _LONGEST_CAPTION))
    embedded = islice((each for each in tree.iter("blockquote", "div") if _is_post(each)), _MOST)
    posts = [line for element in embedded for line in _lines(element)]
    first: dict[str, html.HtmlElement] = {}
    for picture, words in pictures:
        if first.setdefault(words, picture) is picture and not _holds_text(picture):
            _put(picture, words)
    return Beside(
        tuple(dict.fromkeys((*first, *filter(None, captions[:_MOST])))), tuple(dict.fromkeys(posts[: 5 * _MOST]))
    )


def _caption(figure: html.HtmlElement) -> str:
    found = next(figure.iter("figcaption"), None)
    return words_of(found, _LONGEST_CAPTION) if found is not None else ""


def _is_of_list(figure: html.HtmlElement, words: str) -> bool:
    """Whether a picture is one of a list or leads to another story: it is a link, or its caption is one."""
    if next(figure.iterancestors("li", "a"), None) is not None:
        return True
    links = (words_of(link, _LONGEST_CAPTION) for link in figure.iter("a"))
    return any(len(link) > _LINKED_SHARE * len(words) for link in links)


def _holds_text(figure: html.HtmlElement) -> bool:
    """Whether more stands in a figure than a picture: a table, a quote."""
    return next(figure.iter("table", "blockquote", "pre"), None) is not None


def _put(figure: html.HtmlElement, words: str) -> None:
    tail = figure.tail
    figure.clear()
    figure.tag, figure.text, figure.tail = "p", words, tail


def _is_post(element: html.HtmlElement) -> bool:
    return _POST.search(element.get("class") or "") is not None


def _lines(element: html.HtmlElement) -> Iterable[str]:
    yield words_of(element, _LONGEST_CAPTION)
    for paragraph in islice(element.iter("p"), _MOST):
        yield words_of(paragraph, _LONGEST_CAPTION)


def of_text(report: str, body: Sequence[tuple[int, str]], known: Beside) -> tuple[Part, ...]:
    """The parts among a report's paragraphs, given as (start, words), in the order of the text; each one paragraph."""
    captions, posts = ([_words(line) for line in lines] for lines in (known.captions, known.posts))
    kinds: list[Literal["caption", "post"] | None] = []
    for _, line in body:
        words = _words(line)
        closes = len(line) <= _LONGEST_CAPTION and _CLOSES_POST.fullmatch(line) is not None
        if closes or any(_within(words, post) for post in posts):
            kinds.append("post")
            if closes and line[:1] in "—–-" and len(kinds) > 1 and kinds[-2] is None and not posts:
                kinds[-2] = "post"
        else:
            kinds.append("caption" if any(_within(words, caption) for caption in captions) else None)
    return tuple(
        Part(kind, Span(report, start, start + len(line)))
        for kind, (start, line) in zip(kinds, body, strict=True)
        if kind is not None
    )


def _words(line: str) -> list[str]:
    return _WORD.findall(line.casefold())


def _within(words: list[str], whole: list[str]) -> bool:
    """Whether a paragraph's words stand in a row in those of a caption or post."""
    if len(words) < 2 or len(words) > len(whole) or (len(words) < _LEAST_WORDS and words != whole):
        return False
    return any(whole[at : at + len(words)] == words for at in range(len(whole) - len(words) + 1))
