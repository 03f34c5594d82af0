"""Who and what a sentence names: runs of capitals, told apart by the words in and around them; no model.

A run is cut where a name ends for certain (a possessive, a weekday, a title), its office is read off, and what is left
is a person, a body or a place by a table, by its last word, by a neighbour ("in", "said", ", a professor at"), or else
by its shape. Each reading has a weight; what one sentence leaves open another may tell (`actors`), and a name for which
nothing speaks anywhere is no mention: a missed one costs less than a false one.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from crossbearing.read.clauses import is_verb
from crossbearing.read.gazetteer import gazetteer
from crossbearing.read.names import lexicon
from crossbearing.read.offices import body_before_office, office_after, office_begin, office_within
from crossbearing.read.runs import FUNCTION, Line, headline_within, matched, runs
from crossbearing.records import ActorKind

_OF_PLACES = frozenset("residents inhabitants people population outskirts suburbs centre center evacuees".split())
NOTHING, SHAPE, CUE, CERTAIN = 0, 1, 2, 9
"""How much speaks for a reading: nothing, the look of the words, a word beside them, a table or a title."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention before it has its name: words [first, last) of a line."""

    first: int
    last: int
    kind: ActorKind | None
    weight: int
    role: str | None = None
    definite: bool = False
    """An office or body that is somebody already known: "the minister", but not "a minister"."""


def named(line: Line) -> list[Mention]:
    """The names of one sentence in order, none overlapping; kind None where the sentence does not tell."""
    found: list[Mention] = []
    for first, last in runs(line):
        found += _read(line, first, last)
    return found


def _read(line: Line, first: int, last: int) -> Iterator[Mention]:
    while first < last and _is_no_name(line, first, last):
        first += 1
    if first >= last:
        return
    hit = matched(line.words, first, last)
    end = first if hit and hit[0] == last else office_within(line, first, last)
    if end > first:
        yield from _listed(line, first, end)
        if end < last:
            begin = office_begin(line, first, titled=True)
            yield from _person(line, end, last, line.shown(begin, end))
    elif headline_within(line, first, last) and not _bodied(line, first, last):
        yield from _listed(line, first, last)
    elif (begin := office_begin(line, first, titled=False)) < first:
        yield from _person(line, first, last, line.shown(begin, first))
    else:
        yield from _parted(line, first, last)


def _is_no_name(line: Line, at: int, last: int) -> bool:
    """A word that has its capital from its place in the sentence alone."""
    word, known = line.words[at], lexicon()
    shouted = word.text.isupper() and len(word.text) > 1 and not line.titled
    if word.text == "US" and line.text[word.end : word.end + 2].lstrip().startswith("$"):
        return True
    if word.low in FUNCTION:
        return not shouted
    if at == 0 and last - at == 1 and word.low.endswith("ly") and word.low not in known.given:
        return not matched(line.words, at, last)
    if shouted or word.low not in known.everyday or word.low in gazetteer().adjectives:
        return False
    if (at and not line.titled and line.words[at].joined) or matched(line.words, at, last):
        return False
    if office_within(line, at, last) > at:
        return False
    return last - at == 1 or not _bodied(line, at, last)


def _listed(line: Line, first: int, last: int) -> Iterator[Mention]:
    """Names of the tables, and bodies before an office, inside words that are no name as a whole."""
    at = first
    while at < last:
        if hit := matched(line.words, at, last):
            yield Mention(at, hit[0], hit[1], CERTAIN)
            at = hit[0]
        elif (end := body_before_office(line, at, last)) and line.words[at].low not in lexicon().role_modifiers:
            yield Mention(at, end, "organisation", CUE)
            at = end
        else:
            at += 1


def _person(line: Line, first: int, last: int, role: str) -> Iterator[Mention]:
    """A name that follows an office: a person's, unless the tables know better."""
    hit = matched(line.words, first, last)
    if hit and hit[0] == last and hit[1] != "place":
        yield Mention(first, last, hit[1], CERTAIN)
        return
    if line.titled and not hit and _is_verb(line, first):
        return  # "MINISTER CITES REPORT"
    if _bodied(line, first, last) or _adjective(line, first, last):
        yield from _parted(line, first, last)
        return
    end = first + 1
    while end < last and not _cut_after_name(line, end, last):
        end += 1
    yield Mention(first, end, "person", CERTAIN, role)
    if end < last:
        yield from _parted(line, end, last)


