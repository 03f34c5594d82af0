"""Through whom words came: the medium that passed them on, and whom a source cites, beside the acts of a sentence.

"told AFP" and "quoted by AFP" are part of an act's own verb (`sayings`). Here is what stands elsewhere in the sentence:
"in an interview with the Herald", "in a statement carried by the agency", "citing officials", "quoted her as saying".
Each goes to the nearest act. Who is no medium is dropped when the act is read (`speakers`): "in an interview with the
mayor" names nobody who passed anything on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from crossbearing.read.acts import Act
from crossbearing.read.cues import cues
from crossbearing.read.lines import Line, Subject
from crossbearing.read.phrases import Place, phrase_end
from crossbearing.read.wordlists import PRONOUNS

_BY = frozenset(
    "carried published quoted cited reported broadcast aired run relayed released distributed reproduced obtained"
    " posted shown shared seen reviewed".split()
)
_WITH = {
    "interview": frozenset("with to on for by".split()),
    "interviews": frozenset("with to on for".split()),
    "speaking": frozenset("to with on".split()),
    "talking": frozenset("to with on".split()),
    "statement": frozenset("to on in".split()),
    "comments": frozenset("to on in".split()),
    "remarks": frozenset("to on in".split()),
    "article": frozenset("in for".split()),
    "column": frozenset("in for".split()),
    "letter": frozenset("to in".split()),
    "appearance": frozenset({"on"}),
    "writing": frozenset("in for on".split()),
    "wrote": frozenset({"in"}),
    "said": frozenset({"on"}),
}
"""Words after which, with one of these, whoever made the words known may stand."""
_QUOTES = frozenset("quote quotes quoted quoting cite cites cited citing".split())
_NEAR = 60
"""A link belongs to an act at most so many words away."""


class _Link(NamedTuple):
    """Who is linked, where the words begin that say so, and whether he is cited (else: passed it on)."""

    at: int
    who: Place
    cited: bool


def linked(line: Line, acts: Sequence[Act]) -> list[Act]:
    """The acts, each with those through whom it came and whom it cites; "citing officials" is no act beside others."""
    if not acts:
        return []
    links = list(_links(line))
    citing = {link.at for link in links if link.cited and line.word(link.who[1]) != "as"}
    found = [act for act in acts if act.cue[0] not in citing] or list(acts)
    for link in links:
        said = _said_as(line, found, link)
        number = _nearest(found, link) if said is None else None
        if said is not None:
            found = _passed_on(found, link, said)
        elif number is not None:
            found[number] = _with(line, found[number], link)
    return found


def _said_as(line: Line, acts: Sequence[Act], link: _Link) -> int | None:
    """The act of "quoted her as saying that" whose cue is the last of these words, if the link is the rest of them."""
    if not link.cited or line.word(link.who[1]) != "as":
        return None
    saying = link.who[1] + 1
    return next((number for number, act in enumerate(acts) if act.cue[0] <= saying < act.cue[1]), None)


def _passed_on(acts: Sequence[Act], link: _Link, said: int) -> list[Act]:
    """The acts with that of "X quoted Y as saying" as Y's, passed on by X, and that of "X quoted" left out."""
    act, (first, last) = acts[said], link.who
    through = next((other.source for other in acts if other.cue[0] == link.at and other.source is not None), None)
    outer = ((through.first, through.core),) if through is not None else ()
    made = act._replace(source=Subject(first, last, last), outer=(*act.outer, *outer), shared=False)
    return [made if other is act else other for other in acts if other is act or other.cue[0] != link.at]


def _links(line: Line) -> Iterator[_Link]:
    lexicon = cues()
    at = 0
    while at < line.end:
        word, after = line.word(at), line.word(at + 1)
        first, cited = 0, False
        if word in lexicon.citing:
            first, cited = at + 1, True
        elif (
            (word in _BY and after == "by")
            or after in _WITH.get(word, ())
            or (word == "according" and after == "to" and line.word(at - 1) == ",")
        ):
            first = at + 2
        last = phrase_end(line.tokens, first, line.end, occasions=lexicon.occasions) if first else 0
        if word in _QUOTES and (saying := _as_saying(line, at)) is not None:
            first, last, cited = saying[0], saying[1], True
        if 0 < first < last and (not cited or _may_be_cited(line, first, last)):
            yield _Link(at, (first, last), cited)
            at = last
        else:
            at += 1


def _as_saying(line: Line, at: int) -> Place | None:
    """Whom the verb at `at` quotes "as saying"."""
    first = at + 1
    last = phrase_end(line.tokens, first, line.end, occasions=cues().occasions)
    told = last > first and line.word(last) == "as" and line.word(last + 1).endswith("ing")
    return (first, last) if told else None


def _may_be_cited(line: Line, first: int, last: int) -> bool:
    """Whether the phrase names somebody: "citing officials" does, "citing low pay" does not."""
    return line.word(first) in PRONOUNS or line.may_speak(Subject(first, last, last))


def _nearest(acts: Sequence[Act], link: _Link) -> int | None:
    """The act that the link belongs to: the nearest by its cue that neither is the link nor says it."""
    best, least = None, _NEAR
    for number, act in enumerate(acts):
        away = act.cue[0] - link.who[1] if act.cue[0] >= link.who[1] else link.at - act.cue[1]
        if -1 <= away < least and not _is_part(act, link):
            best, least = number, away
    return best


def _is_part(act: Act, link: _Link) -> bool:
    """Whether the act is the link's own ("according to"), has it as its source already, or tells it as content."""
    first, last = link.who
    if act.source is not None and act.source.first < last and first < act.source.core:
        return True
    return any(start < link.at and last < end for start, end in act.contents)


def _with(line: Line, act: Act, link: _Link) -> Act:
    if any(first < link.who[1] and link.who[0] < last for first, last in (*act.deeper, *act.outer)):
        return act
    apart = tuple(_without(line, content, link) for content in act.contents)
    if link.cited:
        return act._replace(contents=apart, deeper=(*act.deeper, link.who))
    return act._replace(contents=apart, outer=(*act.outer, link.who))


def _without(line: Line, content: Place, link: _Link) -> Place:
    """A content without the link where it begins or ends with it."""
    first, last = content
    if first == link.at and link.who[1] < last:
        return link.who[1] + (line.word(link.who[1]) == "," and link.who[1] + 1 < last), last
    return (first, link.at) if first < link.at < last == link.who[1] else content
