"""The page /decide: one form for some passages of one report or two, prefilled, with what was wrong beside it.

It is where a link in a text leads, where a form that could not be recorded is shown again, and where what is adrift is
attached again.
"""

from __future__ import annotations

from typing import get_args

from crossbearing.decide.places import date_at, figure_at, said_at
from crossbearing.decide.terms import in_digits, speaker_of
from crossbearing.decided import opening
from crossbearing.messages import gettext as _
from crossbearing.records import DecisionKind, Dossier, Record, Span
from crossbearing.web.asked import Asked, Query, Refused
from crossbearing.web.judging import tokens
from crossbearing.web.judging.controls import names
from crossbearing.web.story.head import catalogue
from crossbearing.write.catalogue import Passage

KINDS = tuple(kind for kind in get_args(DecisionKind) if kind != "undo")


class Draft(Query, frozen=True):
    """What stands in the form. `passages` as in `acts.Ruling`, one after another, parted by commas."""

    kind: str = "note"
    passages: str = ""
    value: str = ""
    reason: str = ""
    replaces: str = ""
    back: str = "/decisions"


class Drafted(Record, frozen=True):
    """The form, and what it is about."""

    kind: str
    kinds: tuple[str, ...]
    """What else may be decided of these passages."""
    tokens: tuple[str, ...]
    passages: tuple[Passage, ...]
    value: str
    reason: str
    replaces: str
    back: str
    names: tuple[str, ...]
    wrong: str = ""


def draft(asked: Asked) -> Drafted:
    """The form that an address asks for. Raises Refused: 400 for no passage, 409 for one of a text that has changed."""
    return drafted(asked, asked.query)


def drafted(asked: Asked, given: Draft, wrong: str = "") -> Drafted:
    """A form with what stands in it."""
    if given.kind not in KINDS:
        raise Refused(400, _("there is no decision of the kind %(kind)s", kind=repr(given.kind[:40])))
    named = [tokens.passage(each) for each in given.passages.split(",") if each]
    if not named:
        raise Refused(400, _("a decision is about passages of reports; none is named"))
    stories: dict[str, Dossier] = {}
    made = []
    for each in named:
        known, report = tokens.fresh(asked.reader, each)
        if not 0 <= each.span.start < each.span.end <= len(report.text):
            raise Refused(400, _("these are no words of the report"))
        stories[known.dossier.story.id] = known.dossier
        made.append(known.worked(catalogue).passage(each.span))
    one = stories[next(iter(stories))]
    kinds, reads = _said(one, named[0].span) if len(named) == 1 else ((given.kind,), {})
    return Drafted(
        kind=given.kind,
        kinds=kinds,
        tokens=tuple(tokens.token(*each) for each in named),
        passages=tuple(made),
        value=given.value or ("" if wrong else reads.get(given.kind, "")),
        reason=given.reason,
        replaces=given.replaces,
        back=given.back,
        names=tuple(dict.fromkeys(name for dossier in stories.values() for name in names(dossier))),
        wrong=wrong,
    )


def _said(dossier: Dossier, span: Span) -> tuple[tuple[str, ...], dict[str, str]]:
    """What can be decided of one passage: a note always, the rest by what was read there; and how it reads now."""
    reading = next(each for each in dossier.readings if each.report == span.report)
    report = next(each for each in dossier.reports if each.id == span.report)
    said, when, figure = said_at(reading, span), date_at(reading, span), figure_at(reading, span)
    reads = {}
    if said is not None:
        reads["speaker"] = speaker_of(said)
    if when is not None:
        reads["date"] = when.value
    if figure is not None:
        reads["figure"] = in_digits(figure.value)
    if span == opening(report):
        reads["published"] = report.published.value or ""
    return ("note", *reads), reads
