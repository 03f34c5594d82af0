"""What becomes of the counted: "dead", "injured", "displaced", …, from the words around a figure."""

from __future__ import annotations

from crossbearing.read.clauses import is_verb
from crossbearing.read.measures import is_plural, singular
from crossbearing.read.numerals import Token, number_at, word_at

_KINDS = {
    word: kind
    for kind, words in (
        ("dead", "kill kills killed killing dead die dies died dying death deaths fatality fatalities slain perished"
                 " bodies body corpses corpse drowned martyred martyrs"),
        ("injured", "injure injured injures injuring injury injuries wound wounded wounds wounding hurt hospitalised"
                    " hospitalized maimed"),
        ("missing", "missing unaccounted"),
        ("evacuated", "evacuate evacuated evacuates evacuating"),
        ("displaced", "displaced displacing displaces homeless"),
        ("arrested", "arrest arrested arrests arresting detain detained detains detaining detention detentions"),
        ("rescued", "rescued rescues rescuing"),
        ("kidnapped", "kidnapped abducted kidnapping abducting"),
    )
    for word in words.split()
}  # fmt: skip
_AUXILIARIES = frozenset("was were been are is being".split())
_STOPS = frozenset({",", ";", ".", "and", "but", "while", "as", "after", "when"})
_STOPS_BEFORE = _STOPS | {"at", "in", "from", "to", "on", "by", "near", "under", "with", "for", "of", "says", "said"}
_TOLLS = {"toll": "dead", "victims": "dead", "fatalities": "dead", "deaths": "dead", "dead": "dead",
"wounded": "injured",
          "injured": "injured", "missing": "missing"}  # fmt: skip
_TAKE_LIVES = frozenset("claimed claiming claim lost cost costing took taken".split())
_HURTS = frozenset("burns injuries wounds shock fractures cuts bruises shrapnel smoke concussion".split())
"""What those are treated for who are injured, not ill."""
_LEFT_HOMES = frozenset("from fled flee fleeing left leave lost abandoned".split())
_REACH = 6
"""How many words away what is said of the counted may stand."""


def kind(word: str) -> str | None:
    """What a word says of the counted: "dead" for "killed"."""
    return _KINDS.get(word)


def said_of(line: list[Token], number_end: int, first: int, last: int) -> str | None:
    """What is said of the counted: in the noun or right after it, right before the figure, further after or before.

    The number ends before token `number_end`; the figure's words are tokens [first, last).
    """
    return (
        _first_kind(line, range(number_end, min(len(line), last + 2)), _STOPS)
        or _first_kind(line, range(first - 1, max(-1, first - 4), -1), _STOPS)
        or _lives(line, first, last)
        or _homes(line, first, last)
        or _passive_kind(line, last)
        or _first_kind(line, range(last + 2, min(len(line), last + _REACH)), _STOPS)
        or _first_kind(line, range(first - 1, max(-1, first - _REACH), -1), _STOPS_BEFORE)
        or _toll(line, first)
    )


def _first_kind(line: list[Token], places: range, stops: frozenset[str]) -> str | None:
    """The first of these words that says something of the counted, unless another figure or clause comes before it."""
    for at in places:
        word = line[at].word
        if word in stops or (word[0].isdecimal() or number_at(line, at)):
            return None
        if found := kind(word):
            return found
    return None


def _passive_kind(line: list[Token], last: int) -> str | None:
    """ "93 villagers from two towns and a camp were killed"; "19 pupils were among 52 villagers killed"."""
    for at in range(last, min(len(line) - 1, last + 3 * _REACH)):
        word = line[at].word
        if word in _AUXILIARIES:
            after = [token.word for token in line[at + 1 : at + 2 + _REACH]]
            if "among" in after[:2]:
                return next((found for each in after if (found := kind(each))), None)
            if after[:1] == ["saved"]:
                return "rescued"
            if after[:1] == ["treated"] and _is_for_hurts(after):
                return "injured"
            if after[:3] == ["taken", "to", "hospital"] or after[:4] == ["taken", "to", "a", "hospital"]:
                return "injured"
            return next((found for each in after[:2] if (found := kind(each))), None)
        if word in {";", "who", "which", "when", "while"} or (
            at > last and is_verb(word, line[at - 1].word, finite=True)
        ):
            return None
    return None


def _lives(line: list[Token], first: int, last: int) -> str | None:
    """ "claimed 12 lives", "12 people lost their lives"."""
    after = [token.word for token in line[last : last + 4]]
    if any(after[at : at + 3] == ["lost", "their", "lives"] for at in (0, 1)):
        return "dead"
    if singular(word_at(line, last - 1)) != "life":
        return None
    before = {token.word for token in line[max(0, first - 4) : first]}
    return "dead" if before & _TAKE_LIVES else None


def _homes(line: list[Token], first: int, last: int) -> str | None:
    """ "driven 2,000 people from their homes", "2,000 have fled their homes"; "treated 12 people for burns"."""
    after = [token.word for token in line[last : last + _REACH]]
    for at, word in enumerate(after[:-2]):
        if word in _LEFT_HOMES and after[at + 1 : at + 3] in (["their", "homes"], ["their", "houses"]):
            return "displaced"
        if word in _STOPS:
            break
    before = {token.word for token in line[max(0, first - 3) : first]}
    return "injured" if before & {"treated", "treating"} and _is_for_hurts(after) else None


def _is_for_hurts(after: list[str]) -> bool:
    return "for" in after[:3] and any(word in _HURTS for word in after[:_REACH])


def _toll(line: list[Token], first: int) -> str | None:
    """ "The death toll … rose to at least 61", "the number of victims is 76"; but for "from 40 to 70" and "70, up
    from 40" no other number between."""
    since = word_at(line, first - 1) == "from" and word_at(line, first - 2) in {"up", "down", "raised", "revised"}
    for at in range(first - 1, max(-1, first - 4 * _REACH), -1):
        word = line[at].word
        if word[0].isdecimal() and word_at(line, at - 1) != "from" and not since:
            return None
        if word == "number" and word_at(line, at + 1) == "of":
            return _first_kind(line, range(at + 2, min(first, at + 2 + _REACH)), _STOPS) or _TOLLS.get(
                line[at + 2].word
            )
        if word == "toll" or (word in _TOLLS and word_at(line, at - 2) == "number"):
            return _TOLLS[word]
    return None


def number_of(line: list[Token], first: int) -> str:
    """The noun of "the number of victims is at least 70", where the figure at `first` ends it; "" for any other."""
    for at in range(first - 1, max(-1, first - 3 * _REACH), -1):
        if line[at].word in {"number", "toll"} and word_at(line, at + 1) == "of" and is_plural(word_at(line, at + 2)):
            return singular(word_at(line, at + 2))
        if line[at].word[0].isdecimal() or line[at].word in {";", "and", "but"}:
            return ""
    return ""
