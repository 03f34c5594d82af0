"""Who acts, gives, receives and takes part, held against what the grammar of the report says (`Reading.predicates`).

Where the grammar gives the part to whom the pattern wants, the facet is met; where it gives it to somebody else who is
named, or has the wanted one in the opposite part, it is not; where it says nothing, being named in the claim is enough,
or in its sentence, but for whoever says it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from crossbearing.records import Actor, Argument, ArgumentRole, Facet, Pattern, Predicate, Record, Span
from crossbearing.watch import inflection
from crossbearing.watch.scope import Scope
from crossbearing.watch.spans import overlap, within
from crossbearing.watch.words import bare, phrase

Part = Literal["by", "to", "from", "with"]
Roles = frozenset[ArgumentRole]
_FIELDS: dict[str, Part] = {"by": "by", "to": "to", "giver": "from", "partner": "with"}
_AS: dict[ArgumentRole, str] = {
    "agent": "who acts", "object": "whom it is done to", "to": "to whom", "from": "from whom", "with": "with whom",
    "for": "for whom", "at": "where",
}  # fmt: skip
_CAPITAL = re.compile(r"\b[A-Z][\w.]*\w")
_RECEIVING = frozenset(
    form
    for word in """
    receive receipt get buy purchase obtain acquire acquisition import procure procurement accept collect
    """.split()
    for form in inflection.act_forms(word)
)
"""Acts by which somebody gets: whoever acts is to whom, from whom is who gives."""


class _Roles(NamedTuple):
    """Which roles of an act are a part of the pattern."""

    fit: Roles
    only: Roles
    """Somebody else there speaks against it."""
    opposite: Roles
    """Whoever is there and in no role that fits has another part."""


class _Found(NamedTuple):
    """A passage that names somebody in an argument."""

    span: Span
    role: ArgumentRole


class _Names(Record, frozen=True):
    """Whom a pattern wants in a part."""

    names: tuple[str, ...]
    bearers: frozenset[str]
    """Names of actors of the report that stand for them by their office: "the Kestrian president"."""


def role(field: str) -> Callable[[Pattern, Mapping[str, tuple[str, ...]], Scope], Facet]:
    """The look at one part of a pattern, by its field in the record: "by", "to", "giver", "partner"."""
    part = _FIELDS[field]

    def look(pattern: Pattern, subjects: Mapping[str, tuple[str, ...]], scope: Scope) -> Facet:
        ids = getattr(pattern, field)
        names = tuple(name for subject in ids for name in subjects[subject])
        acts = told(pattern, scope)
        if acts:
            others = tuple(name for subject, each in subjects.items() if subject not in ids for name in each)
            said = _by_grammar(part, acts, _Look(pattern, scope, _Names(names, _bearers(scope, names)), others))
            if said is not None:
                return said
        listed = ", ".join(ids)
        for place in scope.places():
            found = scope.named(names, place)
            spans = tuple(each for each in found if place == scope.claim.content or not _says(scope, each))
            if spans:
                return Facet(part, True, spans, f"named: {listed}; its part was not read")
        return Facet(part, False, (), f"not named: {listed}")

    return look


class _Look(Record, frozen=True):
    """A pattern and a claim, and whom the pattern wants."""

    pattern: Pattern
    scope: Scope
    wanted: _Names
    others: tuple[str, ...]
    """Names of the mandate's other subjects."""

    def roles(self, part: Part, act: Predicate) -> _Roles:
        """The roles of this act that are the part, by whether it gives or gets."""
        gets = bare(self.scope.report.text[act.start : act.end]) in _RECEIVING
        gives_to = bool(self.pattern.to) and not self.pattern.giver
        gets_from = bool(self.pattern.giver) and not self.pattern.to
        if part == "by" and gets and gives_to:
            return _roles("from", "from", "agent object")
        if part == "by":
            return _roles("agent to" if gets_from else "agent", "agent", "object" if gets_from else "to object")
        if part == "to":
            return _roles("to agent", "agent", "from") if gets else _roles("to for object", "to", "agent from")
        if part == "from":
            return _roles("from", "from", "agent to") if gets else _roles("from agent", "from", "to")
        return _roles("with agent object", "with", "")

    def named(self, argument: Argument) -> tuple[list[Span], list[Span]]:
        """Where an argument names whom the pattern wants, and where somebody else: those nearest to its main word.

        The main word itself comes first, then what stands before it, then what follows.
        """
        stretch = Span(self.scope.report.id, argument.start, argument.end)
        wanted, others = set(self._wanted(stretch)), set(self._others(stretch))
        others = {each for each in others if not any(overlap(each, one) for one in wanted)}
        nearest = min((_distance(each, argument) for each in (*wanted, *others)), default=0)
        near = [sorted(each for each in found if _distance(each, argument) == nearest) for found in (wanted, others)]
        return near[0], near[1]

    def _wanted(self, stretch: Span) -> Iterator[Span]:
        yield from self.scope.named(self.wanted.names, stretch)
        actors = {each.id: each for each in self.scope.reading.actors if each.name in self.wanted.bearers}
        yield from (each.span for each in actors.values() if within(each.span, stretch))
        for known in self.scope.reading.coreferences:
            if known.actor in actors and within(known.span, stretch):
                yield known.span

    def _others(self, stretch: Span) -> Iterator[Span]:
        yield from self.scope.named(self.others, stretch)
        yield from self._capitals(stretch)
        names = {each.id: each for each in self.scope.reading.actors}
        yield from (each.span for each in names.values() if within(each.span, stretch) and self._is_name(each))
        for known in self.scope.reading.coreferences:
            actor = names.get(known.actor)
            if actor is not None and within(known.span, stretch) and self._is_name(actor):
                yield known.span

    def _capitals(self, stretch: Span) -> Iterator[Span]:
        """Words with a capital that open no sentence: who is named there may be no actor that was read."""
        for found in _CAPITAL.finditer(self.scope.report.text, stretch.start, stretch.end):
            if found.start() != self.scope.sentence.start and found[0] not in ("The", "A", "An"):
                yield Span(stretch.report, found.start(), found.end())

    def _is_name(self, actor: Actor) -> bool:
        """Whether somebody is named: "Orle", "the Orle army", and not "the army" or "Troops" at a sentence's start."""
        words = self._text(actor.span).split()
        opens = any(sentence.span.start == actor.span.start for sentence in self.scope.reading.sentences)
        if words and (words[0].lower() in ("the", "a", "an") or (opens and actor.kind in ("group", "role"))):
            words = words[1:]
        return any(word[:1].isupper() for word in words)

    def _text(self, span: Span) -> str:
        return self.scope.report.text[span.start : span.end]


