"""An alert made of what it is about and of what is new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crossbearing.records import Alert, AlertKind, Match, Record, Span, content_id
from crossbearing.watch.background import Background
from crossbearing.watch.match_items import Item


class About(Record, frozen=True):
    """What an alert is about: a match, or of one that is gone what was last told of it."""

    mandate: str
    matter: str
    story: str
    finding: str
    wording: str
    at: Span | None
    claims: frozenset[str]
    origins: int
    outlets: int


class New(Record, frozen=True):
    """What is new, as an alert tells it."""

    kind: AlertKind
    told: tuple[str, ...]
    """The keys of `match_items` under which it is known from now on."""
    anchor: str
    """What it is about, for its id."""
    what: str
    why: str
    """Why it is raised or held."""
    raised: bool
    spans: tuple[Span, ...] = ()


def about(match: Match, claims: frozenset[str], background: Background) -> About:
    """A match, known by these claims."""
    return About(
        match.mandate,
        match.matter,
        match.story,
        match.finding,
        background.words(match.wording),
        match.wording,
        claims,
        len(match.origins),
        len(match.outlets),
    )


def about_gone(alert: Alert) -> About:
    """What is no match any longer, as it was told last."""
    return About(
        alert.mandate,
        alert.matter,
        alert.story,
        alert.finding,
        alert.wording,
        None,
        frozenset(alert.claims),
        alert.origins,
        alert.outlets,
    )


def made(about: About, new: New, at: str) -> Alert:
    """The alert; `at` is UTC, ISO 8601. What is told of the same by the same claims has the same id."""
    return Alert(
        id=content_id("al", about.mandate, about.matter, new.kind, new.anchor, *new.told),
        kind=new.kind,
        raised=new.raised,
        at=at,
        mandate=about.mandate,
        matter=about.matter,
        story=about.story,
        finding=about.finding,
        wording=about.wording,
        what=new.what,
        why=new.why,
        spans=tuple(dict.fromkeys((*((about.at,) if about.at else ()), *new.spans))),
        origins=about.origins,
        outlets=about.outlets,
        claims=tuple(sorted(about.claims)),
        told=new.told,
    )


def in_short(match: Match, found: Sequence[Item]) -> Iterator[str]:
    """What is said, by whom, and what stands against it."""
    by = ", ".join(match.origins)
    unnamed = ", ".join(match.unnamed)
    yield f"on the word of {by}" if by else f"on nobody's word that is counted{f' ({unnamed})' if unnamed else ''}"
    same = f", on the word of {by}"
    figures = [each.what.removesuffix(same) for each in found if each.kind == "figure" and not each.sleeps]
    if figures:
        yield " and ".join(figures)
    yield from dict.fromkeys(each.what for each in found if each.kind == "denial" and match.stance != "denies")
    yield from dict.fromkeys(each.what for each in found if each.kind == "disagreement")
    if match.asked:
        yield "a report says that those concerned were asked or did not answer"
    yield f"the standard is {'met' if match.judged.met else 'not met'}: {match.judged.detail}"
