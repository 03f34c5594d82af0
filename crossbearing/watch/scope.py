"""One claim as a pattern sees it: its words, who is named in it, its figures, days and places."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from crossbearing.records import Actor, Attribution, Claim, Dossier, Predicate, Reading, Record, Report, Span
from crossbearing.watch.words import MOST, Hit, Kind, Words, names, phrase, within

_FAR = 3
_OPENS = ("that ", "of ", "about ", "it ")
"""How what is denied opens."""
_FIRST_PERSON = ("we", "us", "our", "ours", "i", "my")


class Indexed:
    """One report, indexed for a mandate: its words, and where each of the mandate's names stands or is meant."""

    def __init__(self, report: Report, reading: Reading, known: tuple[str, ...]) -> None:
        self.report = report
        self.reading = reading
        self.words = Words(report.text)
        self._known = known
        self._of: dict[tuple[str, bool], tuple[str, ...]] = {}

    @cached_property
    def named(self) -> dict[str, list[Hit]]:
        """Name → where it stands, or a word that stands for who bears it, in the order of the text."""
        bearers = {actor.id: self.borne_by(actor.name, actor.kind) for actor in self.reading.actors}
        found = [hit for hit in names(self.words, self._known) if not self._is_anothers(hit)]
        found += [
            Hit(each.span.start, each.span.end, name) for each in self.reading.actors for name in bearers[each.id]
        ]
        found += [
            Hit(each.span.start, each.span.end, name)
            for each in self.reading.coreferences
            for name in bearers.get(each.actor, ())
        ]
        by_name: dict[str, list[Hit]] = {}
        for hit in sorted(set(found)):
            by_name.setdefault(hit.phrase, []).append(hit)
        return by_name

    @cached_property
    def _in_person(self) -> dict[int, Actor]:
        """Start of a word → the mention of a person that it stands in."""
        persons = sorted(
            ((each.span, each) for each in self.reading.actors if each.kind == "person"), key=lambda each: each[0]
        )
        starts = self.words.starts
        found: dict[int, Actor] = {}
        for span, actor in persons:
            for at in range(bisect_left(starts, span.start), bisect_left(starts, span.end)):
                found[starts[at]] = actor
        return found

    def _is_anothers(self, hit: Hit) -> bool:
        """Whether a name is a part of the name of another person: Kim of Kim Min-ji, Washington of Lea Washington."""
        actor = self._in_person.get(hit.start)
        if actor is None:
            return False
        whole, part = phrase(actor.name), phrase(hit.phrase)
        return (
            len(whole) > len(part)
            and set(part) <= set(whole)
            and hit.phrase not in self.borne_by(actor.name, actor.kind)
        )

    def borne_by(self, name: str, kind: str) -> tuple[str, ...]:
        """The mandate's names that somebody's full name holds; of a person, those that it is, or is a surname of."""
        key = (name, kind == "person")
        if key not in self._of:
            found = tuple(dict.fromkeys(hit.phrase for hit in names(Words(name), self._known)))
            if kind == "person":
                whole = phrase(name)
                found = tuple(each for each in found if self._is_whole(phrase(each), whole))
            self._of[key] = found
        return self._of[key]

    def _is_whole(self, name: tuple[str, ...], whole: tuple[str, ...]) -> bool:
        """Whether a name means the person of this full name."""
        if (name == whole[-len(name) :] and len(name) > 1) or name == whole:
            return True
        return name == whole[-1:] and any(phrase(other)[-1:] == name for other in self._known if other.count(" "))

    @cached_property
    def first_person(self) -> list[Hit]:
        """Where whoever speaks means themselves."""
        words = self.words
        at = sorted(at for each in _FIRST_PERSON for at in words.places.get(each, ()))
        found = [Hit(words.starts[each], words.ends[each], words.bare[each]) for each in at]
        return [hit for hit in found if not (hit.phrase == "us" and self.report.text[hit.start : hit.end].isupper())]

    @cached_property
    def denying(self) -> dict[tuple[int, int], Claim]:
        """Sentence and end of each denial → the denial."""
        return {(each.sentence, each.content.end): each for each in self.reading.claims if each.stance == "denies"}

    @cached_property
    def cues(self) -> dict[int, list[Attribution]]:
        """Number of a sentence → the acts of saying whose cue stands in it."""
        starts = [sentence.span.start for sentence in self.reading.sentences]
        found: dict[int, list[Attribution]] = {}
        for each in self.reading.attributions:
            found.setdefault(bisect_right(starts, each.cue.start) - 1, []).append(each)
        return found

    @cached_property
    def acts(self) -> tuple[list[int], list[Predicate]]:
        """Where each act that the report tells of begins, and the act, in the order of the text."""
        found = sorted(self.reading.predicates, key=lambda each: each.start)
        return [each.start for each in found], found


