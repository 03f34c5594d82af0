"""Runs of capital words that may be somebody's name, though the reading of actors is not sure of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crossbearing.read.clauses import Token
from crossbearing.read.gazetteer import gazetteer
from crossbearing.read.names import lexicon
from crossbearing.read.wordlists import DETERMINERS, PREPOSITIONS, PRONOUNS, TEMPORAL, TIMES
from crossbearing.records import Actor

_SMALL = frozenset("al el de la le van von der den bin ibn ben of the du di da".split())
_OPENERS = PREPOSITIONS | TEMPORAL | DETERMINERS


def shapes(line: Sequence[Token], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Runs of capital words without the titles before them, where nothing says that they are no person's name."""
    known, at = lexicon(), first
    while at < last:
        end = at
        while end < last and (_may_name(line[end], end) or (end > at and _links(line, end, last))):
            end += 1
        begin = at
        while begin < end and (_is_title(line[begin].word) or (begin == 0 and line[0].word in known.everyday)):
            begin += 1
        low = [line[k].word.removesuffix("'s") for k in range(begin, end)]
        plain = all(word in known.everyday or len(word) < 2 for word in low)
        thing = end - begin == 1 and begin > 0 and line[begin - 1].word == "the"  # "the West"
        if low and not plain and not thing and low[-1] not in known.body_heads and low[-1] not in known.place_heads:
            yield begin, end
        at = max(end, at + 1)


def is_body(actor: Actor) -> bool:
    """Whether a name read as a person's ends like a body's ("Motors"), and no given name or title says otherwise."""
    parts, known = actor.name.lower().split(), lexicon()
    if parts[-1] not in known.companies and parts[-1] not in known.body_heads:
        return False
    return len(parts) == 1 or (actor.role is None and parts[0] not in known.given)


def is_unknown(name: str) -> bool:
    """Whether a name read as a body's or place's may be a person's after all: "Byron", "Lincoln"."""
    words = name.lower().split()
    gazette, known = gazetteer(), lexicon()
    if not name[:1].isupper() or name.isupper() or len(words) > 2 or name.lower() in gazette.places:
        return False
    return not (words[-1] in known.body_heads or words[-1] in known.place_heads or name.lower() in known.body_names)


def _is_title(word: str) -> bool:
    known = lexicon()
    return word in known.honorifics or word in known.role_heads or word == "."


def _links(line: Sequence[Token], at: int, last: int) -> bool:
    """A small word inside a name, or the full stop of a title or an initial."""
    if at + 1 >= last or not _may_name(line[at + 1], at + 1):
        return False
    before = line[at - 1].word
    return line[at].word in _SMALL or (line[at].word == "." and (before in lexicon().honorifics or len(before) == 1))


def bare(shown: str) -> str:
    return shown[:-2] if shown.endswith(("'s", "’s")) else shown


def ends(text: str, line: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    start = line[first].start
    return start, start + len(bare(text[start : line[last - 1].end]))


def _may_name(token: Token, at: int) -> bool:
    word = token.word.removesuffix("'s")
    gazette, never = gazetteer(), lexicon().never
    if not token.name or not word[0].isalpha() or word.partition("'")[0] in PRONOUNS or word in TIMES or word in never:
        return False
    if word in gazette.adjectives or word in gazette.places or word in gazette.peoples or word in lexicon().body_names:
        return False
    return not (at == 0 and (word in lexicon().determiners or word in _OPENERS))
