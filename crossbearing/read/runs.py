"""Runs of capitals: which words of a sentence may be one name, and what the tables say of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from crossbearing.read.gazetteer import gazetteer
from crossbearing.read.names import Word, lexicon
from crossbearing.records import ActorKind

LONGEST_NAME = 6
"""Words of the longest entry in the tables."""
TITLED = 0.7
"""A line in which more of the long words begin with a capital is in Title Case."""
LONGEST_RUN = 24
"""More capitals in a row are cut: no name is so long, and what reads a run may read it more than once."""
LEAST_TITLED = 4
LONG_RUN = 5
"""So many capitals in a row that are mostly everyday words are a headline within a line."""

FUNCTION = frozenset(
    "the a an in on at by for from of to with as and or but nor so yet if when while after before since until because"
    " although though this that these those it its he his him she her they their them we our us you your my me there"
    " here what who whom whose which where why how is are was were be been being has have had having do does did will"
    " would can could may might must should shall not no all some any many most more both each every either neither"
    " one two three four five six seven eight nine ten other another such same over under about into during also"
    " according amid among despite meanwhile however then now still just only even nearly almost at least around"
    " earlier later last next again too very out up down off than near against between through"
    " without within across along outside inside behind beyond towards toward onto upon per via".split()
)
"""Words that hold a sentence together; they begin no name, and no noun is read across them."""

_OF_HEADS = frozenset(
    "republic kingdom states house court bank isle islands army order state sons sultanate emirate sea strait bay gulf"
    " university ministry department".split()
)
_OFFICES_OF_STATE = frozenset("ministry department directorate faculty college secretariat office".split())
"""What they are for may be two things: "Ministry of Trade and Fisheries"."""
_IN_NAMES = frozenset("people women children workers men king queen".split())
"""Possessives inside a name: "Women's Council"."""


class Line(NamedTuple):
    """One sentence as its words. In a `titled` one (Title Case, ALL CAPS) capitals prove nothing."""

    text: str
    words: Sequence[Word]
    titled: bool

    def shown(self, first: int, last: int) -> str:
        """The text of words [first, last)."""
        return self.text[self.words[first].start : self.words[last - 1].end]

    def goes_on(self, at: int) -> bool:
        """Whether there is a word at `at` and only a space before it."""
        return 0 < at < len(self.words) and self.words[at].joined and not self.words[at - 1].possessive


def titled(text: str, line: Sequence[Word]) -> bool:
    """Whether capitals in this line mean nothing; one with a full stop or a verb of saying is no headline so soon."""
    long = [word for word in line if len(word.text) > 3 and word.text[0].isalpha()]
    capital = sum(word.text[0].isupper() for word in long)
    if len(long) < LEAST_TITLED or capital < TITLED * len(long):
        return False
    ended = text[line[-1].end : line[-1].end + 1] in (".", "!", "?")
    says = any(word.low in lexicon().verbs and not word.name for word in line)
    return not (ended or says) or (capital == len(long) and len(long) > LEAST_TITLED)


def matched(line: Sequence[Word], at: int, stop: int) -> tuple[int, ActorKind] | None:
    """The longest entry of the tables that begins at word `at`: where it ends, and what it names."""
    known, gazette = lexicon(), gazetteer()
    if at >= stop or not line[at].name:
        return None
    ends = [at + 1]
    while ends[-1] < min(stop, at + LONGEST_NAME) and line[ends[-1]].joined and not line[ends[-1] - 1].possessive:
        ends.append(ends[-1] + 1)
    for end in reversed(ends):
        name = " ".join(word.low for word in line[at:end])
        single = end == at + 1
        if single and len(name) < 6 and not line[at].text[1:].isupper() and line[at].text not in known.spellings:
            listed = name in gazette.places and len(name) > 3  # "us" is no country and "Un" no body
        else:
            listed = name in gazette.places or name in gazette.seats or name in known.body_names
        if name in gazette.peoples:
            return end, "group"
        if listed:
            return end, "place" if name in gazette.places else "organisation"
    return None


def runs(line: Line) -> Iterator[tuple[int, int]]:
    """Words [first, last) that may hold one name, or several side by side."""
    words, at = line.words, 0
    while at < len(words):
        if not _opens(line, at):
            at += 1
            continue
        first, at = at, at + 1
        while at < min(len(words), first + LONGEST_RUN) and words[at].joined and not _closes(line, at - 1):
            if _goes_on(line, at):
                at += 1
            elif (step := _connector(line, first, at)) > 0:
                at += step
            else:
                break
        yield first, at


def _opens(line: Line, at: int) -> bool:
    word, known = line.words[at], lexicon()
    if word.low in known.never:
        return False
    if not word.name:
        follows = line.goes_on(at + 1) and line.words[at + 1].name
        return follows and word.low in ("al", "el", "bin", "ibn", "von", "van")
    return word.low not in FUNCTION or (word.text.isupper() and len(word.text) > 1 and not line.titled)


def _closes(line: Line, at: int) -> bool:
    """A possessive ends a name, but within one ("Women's Council", "Magistrate's Court")."""
    word, known = line.words[at], lexicon()
    if not word.possessive or word.low in _IN_NAMES:
        return False
    holder = word.low in known.role_heads or word.low in known.group_heads
    return not (holder and _ends_in_head(line, at + 1))


def _goes_on(line: Line, at: int) -> bool:
    word, known = line.words[at], lexicon()
    if word.low in known.never or word.text[0].isdigit():
        return False
    if word.name:
        return word.low not in FUNCTION or (word.text.isupper() and len(word.text) > 1 and not line.titled)
    if word.low not in known.particles or word.low in ("y", "e", "la"):
        return False
    after = at + 2 if line.goes_on(at + 1) and line.words[at + 1].low in known.particles else at + 1
    return line.goes_on(after) and line.words[after].name


def _connector(line: Line, first: int, at: int) -> int:
    """How many small words at `at` tie the next capital to the name: 0 none, 1 "of", 2 "of the"."""
    words, known = line.words, lexicon()
    low, head = words[at].low, words[at - 1].low
    steps = 2 if line.goes_on(at + 1) and words[at + 1].low == "the" else 1
    if not line.goes_on(at + steps):
        return 0
    after = words[at + steps]
    if not after.name or after.low in known.never:
        return 0
    if low in known.of or (low == "on" and head in ("council", "committee", "commission", "conference")):
        of_head = head in known.body_heads or head in known.place_first or head in _OF_HEADS
        placed = low == "for" and steps == 1 and after.low in gazetteer().places
        return steps if of_head and not placed else 0
    if low in ("and", "&") and steps == 1:
        heads = [words[k - 1].low for k in range(first + 1, at) if words[k].low in known.of]
        begun = bool(heads)
        if begun and heads[0] in _OFFICES_OF_STATE and after.low not in gazetteer().places:
            return int(after.low not in known.given and after.low not in known.body_heads)
        everyday = head in known.everyday and after.low in known.everyday and after.low not in known.body_heads
        return int(everyday and (begun or _ends_in_head(line, at + 1)))
    return 0


def _ends_in_head(line: Line, at: int) -> bool:
    """Whether the capitals from `at` on end in the name of a kind of body."""
    last = ""
    for k in range(at, min(len(line.words), at + LONGEST_NAME)):
        if not line.words[k].name or (k > at and not line.words[k].joined):
            break
        last = line.words[k].low
    return last in lexicon().body_heads


def headline_within(line: Line, first: int, last: int) -> bool:
    """Whether the run is a stretch of Title Case inside a line, and no name."""
    words, known = line.words[first:last], lexicon()
    if line.titled:
        return len(words) >= LONG_RUN - 1
    everyday = sum(word.low in known.everyday for word in words)
    return len(words) >= LONG_RUN and 2 * everyday > len(words) and words[-1].low not in known.body_heads
