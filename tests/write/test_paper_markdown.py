from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from crossbearing.write.paper import Notes
from crossbearing.write.paper_markdown import as_address, as_text, closers
from tests.write.handed_on import exported
from tests.write.payloads import PAYLOADS, a_dossier_of
from tests.write.test_exports import a_dossier

PARSER = MarkdownIt("commonmark", {"linkify": True}).enable(["table", "strikethrough", "linkify"]).use(footnote_plugin)
OWN = set(
    "heading paragraph bullet_list list_item table thead tbody tr th td footnote footnote_block link strong".split()
)
PLAIN = {"inline", "text", "text_special", "softbreak", "hardbreak", "footnote_ref", "footnote_anchor"}
NOTES = 11


def every(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from every(token.children or [])


def words(token: Token) -> str:
    """What a reader sees of an inline token."""
    breaks = {"hardbreak": "\n", "softbreak": "\n"}
    return "".join(breaks.get(each.type, each.content) for each in token.children or [])


def seen(payload: str) -> str:
    """The payload as a document can hold it."""
    return re.sub("[\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", "\ufffd", payload)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_comes_from_outside_is_text_and_comes_back_unchanged(payload: str) -> None:
    text = exported("markdown", a_dossier_of(payload)).decode()
    tokens = PARSER.parse(text)
    for token in every(tokens):
        assert token.type in PLAIN or token.type.rpartition("_")[0] in OWN, token
        if token.type == "link_open":
            assert str(token.attrs["href"]).startswith("https://lantern.example/")
            assert token.markup == "autolink"
    notes = [words(token) for token in tokens if token.type == "inline" and "characters 8–" in words(token)]
    assert len(notes) == NOTES
    assert all(note.endswith(f": “{seen(payload)}{''.join(closers(payload))}”") for note in notes)
    references = [token.meta["label"] for token in every(tokens) if token.type == "footnote_ref"]
    assert references == re.findall(r"^\[\^(\d+)\]: ", text, re.M) == [str(n) for n in range(1, NOTES + 1)]
    assert sum(token.type == "footnote_open" for token in tokens) == NOTES


def test_footnotes_of_several_stories_have_one_numbering() -> None:
    text = exported("markdown", a_dossier(0), a_dossier(1)).decode()
    numbers = [int(number) for number in re.findall(r"^\[\^(\d+)\]: ", text, re.M)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(re.findall(r"^# ", text, re.M)) == 2


def test_the_parts_stand_in_order() -> None:
    headings = re.findall(r"^##? (.*?)(?:\[\^1\])?$", exported("markdown", a_dossier()).decode(), re.M)
    assert headings == [
        "“Nine barges sank”", "What is said", "Denied", "What disagrees", "What changed", "Figures", "Timeline",
        "Reports",
    ]  # fmt: skip


def test_a_footnote_says_where_the_words_stand() -> None:
    text = exported("markdown", a_dossier()).decode()
    assert (
        "[^1]: The Lantern, 4 May 2031; report lantern (report-lantern-0), characters 0–16: “Nine barges sank”" in text
    )
    assert Notes(a_dossier()).words(a_dossier().findings[0].wording).note is not None


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("At 10:30, 5% of St. Orle (half-built) - “all” it’s!", "At 10:30, 5% of St. Orle (half-built) - “all” it’s!"),
        ("- a", r"\- a"),
        ("2031. A year", r"2031\. A year"),
        ("a*b", r"a\*b"),
        ("a\n\n- b", "a\\\n\\\n\\- b"),
    ],
)
def test_plain_words_stay_readable(text: str, written: str) -> None:
    assert as_text(text) == written


def test_an_address_cannot_leave_its_brackets() -> None:
    assert as_address('https://a.example/<b>|"`') == "<https://a.example/%3Cb%3E%7C%22%60>"
