"""What is new in the matches of a mandate since the last look. A pure function of both.

A match is known again by its finding's id, or, where that has changed, by a claim that both have.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crossbearing.records import Alert, AlertKind, Match, Record, Report, Span, content_id

_RAISED: frozenset[AlertKind] = frozenset(
    ("finding", "origin", "figure", "denial", "disagreement", "standard", "correction", "withdrawn")
)


class _New(Record, frozen=True):
    kind: AlertKind
    key: str
    """What makes it new."""
    what: str
    why: str
    spans: tuple[Span, ...] = ()


def alerts(before: Sequence[Match], now: Sequence[Match], reports: dict[str, Report], at: str) -> tuple[Alert, ...]:
    """Alerts of all that is new, held or raised, by matter and finding. `reports` have the texts of `now`."""
    made: list[Alert] = []
    for match in now:
        old = _known(before, match)
        news = _first(match) if old is None else _changes(old, match)
        made += [_alert(match, new, reports, at) for new in news]
    return tuple(made)


def _known(before: Sequence[Match], match: Match) -> Match | None:
    same = [each for each in before if each.matter == match.matter]
    by_id = next((each for each in same if each.finding == match.finding), None)
    if by_id is not None:
        return by_id
    claims = {each.claim for each in match.claims}
    return next((each for each in same if claims.intersection(one.claim for one in each.claims)), None)


def _first(match: Match) -> Iterator[_New]:
    told = ", ".join(match.origins) or "nobody that is counted"
    yield _New("finding", "", f"new: on the word of {told}; {match.judged.detail}", "nothing of it was known")


def _changes(old: Match, match: Match) -> Iterator[_New]:
    for name in match.origins:
        if name not in old.origins:
            yield _New("origin", name, f"another independent origin: {name}", f"{len(old.origins)} before")
    figures = {(each.figure.value, each.figure.unit) for each in old.figures}
    for each in match.figures:
        if (each.figure.value, each.figure.unit) not in figures:
            said = f"{each.figure.value:,g} {each.figure.unit}".strip()
            by = ", ".join(each.said_by) or "nobody named"
            yield _New("figure", said, f"a new figure: {said}, by {by}", "it was not given before", (each.figure.span,))
    known = {name for each in old.denials for name in each.said_by}
    for denial in match.denials:
        fresh = [name for name in denial.said_by if name not in known]
        if fresh or not old.denials:
            who = ", ".join(fresh or denial.said_by) or "somebody"
            yield _New("denial", who, f"denied by {who}", "nobody of that name denied it before", (denial.span,))
    there = {(each.kind, each.finding) for each in old.disagreements}
    for other in match.disagreements:
        if (other.kind, other.finding) not in there:
            what = {"contradicts": "contradicted by", "updates": "it updates", "updated by": "updated by"}[other.kind]
            yield _New("disagreement", f"{other.kind} {other.finding}", f"{what} another finding", "new", (other.span,))
    for span in match.withdrawn:
        if span not in old.withdrawn:
            yield _New("withdrawn", f"{span}", "a report no longer says so", "it did before", (span,))
    if match.judged.met != old.judged.met:
        now = "met" if match.judged.met else "no longer met"
        yield _New("standard", f"{now} {match.judged.detail}", f"the standard is {now}: {match.judged.detail}", "new")
    outlets = [name for name in match.outlets if name not in old.outlets]
    if outlets and set(match.origins) <= set(old.origins):
        more = f"{len(outlets)} more outlet{'' if len(outlets) == 1 else 's'}"
        yield _New("carried", " ".join(outlets), f"{more} carried it: {', '.join(outlets)}", "on no other word")


def _alert(match: Match, new: _New, reports: dict[str, Report], at: str) -> Alert:
    return Alert(
        id=content_id("al", match.mandate, match.matter, match.finding, new.kind, new.key),
        kind=new.kind,
        raised=new.kind in _RAISED,
        at=at,
        mandate=match.mandate,
        matter=match.matter,
        story=match.story,
        finding=match.finding,
        wording=reports[match.wording.report].text[match.wording.start : match.wording.end],
        what=new.what,
        why=new.why,
        spans=(match.wording, *new.spans),
        origins=len(match.origins),
        outlets=len(match.outlets),
    )
