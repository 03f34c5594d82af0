"""Every form of an English verb or noun, from its plain form: what goes by rule, and a table of what does not.

Forms are made from the few words of a mandate and not taken off the words of a text: a stem is one for "import" and
"important", "police" and "policy", "arms" and "arm"; a form belongs to its word. Rules: Quirk et al., "A Comprehensive
Grammar of the English Language", 1985, chapters 3 and 5. Where a rule leaves a choice ("transferred", "benefited"),
both forms are made: the wrong one stands in no text.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources

_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")
_CONSONANT_Y = re.compile(r"[^aeiou]y$")
_CONSONANT_O = re.compile(r"[^aeiou]o$")
_DOUBLES = re.compile(r"[aeiou][bdfgklmnprtvz]$")
"""A last consonant after a vowel is doubled: "shipping", "transferred", "travelled"."""


@lru_cache(maxsize=10_000)
def noun_forms(word: str) -> frozenset[str]:
    """A noun's forms: itself and its plurals. `word` in small letters."""
    return frozenset((word, _with_s(word), *_irregular().get(word, ())))


@lru_cache(maxsize=10_000)
def act_forms(word: str) -> frozenset[str]:
    """The forms of a word that is a verb, a noun, or either. `word` in small letters."""
    found = {*noun_forms(word)}
    for stem in _stems(word):
        found |= {f"{stem}ed", f"{stem}ing"}
    if word.endswith("e"):
        found |= {f"{word}d", f"{word}ing"}  # "agreeing", "dyeing"
    return frozenset(found)


def _with_s(word: str) -> str:
    if _CONSONANT_Y.search(word):
        return f"{word[:-1]}ies"
    return f"{word}es" if _SIBILANT.search(word) or _CONSONANT_O.search(word) else f"{word}s"


def _stems(word: str) -> tuple[str, ...]:
    """What "ed" and "ing" are put to."""
    if word.endswith("e"):
        return (word[:-1],)
    if _CONSONANT_Y.search(word):
        return (word, f"{word[:-1]}i")
    if word.endswith("c"):
        return (word, f"{word}k")  # "trafficking"
    return (word, f"{word}{word[-1]}") if _DOUBLES.search(word) else (word,)


@cache
def _irregular() -> dict[str, tuple[str, ...]]:
    lines = resources.files("crossbearing.watch").joinpath("irregular.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {plain: tuple(forms.split(" ")) for plain, forms in rows}
