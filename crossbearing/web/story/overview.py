"""One story: its head, and who carried what."""

from __future__ import annotations

from collections.abc import Sequence

from crossbearing.records import Finding, Record
from crossbearing.web.asked import Asked
from crossbearing.web.paging import Limit, Offset, Paged, Slice, cut
from crossbearing.web.readers import Known
from crossbearing.web.story.head import Head, catalogue, findings, head
from crossbearing.web.story.whereabouts import story
from crossbearing.write.dossier import Totals, totals
from crossbearing.write.matrix import Matrix, part, several
from crossbearing.write.views import FindingView

FIRST = 12
"""Findings that stand on the page of a story in which no two reports have one in common."""
COLUMNS = 60
"""Reports in one table."""
CELLS = 420
"""Cells with something in them; one takes some 350 bytes of a page."""


class Table(Record, frozen=True):
    """Findings of two or more reports against the reports."""

    matrix: Matrix
    rows: Slice
    columns: Slice
    """Of the reports, by day and outlet; its `next` and `previous` are values of `column`."""


class Overview(Record, frozen=True):
    """A story: its numbers, and either the table of who carried what, or its first findings."""

    head: Head
    numbers: Totals
    table: Table | None
    """The first findings of two or more reports; null: there are none."""
    lead: tuple[FindingView, ...]
    """Without a table, the findings with most origins, without their passages."""
    follows: str | None
    """Id of the earlier story that this one goes on about."""


class MatrixPart(Record, frozen=True):
    """Who carried what, and who left it out."""

    head: Head
    table: Table


class MatrixQuery(Paged, frozen=True):
    """A page of the table."""

    limit: Limit = 40
    column: Offset = 0
    """How many reports stand before those that are the table's columns."""


def overview(asked: Asked) -> Overview:
    """The head of a story and what most of it is seen by."""
    known = story(asked)
    table = _table(known, MatrixQuery())
    lead = [] if table.rows.total else [each.id for each in shown(known.dossier.findings, known)[:FIRST]]
    return Overview(
        head=known.worked(head),
        numbers=known.worked(_numbers),
        table=table if table.rows.total else None,
        lead=tuple(known.worked(findings).brief(each) for each in lead),
        follows=known.dossier.story.follows,
    )


def matrix(asked: Asked) -> MatrixPart:
    """The table of who carried what."""
    known = story(asked)
    return MatrixPart(known.worked(head), _table(known, asked.query))


def shown(every: Sequence[Finding], known: Known) -> list[Finding]:
    """Findings but those that a reader hid."""
    hidden = set(known.dossier.hidden)
    return [finding for finding in every if finding.id not in hidden]


def _numbers(known: Known) -> Totals:
    return totals([known.dossier])


def _table(known: Known, query: MatrixQuery) -> Table:
    here = known.worked(catalogue)
    columns = cut(here.reports, Paged(limit=COLUMNS, offset=query.column))
    across = {report.id for report in columns.items}

    def cells(finding: Finding) -> int:
        return len(across & {here.claims[claim].span.report for claim in finding.claims})

    rows = cut(shown(several(here), known), query, cells, CELLS)
    more = rows.slice.total - rows.slice.offset - rows.slice.shown
    return Table(part(here, rows.items, columns.items, more), rows.slice, columns.slice)
