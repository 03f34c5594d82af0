"""Any text is a query, and none is an error."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.store.terms import APART, CATEGORIES, LONGEST_QUERY, MOST_TERMS, asked, parted


@pytest.mark.parametrize(
    ("query", "match"),
    [
        ("nine barges", '("nine") AND ("barges")'),
        ('"nine barges" sank', '("nine barges") AND ("sank")'),
        ("„neun Kähne“ «neuf»", '("neun Kähne") AND ("neuf")'),
        ("barges OR boats sank", '("barges" OR "boats") AND ("sank")'),
        ("OR barges OR", '("barges")'),
        ("barge* b*", '("barge" *) AND ("b")'),
        ('"harbour off"*', '("harbour off" *)'),
        ('barges -weir -"Ada Wenn"', '(("barges")) NOT ("weir" OR "Ada Wenn")'),
        ("-weir", ""),
        ('"not closed', '("not closed")'),
        ("", ""),
        ('" " * - -- "" ()', ""),
        ("🙂 … !!!", ""),
        ("NEAR(a b) text:c ^d {e}:f", '("NEAR(a") AND ("b)") AND ("text:c") AND ("^d") AND ("{e}:f")'),
        ("AND NOT", '("AND") AND ("NOT")'),
        ("a\0b\x02c", '("a") AND ("b") AND ("c")'),
        ("水门 -東京", '(("水\x1f门")) NOT ("東\x1f京")'),
        ("水*", '("水" *)'),
    ],
)
def test_what_is_typed_and_what_is_asked(query: str, match: str) -> None:
    assert asked(query).match == match


def test_what_is_too_much_is_left_out_and_counted() -> None:
    many = asked(" ".join(f"w{number}" for number in range(MOST_TERMS + 5)))
    assert (len(many.groups), many.unread) == (MOST_TERMS, 5)
    assert asked("🙂 barge").unread == 1
    assert asked("barge " * LONGEST_QUERY).unread > 0
    assert asked("x" * 10_000).match.count("x") == 200


@pytest.mark.parametrize(
    ("text", "as_indexed"),
    [
        ("Nine barges", "Nine barges"),
        ("東京都、大阪", "東|京|都|、|大|阪"),
        ("iPhone手机 x", "iPhone|手|机 x"),
        ("カタカナ", "カ|タ|カ|ナ"),
        ("น้ำท่วม", "น้|ำ|ท่|ว|ม"),
        ("हिन्दी शब्द", "हिन्दी शब्द"),
        ("مُحَمَّد", "مُحَمَّد"),
        ("a\x02b\x1fc", "a b c"),
    ],
)
def test_scripts_without_blanks_are_parted(text: str, as_indexed: str) -> None:
    assert parted(text) == as_indexed.replace("|", APART)


@given(st.text())
def test_parting_adds_marks_and_takes_nothing_away(text: str) -> None:
    made = parted(text)
    assert len(made.replace(APART, "")) == len(text)
    assert not any(ch < " " and ch not in "\t\n" + APART for ch in made)


@given(st.one_of(st.text(), st.text(alphabet='ab"*-() OR:^{}+,\0水ก\u0301'), st.text(alphabet='a水 "*-', min_size=300)))
def test_no_query_is_an_error(query: str) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        tokenize = f"unicode61 remove_diacritics 2 categories '{CATEGORIES}'"
        connection.execute(f'CREATE VIRTUAL TABLE t USING fts5(text, tokenize = "{tokenize}")')
        connection.execute("INSERT INTO t VALUES (?)", (parted("a b 水门"),))
        match = asked(query).match
        if match:
            connection.execute(
                "SELECT highlight(t, 0, '<', '>') FROM t WHERE t MATCH ? ORDER BY rank", (match,)
            ).fetchall()
