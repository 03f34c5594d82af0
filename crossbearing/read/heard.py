"""What the rules and the network each find to be said in a sentence, as one list of acts.

The network (`learned.reader`) knows far more cues and sees where a content ends; the rules know what a cue means
(stance, who was told, who is cited behind the source) and what stands inside another's words, which the network's
training data leaves unmarked. So where both find an act by one cue, the network bounds it and the rules say what it is;
an act that only the network finds is taken with the meaning that the cue has in the lexicon; and one that only the
rules find is kept where the network could hardly know it (inside another's content, around a quotation), and where
the rules are sure or a miss costs most: a denial, a noun ("a claim by the union that"), a clause behind "that".
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from crossbearing.learned.reader import Said
from crossbearing.read.acts import NOT_YET, Act
from crossbearing.read.clauses import Token
from crossbearing.read.contents import says_something
from crossbearing.read.cues import cues
from crossbearing.read.lines import Line, Subject
from crossbearing.read.phrases import Place, is_finite, is_time, is_word, phrase_end
from crossbearing.read.wordlists import DETERMINERS, NEGATIONS, PREPOSITIONS, PRONOUNS, QUOTE, SUBJECTS
from crossbearing.records import Stance

_PAUSES = frozenset({",", ";", ":"})
_BEGINNINGS = DETERMINERS | PRONOUNS | SUBJECTS
_RELATIVES = frozenset("which who whom whose".split())
_LEADING_ON = DETERMINERS | PREPOSITIONS | frozenset("and or but as while".split())
_OVERLAPPING = 4
"""Acts by the rules that begin before a cue of the network and may overlap it."""
_LATER = 60
"""Acts after one that may end its content."""
SURE = 0.5
"""An act that only the network finds counts from this score on."""


def heard(line: Line, found: Sequence[Act], said: Sequence[Said]) -> list[Act]:
    """Acts of one sentence: `found` by the rules, `said` by the network with cues in this sentence."""
    placed = [(each, place) for each in said if (place := _tokens(line.tokens, each.cue)) is not None]
    acts: list[Act] = []
    used: set[int] = set()
    begins = [act.cue[0] for act in found]
    for each, cue in placed:
        near = range(max(0, bisect_left(begins, cue[0]) - _OVERLAPPING), bisect_left(begins, cue[1]))
        at = next((n for n in near if found[n].cue[1] > cue[0]), None)
        if at is not None:
            used.add(at)
            if found[at].source is None and _unsaid(line, cue):
                continue
            acts.append(_bounded(line, found[at], each, cue))
        elif each.score >= SURE and (new := _new(line, each, cue)) is not None:
            acts.append(new)
    bodies = _Bodies([content for act in acts for content in act.contents])
    for number, act in enumerate(found):
        if number not in used and (bodies.hold(act.cue) or _quoted(line, act) or _plain(line, act)):
            acts.append(act)
    acts.sort(key=_cue)
    return [_ended(line, act, acts[number + 1 : number + 1 + _LATER]) for number, act in enumerate(acts)]


def _cue(act: Act) -> Place:
    return act.cue


def _ended(line: Line, act: Act, later: Sequence[Act]) -> Act:
    """The act with each content ended where a clause of its own begins: behind a semicolon, or "and asked" of the same
    speaker."""
    contents = []
    for first, last in act.contents:
        end = last
        for other in later:
            begins = min(other.source.first if other.source and not other.shared else other.cue[0], other.cue[0])
            if not first < begins < end:
                continue
            joined = line.word(begins - 1) in {"and", "but"}
            behind = begins - joined
            if line.word(behind - 1) == ";" or (joined and other.shared):
                end = behind - (line.word(behind - 1) in {",", ";"})
        contents.append((first, end))
    return act._replace(contents=tuple(contents))


def _tokens(tokens: Sequence[Token], place: tuple[int, int]) -> Place | None:
    """The tokens that a stretch of the text touches; None where it touches none."""
    first = bisect_right(tokens, place[0], key=_end)
    last = bisect_left(tokens, place[1], key=_start)
    return (first, last) if first < last else None


def _start(token: Token) -> int:
    return token.start


def _end(token: Token) -> int:
    return token.end


def _sources(line: Line, each: Said) -> list[Subject]:
    """The act's sources as noun phrases: what names each, and what is apposed; the one nearest to the cue first.

    "which" and "who" name nobody: what they stand for the rules have found.
    """
    cue = _tokens(line.tokens, each.cue) or (0, 0)
    places = [_whole(line, place) for source in each.sources if (place := _tokens(line.tokens, source)) is not None]
    places = [(first, last) for first, last in places if last - first > 1 or line.word(first) not in _RELATIVES]
    places.sort(key=lambda place: (max(place[0] - cue[1], cue[0] - place[1]), place))
    subjects = []
    for first, last in places:
        core = phrase_end(line.tokens, first, last, occasions=cues().occasions)
        subjects.append(Subject(first, core if core > first else last, last))
    return subjects


def _whole(line: Line, place: Place) -> Place:
    """The stretch without cutting a name: it ends where the name ends that it ends in."""
    last = place[1]
    while last < line.end and line.tokens[last - 1].name and line.tokens[last].name:
        last += 1
    return place[0], last


def _contents(line: Line, each: Said) -> tuple[Place, ...]:
    """Parts of the content in this sentence that are more than a word.

    Parts are one where only others' words part them, not this act's own: the network was shown texts in which what
    stands inside another's content is marked as that other's alone.
    """
    own = [place for part in (each.cue, *each.sources) if (place := _tokens(line.tokens, part)) is not None]
    parts: list[Place] = []
    for content in each.contents:
        place = _tokens(line.tokens, content)
        if place is None:
            continue
        if parts and not any(parts[-1][1] <= first and last <= place[0] for first, last in own):
            parts[-1] = parts[-1][0], max(place[1], parts[-1][1])
        else:
            parts.append(place)
    trimmed = [kept for place in parts if (kept := _trimmed(line, _whole(line, place))) is not None]
    return tuple((first, last) for first, last in trimmed if last - first > 1 or line.word(first) == QUOTE)


def _trimmed(line: Line, place: Place) -> Place | None:
    """The part without the day of the speech before it, and commas and words behind it that only lead on."""
    first, last = place
    while first < last and (line.word(first) in _PAUSES or _day_before(line, first)):
        first += 1
    while first < last and (line.word(last - 1) in _PAUSES or _leads_on(line, last)):
        last -= 1
    return (first, last) if any(_says(line, at) for at in range(first, last)) else None


def _leads_on(line: Line, last: int) -> bool:
    """Whether what ends before `last` breaks off there: "unaccounted for" ends, "for the" does not."""
    goes_on = last < line.end and is_word(line.tokens[last])
    return line.word(last - 1) in _RELATIVES or (goes_on and line.word(last - 1) in _LEADING_ON)


def _day_before(line: Line, at: int) -> bool:
    """ "said Thursday it would", "said Thursday that"."""
    return is_time(line.tokens[at]) and line.tokens[at].name and line.word(at + 1) in _BEGINNINGS


def _says(line: Line, at: int) -> bool:
    return line.word(at) == QUOTE or line.word(at)[0].isalnum()


def _bounded(line: Line, act: Act, each: Said, cue: Place) -> Act:
    """The rules' act with the network's bounds, where these hold more than a word and break nothing off."""
    sources = _sources(line, each)
    met = act.source is not None and any(_meet(source, act.source) for source in sources)
    passed_on = [Subject(*place, place[1]) for place in (*act.outer, *act.deeper)]
    if not met and any(_meet(source, other) for source in sources for other in passed_on):
        return act  # the network takes for the source who only passed it on: "quoted as saying by the agency"
    source = sources[0] if sources and not met and not act.passive else act.source
    contents = _apart(_contents(line, each), source)
    broken = act.passive or _breaks_off(line, each)
    return act._replace(
        cue=cue if cue[0] <= act.cue[0] and act.cue[1] <= cue[1] else act.cue,
        contents=contents if contents and not broken else act.contents,
        source=source,
        shared=act.shared and (met or not sources),
        weak=act.weak and not any(says_something(line, content) for content in contents),
        vouched=bool(sources) and (met or source is sources[0]),
    )


def _apart(contents: Sequence[Place], source: Subject | None) -> tuple[Place, ...]:
    """The parts of a content without what belongs to its source."""
    if source is None:
        return tuple(contents)
    apart = []
    for place in contents:
        first, last = place
        if first < source.last and source.first < last:
            first, last = max((first, source.first), (source.last, last), key=lambda part: part[1] - part[0])
        if first < last:
            apart.append((first, last))
    return tuple(apart)


def _breaks_off(line: Line, each: Said) -> bool:
    """Whether the network's content begins late, behind a word that leads on, or stops short: on such a word, or before
    the verb of its last words.

    ", which" is not what was denied, and "how the war and its cost" not what somebody said about them.
    """
    places = [_whole(line, place) for content in each.contents if (place := _tokens(line.tokens, content)) is not None]
    cue = _tokens(line.tokens, each.cue) or (0, 0)
    if places and 0 < places[0][0] < cue[0] and line.word(places[0][0] - 1) in DETERMINERS | PREPOSITIONS:
        return True
    return any(
        line.word(last - 1) in _RELATIVES
        or (last > cue[1] and _leads_on(line, last))
        or (cue[1] < last < line.end and is_finite(line.tokens, last))
        for _, last in places
    )


def _meet(one: Subject, other: Subject) -> bool:
    return one.first < other.last and other.first < one.last


def _new(line: Line, each: Said, cue: Place) -> Act | None:
    sources = _sources(line, each)
    apart = _apart(_contents(line, each), sources[0] if sources else None)
    contents = tuple(part for part in apart if says_something(line, part) or line.holds_verb(*part))
    if not contents or not sources or _unsaid(line, cue):
        return None
    lemma, stance = _meaning(line, cue)
    return Act(sources[0], cue, contents, stance, lemma, vouched=True)


def _unsaid(line: Line, cue: Place) -> bool:
    """Whether somebody did not say it, or has not said it yet."""
    before = line.tokens[max(0, cue[0] - 2) : cue[1]]
    return any(token.word in NEGATIONS | NOT_YET for token in before)


def _meaning(line: Line, cue: Place) -> tuple[str, Stance]:
    """The cue's lemma and stance by the lexicon; an unknown one asserts."""
    known = cues()
    words = [token.word for token in line.tokens[cue[0] : cue[1]]]
    for word in reversed(words):
        if readings := known.verbs.get(word):
            return readings[0].lemma, readings[0].stance
        if stance := known.nouns.get(word):
            return word, stance
    return " ".join(words), "asserts"


def _plain(line: Line, act: Act) -> bool:
    """Whether the rules alone are enough: a denial, a noun ("a claim by the union that"), or a clause behind "that"."""
    if act.source is None or act.weak:
        return False
    noun = line.word(act.cue[1] - 1) in cues().nouns
    that = any(line.word(first) == "that" for first, _ in act.contents)
    return noun or that or act.stance != "asserts"


class _Bodies:
    """Contents of acts, to be asked whether one holds a place."""

    def __init__(self, contents: Sequence[Place]) -> None:
        ordered = sorted(contents)
        self.begins = [first for first, _ in ordered]
        self.ends = list(accumulate((last for _, last in ordered), max))
        """The last end of all contents up to each."""

    def hold(self, place: Place) -> bool:
        number = bisect_right(self.begins, place[0])
        return number > 0 and place[1] <= self.ends[number - 1]


def _quoted(line: Line, act: Act) -> bool:
    """Whether the act is whose words a quotation gives, or a name with a colon."""
    return any(line.quoted(first, last) for first, last in act.contents)
