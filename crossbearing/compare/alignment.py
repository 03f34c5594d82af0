"""Claims of many reports → groups that say one thing."""

from __future__ import annotations

from crossbearing.compare.agreement import Agreement
from crossbearing.compare.clustering import average_link
from crossbearing.compare.overview import Overview
from crossbearing.records import Group, Material, Reason

THRESHOLD = -0.19
"""Mean score above which two groups are one; set on three annotated events, see docs/design/0003-alignment.md."""


def groups(material: Material) -> tuple[Group, ...]:
    """Every claim of the story in exactly one group; neither depends on the order of the reports."""
    overview = Overview(material)
    if not overview.claims:
        return ()
    agreement = Agreement(overview)
    clusters = [part for rows in average_link(agreement.scores, THRESHOLD) for part in _plan_and_deed(overview, rows)]
    return tuple(_group(agreement, rows) for rows in sorted(clusters))


def _plan_and_deed(overview: Overview, rows: list[int]) -> list[list[int]]:
    """Two groups where one would hold what was planned and what was later done: that is an update, not one finding.

    Only where every report of the deed is at least as late as every report of the plan, and one is later; a visit that
    one report calls planned and another done on one day stays one finding.
    """
    done = [row for row in rows if overview.claims[row].status in ("happened", "ongoing")]
    planned = [row for row in rows if overview.claims[row].status == "planned"]
    if not done or not planned:
        return [rows]
    plan_days = [overview.report(overview.claims[row]).published.value for row in planned]
    deed_days = [overview.report(overview.claims[row]).published.value for row in done]
    known_plan, known_deed = [day for day in plan_days if day], [day for day in deed_days if day]
    if len(known_plan) < len(planned) or len(known_deed) < len(done):
        return [rows]
    if min(known_deed) < max(known_plan) or max(known_deed) <= min(known_plan):
        return [rows]
    return [[row for row in rows if row not in done], done]


def _stands_alone(overview: Overview, row: int) -> bool:
    """Whether a claim reads as a sentence by itself: it opens its sentence, and is no headline."""
    claim = overview.claims[row]
    sentence = overview.reading(claim).sentences[claim.sentence]
    return claim.span.start == sentence.span.start and not sentence.heading


def _group(agreement: Agreement, rows: list[int]) -> Group:
    overview = agreement.overview
    support = {row: sum(float(agreement.scores[row, other]) for other in rows if other != row) for row in rows}
    wording = max(rows, key=lambda row: (_stands_alone(overview, row), round(support[row], 4), -row))
    reasons = []
    for row in rows:
        if row == wording:
            continue
        score = round(float(agreement.scores[wording, row]), 3)
        extra = agreement.reasons(min(wording, row), max(wording, row))
        detail = "; ".join(
            [f"likeness {float(agreement.likeness[wording, row]):.2f}", *(f"{r.name}: {r.detail}" for r in extra)]
        )
        spans = (overview.claims[wording].span, overview.claims[row].span)
        reasons.append(Reason(name="says the same", detail=detail, score=score, spans=spans))
    return Group(
        claims=tuple(overview.claims[row].id for row in rows),
        wording=overview.claims[wording].id,
        reasons=tuple(reasons),
    )
