"""A monitoring report in a browser, from the disk, without its script: notes open at their words; what axe finds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crossbearing.write.monitoring_formats import by_name
from tests.browser.hands import NARROW, WIDE
from tests.write.monitored import a_report

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ViewportSize

HARM = '<img src="https://trap.example/x.png" onerror="document.title=1"> sank'


@pytest.fixture
def page_file(tmp_path: Path) -> str:
    (tmp_path / "report.html").write_bytes(by_name("html").make(a_report(HARM)))
    return (tmp_path / "report.html").as_uri()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_note_opens_at_its_words_without_a_script_or_a_network(
    browser: Browser, page_file: str, size: ViewportSize
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=size, offline=True)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page_file)
    page.click("#c1")
    assert page.url.endswith("#n1")
    page.click("#n1 a.cited")
    words = page.locator(":target")
    assert words.inner_text() == f"Before. {HARM}"
    box = words.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < size["height"]
    assert {url.partition("#")[0] for url in asked} == {page_file}
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(browser: Browser, page_file: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe-core is installed").Axe()
    context = browser.new_context(viewport=NARROW, color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    page.goto(page_file)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    assert page.title() == f"{HARM} – monitoring report"
    assert [each["id"] for each in axe.run(page).response["violations"]] == []
    context.close()
