"""Who speaks: each act of saying in a report with its sources named, in the order of the text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from crossbearing.learned.reader import Said
from crossbearing.read.acts import Act
from crossbearing.read.cast import Cast, Unit
from crossbearing.read.chains import linked
from crossbearing.read.clauses import Token
from crossbearing.read.coreference import pronouns
from crossbearing.read.cues import cues
from crossbearing.read.denials import says_untrue
from crossbearing.read.heard import heard
from crossbearing.read.lines import Line, Subject
from crossbearing.read.marks import Marked, marked
from crossbearing.read.phrases import Place, line_of
from crossbearing.read.sayings import acts
from crossbearing.read.wordlists import DETERMINERS, PREPOSITIONS, PRONOUNS
from crossbearing.records import Actor, Report, Sentence, Source, Span, Stance

NOBODY = "unnamed"
"""The name of a source that the words give none: "is thought to", "reports that"."""
_TITLE_CASE = 0.75
_OPENING = 300
"""A denial shows in so many characters from the beginning of what is said."""
_NEAR = 40
"""How many acts before and after one may hold it."""


class Saying(NamedTuple):
    """An act of saying in offsets of the text. One chain of sources, deepest first, for each who says it."""

    unit: int
    chains: tuple[tuple[Source, ...], ...]
    cue: Place
    contents: tuple[Place, ...]
    stance: Stance
    lemma: str
    weak: bool
    hearsay: bool
    """Nobody is named who says it: "is thought to"."""


class Told(NamedTuple):
    """Units of a report with all that is said in them."""

    units: list[Unit]
    sayings: list[Saying]
    cast: Cast
    marks: list[Marked]
    """Its quotations that hold a word (see `marks.marked`)."""


def told(
    report: Report, sentences: Sequence[Sentence], actors: Sequence[Actor], said: Sequence[Said] | None = None
) -> Told:
    """Every act of saying of the report.

    `said` is what the network heard, in the order of its cues; None where there is no network: the rules alone.
    """
    marks = [mark for mark in marked(report.text) if any(c.isalnum() for c in report.text[mark.start : mark.end])]
    units = _units(report.text, sentences, marks)
    cast = Cast(report, units, actors, pronouns(report, sentences, actors))
    found: list[Saying] = []
    for number, unit in enumerate(units):
        cast.enter(number)
        by_rules = acts(unit.grammar)
        here = by_rules if said is None else heard(unit.grammar, by_rules, _within(said, unit))
        local = [
            saying
            for act in linked(unit.grammar, here)
            if (saying := _saying(report.text, cast, number, act)) is not None
        ]
        found += _nested(local)
    return Told(units, found, cast, marks)


def _within(said: Sequence[Said], unit: Unit) -> Sequence[Said]:
    first = bisect_left(said, unit.start, key=_cue_start)
    return said[first : bisect_left(said, unit.end, key=_cue_start)]


def _cue_start(said: Said) -> int:
    return said.cue[0]


def _units(text: str, sentences: Sequence[Sentence], marks: Sequence[Marked]) -> list[Unit]:
    """Sentences as lines; those of one paragraph that a quote runs across are one."""
    spans: list[tuple[int, int, int, bool]] = []
    at = 0
    for sentence in sentences:
        start, end = sentence.span.start, sentence.span.end
        while at < len(marks) and marks[at].outer_end <= start:
            at += 1
        runs_on = at < len(marks) and marks[at].outer_start < start < marks[at].outer_end
        if runs_on and spans and spans[-1][2] == sentence.paragraph:
            spans[-1] = (spans[-1][0], end, sentence.paragraph, spans[-1][3] and sentence.heading)
        else:
            spans.append((start, end, sentence.paragraph, sentence.heading))
    units = []
    ends = [mark.outer_end for mark in marks]
    starts = [mark.outer_start for mark in marks]
    for start, end, paragraph, heading in spans:
        inside = marks[bisect_right(ends, start) : bisect_left(starts, end)]
        line = _small(line_of(text, start, end, inside))
        units.append(Unit(start, end, paragraph, heading, line, Line(line)))
    return units


def _small(line: list[Token]) -> list[Token]:
    """The line; where all words begin with a capital, as in many headlines, those of the lexicon are no names."""
    long = [token for token in line if len(token.word) > 3 and token.word.isalpha()]
    if len(long) < 4 or sum(token.name for token in long) < _TITLE_CASE * len(long):
        return line
    common = cues().verbs.keys() | DETERMINERS | PREPOSITIONS | PRONOUNS
    return [token._replace(name=False) if token.word in common else token for token in line]


# ── one act ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _saying(text: str, cast: Cast, number: int, act: Act) -> Saying | None:
    line = cast.units[number].line
    cue = _span(line, act.cue)
    contents = tuple(_span(line, content) for content in act.contents)
    if not contents:
        return None
    if act.source is not None:
        if not act.weak and not cast.can_speak(number, act, act.source):
            return None
        if act.lemma == ":" and not act.vouched and not cast.is_named(number, act.source):
            return None
        after = contents[0][0] >= cue[0]
        names = cast.sources(number, act.source, leads=after)
    else:
        names = [Source(name=NOBODY, kind="unnamed", span=Span(cast.report.id, *cue))]
    chains: list[tuple[Source, ...]] = [(name,) for name in names]
    for place in act.deeper:
        deeper = cast.sources(number, Subject(place[0], place[1], place[1]), leads=True)
        chains = [(source, *chain) for source in deeper for chain in chains]
    outer = [
        source
        for place in act.outer
        for source in cast.sources(number, Subject(place[0], place[1], place[1]), leads=True)
    ]
    press = {"agency", "state media", "outlet"}
    outer = [source for source in outer if source.kind in press and not _is_outlet(cast.report, source)]
    chains = [_without_repeats((*chain, *outer)) for chain in chains]
    if act.source is not None and not act.weak:
        cast.remember(number, names)
    hearsay = act.source is None and act.passive
    untrue = act.stance == "asserts" and any(says_untrue(text[start:end][:_OPENING]) for start, end in contents)
    stance: Stance = "denies" if untrue else act.stance
    return Saying(number, tuple(chains), cue, contents, stance, act.lemma, act.weak, hearsay)


def _is_outlet(report: Report, source: Source) -> bool:
    """Whether a source is the report's own outlet, which nothing else has to say."""
    own, name = ((words or "").lower().removeprefix("the ") for words in (report.outlet, source.name))
    return own == name or name.startswith(own + " ") or own.startswith(name + " ")


def _nested(local: Sequence[Saying]) -> list[Saying]:
    """Sayings of one unit, each with the sources of those in whose content it stands; hearsay there is theirs."""
    found = []
    for at, saying in enumerate(local):
        near = [*local[max(0, at - _NEAR) : at], *local[at + 1 : at + _NEAR]]
        around = [o for o in near if not o.weak and any(first <= saying.cue[0] < last for first, last in o.contents)]
        around.sort(key=lambda o: (min(last - first for first, last in o.contents), o.cue))
        if around and saying.hearsay:
            continue
        outer = [source for o in around for source in o.chains[0]]
        names = {chain[0].name for chain in saying.chains}
        outer = [source for source in outer if source.name not in names]
        found.append(saying._replace(chains=tuple(_without_repeats((*chain, *outer)) for chain in saying.chains)))
    return found


def _span(line: Sequence[Token], place: Place) -> Place:
    return line[place[0]].start, line[place[1] - 1].end


def _without_repeats(chain: Sequence[Source]) -> tuple[Source, ...]:
    return tuple(source for at, source in enumerate(chain) if all(source.name != other.name for other in chain[:at]))