def _cut_after_name(line: Line, at: int, last: int) -> bool:
    """A word of a name has been read and now comes a place, or an everyday word in a line of capitals."""
    hit = matched(line.words, at, last)
    ends = hit is not None and hit[0] == last and line.words[at].low not in lexicon().given
    return ends or (line.titled and line.words[at].low in lexicon().everyday)


def _bodied(line: Line, first: int, last: int) -> bool:
    """Whether the words are the name of a body by its last word, or by the one before its "of"."""
    words, known = line.words[first:last], lexicon()
    if words[-1].low in known.body_heads and (len(words) > 1 or words[-1].low in known.body_common):
        return True
    if words[-1].low in known.companies and len(words) > 1 and not line.titled:
        return True
    before = [words[k - 1].low for k in range(1, len(words)) if words[k].low in known.of or words[k].low == "on"]
    return bool(before) and before[0] in known.body_heads


def _parted(line: Line, first: int, last: int) -> Iterator[Mention]:
    """A run without an office: one name, or several with nothing between them."""
    words, known = line.words, lexicon()
    hit = matched(words, first, last)
    if hit and hit[0] == last:
        yield Mention(first, last, hit[1], CERTAIN)
    elif _comma_lost(line, first, last):
        yield from _parted(line, first, first + 1)
        yield from _parted(line, first + 1, last)
    elif _bodied(line, first, last) and not (last - first > 1 and _personal(line, first, last)):
        yield Mention(first, last, "organisation", CUE)
    elif _placed(line, first, last):
        yield Mention(first, last, "place", CUE)
    elif _personal(line, first, last):
        yield _shaped(line, first, last)
    elif hit:
        yield Mention(first, hit[0], hit[1], CERTAIN)
        yield from _parted(line, hit[0], last)
    elif adjective := _adjective(line, first, last):
        if last - first > adjective:
            yield from _parted(line, first + adjective, last)
    elif cut := _listed_end(line, first, last):
        yield from _parted(line, first, cut)
        yield from _parted(line, cut, last)
    elif not all(word.low in known.everyday for word in words[first:last]):
        yield _shaped(line, first, last)


def _adjective(line: Line, first: int, last: int) -> int:
    """How many words at `first` are an adjective of a people or country: 0, 1, or 2 ("North Norian")."""
    adjectives = gazetteer().adjectives
    if last - first > 1 and f"{line.words[first].low} {line.words[first + 1].low}" in adjectives:
        return 2
    return int(line.words[first].low in adjectives)


def _comma_lost(line: Line, first: int, last: int) -> bool:
    """ "are all in Tarn Ahmed Bel said": a place, and a new clause that begins with a person."""
    words, known = line.words, lexicon()
    if last - first < 2 or not line.goes_on(first) or words[first - 1].low not in known.prepositions:
        return False
    return words[first + 1].low in known.given and words[first].low not in known.given and _speaks(line, last)


def _placed(line: Line, first: int, last: int) -> bool:
    known, words = lexicon(), line.words
    if last - first < 2 or (office_after(line, last) or _speaks(line, last)):
        return False
    return words[last - 1].low in known.place_heads or words[first].low in known.place_first


def _personal(line: Line, first: int, last: int) -> bool:
    """Two to four words that begin with a given name and end in none that the tables know."""
    words, known, gazette = line.words[first:last], lexicon(), gazetteer()
    if not 2 <= len(words) <= 4 or words[0].low not in known.given or words[0].low in gazette.adjectives:
        return False
    if any(f"{one.low} {two.low}" in gazette.adjectives for one, two in itertools.pairwise(words)):
        return False
    if words[-1].low in gazette.peoples or words[-1].low in known.body_names or words[-1].low in known.place_heads:
        return bool(office_after(line, last))
    return not any(word.low in known.of or word.text[0].isdigit() for word in words)


def _listed_end(line: Line, first: int, last: int) -> int:
    """Where a name of the tables begins inside the run and goes on to its end ("Tarn Aleppo"); 0 if nowhere."""
    for at in range(first + 1, last):
        hit = matched(line.words, at, last)
        if hit and hit[0] == last and (hit[0] - at > 1 or last - first > 2 or matched(line.words, first, at)):
            return at
    return 0


