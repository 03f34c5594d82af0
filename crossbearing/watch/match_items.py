"""All that a match says, each thing under the keys by which it is known again.

What is known is what was told of a match with one of the same claims: so each thing has several keys, by name and by
claim, and one that was told is enough. A finding's id is in none of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from crossbearing.figures import figure as told
from crossbearing.records import AlertKind, Disagreement, Match, MatchedClaim, OnWhoseWord, Origin, Record, Span
from crossbearing.watch.background import Background
from crossbearing.watch.spans import within

_TIME = frozenset({"second", "minute", "hour", "day", "night", "week", "month", "year", "decade", "century"})
_SHOWN = frozenset({"document", "imagery", "own observation"})
"""What weighs whoever brought it."""
_NAMED = 3
"""Outlets in a row."""
_OTHER = {
    "contradicts": "it contradicts",
    "updates": "it brings up to date",
    "updated by": "it is brought up to date by",
}


class Item(Record, frozen=True):
    """One thing that a match says."""

    kind: AlertKind
    keys: tuple[str, ...]
    """It is known where one of them was told."""
    claims: frozenset[str]
    """On which it rests."""
    what: str
    spans: tuple[Span, ...] = ()
    sleeps: str = ""
    """Why it wakes nobody, whatever is new; "" where it may."""
    other: str = ""
    """The other finding that it is about."""
    variant: str = ""
    """A further key: what of it may change and make nothing new."""


def items(match: Match, background: Background) -> tuple[Item, ...]:
    """Origins, figures, denials and disagreements of a match."""
    return (
        *_origins(match, background),
        *_figures(match),
        *_denials(match, background),
        *_disagreements(match, background),
    )


def claims_of(match: Match, background: Background) -> frozenset[str]:
    """The claims that meet the pattern, and those of earlier versions of its reports that say the same.

    The others are none of what makes a match: "when the shed burned" goes with one toll today, with another tomorrow.
    """
    return with_earlier([each.claim for each in match.claims if not each.context], background)


def with_earlier(claims: Iterable[str], background: Background) -> frozenset[str]:
    """Claims, and what they were in earlier versions."""
    return frozenset(claims).union(*(background.earlier.get(claim, frozenset()) for claim in claims))


def _origins(match: Match, background: Background) -> Iterator[Item]:
    places = {each.claim: each.span for each in match.claims}
    meeting = {each.claim for each in match.claims if not each.context}
    for origin in _of(match, background):
        claims = with_earlier([each for each in origin.claims if each in meeting], background)
        keys = (f"origin {origin.name}", *(f"origin {claim}" for claim in sorted(claims)))
        spans = tuple(places[claim] for claim in origin.claims if claim in meeting)
        if origin.name in match.origins:
            sleeps = "only a headline says so" if claims <= background.headings else ""
            yield Item(
                "origin", keys, claims, f"also on the word of {origin.name}, an independent origin", spans, sleeps
            )
        elif origin.name in match.unnamed and origin.kind == "unnamed":
            shown = [
                each.evidence.kind for each in match.claims if each.claim in claims and each.evidence.kind in _SHOWN
            ]
            sleeps = "" if shown else "who is not named is not counted as an independent origin"
            resting = f" ({shown[0]})" if shown else ""
            what = f"also on the word of {origin.name}{resting}, not counted as independent"
            yield Item("origin", keys, claims, what, spans, sleeps)


def _of(match: Match, background: Background) -> tuple[Origin, ...]:
    finding = background.findings.get(match.finding)
    return finding.origins if finding is not None else ()


def _figures(match: Match) -> Iterator[Item]:
    for each in match.figures:
        figure = each.figure
        counted = figure.of or figure.unit
        bearing = [claim for claim in match.claims if within(figure.span, claim.span)]
        claims = frozenset(claim.claim for claim in bearing)
        by = ", ".join(each.said_by) or "nobody named"
        key = f"figure {figure.value:.12g} {counted}"
        what = f"{told(figure)}, on the word of {by}"
        yield Item("figure", (key,), claims, what, (figure.span,), _asleep(each, bearing), "", f"{key} {figure.hedge}")


def _asleep(each: OnWhoseWord, bearing: Sequence[MatchedClaim]) -> str:
    """Why a figure wakes nobody: it counts nothing that the matter asks for."""
    figure = each.figure
    counting = [facet for claim in bearing for facet in claim.facets if facet.name == "counts"]
    if counting and not any(figure.span in facet.spans for facet in counting):
        return "it counts nothing that the matter asks for"
    if not counting and (not figure.unit or figure.unit in _TIME):
        return "it counts time, or nothing that is named"
    if bearing and all(claim.context for claim in bearing):
        return "the claim that gives it does not match by its own words"
    return ""


def _denials(match: Match, background: Background) -> Iterator[Item]:
    if match.stance != "denies":  # denials that were put among what they deny
        places = {each.claim: each.span for each in match.claims if each.claim in background.denying}
        for origin in _of(match, background):
            own = [claim for claim in origin.claims if claim in places]
            if own:
                yield _denial(places[own[0]], match.finding, origin.name, with_earlier(own, background))
    for denial in match.denials:
        finding = background.findings.get(denial.finding)
        origins = [each for each in finding.origins if each.name in denial.said_by] if finding is not None else []
        for origin in origins:
            claims = with_earlier(origin.claims, background)
            yield _denial(denial.span, denial.finding, origin.name, claims)
        if not origins:
            claims = with_earlier(finding.claims if finding is not None else (), background)
            yield _denial(denial.span, denial.finding, "somebody", claims)


def _denial(span: Span, finding: str, who: str, claims: frozenset[str]) -> Item:
    keys = (f"denial {who}", *(f"denial {claim}" for claim in sorted(claims)))
    return Item("denial", keys, claims, f"denied by {who}", (span,), other=finding)


def _disagreements(match: Match, background: Background) -> Iterator[Item]:
    for each in match.disagreements:
        claims = with_earlier(background.findings[each.finding].claims, background)
        keys = tuple(f"other {claim}" for claim in sorted(claims))
        what = f"{_OTHER[each.kind]} {_who(each)}: “{background.words(each.span)}”"
        yield Item("disagreement", keys, claims, what, (each.span,), other=each.finding)


def _who(each: Disagreement) -> str:
    more = f" and {len(each.outlets) - _NAMED} more" if len(each.outlets) > _NAMED else ""
    return ", ".join(each.outlets[:_NAMED]) + more or "a report"
