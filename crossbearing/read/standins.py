"""Nouns that stand for a body named before ("the company", "the ministry"), and which of the bodies named it may be.

A sieve as in `naming`: a body of another sort never fits, and of those that fit the one named last is meant
(Raghunathan et al., EMNLP 2010). The sort of a body is read off the words of its name.
"""

from __future__ import annotations

from crossbearing.read.cues import cues
from crossbearing.read.gazetteer import gazetteer, key
from crossbearing.read.names import lexicon

_LINKS = frozenset("of for on against in".split())
_PRESS = frozenset({"agency", "state media", "outlet"})


def sort_of(name: str) -> str:
    """The sort of the body that bears this name: "company", "ministry", …; "" where the name does not tell."""
    words = name.lower().replace("’", "'").split()
    head = next((at for at in range(1, len(words)) if words[at] in _LINKS), len(words)) - 1
    last = words[head] if words else ""
    return "company" if head > 0 and last in lexicon().companies else cues().sorts.get(last, "")


def may_stand_for(noun: str, name: str, kind: str) -> bool:
    """Whether "the `noun`" can mean the body of this name; `kind` is its kind as a source."""
    wanted = cues().stand_ins.get(noun)
    if wanted is None or kind == "place":
        return False
    if wanted == "press":
        return kind in _PRESS
    sort = sort_of(name)
    if wanted == "agency":
        return kind == "agency" or sort == "agency"
    if kind in _PRESS:
        return wanted == "body"
    if wanted in {"body", sort}:
        return True
    public = key(name) in gazetteer().seats or (name.isupper() and key(name) in lexicon().body_names)
    return not sort and not public and wanted in {"company", "group"}