def _says(scope: Scope, span: Span) -> bool:
    """Whether a passage is of the words that say whose the claim is. Who denies is, as a rule, who is said to have
    acted: that is no mere saying."""
    if scope.claim.stance == "denies":
        return False
    sources = (*scope.claim.sources, *scope.claim.co_sources)
    return any(each.span is not None and overlap(each.span, span) for each in sources)


def told(pattern: Pattern, scope: Scope) -> list[Predicate]:
    """The pattern's acts that the claim tells of; where some are done with the thing that the pattern wants, those."""
    content = scope.claim.content
    spans = [span for _, span in scope.find(pattern.acts, content)]
    there = scope.predicates(content) if spans else ()
    acts = [each for each in there if any(span.start <= each.start < span.end for span in spans)]
    things = [span.start for _, span in scope.find(pattern.what, scope.sentence, "thing")] if acts else []
    close = [each for each in acts if any(holds(each, at) for at in things)]
    return close or acts


def holds(act: Predicate, place: int) -> bool:
    """Whether a place in the text lies in one of an act's arguments."""
    return any(each.start <= place < each.end for each in act.arguments)


def _by_grammar(part: Part, acts: Sequence[Predicate], look: _Look) -> Facet | None:
    """What the grammar says of the part; None where it says nothing."""
    fit: list[_Found] = []
    against: list[_Found] = []
    opposite: list[_Found] = []
    open_to = False
    for act in acts:
        roles = look.roles(part, act)
        said = len(fit) + len(against) + len(opposite)
        beside = False
        for argument in act.arguments:
            wanted, others = look.named(argument)
            heads = [each for each in wanted if _distance(each, argument) == 0]
            taken = heads if argument.role == "object" else wanted
            if argument.role in roles.fit:
                fit += [_Found(each, argument.role) for each in taken]
            if argument.role in roles.only and not wanted:
                against += [_Found(each, argument.role) for each in others]
            if argument.role in roles.opposite:
                opposite += [_Found(each, argument.role) for each in taken]
            beside = beside or bool(wanted)
        open_to = open_to or (beside and said == len(fit) + len(against) + len(opposite))
    if fit:
        return _facet(part, True, look, fit)
    if against and not open_to:
        return _facet(part, False, look, against)
    return _facet(part, False, look, opposite) if opposite and not open_to else None


def _facet(part: Part, met: bool, look: _Look, found: Sequence[_Found]) -> Facet:
    text = look.scope.report.text
    said = dict.fromkeys(f"“{text[each.span.start : each.span.end]}” as {_AS[each.role]}" for each in found)
    spans = tuple(dict.fromkeys(each.span for each in found))
    return Facet(part, met, spans, f"the grammar has {', '.join(said)}")


def _bearers(scope: Scope, names: Sequence[str]) -> frozenset[str]:
    """Actors whose office is of one of these: "Kestrian minister", "leader of Kestria"."""
    known = [phrase(name) for name in names]
    return frozenset(
        actor.name
        for actor in scope.reading.actors
        if actor.role and any(_is_of(phrase(actor.role), each) for each in known)
    )


def _is_of(office: tuple[str, ...], name: tuple[str, ...]) -> bool:
    if not name:
        return False
    return office[: len(name)] == name or office[-len(name) - 1 :] == ("of", *name)


def _roles(fit: str, only: str, opposite: str) -> _Roles:
    fits, onlys, opposites = (
        frozenset(each for each in _AS if each in words.split()) for words in (fit, only, opposite)
    )
    return _Roles(fits, onlys, opposites)


def _distance(name: Span, argument: Argument) -> int:
    """0: the name holds the argument's main word; 1: it stands before it; 2: after it."""
    if name.start < argument.head_end and argument.head_start < name.end:
        return 0
    return 1 if name.end <= argument.head_start else 2
