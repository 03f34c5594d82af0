"""What stories are found by, written: entries, and texts for full-text search. Read it is by `searching`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Integer, Row, case, column, delete, func, insert, select, table
from sqlalchemy.dialects.sqlite import insert as upsert

from crossbearing.found_by import SearchedText
from crossbearing.store.index import IndexedStory, IndexState, Retired
from crossbearing.store.packed import packed
from crossbearing.store.schema import ENTRIES, INDEXED, OUTPUTS, RETIRED, STRETCHES, TEXTS
from crossbearing.store.terms import APART, parted

Values = dict[str, Any]
_DOCS = table("passages_docsize", column("id", Integer))
"""FTS5's own: a row for each that it knows the words of."""
_LETTERS = "[A-Za-z0-9\u00c0-\u024f\u0370-\u04ff]+"
_BEGINNING = re.compile(rf"{_LETTERS}(?: {_LETTERS}){{0,4}}(?=[ .,;:]|$)")
"""Whole words of scripts in which FTS5 and Python surely see the same ones."""
_LOTS = 500
"""Bound variables in one statement; SQLite allows 999 at least."""


def indexed(connection: Connection) -> dict[str, str]:
    return {row.story: row.digest for row in connection.execute(select(INDEXED.c.story, INDEXED.c.digest))}


def state(connection: Connection, stage: str) -> IndexState:
    # The digest stands before the body in its row: no body is read.
    wanted = OUTPUTS.c.stage == stage, OUTPUTS.c.digest != ""
    right = INDEXED.c.digest == OUTPUTS.c.digest
    found = select(func.count(), func.count(INDEXED.c.story), func.count(case((right, 1))))
    beside = OUTPUTS.outerjoin(INDEXED, INDEXED.c.story == OUTPUTS.c.unit)
    stories, there, as_they_are = connection.execute(found.select_from(beside).where(*wanted)).one()
    known = connection.execute(select(func.count()).select_from(INDEXED)).scalar_one()
    return IndexState(stories, stories - as_they_are, known - there)


def index_story(connection: Connection, story: IndexedStory) -> None:
    unindex(connection, [story.story])
    row = msgspec.structs.asdict(story)
    connection.execute(insert(INDEXED), {each.name: row[each.name] for each in INDEXED.c})
    entries = list(_entries(story))
    if entries:
        connection.execute(insert(ENTRIES), entries)
    texts, stretch_id = _greatest(connection, TEXTS.c.id), _greatest(connection, STRETCHES.c.id)
    words: list[tuple[int, str]] = []
    for text_id, text in enumerate(story.texts, texts + 1):
        whole, stretches = laid_out(text)
        connection.execute(insert(TEXTS), _text(story.story, text, whole) | {"id": text_id})
        numbered = [each | {"id": stretch_id + number, "text": text_id} for number, each in enumerate(stretches, 1)]
        if numbered:
            connection.execute(insert(STRETCHES), numbered)
        words += [(each["id"], whole[each["at"] : each["at"] + each["length"]]) for each in numbered]
        stretch_id += len(numbered)
    if words:
        connection.exec_driver_sql("INSERT INTO passages (rowid, text) VALUES (?, ?)", words)
    retire(connection, story.retired)


def unindex(connection: Connection, stories: Collection[str] | None) -> None:
    if stories is None:
        connection.exec_driver_sql("INSERT INTO passages (passages) VALUES ('delete-all')")
        for each in (STRETCHES, TEXTS, ENTRIES, INDEXED):
            connection.execute(delete(each))
        return
    for story in sorted(stories):
        texts = connection.execute(select(TEXTS.c.id).where(TEXTS.c.story == story)).scalars().all()
        for text in texts:
            # FTS5 is told the words that it is to forget, and reads them from the view.
            connection.exec_driver_sql(
                "INSERT INTO passages (passages, rowid, text) SELECT 'delete', id, text FROM stretched "
                "WHERE id IN (SELECT id FROM stretches WHERE text = ?)",
                (text,),
            )
            connection.execute(delete(STRETCHES).where(STRETCHES.c.text == text))
        for of_story in (TEXTS, ENTRIES, INDEXED):
            connection.execute(delete(of_story).where(of_story.c.story == story))


