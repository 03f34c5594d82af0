"""One thing at two stages: planned and done, not known and known, halted and resumed. The later one updates.

Which is later, the days of the reports tell. Where they do not (no days, or one day), the stages do: nobody plans what
is done, and what is known stays known. Only a deed in a report of a day *before* the plan's is another deed.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from crossbearing.compare.counterparts import Counterpart, is_close
from crossbearing.compare.evidence import Evidence
from crossbearing.compare.states import opposed
from crossbearing.records import Claim, Reason, RelationKind

DONE = "planned, then done"
"""Name of the reason."""
SURE = 1.0
"""Least log-odds that a deed is the planned one where no days tell that it came later."""
FOLLOWS, SURE_TO_FOLLOW = -1.0, 0.0
"""The same where a later day tells it: of two counterparts, and of two claims that do not lead."""
STATES_OF_ONE = -1.0
"""Least log-odds that two states are of one thing."""
_UNKNOWN = re.compile(
    r"\b(?:(?:not|n['’]t|never)\s+(?:\w+\s+){0,2}?(?:known?|clear|certain|confirm\w*|determined?|released?|identif\w+|disclosed?"
    r"|decided?|announced?|named?|establish\w*|says?|said|received|made public)"
    r"|unclear|unknown|uncertain|unidentified|unconfirmed|undetermined|undisclosed"
    r"|no\s+(?:\w+\s+)?(?:information|word|suspects?|arrests?|details?|confirmation|claim|decision|date)"
    r"|yet\s+to|has\s+yet|have\s+yet|awaiting|pending)\b",
    re.IGNORECASE,
)
"""What is told as open; a later claim of the same thing, without such words, closes it."""
_PURPOSE = re.compile(r"(?:in\s+order\s+)?to\s+[a-z]", re.IGNORECASE)
_TOLD_AS_SO = frozenset({"happened", "ongoing"})


class Stage(NamedTuple):
    """A relation between two claims by number: the first stands in it to the second, and why."""

    kind: RelationKind
    from_: int
    to: int
    reason: Reason


def stage(evidence: Evidence, pair: Counterpart) -> Stage | None:
    """What of two counterparts brings the other up to date, or takes its place; None for neither."""
    for earlier, later in ((pair.i, pair.j), (pair.j, pair.i)):
        found = _done(evidence, earlier, later, pair) or _known(evidence, earlier, later, pair)
        if found is not None:
            return found
    return _state(evidence, pair)


def _days(evidence: Evidence, *rows: int) -> list[str | None]:
    overview = evidence.overview
    return [overview.report(overview.claims[row]).published.value for row in rows]


def _says(days: list[str | None]) -> str:
    return " and ".join(day or "no day" for day in days)


def _may_be_later(evidence: Evidence, before: int, after: int, pair: Counterpart) -> bool:
    """Whether a report is of a later day; where the days do not tell, whether the pair is sure enough without."""
    first, then = _days(evidence, before, after)
    if first and then and first != then:
        return first < then and pair.odds >= (FOLLOWS if pair.barely_leads else SURE_TO_FOLLOW)
    return is_close(pair) and pair.odds >= SURE


def _done(evidence: Evidence, plan_at: int, deed_at: int, pair: Counterpart) -> Stage | None:
    """ "will sign" and "have signed", "is awaited" and "has come"."""
    if not evidence.overview.pending[plan_at] or evidence.overview.pending[deed_at] or not _is_told(evidence, deed_at):
        return None
    plan, deed = evidence.overview.claims[plan_at], evidence.overview.claims[deed_at]
    course = opposed(evidence.overview.text(plan.content), evidence.overview.text(deed.content))
    told = course is not None and course.later == "theirs"
    if _is_purpose(evidence, plan) or not (told or _share_more_than_names(evidence, plan_at, deed_at)):
        return None
    if not _may_be_later(evidence, plan_at, deed_at, pair) or _is_dated_before(evidence, plan_at, deed):
        return None
    detail = f"{evidence.overview.pending[plan_at]} on {{}}, {deed.status} on {{}}".format(
        *(day or "no day" for day in _days(evidence, plan_at, deed_at))
    )
    reason = Reason(DONE, detail, score=round(pair.odds, 3), spans=(deed.span, plan.span))
    return Stage("updates", deed_at, plan_at, reason)


def _is_purpose(evidence: Evidence, plan: Claim) -> bool:
    """ "to fix a leak" within a sentence is what something is done for, no plan; in a headline it is the future."""
    heading = evidence.overview.reading(plan).sentences[plan.sentence].heading
    return not heading and _PURPOSE.match(evidence.overview.text(plan.content)) is not None


def _is_told(evidence: Evidence, row: int) -> bool:
    claim = evidence.overview.claims[row]
    return claim.status in _TOLD_AS_SO and claim.stance == "asserts" and not evidence.overview.negates[row]


def _is_dated_before(evidence: Evidence, plan_at: int, deed: Claim) -> bool:
    """Whether a deed dates itself before the day on which it was still planned."""
    (day,) = _days(evidence, plan_at)
    return bool(day and deed.dates) and not any(when.value >= (day or "")[: len(when.value)] for when in deed.dates)


def _share_more_than_names(evidence: Evidence, i: int, j: int) -> bool:
    """Whether two claims share a word that is nobody's name."""
    overview = evidence.overview
    names = {
        stem
        for row in (i, j)
        for actor in overview.reading(overview.claims[row]).actors
        if actor.id in overview.claims[row].actors
        for stem in overview.stems(actor.span)
    }
    return bool((overview.words[i] & overview.words[j]) - names)


