"""Where one proposition ends and the next begins, by the sentence's dependency tree.

A clause that hangs from another as its complement, adverbial, modifier, aside or conjunct is a proposition of its own
(`_CLAUSES`); every word belongs to the innermost. What is shorter than four words joins the clause beside it that it
is part of. Pieces are stretches of the text: a clause that another one interrupts is two, unless one of its parts says
nothing. Relations: Universal Dependencies; the size of a piece: Stanovsky et al., "Supervised open information
extraction" (NAACL 2018).
"""

from __future__ import annotations

from typing import NamedTuple

from crossbearing.read.syntax import Syntax

LEAST_WORDS = 4
"""A stretch with fewer words says nothing of its own."""

_AT_ONCE = 64
"""Pieces joined among themselves: a sentence with more clauses was not written to be read."""
_DEEP = 50
"""A clause is looked for so many words up the tree."""
_OPENING = frozenset("“‘«([")
_SINCE = frozenset({"after", "before", "since"})
_TIMES = frozenset("minutes hours days weeks months years minute hour day week month year".split())
_ASKING = frozenset({"whether", "if"})
_UNKNOWN = frozenset("clear unclear known unknown certain uncertain sure unsure see".split())
_CLAUSES = frozenset({"ccomp", "advcl", "acl", "parataxis", "csubj", "conj"})


class _Piece(NamedTuple):
    """Words [first, last) of one clause."""

    first: int
    last: int
    clause: int


def propositions(syntax: Syntax, start: int, end: int) -> list[tuple[int, int]]:
    """Spans that tile the words of text[start:end], in order; [] where it holds no words.

    Marks between two pieces belong to the first of them; white space at the borders to none.
    """
    inside = syntax.within(start, end)
    if not any(syntax.is_word(word) for word in inside):
        return []
    found = _with_time(syntax, _runs(syntax, inside))
    parts = [found[at : at + _AT_ONCE] for at in range(0, len(found), _AT_ONCE)]
    pieces = [piece for part in parts for piece in _joined(syntax, part)]
    return [(syntax.starts[piece.first], min(end, syntax.ends[piece.last - 1])) for piece in pieces]


def _runs(syntax: Syntax, inside: range) -> list[_Piece]:
    """Stretches of words of one clause each."""
    pieces: list[_Piece] = []
    known: dict[int, int] = {}
    for word in inside:
        if pieces and not syntax.is_word(word) and syntax.words[word] not in _OPENING:
            clause = pieces[-1].clause
        else:
            clause = _clause(syntax, word, known)
        if pieces and pieces[-1].clause == clause:
            pieces[-1] = pieces[-1]._replace(last=word + 1)
        else:
            pieces.append(_Piece(word, word + 1, clause))
    return pieces


def _clause(syntax: Syntax, word: int, known: dict[int, int]) -> int:
    """The head of the innermost clause around a word; of the sentence, where there is none."""
    path = []
    at = word
    while at not in known and not heads_clause(syntax, at) and syntax.heads[at] >= 0:
        path.append(at)
        at = syntax.heads[at]
    found = known.get(at, at)
    for each in (*path, at):
        known[each] = found
    return found


def heads_clause(syntax: Syntax, word: int) -> bool:
    """Whether a proposition of its own is built on the word."""
    relation = syntax.relations[word]
    if relation not in _CLAUSES or not syntax.is_predicate(word):
        return False
    if syntax.marked_by(word, _ASKING) and (relation in ("ccomp", "csubj") or _is_unknown(syntax, word)):
        return False  # "it was not clear whether …" says nothing without what it asks
    if relation == "conj":
        return syntax.has_subject(word) or syntax.is_predicate(syntax.heads[word])
    return True


def _is_unknown(syntax: Syntax, word: int) -> bool:
    """Whether a clause tells what is not known: "it was not clear if …"."""
    head = syntax.heads[word]
    return head >= 0 and syntax.words[head] in _UNKNOWN


def _with_time(syntax: Syntax, pieces: list[_Piece]) -> list[_Piece]:
    """The pieces with "three days" given to the clause that it measures from: "three days after the river rose"."""
    for number, piece in enumerate(pieces[1:], start=1):
        before = pieces[number - 1]
        if syntax.words[piece.first] not in _SINCE or piece.clause == before.clause:
            continue
        first = piece.first
        while first > before.first and _measures(syntax, first - 1, piece.first - 1):
            first -= 1
        if before.first < first < piece.first:
            pieces[number - 1] = before._replace(last=first)
            pieces[number] = piece._replace(first=first)
    return pieces


def _measures(syntax: Syntax, word: int, time: int) -> bool:
    """Whether a word is the noun of time at `time`, or counts it."""
    if word == time:
        return syntax.words[word] in _TIMES
    return syntax.heads[word] == time and syntax.relations[word] in ("nummod", "det", "amod", "advmod")


def _joined(syntax: Syntax, pieces: list[_Piece]) -> list[_Piece]:
    """The pieces with each that is too short joined to the one beside it that it is part of."""
    while len(pieces) > 1:
        sizes = [_size(syntax, piece) for piece in pieces]
        least = min(range(len(pieces)), key=lambda number: (sizes[number], -number))
        if sizes[least] >= LEAST_WORDS:
            break
        beside = [number for number in (least - 1, least + 1) if 0 <= number < len(pieces)]
        other = max(beside, key=lambda number: (_nearness(syntax, pieces[least], pieces[number]), -number))
        low, high = sorted((least, other))
        pieces[low : high + 1] = [_Piece(pieces[low].first, pieces[high].last, pieces[other].clause)]
        _rejoin(pieces, low)
    return pieces


def _size(syntax: Syntax, piece: _Piece) -> int:
    """How many words say something: too few without a verb, none in a clause that stands for another ("as it did")."""
    if syntax.upos[piece.clause] == "AUX" and piece.first <= piece.clause < piece.last:
        return 0
    words = range(piece.first, piece.last)
    count = sum(syntax.is_word(word) for word in words)
    if not any(syntax.is_predicate(word) for word in words) and (piece.clause in words or count >= LEAST_WORDS):
        return 0
    return count


def _rejoin(pieces: list[_Piece], at: int) -> None:
    """Make one of the piece at `at` and what stands beside it of the same clause."""
    for low in (at, at - 1):
        if 0 <= low < len(pieces) - 1 and pieces[low].clause == pieces[low + 1].clause:
            pieces[low : low + 2] = [pieces[low]._replace(last=pieces[low + 1].last)]


def _nearness(syntax: Syntax, piece: _Piece, other: _Piece) -> int:
    if _is_over(syntax, other.clause, piece.clause):
        return 2
    return 1 if _is_over(syntax, piece.clause, other.clause) else 0


def _is_over(syntax: Syntax, clause: int, other: int) -> bool:
    """Whether a clause holds the other one."""
    at = other
    for _ in range(_DEEP):
        if at in (-1, clause):
            break
        at = syntax.heads[at]
    return at == clause
