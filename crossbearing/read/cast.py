"""Who is meant: noun phrases and pronouns of a report resolved to its actors.

A source's name is that of the actor at the head of its noun phrase. Pronouns and "the group" go to whom has last spoken
or been named that they can stand for; those who have no name keep the words that the report has for them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from crossbearing.read.acts import Act
from crossbearing.read.clauses import Token
from crossbearing.read.coreference import Answer, likeliest
from crossbearing.read.cues import cues
from crossbearing.read.lines import Line, Subject, head_of
from crossbearing.read.names import lexicon
from crossbearing.read.phrases import Place
from crossbearing.read.standins import may_stand_for
from crossbearing.read.wordlists import DETERMINERS, OWNERS, PREPOSITIONS, PRONOUNS, QUOTE, TIMES
from crossbearing.records import Actor, Report, Source, Span

SourceKind = Literal["person", "organisation", "place", "agency", "state media", "outlet", "unnamed"]

_SHE = frozenset("ms mrs miss madam lady baroness queen princess sister she".split())
_HE = frozenset("mr sir lord baron king prince brother father he".split())
_ON_AIR = frozenset("radio television tv channel newspaper daily agency broadcaster network magazine website".split())
_MANY = frozenset("many some several most few all both two three other others these those".split())
_BODIES: frozenset[SourceKind] = frozenset({"organisation", "place", "agency", "state media", "outlet"})
_FIRST_OR_NOBODY = frozenset("you i we no nobody none".split())
_RECENT = 4
"""A pronoun reaches back over so many units."""
_ACTORS_LOOKED_AT = 40
_BODIES_BACK = 60
"""A noun like "the company" reaches back over so many mentions of bodies."""


class Unit(NamedTuple):
    """A sentence, or sentences that one quote ties together, as a line."""

    start: int
    end: int
    paragraph: int
    heading: bool
    line: list[Token]
    grammar: Line


class Cast:
    """The actors of a report, and who of them has spoken so far."""

    def __init__(self, report: Report, units: list[Unit], actors: Sequence[Actor], meant: Mapping[int, Answer]) -> None:
        self.report = report
        self.units = units
        self.meant = meant
        self.actors = sorted(actors, key=lambda actor: actor.span)
        self.starts = [actor.span.start for actor in self.actors]
        self.bodies = [a for a in self.actors if a.kind == "organisation" and (a.name[:1].isupper() or " " in a.name)]
        self.body_starts = [body.span.start for body in self.bodies]
        self.genders = _genders(report.text, self.actors)
        self.spoken: list[tuple[int, Source]] = []
        self.unit = 0

    def enter(self, number: int) -> None:
        """Go on to the unit `number`."""
        self.unit = number

    def remember(self, number: int, sources: Sequence[Source]) -> None:
        """Note that `sources` have spoken in the unit `number`."""
        self.spoken += [(number, source) for source in sources]

    def inside(self, start: int, end: int) -> list[Actor]:
        """Actors whose spans lie in or touch [start, end), the first of them when there are many."""
        first = max(0, bisect_left(self.starts, start) - 1)
        last = min(bisect_left(self.starts, end), first + _ACTORS_LOOKED_AT)
        return [actor for actor in self.actors[first:last] if actor.span.end > start]

    def sources(self, number: int, subject: Subject, *, leads: bool) -> list[Source]:
        """Who is meant by a noun phrase of the unit; `leads`: it stands before what it says."""
        line = self.units[number].line
        first, core, last = subject
        whole = Span(self.report.id, line[first].start, line[last - 1].end)
        word = OWNERS.get(line[first].word, line[first].word)
        if core - first == 1 and word in PRONOUNS:
            meant = self._pronoun(number, word, line[first].start, leads=leads)
            return (
                [_as(meant, whole)]
                if meant
                else [Source(name=_words(self.report.text, line, first, core), kind="unnamed", span=whole)]
            )
        parts = self._parts(line, first, core)
        if len(parts) > 1:
            return [self._one(number, a, b, Span(self.report.id, line[a].start, line[b - 1].end)) for a, b in parts]
        return [self._one(number, first, core, whole)]

    def _parts(self, line: Sequence[Token], first: int, core: int) -> list[Place]:
        """The phrase parted at its "and" and commas, where each part is an actor's name."""
        parts, begin = [], first
        for at in range(first, core + 1):
            if at == core or line[at].word in {"and", ",", "&", "or"}:
                if at > begin:
                    parts.append((begin, at))
                begin = at + 1
        parts = [(a + 1 if line[a].word in {"both", "and"} and b - a > 1 else a, b) for a, b in parts]
        alike = len({line[head_of(line, a, b)].name for a, b in parts}) == 1  # "US and Norian officials" are one
        alike = alike and not self._in_places(line, parts[0])
        if alike and len(parts) > 1 and all(self._actor_at(line, head_of(line, a, b)) for a, b in parts):
            return parts
        return [(first, core)]

    def _in_places(self, line: Sequence[Token], part: Place) -> bool:
        """ "Officials in Tarn", and of another place after the "and"."""
        head = self._actor_at(line, head_of(line, *part))
        linked = any(line[at].word in PREPOSITIONS for at in range(*part))
        return linked and head is not None and head.kind in {"group", "role"}

    def _actor_at(self, line: Sequence[Token], at: int) -> Actor | None:
        found = self.inside(line[at].start, line[at].end)
        return next((actor for actor in found if actor.kind == "person"), found[-1] if found else None)

    def _one(self, number: int, first: int, core: int, span: Span) -> Source:
        line, text = self.units[number].line, self.report.text
        head = head_of(line, first, core)
        words = _words(text, line, first, core)
        kind = self._press(words)
        actor = self._person_at_end(line, head, core) or self._actor_at(line, head)
        bearer = self._bearer(line, core, span.end) if actor is None or actor.kind == "role" else None
        if bearer is not None and (actor is not None or line[head].word in cues().people):
            return Source(name=bearer.name, kind="person", span=span, role=bearer.role or words)
        if actor is not None and actor.span.start >= line[first].start - 1:
            named = kind or self._press(actor.name)
            if actor.kind in {"person", "organisation", "place"}:
                role = actor.role or self._apposed(line, head, span.end)
                own: SourceKind = (
                    "person" if actor.kind == "person" else "organisation" if actor.kind == "organisation" else "place"
                )
                if own == "organisation" and not actor.name[:1].isupper() and not named:
                    return self._described(number, first, head, span) or Source(words, "organisation", span, role)
                name = actor.name if own == "person" or named != "state media" or self._press(actor.name) else words
                return Source(name=name, kind=named if named and own != "person" else own, span=span, role=role)
        if kind:
            return Source(name=words, kind=kind, span=span)
        inner = self.inside(line[first].start, line[core - 1].end)
        lead = next((a for a in inner if a.kind == "organisation" and a.name[:1].isupper()), None)
        if (
            lead is not None
            and line[core - 1].word in cues().bodies
            and not (head + 1 < core and line[core - 1].start > lead.span.end + 40)
        ):
            return Source(name=lead.name, kind=self._press(lead.name) or "organisation", span=span)
        described = self._described(number, first, head, span)
        named_so = line[head].name and (line[first].name or line[first].word in DETERMINERS)
        return described or Source(name=words, kind="person" if named_so and head > first else "unnamed", span=span)

    def _bearer(self, line: Sequence[Token], core: int, end: int) -> Actor | None:
        """The person whose name stands between commas after an office: "the ministry's director, Ada Wenn, said"."""
        if core + 1 >= len(line) or line[core].word != "," or not line[core + 1].name or line[core + 1].end > end:
            return None
        actor = self._actor_at(line, core + 1)
        named = actor is not None and actor.kind == "person" and actor.span.start == line[core + 1].start
        return actor if named else None

    def _person_at_end(self, line: Sequence[Token], head: int, core: int) -> Actor | None:
        """The person named after an office with "of" in it: "secretary of trade Ada Wenn"."""
        if head == core - 1:
            return None
        actor = self._actor_at(line, core - 1)
        if actor is None or actor.kind != "person":
            return None
        before = bisect_left(line, actor.span.start, key=lambda token: token.start) - 1
        return actor if before > head and line[before].word not in PREPOSITIONS | {"and"} else None

    def _press(self, name: str) -> SourceKind | None:
        """agency, state media or outlet, where the name says so."""
        known, low = cues(), name.lower().replace("’", "'")
        bare = low.removeprefix("the ")
        if bare in known.state or any(words in low.replace("-", " ") or words in low for words in known.state_words):
            return "state media"
        if bare in known.agencies or bare.removesuffix(" news agency").removesuffix(" agency") in known.agencies:
            return "agency"
        if bare.endswith((" news agency", " news service")) and name != low:
            return "agency"
        last = bare.split()[-1:] or [""]
        if last[0] in known.outlet_words and name.rsplit(maxsplit=1)[-1][:1].isupper():
            return "outlet"
        if name[:1].isalpha() and last[0] in _ON_AIR and any(word[:1].isupper() for word in name.split()[1:]):
            return "outlet"
        return None

    def _apposed(self, line: Sequence[Token], head: int, end: int) -> str | None:
        """The role told after the name: ", a fellow at a think tank"."""
        at = head + 1
        if (
            at + 1 >= len(line)
            or line[at].word != ","
            or line[at].end >= end
            or line[at + 1].word in {"who", "which", "whose"}
        ):
            return None
        first = at + 2 if line[at + 1].word in {"a", "an", "the"} else at + 1
        last = first
        while last < len(line) and line[last].end <= end and line[last].word != ",":
            last += 1
        return (
            self.report.text[line[first].start : line[last - 1].end]
            if last > first and not line[first].word.isdigit()
            else None
        )

    def _described(self, number: int, first: int, head: int, span: Span) -> Source | None:
        """ "The group", "the ministry", "the source": who has spoken or been named and can be so called."""
        tokens = self.units[number].line
        if tokens[first].word not in {"the", "that", "this"}:
            return None
        word, between = tokens[head].word, tokens[first + 1 : head]
        modifiers, named = {token.word for token in between}, any(token.name for token in tokens[first + 1 : head + 1])
        body = word in cues().bodies or word in cues().stand_ins
        if word in cues().stand_ins and not between:
            return self._last_of_sort(word, tokens[first].start, span)
        for _, source in reversed(self.spoken[-_ACTORS_LOOKED_AT:]):
            called = f"{source.name} {source.role or ''}".lower().split()
            if word in called and (not modifiers - set(called) or not named) and not (body and source.kind == "person"):
                return _as(source, span)
        return None

    def _last_of_sort(self, noun: str, before: int, span: Span) -> Source | None:
        """The body last named before the offset that "the `noun`" can mean."""
        last = bisect_left(self.body_starts, before)
        told = [source for _, source in self.spoken[-_ACTORS_LOOKED_AT:] if source.span]
        said = next(
            (s for s in reversed(told) if s.kind == "organisation" and s.name.lower().endswith(f" {noun}")), None
        )
        for actor in reversed(self.bodies[max(0, last - _BODIES_BACK) : last]):
            if said is not None and said.span is not None and said.span.start >= actor.span.start:
                break
            if not actor.name[:1].isupper() and actor.name.rsplit(maxsplit=1)[-1] != noun:
                continue
            kind = self._press(actor.name) or "organisation"
            if may_stand_for(noun, actor.name, kind):
                whole = (s for s in reversed(told) if s.span and _holds(s.span, actor.span))
                return _as(next(whole, Source(actor.name, kind, span, actor.role)), span)
        return _as(said, span) if said is not None else None

    def can_speak(self, number: int, act: Act, subject: Subject) -> bool:
        """Whether the act's source can be one: somebody, some body or a paper, and no mere thing ("the visit")."""
        tokens = self.units[number].line
        word = OWNERS.get(tokens[subject.first].word, tokens[subject.first].word)
        if word in _FIRST_OR_NOBODY:
            return False
        if act.vouched:
            return True
        head = head_of(tokens, subject.first, subject.core)
        actor = self._actor_at(tokens, head)
        if act.lemma in cues().spoken or word in PRONOUNS:
            return actor is not None or not _mute(tokens[head])
        return actor is not None or Line(tokens[subject.first : subject.last]).may_speak(
            Subject(0, subject.core - subject.first, 0)
        )

    def is_named(self, number: int, subject: Subject) -> bool:
        """Whether the noun phrase is the name of a person or a body."""
        actor = self._actor_at(self.units[number].line, subject.core - 1)
        return actor is not None and actor.kind in {"person", "organisation"}

    def _pronoun(self, number: int, word: str, before: int, *, leads: bool) -> Source | None:
        recent = [(at, source) for at, source in self.spoken[-12:] if number - at <= _RECENT]
        meant = likeliest(self.meant.get(before), recent[-1][1].name if recent else None)
        if meant is not None:
            kind: SourceKind = "person" if meant.kind == "person" else "unnamed"
            return Source(name=meant.name, kind=kind, span=meant.span, role=meant.role)
        if word in {"he", "she", "who"}:
            people = [(at, s) for at, s in recent if _is_one(s) and self._may_be(s.name, word)]
            if people and people[-1][0] == number:
                return people[-1][1]
            here = self._first_person(number, before, word) if leads else None
            if here is not None:
                return here
            if people and (people[-1][0] >= number - 1 or self._first_person(number - 1, before, word) is None):
                return people[-1][1]
            for back in range(number - 1, max(-1, number - _RECENT), -1):
                person = self._first_person(back, before, word)
                if person is not None:
                    return person
            return people[-1][1] if people else None
        if word == "it":
            bodies = [source for _, source in recent if source.kind in _BODIES]
            return bodies[-1] if bodies else self._last_body(before)
        if word == "they":
            many = [source for _, source in recent if source.kind != "person"]
            return many[-1] if many else recent[-1][1] if recent else None
        return None

    def _first_person(self, number: int, before: int, word: str) -> Source | None:
        """The first person named in the unit outside quotations, before the offset."""
        if number < 0:
            return None
        unit = self.units[number]
        for actor in self.inside(unit.start, min(unit.end, before)):
            possessive = self.report.text[actor.span.end : actor.span.end + 2] in {"’s", "'s"}
            if actor.kind != "person" or possessive or actor.span.start < unit.start:
                continue
            at = bisect_right(unit.line, actor.span.start, key=lambda token: token.start) - 1
            if self._may_be(actor.name, word) and unit.line[max(0, at)].word != QUOTE:
                return Source(name=actor.name, kind="person", span=actor.span, role=actor.role)
        return None

    def _last_body(self, before: int) -> Source | None:
        for actor in reversed(
            self.actors[max(0, bisect_left(self.starts, before) - 8) : bisect_left(self.starts, before)]
        ):
            if actor.kind == "organisation" and actor.name[:1].isupper():
                return Source(
                    name=actor.name, kind=self._press(actor.name) or "organisation", span=actor.span, role=actor.role
                )
        return None

    def _may_be(self, name: str, word: str) -> bool:
        if name.lower() in lexicon().companies or name.lower() in lexicon().body_heads:
            return False  # "Motors", read as the name of a general
        return self.genders.get(name, word) == word or word == "who"

    def clause_subject(self, number: int, at: int, *, verb: bool = False) -> Source | None:
        """The subject of the clause in which token `at` of the unit stands, when it is somebody named.

        `verb`: the token begins with the clause's verb.
        """
        line = self.units[number].grammar
        subject = line.subject(at) if verb else line.subject_before(at, nearest=True)
        if subject is None:
            return None
        tokens = self.units[number].line
        head = head_of(tokens, subject.first, subject.core)
        if self._actor_at(tokens, head) is None and _mute(tokens[head]):
            return None
        source = self.sources(number, subject, leads=True)[0]
        return source if source.kind != "unnamed" or not source.name[:1].islower() else None


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _mute(head: Token) -> bool:
    """Whether a noun names what happens, or a time, and so nobody who could say anything."""
    word = head.word
    if word in cues().mute or word in TIMES:
        return True
    known = (cues().speakers, lexicon().body_heads, lexicon().body_common)
    if head.name or any(word in words or word.removesuffix("s") in words for words in known):
        return False
    return len(word) > 6 and word.removesuffix("s").endswith(cues().mute_endings)


