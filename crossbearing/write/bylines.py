"""Which parts of a byline are people's names.

A byline may hold an agency, a desk, a place or a whole sentence. Only what has the shape of a name is one: two to five
words of letters that begin with a capital, apart from particles ("van der"), that are no known outlet and have no word
of bodies in them ("agency", "staff").
"""

from __future__ import annotations

import re

from crossbearing import outlets
from crossbearing.records import Record

_BY = re.compile(r"^(?:by|von|par|por|door|af|av)\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"[,;&|/\n]|\b(?:and|und|et|y|en|og|och)\b")
_WORD = re.compile(r"(?:[^\W\d_]['’.]?-?){1,40}")
_PARTICLES = frozenset("al bin d da de del della den der di dos du e el ibn la le ten ter van von y zu".split())
_OF_BODIES = frozenset(
    "agencies agency associated broadcasting bureau chronicle company correspondent correspondents department desk "
    "editor editorial editors gazette government group herald institute media ministry network news newspaper office "
    "online our post press radio reporter reporters service staff team telegraph television times tribune wire".split()
)
_LONGEST = 300
"""Code points: what is longer is no byline but a text."""


class PersonName(Record, frozen=True):
    """A name, parted as BibTeX parts it: the last word is the family's, with the particles before it."""

    given: str
    particle: str
    family: str


def persons(byline: str | None) -> tuple[str, ...]:
    """The people's names in a byline, as written, each once."""
    if byline is None or len(byline) > _LONGEST:
        return ()
    parts = _BETWEEN.split(_BY.sub("", byline.strip()))
    return tuple(dict.fromkeys(part for each in parts if _is_name(part := " ".join(each.split()))))


def parted(name: str) -> PersonName:
    """The parts of one of `persons`."""
    words = name.split()
    at = len(words) - 1
    while at > 1 and words[at - 1] in _PARTICLES:
        at -= 1
    return PersonName(" ".join(words[:at]), " ".join(words[at:-1]), words[-1])


def _is_name(part: str) -> bool:
    words = part.split(" ")
    if not 2 <= len(words) <= 5 or outlets.by_name(part) is not None:
        return False
    if any(word.casefold() in _OF_BODIES for word in words):
        return False
    if any(not _WORD.fullmatch(word) for word in words) or not (words[0][0].isupper() and words[-1][0].isupper()):
        return False
    return all(word[0].isupper() or word in _PARTICLES for word in words)