class Scope(Record, frozen=True):
    """A claim in its report. What does not stand in its content may stand in its sentence."""

    claim: Claim
    indexed: Indexed

    @property
    def report(self) -> Report:
        """The report that it stands in."""
        return self.indexed.report

    @property
    def reading(self) -> Reading:
        """What was read from that report."""
        return self.indexed.reading

    @property
    def sentence(self) -> Span:
        """The sentence that it stands in."""
        return self.reading.sentences[self.claim.sentence].span

    @property
    def is_heading(self) -> bool:
        """Whether it stands in a headline or subheading."""
        return self.reading.sentences[self.claim.sentence].heading

    @property
    def denied_by(self) -> Claim | None:
        """The denial before it in its sentence whose content it is: "rejected reports | that shells were sent"."""
        content = self.claim.content
        if not self.report.text.startswith(_OPENS, content.start):
            return None
        ends = ((self.claim.sentence, content.start - gap) for gap in range(3))
        return next((self.indexed.denying[each] for each in ends if each in self.indexed.denying), None)

    @property
    def beside(self) -> Span:
        """The sentences of its paragraph, `_FAR` on either side at most; where the speaker says "we", who is meant may
        have been told before it: those before it, whatever their paragraph."""
        lines, number = self.reading.sentences, self.claim.sentence
        content = self.claim.content
        speaks = any(within(self.indexed.first_person, content.start, content.end))
        first = last = number
        while first > max(0, number - _FAR) and (speaks or lines[first - 1].paragraph == lines[number].paragraph):
            first -= 1
        while last < min(len(lines) - 1, number + _FAR) and lines[last + 1].paragraph == lines[number].paragraph:
            last += 1
        return Span(self.report.id, lines[first].span.start, lines[last].span.end)

    def places(self) -> tuple[Span, Span]:
        """Where words are looked for: in the content, then in its sentence."""
        return self.claim.content, self.sentence

    @property
    def cues(self) -> tuple[Span, ...]:
        """The cues beside it in its sentence by which it is said: "warned that", "blamed"."""
        content = self.claim.content
        return tuple(
            each.cue
            for each in self.indexed.cues.get(self.claim.sentence, ())
            if each.content.start < content.end and content.start < each.content.end
        )

    def find(
        self, wanted: Sequence[str], within: Span, kind: Kind = "act", apart: tuple[str, ...] = ()
    ) -> Iterator[tuple[str, Span]]:
        """Each phrase that stands there and is no part of one of `apart`, and where; as many as are enough to show."""
        for hit in self.indexed.words.find(tuple(wanted), kind, within.start, within.end, apart):
            yield hit.phrase, Span(self.report.id, hit.start, hit.end)

    def named(self, wanted: Collection[str], inside: Span) -> Iterator[Span]:
        """Where one of these names stands, or a word that stands for who bears it: "we", where they speak."""
        named = self.indexed.named
        found = {hit[:2] for name in wanted if name in named for hit in within(named[name], inside.start, inside.end)}
        source = self.claim.sources[0] if self.claim.sources else None
        if source is not None and not set(wanted).isdisjoint(self.indexed.borne_by(source.name, source.kind)):
            start, end = max(inside.start, self.claim.content.start), min(inside.end, self.claim.content.end)
            found |= {hit[:2] for hit in within(self.indexed.first_person, start, end)}
        for start, end in sorted(found):
            yield Span(self.report.id, start, end)

    def predicates(self, inside: Span) -> tuple[Predicate, ...]:
        """The acts that are told there."""
        starts, acts = self.indexed.acts
        some = acts[bisect_left(starts, inside.start) : bisect_left(starts, inside.end)][:MOST]
        return tuple(each for each in some if each.end <= inside.end)


def scopes(dossier: Dossier, known: tuple[str, ...] = ()) -> dict[str, Scope]:
    """Claim's id → the claim in its report. `known` are all names of the mandate."""
    found: dict[str, Scope] = {}
    for report, reading in zip(dossier.reports, dossier.readings, strict=True):
        indexed = Indexed(report, reading, known)
        found |= {claim.id: Scope(claim, indexed) for claim in reading.claims}
    return found
