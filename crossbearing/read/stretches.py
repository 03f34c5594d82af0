"""Noun phrases by the trees: of each word, the one stretch of text that hangs from it."""

from __future__ import annotations

from crossbearing.read.syntax import Syntax

_APART = frozenset(
    """
    conj cc punct acl advcl ccomp xcomp csubj nsubj parataxis discourse vocative dislocated mark cop aux expl list
    orphan reparandum root
    """.split()
)
"""What hangs from a word and is no part of its phrase: what is listed beside it, and whole clauses."""
_MARKS_BETWEEN = 2
"""Punctuation marks that a phrase runs across: "the so-called “peace” force"."""


def top_down(syntax: Syntax) -> list[int]:
    """All words, each after the one that it hangs from; what hangs in a circle is left out."""
    order = [word for word in range(len(syntax.words)) if _is_top(syntax, word)]
    for word in order:  # grows as it goes
        order += below(syntax, word)
    return order


def below(syntax: Syntax, word: int) -> list[int]:
    """What hangs from a word in its own sentence."""
    return [child for child in syntax.under[word] if syntax.sentence[child] == syntax.sentence[word]]


def stretches(syntax: Syntax, order: list[int]) -> list[tuple[int, int]]:
    """First and last word of each word's phrase, without its prepositions, whom it is by, and what stands beside it.

    `order` is that of `top_down`.
    """
    whole = [(word, word) for word in range(len(syntax.words))]
    by = (word for word, shown in enumerate(syntax.words) if shown == "by" and syntax.relations[word] == "case")
    apart = {syntax.heads[word] for word in by}
    bare = list(whole)
    for word in reversed(order):
        kept = [child for child in below(syntax, word) if syntax.relations[child] not in _APART and child not in apart]
        whole[word] = _grown(syntax, word, kept, whole)
        if any(syntax.relations[child] == "case" for child in kept):
            bare[word] = _grown(syntax, word, [child for child in kept if syntax.relations[child] != "case"], whole)
        else:
            bare[word] = whole[word]
    return bare


def _is_top(syntax: Syntax, word: int) -> bool:
    head = syntax.heads[word]
    return head < 0 or syntax.sentence[head] != syntax.sentence[word]


def _grown(syntax: Syntax, word: int, kept: list[int], whole: list[tuple[int, int]]) -> tuple[int, int]:
    """The word with what touches it, outwards on both sides, until a gap."""
    first = last = word
    for child in reversed(kept):
        if child < word:
            if whole[child][1] >= first or not _touch(syntax, whole[child][1], first, child):
                break
            first = whole[child][0]
    for child in kept:
        if child > word:
            if whole[child][0] <= last or not _touch(syntax, last, whole[child][0], child):
                break
            last = whole[child][1]
    return first, last


def _touch(syntax: Syntax, before: int, after: int, child: int) -> bool:
    """Whether nothing but a mark or two stands between; a second name for the first word ends at a comma."""
    if after - before == 1:
        return True
    if syntax.relations[child] == "appos" or after - before > _MARKS_BETWEEN + 1:
        return False
    return all(syntax.upos[between] == "PUNCT" for between in range(before + 1, after))
