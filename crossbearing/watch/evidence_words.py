"""The words of `evidence.toml`, and how those of a text are looked up in them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

_TOKEN = re.compile(r"\w+(?:['’.-]\w+)*|[^\w\s]")


class Token(NamedTuple):
    """A word or mark of a text."""

    word: str
    """In small letters, without the ending of a genitive."""
    start: int
    end: int
    name: bool
    """It begins with a capital."""


class Lexicon(NamedTuple):
    """Sets of words by what they are for; of phrases, tuples of words."""

    papers: frozenset[str]
    papers_of: frozenset[str]
    need_seen: frozenset[str]
    only_seen: frozenset[str]
    pictures: frozenset[str]
    not_before: frozenset[str]
    shows: frozenset[str]
    leads: tuple[tuple[str, ...], ...]
    weak_leads: frozenset[str]
    seen: frozenset[str]
    after: frozenset[str]
    newsroom: frozenset[str]
    observes: frozenset[str]
    observed: frozenset[str]
    offices: frozenset[str]
    bodies: frozenset[str]
    unnamed: frozenset[str]
    sources: frozenset[str]
    of_state: frozenset[str]
    anonymity: tuple[tuple[str, ...], ...]
    experts: frozenset[str]
    expert_bodies: frozenset[str]
    expert_groups: tuple[tuple[str, ...], ...]
    press: frozenset[str]
    former: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    data = tomllib.loads(resources.files(__package__).joinpath("evidence.toml").read_text(encoding="utf-8"))
    shows, saw, official, expert = data["shows"], data["observation"], data["official"], data["expert"]
    return Lexicon(
        papers=_words(data["document"]["nouns"]),
        papers_of=_words(data["document"]["papers_of"]),
        need_seen=_words(data["document"]["need_seen"]),
        only_seen=_words(data["document"]["only_seen"]),
        pictures=_words(data["imagery"]["nouns"]),
        not_before=_words(data["imagery"]["not_before"]),
        shows=_words(shows["verbs"]),
        leads=_phrases(shows["leads"]),
        weak_leads=_words(shows["weak_leads"]),
        seen=_words(shows["seen"]),
        after=_words(shows["after"]),
        newsroom=_words(saw["newsroom"]),
        observes=_words(saw["verbs"]),
        observed=_words(saw["passive"]),
        offices=_words(official["offices"]),
        bodies=_words(official["bodies"]),
        unnamed=_words(official["unnamed"]),
        sources=_words(official["sources"]),
        of_state=_words(official["of_state"]),
        anonymity=_phrases(official["anonymity"]),
        experts=_words(expert["people"]),
        expert_bodies=_words(expert["bodies"]),
        expert_groups=_phrases(expert["groups"]),
        press=_words(data["press"]["nouns"]),
        former=_words(data["former"]["words"]),
    )


def tokens(text: str, start: int, end: int) -> list[Token]:
    """Words and marks of text[start:end]."""
    found = []
    for match in _TOKEN.finditer(text, start, end):
        word = match[0].casefold()
        bare = word[:-2] if word.endswith(("'s", "’s")) else word
        found.append(Token(bare, match.start(), match.end(), match[0][:1].isupper()))
    return found


def is_one(word: str, words: frozenset[str]) -> bool:
    """Whether a word, or what it is the plural of, is one of these; of "war-crimes", also its last part."""
    return any(each in words for each in _singulars(word)) or (
        "-" in word and any(each in words for each in _singulars(word.rsplit("-", 1)[1]))
    )


def _singulars(word: str) -> Iterator[str]:
    yield word
    if word.endswith("ies"):
        yield word[:-3] + "y"
    elif word.endswith("s"):
        yield word[:-1]


def places(line: Sequence[Token], phrases: tuple[tuple[str, ...], ...]) -> Iterator[tuple[int, int]]:
    """Where one of these phrases stands in a line: its first token, and the one after its last."""
    for at, token in enumerate(line):
        for phrase in phrases:
            last = at + len(phrase)
            if token.word == phrase[0] and tuple(each.word for each in line[at:last]) == phrase:
                yield at, last
                break


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def _phrases(listed: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(each.split("_")) for each in listed.split())
