"""All decisions of a case, and one of them: what was decided, by whom, and whether it holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from crossbearing import deciding
from crossbearing.records import Anchor, DecisionKind, Dossier, Record, Span, Standing
from crossbearing.web import found, tokens
from crossbearing.web.asked import Asked, Page, Query, Refused
from crossbearing.web.decided import Shown, shown
from crossbearing.write.catalogue import Catalogue, Passage, anchor

PER_PAGE = 50
_NEAR = 3
"""Passages that are offered where words are found no longer."""


class Filter(Query, frozen=True):
    """Which decisions to list."""

    kind: str = ""
    state: str = ""
    by: str = ""
    page: int = 1


class Anchored(Record, frozen=True):
    """Words that a decision is about, as they stood when it was made, and where they are now."""

    side: int
    report: str
    """The report's name."""
    before: str
    words: str
    after: str
    place: str
    """The anchor of where they stand in a text now; "" where they are not found, or wait for the next build."""
    candidates: tuple[Candidate, ...] = ()
    """Of a decision that is adrift: passages of the report that are most like these words."""


class Candidate(Record, frozen=True):
    """A passage to which a decision can be attached again."""

    token: str
    passage: Passage


class Listed(Record, frozen=True):
    """One decision with its words."""

    decision: Shown
    anchors: tuple[Anchored, ...]


class Decisions(Record, frozen=True):
    """The list: those adrift first, then the newest."""

    decisions: tuple[Listed, ...]
    total: int
    page: int
    pages: int
    kinds: tuple[str, ...]
    states: tuple[str, ...]
    names: tuple[str, ...]
    """What can be chosen for each filter."""
    kind: str
    state: str
    by: str
    adrift: int
    """Of all decisions."""


class One(Record, frozen=True):
    """One decision, as it stands, and in words."""

    standing: Standing
    listed: Listed
    back: str


class Back(Query, frozen=True):
    """Where one came from."""

    back: str = ""


def decisions(asked: Asked) -> Decisions:
    """Decisions as they are asked for."""
    query: Filter = asked.query
    every = deciding.standings(asked.reader.store)
    told = dict(zip((each.decision.id for each in every), shown(every), strict=True))
    listed = [each for each in every if _is_asked_for(each, query)]
    listed.reverse()
    listed.sort(key=lambda each: each.state != "adrift")
    pages = max(1, -(-len(listed) // PER_PAGE))
    page = min(max(1, query.page), pages)
    some = listed[(page - 1) * PER_PAGE : page * PER_PAGE]
    return Decisions(
        decisions=tuple(Listed(told[each.decision.id], _anchored(asked, each)) for each in some),
        total=len(listed),
        page=page,
        pages=pages,
        kinds=_several(each.decision.kind for each in every),
        states=_several(each.state for each in every),
        names=_several(each.decision.by for each in every),
        kind=query.kind,
        state=query.state,
        by=query.by,
        adrift=sum(each.state == "adrift" for each in every),
    )
