"""Every page of the table, and those that no table has: what axe-core finds against it, wide, dark and narrow."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from lxml import html

from crossbearing.case import Case
from crossbearing.web.door import access
from crossbearing.web.routes import PAGES
from crossbearing.web.status.serving import served
from tests.browser.conftest import Serve
from tests.browser.hands import NARROW, WIDE, Way, visiting
from tests.web.test_status import STANDING, changed

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

PATTERNS = {each.name: re.compile(re.sub(r"\{\w+(:path)?\}", "[^/?]+", each.path) + r"(\?[^#]*)?") for each in PAGES}
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
LAYOUT = {"rules": {"color-contrast": {"enabled": False}}}
LOOKS: dict[str, tuple[ViewportSize, bool, dict[str, Any]]] = {
    "light": (WIDE, False, {}),
    "dark": (WIDE, True, COLOURS),
    "narrow": (NARROW, False, LAYOUT),
}
"""Which colours there are does not hang on the width, nor the markup on the colours."""
LATE = """Ferry sinks off Pell, twelve dead

Twelve people were killed when a ferry sank off Pell on Monday, harbour master Ada Wenn said. Nine are missing.

“We blame nobody,” the operator said, and denied that it had been warned.
"""
NAMED = {"Content-Type": "application/json", "Accept": "application/json"}


def found(base: str) -> dict[str, str]:
    """One address of each page, by links from the first one."""
    addresses: dict[str, str] = {}
    waiting, seen = ["/", "/jobs", "/queue", "/decisions", "/mandates", "/alerts"], set()
    with httpx.Client(base_url=base) as client:
        while waiting and len(addresses) < len(PATTERNS):
            address = waiting.pop(0)
            name = next((name for name, pattern in PATTERNS.items() if pattern.fullmatch(address)), None)
            if address in seen or name is None or name in addresses:
                continue
            seen.add(address)
            answer = client.get(address)
            assert answer.status_code == 200, address
            addresses[name] = address
            links = [link.partition("#")[0] for link in html.document_fromstring(answer.text).xpath("//a/@href")]
            waiting += [link for link in links if link.startswith("/")]
    return addresses


@pytest.fixture(scope="module")
def addresses(built: Path, tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Iterator[dict[str, str]]:
    """The whole address of every page; there is a decision, a job that made the record anew with it, a mandate, and
    alerts of it that were raised and held."""
    folder = tmp_path_factory.mktemp("every")
    (folder / "late.txt").write_text(LATE, "utf-8")
    with Case.open(Path(shutil.copy(built, folder / "case.db"))) as case:
        case.mandate("disaster")
        case.add(folder / "late.txt")
        case.build()
        assert {alert.raised for alert in case.alerts()} == {True, False}
    base = serve(folder / "case.db")
    with httpx.Client(base_url=base, headers=NAMED) as client:
        story = client.get("/index.json").json()["stories"][0]["id"]
        claim = client.get(f"/stories/{story}/findings.json").json()["findings"][0]["wording"]
        place = re.sub(r"-(\d+)-(\d+)$", r":\1-\2", claim["anchor"])
        note = {"kind": "note", "passages": [place], "value": "Ask again.", "your_name": "Ada Wenn"}
        assert client.post("/decisions.json", json=note).status_code == 200
    made = {name: base + path for name, path in found(base).items()}
    made.setdefault("withdrawn", f"{made['story']}/withdrawn")  # nothing is, in the example, and nothing leads there
    made["alerts"] += "?held=true"
    made["responsibility"] = f"{made['mandate']}/responsibility"  # with denials
    made |= {"api": f"{base}/api", "problem": f"{base}/nothing-here", "welcome": f"{serve(folder / 'new.db')}/"}
    access.add(folder / "access.toml", "Ben", "editor")
    made["login"] = f"{serve(folder / 'case.db', '--access', str(folder / 'access.toml'))}/"
    made["only read"] = f"{serve(folder / 'case.db', '--read-only')}/"
    wrong = changed(error="the disk is full", doing="backing off")
    with served("case.db", 0, lambda: STANDING) as watch, served("case.db", 0, lambda: wrong) as failing:
        yield made | {"watch": f"{watch}/", "watch that failed": f"{failing}/"}


def against(page: Page, options: dict[str, Any]) -> list[str]:
    """What axe finds, with the first elements that it is about."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe-core is installed")
    result = axe.Axe().run(page, options={"resultTypes": ["violations"], **options})
    return [
        f"{each['id']} ({each['impact']}): {[node['html'][:120] for node in each['nodes'][:3]]}"
        for each in result.response["violations"]
        if each["impact"] != "minor"
    ]


def test_every_page_of_the_table_is_there(addresses: dict[str, str]) -> None:
    assert set(PATTERNS) - set(addresses) == set()


@pytest.mark.parametrize("look", LOOKS)
def test_nothing_is_against_any_page(browser: Browser, addresses: dict[str, str], look: str) -> None:
    viewport, dark, options = LOOKS[look]
    wrong = {}
    for base in sorted({"/".join(address.split("/")[:3]) for address in addresses.values()}):
        with visiting(browser, base, Way(look, viewport, dark)) as visit:
            for name, address in addresses.items():
                if address.startswith(f"{base}/"):
                    visit.page.goto(address)
                    if name in ("problem", "login"):  # their status is an error, as it should be
                        visit.wrong.clear()
                    wrong[name] = against(visit.page, options)
    assert {name: each for name, each in wrong.items() if each} == {}
