"""Where one clause ends and the next begins, by rules over words; no parser.

A boundary is proposed before a subordinating or relative word, before a conjunction, after a semicolon or dash, and
before a participle that follows a comma. It stands when what lies on each side has a verb of its own and is long enough
to say something; what is shorter is joined to what precedes it. The size follows Stanovsky et al., "Supervised open
information extraction" (2018), and PropSegmEnt (Chen et al., 2023): one predicate with its arguments.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import NamedTuple

LEAST_WORDS = 3
"""A piece with fewer words says nothing of its own."""

_TOKEN = re.compile(r"\w+(?:['’\-]\w+)*|--|[^\w\s]")

_SUBORDINATORS = frozenset(
    "after although as because before if once since that though unless until when where whereas wherever whether which"
    " while who whom whose".split()
)
_CONJUNCTIONS = frozenset("and but nor or so yet".split())
_BREAKS = frozenset(";–—") | {"--"}
_COMPARISONS = frozenset("as such well soon long far much many same".split())
"""Words before "as" that make it part of a comparison: "as well as", "such as"."""

_AUXILIARIES = frozenset(
    "is are was were am be been being has have had having do does did will would shall should can could may might must"
    " isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't couldn't cannot"
    " isnt arent wasnt werent hasnt havent hadnt dont doesnt didnt wont".split()
)
_PREPOSITIONS = frozenset("in of to by for with from at on over under about".split())
_PREPOSITION_LIKE = frozenset("after as before since until than".split())
_QUANTITIES = frozenset(
    "one two three four five six seven eight nine ten eleven twelve dozens scores hundreds thousands several many some"
    " another others more".split()
)
_RELATIVES = frozenset("that which who whom whose where".split())
_DETERMINERS = frozenset("a an the this that these those its his her their our my your no any some each every".split())
_NOT_PARTICIPLES = frozenset(
    "according during including following regarding concerning morning evening something nothing anything everything"
    " building meeting spring being outstanding pending".split()
)


class Token(NamedTuple):
    """A word or mark with its place in the text; `word` is in lower case, `name` says that it began with a capital."""

    start: int
    end: int
    word: str
    name: bool


def tokens(text: str, start: int, end: int) -> list[Token]:
    """Words and marks of text[start:end], with offsets into `text`."""
    found = _TOKEN.finditer(text, start, end)
    return [Token(m.start(), m.end(), m[0].lower().replace("’", "'"), m[0][0].isupper()) for m in found]


@cache
def _verb_shares() -> dict[str, tuple[float, float]]:
    rows = resources.files(__package__).joinpath("verbs.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {form: (float(finite), float(verb)) for form, finite, verb in (row.split("\t") for row in rows)}


def is_verb(word: str, before: str = "", *, finite: bool = False) -> bool:
    """Whether `word` (lower case) can head a clause, or, with `finite`, mostly does so as a finite verb.

    `before` is the word that precedes it: after a determiner no verb stands, after "to" no finite one. A form in -ed
    that no treebank holds counts as a verb.
    """
    if word in _AUXILIARIES:
        return not (before in _DETERMINERS or before == "to")
    if before in _DETERMINERS or (finite and before == "to"):
        return False
    shares = _verb_shares().get(word)
    if shares:
        return shares[0] >= 0.35 or (not finite and shares[1] >= 0.8)
    return len(word) > 4 and word.endswith("ed") and word.isalpha()


def _is_participle(token: Token) -> bool:
    word = token.word
    return len(word) > 5 and word.endswith("ing") and word.isalpha() and word not in _NOT_PARTICIPLES


def _verb_at(line: list[Token], at: int, first: int, *, finite: bool = False) -> bool:
    """Whether a verb stands at `at` of a piece from `first`; names are none, nor is the noun in "the will of"."""
    token = line[at]
    if (token.name and at > first) or (token.word == "will" and at + 1 < len(line) and line[at + 1].word == "of"):
        return False
    return is_verb(token.word, line[at - 1].word if at else "", finite=finite)


def _opens(line: list[Token], at: int) -> bool:
    """Whether a clause may begin at token `at`."""
    word, before = line[at].word, line[at - 1].word
    if before in _BREAKS:
        return True
    if word in _SUBORDINATORS:
        return not (
            before in _SUBORDINATORS | _CONJUNCTIONS  # the boundary stands before the first of the two
            or (word == "as" and before in _COMPARISONS)
            or (word == "that" and before != ",")
            or before in _PREPOSITIONS
        )
    if word in _CONJUNCTIONS:
        return not (word == "so" and before != ",")
    return before == "," and _is_participle(line[at])


def _closes_opening_clause(line: list[Token], at: int, first: int) -> bool:
    """Whether a main clause begins at `at`, after the comma that ends the subordinate clause from `first`."""
    return (
        line[at - 1].word == ","
        and (line[first].word in _SUBORDINATORS or _is_participle(line[first]))
        and line[at].word not in _CONJUNCTIONS | _SUBORDINATORS
    )


def _has_verb(line: list[Token], first: int, last: int) -> bool:
    return _is_participle(line[first]) or any(_verb_at(line, at, first) for at in range(first, last))


def _pair_is_open(line: list[Token], first: int, at: int) -> bool:
    """Whether the conjunction at `at` joins the two nouns that "between" or "both" announced."""
    for back in range(at - 1, max(first, at - 8) - 1, -1):
        if line[back].word in _CONJUNCTIONS:
            return False
        if line[back].word in {"between", "both"}:
            return True
    return False


def _only_counts(line: list[Token], first: int, last: int) -> bool:
    """Whether "and dozens more wounded" goes on counting: a number, and no verb but a participle."""
    counts = first + 1 < last and (line[first + 1].word[0].isdecimal() or line[first + 1].word in _QUANTITIES)
    return counts and not any(token.word in _AUXILIARIES for token in line[first:last])


def _states(line: list[Token], first: int, last: int, before: int) -> bool:
    """Whether the piece [first, last) states something of its own, after a piece that begins at `before`.

    A piece after a conjunction, or after a word that is a preposition as often as a conjunction ("after", "as"), needs
    a verb ahead of any relative clause: "and blocked the renewal" does, "and rebels that were …" does not.
    """
    word = line[first].word
    if word not in _CONJUNCTIONS | _PREPOSITION_LIKE:
        return _has_verb(line, first, last)
    if word in _CONJUNCTIONS and (_pair_is_open(line, before, first) or _only_counts(line, first, last)):
        return False
    for at in range(first + 1, last):
        if line[at].word in _RELATIVES:
            return False
        if at <= first + 2 and word in _CONJUNCTIONS and _verb_at(line, at, first):
            return True
        if _verb_at(line, at, first, finite=True):
            return True
    return word in _CONJUNCTIONS and first + 1 < last and _is_participle(line[first + 1])


def _words(line: list[Token], first: int, last: int) -> int:
    return sum(_is_word(token) for token in line[first:last])


def _is_word(token: Token) -> bool:
    return any(character.isalnum() for character in token.word)


def clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans that tile the words of text[start:end], in order, each with a verb where there is one; [] for no words.

    Marks between two clauses belong to the first of them; white space at the borders to none.
    """
    line = tokens(text, start, end)
    if not any(_is_word(token) for token in line):
        return []
    borders = [0]
    for at in range(1, len(line)):
        if _opens(line, at) or _closes_opening_clause(line, at, borders[-1]):
            borders.append(at)
    pieces = list(zip(borders, [*borders[1:], len(line)], strict=True))
    kept = [pieces[0]]
    for first, last in pieces[1:]:
        before, _ = kept[-1]
        if (
            _words(line, before, first) >= LEAST_WORDS
            and _words(line, first + (line[first].word in _CONJUNCTIONS), last) >= LEAST_WORDS
            and _has_verb(line, before, first)
            and _states(line, first, last, before)
        ):
            kept.append((first, last))
        else:
            kept[-1] = (before, last)
    return [(line[first].start, line[last - 1].end) for first, last in kept]
