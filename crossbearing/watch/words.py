"""The words of a text by place, and phrases of a mandate found among them in every form.

A phrase is compiled once; a text is indexed once. Then each phrase costs as much as its words stand in the text, and
each look into a claim two steps of a search in what was found.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Literal, NamedTuple

from crossbearing.watch.inflection import act_forms, noun_forms

Kind = Literal["act", "thing", "name"]
"""In which forms a phrase is looked for: of a verb or noun; of a noun; of a name, which keeps its capitals."""

MOST = 64
"""Hits of one phrase, or of one list of them, in one passage: as many are enough to show."""
LONGEST = 12
"""Words of a phrase that are looked at; no name is longer."""
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\w+(?:['’]\w+)?")
_GENITIVE = re.compile(r"['’]s?$")
_JOINS = frozenset(" \u00a0-‐‑–'’‘\"“”/")
_SIDES = frozenset("north south east west northern n s".split())
"""With a capital before a name they make another of it: Sudan is not South Sudan."""


class Hit(NamedTuple):
    """Where a phrase stands, in code points."""

    start: int
    end: int
    phrase: str
    """As the mandate has it."""


class Words:
    """The words of a text. `bare` are their forms without case, genitive and the dots of abbreviations."""

    def __init__(self, text: str) -> None:
        self.text = text
        found = list(_WORD.finditer(text))
        self.starts = [match.start() for match in found]
        self.ends = [match.end() for match in found]
        self.bare = [bare(match[0]) for match in found]
        self.places: dict[str, list[int]] = {}
        for at, word in enumerate(self.bare):
            self.places.setdefault(word, []).append(at)
        self._found: dict[tuple[tuple[str, ...], Kind, tuple[str, ...]], tuple[Hit, ...]] = {}

    def find(
        self, wanted: tuple[str, ...], kind: Kind, start: int, end: int, apart: tuple[str, ...] = ()
    ) -> Iterator[Hit]:
        """Each of these phrases that stands in text[start:end], the first `MOST`; none as a part of one of `apart`."""
        yield from within(self._all(wanted, kind, apart), start, end)

    def _all(self, wanted: tuple[str, ...], kind: Kind, apart: tuple[str, ...]) -> tuple[Hit, ...]:
        key = (wanted, kind, apart)
        if key not in self._found:
            found = phrases(wanted, kind).found(self)
            if apart:
                found = list(_outside(found, self._all(apart, "act", ())))
            self._found[key] = tuple(found)
        return self._found[key]


def within(hits: Sequence[Hit], start: int, end: int) -> Iterator[Hit]:
    """Of hits in the order of the text, those in text[start:end]; the first `MOST`."""
    at = bisect_left(hits, (start,))
    inside = (hit for hit in islice(hits, at, at + MOST) if hit.start < end)
    yield from (hit for hit in inside if hit.end <= end)


def _outside(hits: Iterable[Hit], others: Sequence[Hit]) -> Iterator[Hit]:
    """The hits that lie in none of the others that is longer. Both are in the order of the text."""
    reach: list[tuple[int, int]] = []
    at = 0
    for hit in hits:
        while at < len(others) and others[at].start <= hit.start:
            reach.append((others[at].start, others[at].end))
            at += 1
        reach = [each for each in reach if each[1] >= hit.end]
        if not any(end - start > hit.end - hit.start for start, end in reach):
            yield hit


class _Node:
    """A beginning of phrases."""

    def __init__(self) -> None:
        self.phrase = ""
        """The phrase that ends here; "" where none does."""
        self.further: dict[str, _Node] = {}


class Phrases:
    """Phrases, compiled: form of a word → the words of the mandate that it is a form of → the tree of phrases."""

    def __init__(self, wanted: tuple[str, ...], kind: Kind) -> None:
        self._kind = kind
        self._words: dict[str, dict[str, None]] = {}
        self._tree = _Node()
        for each in wanted:
            node = self._tree
            for word in _WORD.findall(each)[:LONGEST]:
                for form in _forms(word, kind):
                    self._words.setdefault(form, {})[word] = None
                node = node.further.setdefault(word, _Node())
            node.phrase = node.phrase or each

    def found(self, words: Words) -> list[Hit]:
        """Every place of a phrase, in the order of the text; of a place, the longest that stands there."""
        firsts = {form for form, meant in self._words.items() if not self._tree.further.keys().isdisjoint(meant)}
        places = sorted({at for form in firsts for at in words.places.get(form, ())})
        return [hit for at in places if (hit := self._at(words, at)) is not None]

    def _at(self, words: Words, first: int) -> Hit | None:
        found: Hit | None = None
        nodes = [self._tree]
        for at in range(first, min(first + LONGEST, len(words.bare))):
            if at > first and not _joined(words, at):
                break
            nodes = [
                node.further[word]
                for word in self._words.get(words.bare[at], ())
                for node in nodes
                if word in node.further and self._is_written_so(words, at, word)
            ]
            if not nodes:
                break
            for node in nodes:
                if node.phrase:
                    found = Hit(words.starts[first], words.ends[at], node.phrase)
        return found

    def _is_written_so(self, words: Words, at: int, word: str) -> bool:
        """Whether a word has the capitals that the mandate gives it: "US" is not "us", nor is China porcelain."""
        there = words.text[words.starts[at] : words.ends[at]]
        if _is_capitals(word):
            letters = _GENITIVE.sub("", there).replace(".", "")
            return letters.isupper() or (letters[:-1].isupper() and letters[-1:] == "s")
        return self._kind != "name" or not word[0].isupper() or there[0].isupper()


def _joined(words: Words, at: int) -> bool:
    """Whether nothing but a space, a hyphen or a quotation mark parts a word from the one before."""
    between = words.text[words.ends[at - 1] : words.starts[at]]
    if words.ends[at - 1] - words.starts[at - 1] == 1:
        between = between.removeprefix(".")  # "N. Korea"
    return len(between) <= 3 and all(mark in _JOINS for mark in between)


@lru_cache(maxsize=4096)
def phrases(wanted: tuple[str, ...], kind: Kind) -> Phrases:
    """These phrases, compiled once."""
    return Phrases(wanted, kind)


@lru_cache(maxsize=50_000)
def bare(word: str) -> str:
    """A word without case, ending of a genitive, and dots between single letters."""
    return _GENITIVE.sub("", word.replace("’", "'")).replace(".", "").casefold()


def phrase(words: str) -> tuple[str, ...]:
    """The bare words of a phrase; () where it has none."""
    return tuple(bare(match) for match in _WORD.findall(words))


def _is_capitals(word: str) -> bool:
    letters = word.replace(".", "")
    return len(letters) > 1 and letters.isupper()


def _forms(word: str, kind: Kind) -> frozenset[str]:
    plain = bare(word)
    if kind == "name" and word[:1].isupper():
        return frozenset((plain, f"{plain}s"))
    return act_forms(plain) if kind == "act" else noun_forms(plain)


def names(words: Words, wanted: tuple[str, ...]) -> list[Hit]:
    """Where these names stand, in the order of the text, none within a longer one."""
    kept: list[Hit] = []
    for hit in phrases(wanted, "name").found(words):
        if kept and hit.start < kept[-1].end:
            continue
        if not _has_a_side(words, hit):
            kept.append(hit)
    return kept


def _has_a_side(words: Words, hit: Hit) -> bool:
    """Whether a word beside a name makes another of it: South Sudan; of "the South", its Atlantic."""
    first, after = bisect_left(words.starts, hit.start), bisect_left(words.starts, hit.end)
    if words.bare[after - 1] in _SIDES:
        return after < len(words.bare) and _joined(words, after) and words.text[words.starts[after]].isupper()
    if first == 0 or words.bare[first] in _SIDES or not _joined(words, first):
        return False
    before = words.starts[first - 1]
    return words.bare[first - 1] in _SIDES and words.text[before].isupper()