def is_indexed(connection: Connection, story: IndexedStory) -> bool:
    """Held against the tables; of the index of words, that it has all stretches and finds one of each text."""
    row = connection.execute(select(INDEXED).where(INDEXED.c.story == story.story)).first()
    wanted = msgspec.structs.asdict(story)
    if row is None or row._asdict() != {each.name: wanted[each.name] for each in INDEXED.c}:
        return False
    order = ENTRIES.c.kind, ENTRIES.c.key
    entries = connection.execute(select(ENTRIES).where(ENTRIES.c.story == story.story).order_by(*order))
    if [each._asdict() for each in entries] != sorted(_entries(story), key=lambda each: (each["kind"], each["key"])):
        return False
    texts = connection.execute(select(TEXTS).where(TEXTS.c.story == story.story).order_by(TEXTS.c.id)).all()
    laid = [laid_out(text) for text in story.texts]
    rows = [_text(story.story, text, whole) for text, (whole, _) in zip(story.texts, laid, strict=True)]
    if [_without(each._asdict(), "id") for each in texts] != rows:
        return False
    for text, (_, stretches) in zip(texts, laid, strict=True):
        there = connection.execute(select(STRETCHES).where(STRETCHES.c.text == text.id).order_by(STRETCHES.c.id)).all()
        if [_without(each._asdict(), "id", "text") for each in there] != stretches:
            return False
        known = select(func.count()).select_from(STRETCHES).where(STRETCHES.c.text == text.id)
        docs = known.where(STRETCHES.c.id.in_(select(_DOCS)))
        if connection.execute(docs).scalar() != len(stretches) or not _known_by_words(connection, there, text.text):
            return False
    return True


def _known_by_words(connection: Connection, stretches: Sequence[Row[Any]], whole: str) -> bool:
    """Whether the first stretch that begins with letters is found by its first words."""
    for each in stretches:
        begins = _BEGINNING.match(whole[each.at : each.at + each.length])
        if begins is not None:
            found = "SELECT 1 FROM passages WHERE passages MATCH ? AND rowid = ?"
            return connection.exec_driver_sql(found, (f'"{begins[0]}"', each.id)).first() is not None
    return True


def retire(connection: Connection, rows: Collection[Retired]) -> None:
    if not rows:
        return
    statement = upsert(RETIRED)
    fresh = {each.name: statement.excluded[each.name] for each in RETIRED.c if not each.primary_key}
    values = [msgspec.structs.asdict(each) for each in rows]
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=fresh), values)


def retired(
    connection: Connection, ids: Collection[str] | None, stories: Collection[str] | None
) -> tuple[Retired, ...]:
    found: list[Retired] = []
    for of, wanted in ((RETIRED.c.id, ids), (RETIRED.c.story, stories)):
        for lot in _lots(sorted(wanted or ())):
            rows = connection.execute(select(RETIRED).where(of.in_(lot)))
            found += [Retired(row.id, row.story, row.target, row.claim) for row in rows]
    return tuple(sorted(set(found), key=lambda each: each.id))


def laid_out(text: SearchedText) -> tuple[str, list[Values]]:
    """A text as it is stored, and where in it each stretch stands: characters that are parted move what follows."""
    whole = parted(text.text)
    place: Sequence[int] = range(len(whole))
    if len(whole) != len(text.text):
        place = [at for at, ch in enumerate(whole) if ch != APART]
    rows: list[Values] = [
        {
            "kind": each.kind,
            "at": place[each.start],
            "length": place[each.end - 1] + 1 - place[each.start],
            "start": each.start,
            "target": each.target,
        }
        for each in text.stretches
    ]
    if text.title:
        title = parted(text.title)
        rows.append({"kind": "headline", "at": len(whole) + 1, "length": len(title), "start": None, "target": ""})
        whole += APART + title
    return whole, rows


def _entries(story: IndexedStory) -> Iterator[Values]:
    for each in story.entries:
        row = msgspec.structs.asdict(each)
        yield {"story": story.story} | row | {"data": packed(each.data)}


def _text(story: str, text: SearchedText, whole: str) -> Values:
    row = msgspec.structs.asdict(text) | {"story": story, "text": whole}
    return {each.name: row[each.name] for each in TEXTS.c if each.name != "id"}


def _without(row: Values, *names: str) -> Values:
    return {name: value for name, value in row.items() if name not in names}


def _greatest(connection: Connection, of: Any) -> int:
    greatest: int = connection.execute(select(func.coalesce(func.max(of), 0))).scalar_one()
    return greatest


def _lots(items: Sequence[str]) -> Iterator[Sequence[str]]:
    return (items[at : at + _LOTS] for at in range(0, len(items), _LOTS))