def _known(evidence: Evidence, open_at: int, known_at: int, pair: Counterpart) -> Stage | None:
    """ "it was unclear who" and "it was the brother who"."""
    overview = evidence.overview
    a, b = overview.claims[open_at], overview.claims[known_at]
    cue = _UNKNOWN.search(overview.text(a.content))
    if cue is None or _UNKNOWN.search(overview.text(b.content)) or not _is_told(evidence, known_at):
        return None
    if a.stance != "asserts" or not _share_more_than_names(evidence, open_at, known_at):
        return None
    if not _may_be_later(evidence, open_at, known_at, pair) or _is_dated_before(evidence, open_at, b):
        return None
    detail = f"“{cue[0]}”, then told as so; {_says(_days(evidence, open_at, known_at))}"
    return Stage(
        "updates",
        known_at,
        open_at,
        Reason("open, then known", detail, score=round(pair.odds, 3), spans=(b.span, a.span)),
    )


def _state(evidence: Evidence, pair: Counterpart) -> Stage | None:
    """Two states of one thing: the later one updates, opposites contradict."""
    overview = evidence.overview
    a, b = (overview.claims[row] for row in (pair.i, pair.j))
    if pair.names_others or not pair.barely_leads or pair.odds < STATES_OF_ONE or "denies" in (a.stance, b.stance):
        return None
    if (
        evidence.overview.negates[pair.i] != evidence.overview.negates[pair.j]
        or evidence.overview.pending[pair.i]
        or evidence.overview.pending[pair.j]
    ):
        return None
    found = opposed(overview.text(a.content), overview.text(b.content))
    if found is None or (found.later is None and not is_close(pair)):
        return None
    detail = f"“{found.ours}” against “{found.theirs}”; {_says(_days(evidence, pair.i, pair.j))}"
    reason = Reason(
        "other state" if found.later else "opposites", detail, score=round(pair.odds, 3), spans=(a.span, b.span)
    )
    if found.later is None:
        return Stage("contradicts", pair.i, pair.j, reason)
    late, early = (pair.i, pair.j) if found.later == "ours" else (pair.j, pair.i)
    then, first = _days(evidence, late, early)
    if then and first and then < first:
        late, early = early, late
    return Stage("updates", late, early, reason)