def _shaped(line: Line, first: int, last: int) -> Mention:
    """A name that no table holds: its kind by the words around it, or by its look."""
    words, known = line.words[first:last], lexicon()
    before = line.words[first - 1].low if line.goes_on(first) else ""
    after = [line.words[k].low for k in range(last, min(last + 3, len(line.words))) if _reaches(line, last, k)]
    role = office_after(line, last)
    if _aged(line, last):
        return Mention(first, last, "person", CUE, role)
    if before in known.body_kinds or (after and (after[0] in known.body_kinds or _of_kind(after))):
        return Mention(first, last, "organisation", CUE)
    counted = line.goes_on(last) and line.words[last].text[0].isdigit()
    if (
        len(words) == 1
        and words[0].text.isupper()
        and words[0].text.isalpha()
        and 2 <= len(words[0].text) <= 6
        and not (line.titled or counted)
    ):
        return Mention(first, last, "organisation", CUE)
    if not role and len(words) == 1 and _is_state(line, first):
        return Mention(first, last, "place", NOTHING if line.titled else CUE)
    if role or (_speaks(line, last) and before not in known.prepositions and before not in ("and", "of")):
        alone = len(words) == 1 and not role and not words[0].possessive
        return Mention(first, last, "person", SHAPE if alone else CUE, role)
    everyday = any(_everyday(word.low) for word in words)
    if _named_place(line, first, before, after[:1]) or (_in_a_place(before) and len(words) < 3 and not everyday):
        return Mention(first, last, "place", NOTHING if line.titled else CUE)
    if _personal(line, first, last) or (2 <= len(words) <= 4 and not everyday):
        return Mention(first, last, "person", NOTHING if line.titled else SHAPE)
    return Mention(first, last, None, NOTHING)


def _is_verb(line: Line, at: int) -> bool:
    low = line.words[at].low
    return low not in lexicon().given and low in lexicon().everyday and is_verb(low, finite=True)


def _is_state(line: Line, at: int) -> bool:
    """ "neighbouring Tarn", "Tarn's ministry", "Tarnland": an unknown word that acts or looks like a country."""
    word, known = line.words[at], lexicon()
    if word.low in known.given or word.low in known.everyday or len(word.low) < 4 or word.text.isupper():
        return False
    if line.goes_on(at) and line.words[at - 1].low in known.place_sides:
        return True
    if word.possessive and at + 1 < len(line.words) and line.words[at + 1].joined:
        return line.words[at + 1].low in known.of_states
    return word.low.endswith(known.place_endings) and len(word.low) > 6


def _everyday(low: str) -> bool:
    known = lexicon()
    return low in known.everyday or low in known.role_modifiers or low in known.body_modifiers or low[0].isdigit()


def _reaches(line: Line, last: int, at: int) -> bool:
    return all(line.goes_on(k) and not line.words[k].name for k in range(last, at + 1))


def _of_kind(after: list[str]) -> bool:
    """ "rebel group" after a name."""
    return len(after) > 1 and after[1] in lexicon().body_kinds and after[0] in lexicon().body_modifiers


def _named_place(line: Line, first: int, before: str, after: list[str]) -> bool:
    """ "the town of Tarn", "residents of Tarn", "Tarn province"."""
    known = lexicon()
    if after and (after[0] in known.place_nouns or after[0] in known.place_heads):
        return True
    if before == "of" and first > 1:
        return line.words[first - 2].low in known.place_nouns or line.words[first - 2].low in _OF_PLACES
    return before in known.place_nouns


def _in_a_place(before: str) -> bool:
    """ "in Tarn", "rebel-held Tarn"."""
    return before in lexicon().prepositions_strong or before.endswith(
        ("-held", "-controlled", "-besieged", "-occupied")
    )


def _speaks(line: Line, last: int) -> bool:
    """ "Tarn said": somebody who can speak."""
    return line.goes_on(last) and last < len(line.words) and line.words[last].low in lexicon().verbs


def _aged(line: Line, last: int) -> bool:
    """ "Tarn, 24, said"; commas may be lost."""
    words, known = line.words, lexicon()
    if (
        last >= len(words)
        or words[last - 1].possessive
        or not (words[last].text.isdigit() and len(words[last].text) == 2)
    ):
        return False
    return last + 1 == len(words) or words[last + 1].low in known.verbs or not words[last + 1].joined
