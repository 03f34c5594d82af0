"""What a reader decides in the room: forms → decisions, kept at once; then the record is made anew.

A form is refused (409) where what it was made of has changed meanwhile: nobody decides on other words than were shown.
Two who decide the same thing are both kept; the later decision holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from crossbearing.case import Case
from crossbearing.errors import InputError
from crossbearing.records import Decision, Finding, Record, Span, Standing
from crossbearing.web import english
from crossbearing.web.addresses import ours
from crossbearing.web.asked import Again, Asked, Done, Page, Refused
from crossbearing.web.judging import controls, tokens
from crossbearing.web.judging.draft import Draft, drafted
from crossbearing.web.judging.judged import of_finding
from crossbearing.web.readers import Known
from crossbearing.web.story.head import catalogue

Kind = Literal["same", "apart", "speaker", "date", "published", "figure", "origin", "hide", "note"]
"""What is decided of passages; an undo is of a decision."""
LIST = "/decisions"
"""Where one goes who comes from nowhere."""


class Ruling(Record, frozen=True):
    """A decision of passages: see `records.DecisionKind` for what each kind is about."""

    kind: Kind
    passages: tuple[str, ...]
    """Each "report:start-end", in code points; of what is told apart, with "/1" behind what is on the other side.
    Sides say nothing of other kinds."""
    value: str = ""
    whose: Literal["named", "outlet", "nobody"] = "named"
    """Of a speaker, as a form has it: by `value`, or "outlet" or nobody, whatever stands in `value`."""
    reason: str = ""
    replaces: str = ""
    """Id of the decision whose place it takes."""
    back: str = LIST
    """Address of the page to go back to."""


class Splitting(Record, frozen=True):
    """Claims of a finding that say something else than its others."""

    claims: tuple[str, ...] = ()
    """Their ids."""
    seen: str = ""
    """What the finding held when the form was made; "" to take it as it is."""
    reason: str = ""
    back: str = ""


class Merging(Record, frozen=True):
    """Findings that say one thing."""

    findings: tuple[str, ...]
    """Their ids, each with what it held when the form was made behind "@"."""
    reason: str = ""
    back: str = ""


class Hiding(Record, frozen=True):
    """A finding that is not to be shown among the others."""

    seen: str = ""
    reason: str = ""
    back: str = ""


class Stale(Record, frozen=True):
    """That a form was of what has changed meanwhile, and the page that shows how it is now."""

    detail: str
    to: str


class Undoing(Record, frozen=True):
    """A decision that is to hold no longer."""

    reason: str = ""
    back: str = LIST


def decide(asked: Asked, form: Ruling) -> Done:
    """Keep a decision of passages."""
    passages = [tokens.passage(each) for each in form.passages]
    with _or_stale(form.back):
        for each in passages:
            tokens.fresh(asked.reader, each)
    sided = form.kind == "apart"
    named: list[Span | tuple[Span, Literal[0, 1]]] = [(e.span, e.side) if sided else e.span for e in passages]
    value = {"named": form.value, "outlet": "outlet", "nobody": ""}[form.whose]
    typed = Draft("", form.kind, ",".join(form.passages), value, form.reason, form.replaces, form.back)

    def keep(case: Case) -> Decision:
        return case.decide(
            form.kind, named, by=asked.who.name, value=value, reason=form.reason, replaces=form.replaces or None
        )

    def again(why: str) -> Again:
        return Again("draft", "draft.html", drafted(asked, typed, why))

    return _kept(asked, keep, form.back, again)


def split(asked: Asked, form: Splitting) -> Done:
    """Keep that claims of a finding say something else than the rest of it."""
    _, finding = _finding(asked, form.seen)

    def again(why: str) -> Again:
        wrong = controls.wrong(of_finding(asked), why, form.claims, form.reason)
        return Again("judge", "judge.html", wrong)

    def keep(case: Case) -> Decision:
        return case.split(finding.id, form.claims, by=asked.who.name, reason=form.reason)

    return _kept(asked, keep, form.back or f"/findings/{finding.id}", again)


def merge(asked: Asked, form: Merging) -> Done:
    """Keep that findings say one thing."""
    with _or_stale(form.back or "/"):
        found = [tokens.fresh_finding(asked.reader, each)[1] for each in form.findings]
    # the one with most claims hands its id on to what becomes of them
    heir = max(found, key=lambda each: len(each.claims), default=None)
    back = form.back or (f"/findings/{heir.id}" if heir is not None else "/")
    names = [each.id for each in found]
    return _kept(asked, lambda case: case.merge(names, by=asked.who.name, reason=form.reason), back)


def hide(asked: Asked, form: Hiding) -> Done:
    """Keep that a finding is not shown among the others."""
    known, finding = _finding(asked, form.seen)
    spans = [known.worked(catalogue).claims[claim].span for claim in finding.claims]
    back = form.back or f"/findings/{finding.id}"
    return _kept(asked, lambda case: case.decide("hide", spans, by=asked.who.name, reason=form.reason), back)


def undo(asked: Asked, form: Undoing) -> Done:
    """Keep that a decision holds no longer."""
    wanted = asked.path["decision"]
    if wanted not in {each.id for each in asked.reader.store.decisions()}:
        raise Refused(404, english.NO_DECISION)
    return _kept(asked, lambda case: case.undo(wanted, by=asked.who.name, reason=form.reason), form.back)


def _finding(asked: Asked, seen: str) -> tuple[Known, Finding]:
    wanted = asked.path["finding"]
    with _or_stale(f"/findings/{wanted}/decide"):
        return tokens.fresh_finding(asked.reader, f"{wanted}@{seen}" if seen else wanted)


@contextmanager
def _or_stale(to: str) -> Iterator[None]:
    """A form of what has changed meanwhile is shown with the way to how it is now."""
    try:
        yield
    except Refused as error:
        if error.status != 409:
            raise
        stale = Stale(error.detail, ours(to, LIST))
        raise Refused(409, error.detail, Again("stale", "stale.html", stale)) from None


def _kept(
    asked: Asked, keep: Callable[[Case], Decision], back: str, again: Callable[[str], Again] | None = None
) -> Done:
    """Keep a decision, let the record be made anew, and go back. Raises Refused for what cannot be decided so."""
    try:
        with asked.room.writer() as case:
            decision = keep(case)
    except InputError as error:
        raise Refused(400, str(error), None if again is None else again(str(error))) from error
    asked.room.jobs.build(asked.who.name)
    return Done(Standing(decision, "waiting"), told(back, decision.id))


def told(back: str, decision: str) -> str:
    """The address of a page of this room, which is to say that a decision was recorded."""
    parts = urlsplit(ours(back, LIST))
    query = [(name, value) for name, value in parse_qsl(parts.query) if name != "recorded"]
    return urlunsplit(("", "", parts.path, urlencode([*query, ("recorded", decision)]), parts.fragment))


def _nothing(_: Asked) -> Stale:
    """The page is only ever an answer to a form."""
    raise Refused(404, english.DETAILS[404])


_STALE = Page("stale", "/decisions", _nothing, Stale, "stale.html", "")