def _is_one(source: Source) -> bool:
    """Whether the source is one person: "he" can't mean "many residents"."""
    if source.kind != "unnamed":
        return source.kind == "person"
    words = source.name.lower().split()
    head = next((at for at in range(1, len(words)) if words[at] in PREPOSITIONS), len(words)) - 1
    return words[0] not in _MANY and not (
        words[head].endswith("s") or words[head] in {"people", "police", "men", "women"}
    )


def _as(source: Source, span: Span) -> Source:
    return Source(name=source.name, kind=source.kind, span=span, role=source.role)


def _words(text: str, line: Sequence[Token], first: int, core: int) -> str:
    """The words of a phrase, without its article."""
    if core - first > 1 and line[first].word in {"a", "an", "the"}:
        first += 1
    return text[line[first].start : line[core - 1].end]


def _genders(text: str, actors: Sequence[Actor]) -> dict[str, str]:
    """ "he" or "she" for the names of people, where a title or a first pronoun after them tells."""
    known: dict[str, str] = {}
    for actor in actors:
        if actor.kind != "person" or actor.name in known:
            continue
        before = text[max(0, actor.span.start - 6) : actor.span.start].lower().replace(".", "").split()
        titles = {*(actor.role or "").lower().replace(".", "").split(), *before[-1:]}
        if titles & _SHE:
            known[actor.name] = "she"
        elif titles & _HE:
            known[actor.name] = "he"
    return known
