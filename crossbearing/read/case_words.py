"""What part a noun plays by the words before it ("to", "out of", "together with")."""

from __future__ import annotations

from crossbearing.read.syntax import Syntax
from crossbearing.read.wordlists import TIMES
from crossbearing.records import ArgumentRole

BY = "by"
RELATIVE = frozenset({"which", "that", "who", "whom"})
_ROLES: dict[str, ArgumentRole] = {
    "to": "to", "into": "to", "onto": "to", "from": "from", "with": "with", "alongside": "with", "between": "with",
    "for": "for", "in": "at", "at": "at", "on": "at", "upon": "at", "near": "at", "toward": "at", "towards": "at",
    "against": "at", "inside": "at", "across": "at", "off": "at", "aboard": "at",
}  # fmt: skip
_TOGETHER: dict[str, ArgumentRole | None] = {
    "out of": "from", "together with": "with", "along with": "with", "on behalf of": "for", "next to": "at",
    "close to": "at", "according to": None, "due to": None, "prior to": None, "thanks to": None, "owing to": None,
    "in addition to": None, "as to": None, "except for": None, "but for": None, "as for": None, "in response to": None,
    "with regard to": None, "in line with": None, "apart from": None, "as from": None, "far from": None,
    "compared to": None, "compared with": None, "on": "at",
}  # fmt: skip
_NO_PLACE = frozenset(
    """
    order addition accordance connection response return exchange line favour favor fact particular part spite case
    condition grounds charges suspicion behalf basis least most first last once all time times period moment century
    decade hour hours minute minutes spring summer autumn winter fall date deadline recent
    """.split()
)
"""After "in", "on", "at": no place and nobody."""


def case_of(syntax: Syntax, word: int) -> str:
    """The prepositions of a noun, as they stand: "out of"; "" where there are none."""
    stranded = syntax.words[word] in RELATIVE  # "the firm which they sold it to"
    cases = [child for child in syntax.below(word, "case") if child < word or stranded]
    parts = sorted({each for case in cases for each in (case, *syntax.below(case, "fixed"))})
    return " ".join(syntax.words[each] for each in parts)


def role_of(syntax: Syntax, word: int, case: str) -> ArgumentRole | None:
    """The part that a noun with these prepositions plays; None for "of", "by" and all that tells of none.

    Days and other times play none.
    """
    role = _TOGETHER[case] if case in _TOGETHER else _ROLES.get(case.rpartition(" ")[2])
    if role is not None and is_time(syntax, word):
        return None
    return None if role == "at" and syntax.words[word] in _NO_PLACE else role


def is_time(syntax: Syntax, word: int) -> bool:
    """Whether a word is a day, month, year or other stretch of time."""
    return syntax.words[word] in TIMES or (syntax.upos[word] == "NUM" and not syntax.below(word, "nmod", "nummod"))
