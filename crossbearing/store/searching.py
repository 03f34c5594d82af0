"""What stories are found by, asked: stories, passages by their words, entries."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, bindparam, func, literal_column, not_, select, text
from sqlalchemy import column as a_column
from sqlalchemy import table as a_table

from crossbearing.found_by import key_of
from crossbearing.store.index import (
    EntriesFound,
    Entry,
    EntryFound,
    EntryQuery,
    Facets,
    Hit,
    Hits,
    Known,
    KnownFound,
    Search,
    StoriesFound,
    StoryQuery,
)
from crossbearing.store.packed import unpacked
from crossbearing.store.schema import ENTRIES, INDEXED, STRETCHES, TEXTS
from crossbearing.store.snippets import snippet
from crossbearing.store.terms import LIT, UNLIT, any_of, asked

_PASSAGES = a_table("passages", a_column("rowid"), a_column("rank"))
_WORDS: ColumnElement[Any] = literal_column("passages")
_LATER = "\U0010ffff"
"""After all that goes on from a day or a key."""
MOST_RANKED = 5000
"""Of more passages than these, words so common say little: they are not weighed, the newest come first."""
MOST_SHOWN = 1000
"""Of anything, at once."""


# ── passages ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def passages(connection: Connection, query: Search) -> Hits:
    read = asked(query.words)
    if not read.match:
        return Hits((), 0, read.unread)
    conditions = _conditions(query)
    total = connection.execute(_matching(select(func.count()), read.match, conditions)).scalar_one()
    newest = func.coalesce(TEXTS.c.day, "").desc(), TEXTS.c.name, TEXTS.c.report, STRETCHES.c.id
    order = newest if total > MOST_RANKED else (_PASSAGES.c.rank, *newest)
    wanted = _joined(select(STRETCHES.c.id)).where(_matches(read.match), *conditions)
    wanted = wanted.order_by(*order).limit(min(query.limit, MOST_SHOWN)).offset(query.offset)
    ids = connection.execute(wanted).scalars().all()
    return Hits(tuple(_hits(connection, read.match, ids)), total, read.unread)


def _hits(connection: Connection, match: str, ids: Sequence[int]) -> list[Hit]:
    """The passages of these ids, in their order, with the words lit."""
    columns = TEXTS.c.story, TEXTS.c.report, TEXTS.c.name, TEXTS.c.outlet, TEXTS.c.day, TEXTS.c.language
    lit = func.highlight(_WORDS, 0, LIT, UNLIT).label("lit")
    what = STRETCHES.c.id, STRETCHES.c.kind, STRETCHES.c.target, STRETCHES.c.start
    rows = connection.execute(
        _joined(select(*what, *columns, lit)).where(_matches(match), literal_column("passages.rowid").in_(ids))
    )
    found = {row.id: row for row in rows}
    hits = []
    for row in (found[each] for each in ids):
        shown = snippet(row.lit, row.start)
        end = None if row.start is None else row.start + shown.length
        where = row.kind, row.story, row.report, row.name, row.outlet, row.day, row.language, row.target
        hits.append(Hit(*where, row.start, end, shown.pieces, shown.lit))
    return hits


def _conditions(query: Search) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if query.kinds:
        wanted.append(STRETCHES.c.kind.in_(query.kinds))
    if query.outlet:
        wanted.append(TEXTS.c.outlet_key == key_of(query.outlet))
    if query.language:
        wanted.append(TEXTS.c.language == _said(query.language))
    if query.story:
        wanted.append(TEXTS.c.story == _said(query.story))
    if query.first:
        wanted.append(TEXTS.c.day >= _said(query.first))
    if query.last:
        wanted.append(TEXTS.c.day <= _said(query.last) + _LATER)
    return wanted


def _said(words: str) -> str:
    """As it can be asked for: half of a pair of surrogates is no text."""
    return words.encode("utf-8", "replace").decode()


def _matching(chosen: Select[Any], match: str, conditions: Sequence[ColumnElement[bool]]) -> Select[Any]:
    """Joined only where a condition asks for it."""
    if not conditions:
        return chosen.select_from(_PASSAGES).where(_matches(match))
    return _joined(chosen).where(_matches(match), *conditions)


def _joined(chosen: Select[Any]) -> Select[Any]:
    joined = _PASSAGES.join(STRETCHES, STRETCHES.c.id == _PASSAGES.c.rowid).join(TEXTS, TEXTS.c.id == STRETCHES.c.text)
    return chosen.select_from(joined)


def _matches(match: str) -> ColumnElement[bool]:
    return _WORDS.op("MATCH", is_comparison=True)(match)


# ── stories ───────────────────────────────────────────────────────────────────────────────────────────────────────────

_ORDERS = {
    "newest": (func.coalesce(INDEXED.c.last, "").desc(), func.coalesce(INDEXED.c.first, "").desc()),
    "origins": (INDEXED.c.origins.desc(), func.coalesce(INDEXED.c.last, "").desc()),
    "reports": (INDEXED.c.reports.desc(), func.coalesce(INDEXED.c.last, "").desc()),
}


def stories(connection: Connection, query: StoryQuery, facets: int) -> StoriesFound:
    read = asked(query.words)
    if query.words.strip() and not read.groups and not read.without:
        return StoriesFound((), 0, unread=read.unread)
    wanted = select(INDEXED.c.story).order_by(*_ORDERS[query.order], INDEXED.c.story)
    for group in read.groups:
        wanted = wanted.where(INDEXED.c.story.in_(_having(any_of(group))))
    for term in read.without:
        wanted = wanted.where(not_(INDEXED.c.story.in_(_having(term.match))))
    ids = connection.execute(wanted.where(*_of_stories(query))).scalars().all()
    page = ids[query.offset : query.offset + min(query.limit, MOST_SHOWN)]
    own = select(ENTRIES).where(ENTRIES.c.kind == "story", _among(ENTRIES.c.story, page))
    listed = {row.story: _found(row) for row in connection.execute(own)}
    common = Facets()
    if facets:
        everything = query == StoryQuery(order=query.order, limit=query.limit, offset=query.offset)
        common = _facets(connection, None if everything else ids, facets)
    return StoriesFound(tuple(listed[each] for each in page), len(ids), common, read.unread)


def _having(match: str) -> Select[tuple[str]]:
    return _joined(select(TEXTS.c.story)).where(_matches(match)).distinct()


def _of_stories(query: StoryQuery) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    for kind, name in (("outlet", query.outlet), ("actor", query.actor), ("place", query.place)):
        if name:
            beside = select(ENTRIES.c.story).where(ENTRIES.c.kind == kind, ENTRIES.c.key == key_of(name))
            wanted.append(INDEXED.c.story.in_(beside))
    if query.first:
        wanted.append(INDEXED.c.last >= _said(query.first))
    if query.last:
        wanted.append(INDEXED.c.first <= _said(query.last) + _LATER)
    if query.origins:
        wanted.append(INDEXED.c.origins >= query.origins)
    if query.contested:
        wanted.append(INDEXED.c.contested)
    return wanted


def _facets(connection: Connection, ids: Sequence[str] | None, most: int) -> Facets:
    """Of these stories; None: of all."""
    months: dict[str, int] = {}
    begun = select(func.substr(INDEXED.c.first, 1, 7).label("month"), func.count().label("stories"))
    begun = begun.where(INDEXED.c.first.is_not(None), *_those(INDEXED.c.story, ids)).group_by("month").order_by("month")
    for row in connection.execute(begun):
        months[row.month] = row.stories
    outlets, actors, places = (
        _known(connection, [ENTRIES.c.kind == kind, *_those(ENTRIES.c.story, ids)], most, 0)
        for kind in ("outlet", "actor", "place")
    )
    return Facets(outlets, actors, places, tuple(months.items()))


def _those(of: ColumnElement[str], ids: Collection[str] | None) -> list[ColumnElement[bool]]:
    return [] if ids is None else [_among(of, ids)]


def _among(of: ColumnElement[str], ids: Collection[str]) -> ColumnElement[bool]:
    """One variable, however many they are."""
    return of.in_(select(text("value")).select_from(func.json_each(bindparam(None, json.dumps(list(ids))))))


# ── entries ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def entries(connection: Connection, query: EntryQuery) -> EntriesFound:
    conditions = _of_entries(query)
    if query.story is not None:
        conditions.append(ENTRIES.c.story == _said(query.story))
    total = connection.execute(select(func.count()).select_from(ENTRIES).where(*conditions)).scalar_one()
    wanted = select(ENTRIES).where(*conditions).order_by(ENTRIES.c.weight.desc(), ENTRIES.c.key, ENTRIES.c.story)
    rows = connection.execute(wanted.limit(min(query.limit, MOST_SHOWN)).offset(query.offset))
    return EntriesFound(tuple(map(_found, rows)), total)


def _found(row: Row[Any]) -> EntryFound:
    return EntryFound(row.story, Entry(row.kind, row.key, row.name, row.weight, unpacked(row.data)))


def known(connection: Connection, query: EntryQuery) -> KnownFound:
    conditions = _of_entries(query)
    total = select(func.count(ENTRIES.c.key.distinct())).where(*conditions)
    found = _known(connection, conditions, min(query.limit, MOST_SHOWN), query.offset)
    return KnownFound(found, connection.execute(total).scalar_one())


def _of_entries(query: EntryQuery) -> list[ColumnElement[bool]]:
    conditions = [ENTRIES.c.kind == _said(query.kind)]
    if query.key is not None:
        conditions.append(ENTRIES.c.key == key_of(query.key))
    if query.keys:
        conditions.append(_among(ENTRIES.c.key, [key_of(each) for each in query.keys]))
    prefix = key_of(query.prefix)
    if prefix:
        conditions.append(and_(ENTRIES.c.key >= prefix, ENTRIES.c.key < prefix + _LATER))
    return conditions


def _known(
    connection: Connection, conditions: Sequence[ColumnElement[bool]], limit: int, offset: int
) -> tuple[Known, ...]:
    # SQLite takes the bare columns from the row that has the greatest weight ("Bare columns in an aggregate query").
    columns = ENTRIES.c.kind, ENTRIES.c.key, ENTRIES.c.name, func.max(ENTRIES.c.weight)
    count, weight = func.count().label("stories"), func.sum(ENTRIES.c.weight).label("all")
    wanted = select(*columns, count, weight).where(*conditions).group_by(ENTRIES.c.key)
    wanted = wanted.order_by(count.desc(), weight.desc(), ENTRIES.c.key).limit(limit).offset(offset)
    rows = connection.execute(wanted)
    return tuple(Known(row.kind, row.key, row.name, row.stories, row[5]) for row in rows)
