"""Every English word that a page of the room says is marked, so that it can be said in another language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from gettext import NullTranslations
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from starlette.testclient import TestClient

from crossbearing.web import rendering
from tests.web.halls import a_case, a_hall, told

ROOT = Path(rendering.__file__).parents[2]
MESSAGES = ROOT / "crossbearing" / "web" / "messages.pot"
REGENERATE = (
    "pybabel -q extract -F pyproject.toml --omit-header --no-location --sort-output "
    "-o crossbearing/web/messages.pot crossbearing/web crossbearing/write/templates"
)
PAGES = (
    "/", "/?outlet=the weir&first=2031-05-01&contested=true", "/?words=zeppelin", "/search", "/search?words=barges",
    "/search?words=zeppelin", "/outlets", "/outlets?begins=zz", "/outlets/the%20weir", "/actors", "/actors/ada%20wenn",
    "/places", "/figures", "/figures/barge", "/quotes", "/quotes/ada%20wenn", "/timeline", "/failures", "/help",
    "/jobs", "/export", "/nowhere",
)  # fmt: skip
ASIDE = (".words", "bdi", "mark", "code", "kbd", "time", "script", "input[type=date]", ".home", "svg title")
"""Passages and names, what a program or a person types, and days: none of it is the room's own English."""
NAMES = {"Crossbearing", "GeoNames", "YYYY", "MM", "https"}
SAID = ("aria-label", "title", "placeholder", "alt", "label")


class Marking(NullTranslations):
    """Another language: each message between brackets."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, one: str, many: str, number: int) -> str:
        return f"⟦{one if number == 1 else many}⟧"


@pytest.fixture
def halls(tmp_path: Path) -> Iterator[tuple[TestClient, TestClient]]:
    """A room over one story and one over nothing, in another language."""
    rendering.templates.cache_clear()
    translated: Any = rendering.templates()
    translated.install_gettext_translations(Marking(), newstyle=True)
    full, empty = tmp_path / "full.db", tmp_path / "empty.db"
    yield a_hall(a_case(full, told(1))), a_hall(a_case(empty))
    rendering.templates.cache_clear()


def unmarked(text: str) -> list[str]:
    """Words outside of all brackets."""
    depth, outside = 0, []
    for letter in text:
        depth += (letter == "⟦") - (letter == "⟧")
        outside.append(" " if depth or letter == "⟧" else letter)
    return [word for word in re.findall(r"[A-Za-z]{2,}", "".join(outside)) if word not in NAMES]


def said(page: lxml.html.HtmlElement) -> Iterator[str]:
    """What the room itself says on a page: texts and attributes that are read out."""
    for aside in [each for selector in ASIDE for each in page.cssselect(selector)]:
        tail = aside.tail
        aside.clear()
        aside.tail = tail
    yield "".join(page.itertext())
    for element in page.iter():
        yield from (element.get(name) for name in SAID if element.get(name))


def test_no_english_word_is_unmarked(halls: tuple[TestClient, TestClient]) -> None:
    full, empty = halls
    data = {"Ada", "Wenn", "The", "Weir", "Lantern", "barge"}
    for client in (full, empty):
        for address in PAGES:
            page = lxml.html.document_fromstring(client.get(address, headers={"Accept": "text/html"}).text)
            found = [word for text in said(page) for word in unmarked(text) if word not in data]
            assert not found, f"{address}: {found}"


def one_form(message: str | tuple[str, ...]) -> str:
    """A message as the catalogue names it, where it has forms for several numbers."""
    return message if isinstance(message, str) else message[0]


def test_all_messages_are_in_the_catalogue() -> None:
    extract = pytest.importorskip("babel.messages.extract")
    pofile = pytest.importorskip("babel.messages.pofile")
    options = {"**.html": {"trim_blocks": "true", "lstrip_blocks": "true"}}
    methods = [("**.html", "jinja2"), ("**/english.py", "python")]
    found = {
        one_form(message)
        for folder in ("crossbearing/web", "crossbearing/write/templates")
        for _, _, message, _, _ in extract.extract_from_dir(str(ROOT / folder), methods, options)
    }
    with MESSAGES.open("rb") as file:
        kept = {one_form(message.id) for message in pofile.read_po(file) if message.id}
    assert found == kept, f"run: {REGENERATE}"


def test_contributors_are_told_how_to_write_the_catalogue() -> None:
    assert REGENERATE in (ROOT / "CONTRIBUTING.md").read_text()
