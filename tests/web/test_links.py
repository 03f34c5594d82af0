"""Every page that can be reached from the first one: its links, its markup, and its JSON twin."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any
from urllib.parse import urljoin

import jsonschema
import msgspec
import pytest
from lxml import html
from starlette.testclient import TestClient

from crossbearing.records import Capture, Stated
from crossbearing.store.sqlite import SqliteStore
from crossbearing.web.routes import DOWNLOADS, PAGES
from tests.web.grown import STORY, grown
from tests.web.visits import opened

VOID = {"meta", "link", "input", "br"}
FILES = [re.compile(re.sub(r"\{\w+\}", "[^/?]+", row.path)) for row in DOWNLOADS]
OURS = re.compile(r"/(stories|findings|reports|captures)/.*")
"""Of other pages only that they are there."""
DRAWN = {"path", "circle", "use", "rect"}


class Nesting(HTMLParser):
    """What is opened is closed, in order, and no attribute stands twice."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        self.wrong += [f"{tag} {name} twice" for name in names if names.count(name) > 1]
        self.wrong += [f"{tag} {name}" for name in names if name == "style" or name.startswith("on")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID | DRAWN:
            self.wrong.append(f"{tag} closes itself")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> at {self.getpos()}")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, dict[str, str]]]:
    """Every page that can be reached, by its address without a fragment; where words are lit, some."""
    dossier, folder = grown(2), tmp_path_factory.mktemp("links")
    captures = [
        Capture(
            came.capture, came.capture, "a.txt", "text/plain", "0" * 64, "2031-05-04T10:00:00+00:00", Stated(), b"a"
        )
        for came in dossier.captures
    ]
    with opened(folder, dossier) as client:
        store = SqliteStore(folder / "case.db")
        store.add(captures, [])
        store.close()
        found: dict[str, str] = {}
        others: set[str] = set()
        waiting = deque([f"/stories/{STORY}"])
        lit = 0
        while waiting:
            address = waiting.popleft()
            if address in found or address in others or any(file.fullmatch(address) for file in FILES):
                continue
            lit += "lit=" in address
            if "lit=" in address and lit > 20:
                continue
            answer = client.get(address)
            assert answer.status_code == 200, address
            if not OURS.fullmatch(address) or address.endswith(".json"):
                others.add(address)
                continue
            found[address] = answer.text
            links = html.document_fromstring(answer.text).xpath("//a/@href | //form[not(@method='post')]/@action")
            waiting += [urljoin(address, link).partition("#")[0] for link in links if "://" not in link]
        yield client, found


def test_every_page_of_the_table_is_reached(pages: tuple[TestClient, dict[str, str]]) -> None:
    ours = [page for page in PAGES if OURS.fullmatch(page.path)]
    patterns = {page.name: re.compile(re.sub(r"\{\w+\}", "[^/]+", page.path) + r"(\?.*)?") for page in ours}
    unreached = {name for name, pattern in patterns.items() if not any(map(pattern.fullmatch, pages[1]))}
    assert unreached == set()


def test_every_fragment_is_there(pages: tuple[TestClient, dict[str, str]]) -> None:
    trees = {address: html.document_fromstring(text) for address, text in pages[1].items()}
    ids = {address: set(tree.xpath("//@id")) for address, tree in trees.items()}
    checked = 0
    for address, tree in trees.items():
        every = tree.xpath("//@id")
        assert len(every) == len(set(every)), f"{address} has an id twice"
        for link in tree.xpath("//@href"):
            target, _, fragment = urljoin(address, link).partition("#")
            if fragment and target in ids:
                checked += 1
                assert fragment in ids[target], (address, link)
    assert checked > 100


def test_markup_is_well_formed_and_has_no_inline_style_or_script(pages: tuple[TestClient, dict[str, str]]) -> None:
    for address, text in pages[1].items():
        nesting = Nesting()
        nesting.feed(text)
        nesting.close()
        assert nesting.wrong + nesting.open == [], address
        for script in html.document_fromstring(text).xpath("//script | //style"):
            assert (script.tag, script.text) == ("script", None), address


def test_headings_go_down_one_by_one(pages: tuple[TestClient, dict[str, str]]) -> None:
    for address, text in pages[1].items():
        levels = [int(each.tag[1]) for each in html.document_fromstring(text).xpath("//h1 | //h2 | //h3 | //h4")]
        assert levels.count(1) == 1, address
        below = levels[levels.index(1) :]
        assert all(lower <= upper + 1 for upper, lower in pairwise(below)), (address, levels)


def test_each_twin_is_of_the_shape_that_the_table_names(pages: tuple[TestClient, dict[str, str]]) -> None:
    client, found = pages
    for page in filter(lambda page: OURS.fullmatch(page.path), PAGES):
        pattern = re.compile(re.sub(r"\{\w+\}", "[^/?]+", page.path))
        address = next(each for each in found if pattern.fullmatch(each))
        twin = client.get(f"{address}.json")
        assert (twin.status_code, twin.headers["content-type"]) == (200, "application/json")
        schema: dict[str, Any] = msgspec.json.schema(page.shape)
        jsonschema.Draft202012Validator(schema).validate(twin.json())
        assert "<span" not in twin.text and "<mark" not in twin.text, "JSON carries no markup"
