"""The decisions that are anchored in one report: their words found, and what they say noted."""

from __future__ import annotations

from crossbearing.decide.changes import Change, Changes
from crossbearing.decide.finding import Found, find
from crossbearing.decide.pins import Pin
from crossbearing.decide.places import claim_at, date_at, figure_at, lies_in, said_at
from crossbearing.decide.terms import in_digits, speaker_of
from crossbearing.decide.wording import meant
from crossbearing.decided import told
from crossbearing.errors import InputError
from crossbearing.records import Adrift, Anchor, Attached, Claim, Decided, Decision, Quote, Reading, Report, Span

_OF_CLAIMS = ("same", "apart", "origin", "hide")
_OF_VALUES = ("date", "published", "figure")
_READ_NO_MORE = "its words stand there, and no {} is read from them any more"


def decided(report: Report, reading: Reading, pins: tuple[Pin, ...]) -> Decided:
    """The report and its reading as they are with the decisions that are anchored in it, given in the order of being
    made. Ids, texts and spans stay as they are.

    Every anchor is attached, or adrift with the reason, or both: where nothing is read from its words any more, or a
    later decision says otherwise.
    """
    made = _Made(report, reading)
    for pin in reversed(pins):
        for number in reversed(pin.here):
            made.pin(pin.decision, number)
    changes = made.changes
    return Decided(changes.report(), changes.reading(), tuple(made.attached[::-1]), tuple(made.adrift[::-1]))


class _Made:
    """What was found and noted so far, of the latest decision first: an earlier one undoes nothing of it."""

    def __init__(self, report: Report, reading: Reading) -> None:
        self._report, self._reading = report, reading
        self.changes = Changes(report, reading)
        self.attached: list[Attached] = []
        self.adrift: list[Adrift] = []

    def pin(self, decision: Decision, number: int) -> None:
        """Find an anchor's words, and note what the decision says of what stands there."""
        anchor = decision.anchors[number]
        found = self._find(decision, anchor)
        if isinstance(found, str):
            self.adrift.append(Adrift(decision.id, number, found))
            return
        span = Span(self._report.id, found.start, found.end)
        claim = claim_at(self._reading, span)
        moved = (found.start, found.end) != (anchor.start, anchor.end)
        there = Attached(decision.id, number, span, claim.id if claim is not None else None, moved, found.words)
        self.attached.append(there)
        why = self._note(decision, span, claim)
        if why:
            self.adrift.append(Adrift(decision.id, number, why))

    def _find(self, decision: Decision, anchor: Anchor) -> Found | str:
        """The anchor's words; a day of publication is of the whole report, whatever becomes of its first words."""
        text = self._report.text
        found = find(anchor, text)
        if isinstance(found, str) and decision.kind == "published" and anchor.capture == self._report.capture and text:
            return Found(0, min(anchor.end - anchor.start, len(text)), "changed")
        return found

    def _note(self, decision: Decision, span: Span, claim: Claim | None) -> str:
        """Note what the decision changes in the report; why it changes nothing, "" where all is well."""
        changes = self.changes
        if decision.kind in _OF_VALUES:
            try:
                meant(decision.kind, decision.value)
            except InputError as error:  # another program kept it
                return f"it says nothing that can be followed: {error}"
        if decision.kind in _OF_CLAIMS and claim is None:
            return _READ_NO_MORE.format("claim")
        if decision.kind == "speaker":
            return self._speaker(decision, span)
        if decision.kind == "date":
            when = date_at(self._reading, span)
            if when is None:
                return _READ_NO_MORE.format("date")
            return _otherwise(changes.dates.setdefault(when.span, Change(decision, when.value)), decision)
        if decision.kind == "figure":
            figure = figure_at(self._reading, span)
            if figure is None:
                return _READ_NO_MORE.format("figure")
            return _otherwise(
                changes.figures.setdefault(figure.span, Change(decision, in_digits(figure.value))), decision
            )
        if decision.kind == "published":
            changes.published = changes.published or Change(decision, self._report.published.value or "no day")
            return _otherwise(changes.published, decision)
        return ""

    def _speaker(self, decision: Decision, span: Span) -> str:
        """A quote and the claims that lie in it have one speaker; so have a claim and the quotes that lie in it."""
        first = said_at(self._reading, span)
        if first is None:
            return _READ_NO_MORE.format("claim or quote")
        why = _otherwise(self.changes.speakers.setdefault(first.id, Change(decision, speaker_of(first))), decision)
        whole = first.span if isinstance(first, Quote) else first.content
        quotes = [quote for quote in self._reading.quotes if lies_in(quote.span, whole)]
        claims = [each for each in self._reading.claims if lies_in(each.content, whole)]
        others: list[Quote | Claim] = [] if why else [*quotes, *claims]
        for each in others:
            self.changes.speakers.setdefault(each.id, Change(decision, speaker_of(each)))
        return why


def _otherwise(holds: Change, decision: Decision) -> str:
    """Why a decision is not followed where another change holds; "" where that says the same."""
    if holds.decision.value == decision.value:
        return ""
    return f"a later decision says otherwise: {told(holds.decision)}"
