"""What `store.base.Store` promises of what stories are found by; over every store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from crossbearing.found_by import Stretch
from crossbearing.store.base import Output, Store
from crossbearing.store.index import EntryQuery, Known, Retired, Search, StoryQuery
from crossbearing.store.sqlite import SqliteStore
from tests.indexed import a_text, an_entry, an_indexed_story

WENN, ROE = an_entry("actor", "Ada Wenn", 3), an_entry("actor", "Tamsin Roe", 7)
ORLE = an_entry("place", "Orle", 2)
STORM = an_indexed_story(
    "storm",
    a_text("Nine barges sank.\n\nThe harbour “stays closed”, said Ada Wenn.", "weir"),
    a_text("Seven barges sank at Orle.", "lantern", "2031-05-05", title="Barges lost"),
    entries=(WENN, ORLE),
    origins=3,
    contested=1,
)
OPERA = an_indexed_story(
    "opera", a_text("Roe sings at Orle harbour.", "weir", "2031-06-20"), entries=(ROE, WENN), day="2031-06-20"
)
UNDATED = an_indexed_story("undated", a_text("Ganz ohne Tag.", "bote", None, language="de"), day=None)


@pytest.fixture(params=["sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opened = {"sqlite": lambda: SqliteStore(tmp_path / "case.db")}[request.param]()
    for told in (STORM, OPERA, UNDATED):
        opened.index_story(told)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (StoryQuery(), "opera storm undated"),
        (StoryQuery(order="origins"), "storm opera undated"),
        (StoryQuery(order="reports"), "storm opera undated"),
        (StoryQuery(words="barges wenn"), "storm"),
        (StoryQuery(words="harbour"), "opera storm"),
        (StoryQuery(words="harbour -barges"), "opera"),
        (StoryQuery(words="-barges"), "opera undated"),
        (StoryQuery(words="sings OR tag"), "opera undated"),
        (StoryQuery(words='"barges lost"'), "storm"),
        (StoryQuery(words="🙂"), ""),
        (StoryQuery(outlet="THE  weir"), "opera storm"),
        (StoryQuery(outlet="The Weir", actor="tamsin roe"), "opera"),
        (StoryQuery(place="ORLE"), "storm"),
        (StoryQuery(first="2031-06"), "opera"),
        (StoryQuery(last="2031-05"), "storm"),
        (StoryQuery(first="2031-05-04", last="2031"), "opera storm"),
        (StoryQuery(origins=2), "storm"),
        (StoryQuery(contested=True), "storm"),
        (StoryQuery(outlet="nobody"), ""),
        (StoryQuery(limit=1, offset=1), "storm"),
        (StoryQuery(offset=9), ""),
    ],
)
def test_stories_are_found(store: Store, query: StoryQuery, found: str) -> None:
    made = store.find_stories(query)
    assert [each.story for each in made.stories] == found.split()
    assert all(each.entry.key == each.story for each in made.stories)
    paged = query.limit == 1 or query.offset
    assert made.total == (3 if paged else len(found.split()))


def test_facets_are_of_all_that_is_found(store: Store) -> None:
    every = store.find_stories(StoryQuery(limit=1), facets=2).facets
    assert every.outlets[0] == Known("outlet", "the weir", "The Weir", 2, 2)
    assert [each.name for each in every.actors] == ["Tamsin Roe", "Ada Wenn"][::-1]
    assert every.months == (("2031-05", 1), ("2031-06", 1))
    some = store.find_stories(StoryQuery(words="barges"), facets=9).facets
    assert [each.name for each in some.outlets] == ["The Lantern", "The Weir"]
    assert some.actors == (Known("actor", "ada wenn", "Ada Wenn", 1, 3),)
    assert [each.name for each in some.places] == ["Orle"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Search(words="barges"), ["paragraph storm lantern", "paragraph storm weir", "headline storm lantern"]),
        (Search(words="barges", kinds=("headline",)), ["headline storm lantern"]),
        (Search(words="barges", outlet="the WEIR"), ["paragraph storm weir"]),
        (Search(words="harbour", first="2031-06"), ["paragraph opera weir"]),
        (Search(words="harbour", last="2031-05-04"), ["paragraph storm weir"]),
        (Search(words="harbour", story="opera"), ["paragraph opera weir"]),
        (Search(words="ganz", language="de"), ["paragraph undated bote"]),
        (Search(words="ganz", language="en"), []),
        (Search(words="ganz", first="1"), []),
        (Search(words='"stays closed"'), ["paragraph storm weir"]),
        (Search(words="closed stays -lantern"), ["paragraph storm weir"]),
        (Search(words="clos*"), ["paragraph storm weir"]),
        (Search(words=""), []),
    ],
)
def test_passages_are_found_with_the_place_of_each_word(store: Store, query: Search, found: list[str]) -> None:
    made = store.search(query)
    texts = {(told.story, each.report): each.text for told in (STORM, OPERA, UNDATED) for each in told.texts}
    assert sorted(f"{hit.kind} {hit.story} {hit.name}" for hit in made.hits) == sorted(found)
    assert made.total == len(found)
    for hit in made.hits:
        lit = [piece.text for piece in hit.snippet if piece.lit]
        assert lit
        if hit.start is not None:
            text = texts[hit.story, hit.report]
            assert [text[start:end] for start, end in hit.lit] == lit
            assert "".join(piece.text for piece in hit.snippet) == text[hit.start : hit.end]
        else:
            assert (hit.end, hit.lit) == (None, ())


def test_pages_of_passages_are_parts_of_one_list(store: Store) -> None:
    every = store.search(Search(words="orle OR barges OR harbour"))
    pages = [store.search(Search(words="orle OR barges OR harbour", limit=2, offset=at)).hits for at in (0, 2, 4, 6)]
    assert tuple(hit for page in pages for hit in page) == every.hits
    assert every.total == len(every.hits) == 5


def test_a_story_is_indexed_anew_and_forgotten(store: Store) -> None:
    assert store.indexed()["storm"] == "digest of storm"
    assert store.is_indexed(STORM)
    other = replace(STORM, digest="other", texts=STORM.texts[:1], entries=STORM.entries[:1])
    store.index_story(other)
    assert store.is_indexed(other)
    assert not store.is_indexed(STORM)
    assert store.search(Search(words="barges")).total == 1
    store.unindex(["storm", "none"])
    assert store.indexed().keys() == {"opera", "undated"}
    assert store.search(Search(words="barges")).total == 0
    assert store.entries(EntryQuery(kind="outlet")).total == 2
    store.unindex()
    assert store.indexed() == {}
    assert store.search(Search(words="harbour")).total == 0
    store.index_story(STORM)
    assert store.is_indexed(STORM)


def test_entries_and_what_is_known_of_all_stories(store: Store) -> None:
    found = store.entries(EntryQuery(kind="actor", key="ADA Wenn"))
    assert [(each.story, each.entry) for each in found.entries] == [("opera", WENN), ("storm", WENN)]
    assert [each.entry.name for each in store.entries(EntryQuery(kind="actor", story="opera")).entries] == [
        "Tamsin Roe",
        "Ada Wenn",
    ]
    some = store.entries(EntryQuery(kind="actor", keys=("TAMSIN roe", "nobody")))
    assert (some.total, [each.entry for each in some.entries]) == (1, [ROE])
    one = store.entries(EntryQuery(kind="actor", prefix="Tam", limit=1))
    assert (one.total, [each.entry for each in one.entries]) == (1, [ROE])
    assert store.entries(EntryQuery(kind="actor", offset=2, limit=5)).total == 3
    known = store.known(EntryQuery(kind="actor", limit=1))
    assert (known.known, known.total) == ((Known("actor", "ada wenn", "Ada Wenn", 2, 6),), 2)
    assert store.known(EntryQuery(kind="actor", prefix="t")).total == 1


def test_where_ids_lead_that_are_borne_no_longer(store: Store) -> None:
    gone = Retired("old", "storm", "")
    store.retire([gone, Retired("f-1", "storm", "f-2", "c")])
    store.index_story(replace(STORM, retired=(Retired("f-1", "storm", "f-3", "c"),)))
    assert store.retired(["old", "none"]) == (gone,)
    assert store.retired(stories=["storm"]) == (Retired("f-1", "storm", "f-3", "c"), gone)
    store.unindex()
    assert store.retired(["old"]) == (gone,)


def test_how_far_the_index_agrees(store: Store) -> None:
    made = [
        Output("write", unit, unit, "k", body) for unit, body in (("storm", b"{}"), ("new", b"{}"), ("failed", None))
    ]
    store.put([*made[:2], replace(made[2], reason="no")])
    store.index_story(replace(STORM, digest=made[0].digest))
    state = store.index_state("write")
    assert (state.stories, state.waiting, state.gone) == (2, 1, 2)


CHINESE = "奥勒港九艘驳船沉没。"
JAPANESE = "オルレの港で、はしけが沈んだ。"
THAI = "เรือเก้าลำจมที่ท่าเรือ"
HINDI = "बंदरगाह में नौ नावें डूब गईं।"
ARABIC = "غرقت تسع سفن في الميناء"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (CHINESE, "驳船"), (CHINESE, "奥勒 沉没"), (CHINESE, "港九艘"), (JAPANESE, "はしけ"), (JAPANESE, "オルレ"),
        (THAI, "ท่าเรือ"), (THAI, "จม"), (HINDI, "नावें"), (HINDI, "बंदर*"), (ARABIC, "سفن"), (ARABIC, '"تسع سفن"'),
        ("Le café coûte 12,000 €.", "cafe 12,000"), ("Der Fluß steigt.", "fluß"), ("Cafe\u0301 zu", "café"),
        ("x 😀 y 船z", "船"),
    ],
)  # fmt: skip
def test_every_script_is_found_and_lit_where_it_stands(store: Store, text: str, words: str) -> None:
    report = "Erst ein Absatz 水.\n\n" + text
    told = a_text(report, "other")
    quote = Stretch("quote", len(report) - 2, len(report), "Ada")
    store.index_story(an_indexed_story("other", replace(told, stretches=(*told.stretches, quote))))
    [hit] = store.search(Search(words=words, kinds=("paragraph",))).hits
    assert report[hit.start : hit.end] == text
    lit = "".join(report[start:end] for start, end in hit.lit)
    assert lit
    assert "".join(piece.text for piece in hit.snippet) == text
    assert "".join(piece.text for piece in hit.snippet if piece.lit) == lit
    wanted = words.replace('"', "").rstrip("*").split()
    assert all(word[:2] in lit or word in ("cafe", "café", "fluß") for word in wanted)


@pytest.mark.parametrize("words", ["沉驳", "港奥", "ลำเก้า", "船 没有"])
def test_of_unspaced_scripts_what_is_not_there_is_not_found(store: Store, words: str) -> None:
    store.index_story(an_indexed_story("other", a_text(f"{CHINESE}\n\n{THAI}", "other")))
    assert store.search(Search(words=words)).total == 0


HOSTILE = (
    '"', '""', '"""', "'", "';--", "*", "-", "- -", "^", ":", "(", ")", "((((", "AND", "OR", "NOT", "a AND", "OR a",
    "a NOT b", "NEAR", "NEAR(a b, 2)", "text:a", "{text}: a", "rowid:1", "passages:x", "a + b", "^a", "\0", "a\0b",
    "\x02a\x03", "\x1f", "\ud800", "a" * 10_000, "a " * 5_000, '"' * 10_000, "-a " * 4_000, "水" * 3_000, "😀",
    "\u202e", "ﷺ", "\u0301", "%", "_", "\\", "a\nb", "\u2028", "İ", "ß", "٣", "½", "\U000e0041", "$1", "?1",
    ":a", "@a", "x'41'",
)  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_no_words_are_an_error(store: Store, words: str) -> None:
    store.search(Search(words=words))
    store.search(Search(words=words, outlet=words, language=words, first=words, last=words, story=words))
    store.find_stories(StoryQuery(words=words), facets=3)
    store.find_stories(StoryQuery(outlet=words, actor=words, place=words, first=words, last=words))
    store.entries(EntryQuery(kind="actor", key=words, story=words, prefix=words))
    store.known(EntryQuery(kind=words, prefix=words))
