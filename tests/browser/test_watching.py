"""An editor puts a mandate in force, waits for the build, follows a passage to its words, looks at what was held."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Serve
from tests.browser.hands import WAYS, Way, visiting
from tests.browser.test_reading import lit

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_a_mandate_is_watched(browser: Browser, built: Path, serve: Serve, tmp_path: Path, way: Way) -> None:
    with visiting(browser, serve(Path(shutil.copy(built, tmp_path / "case.db"))), way) as visit:
        visit.go("/")
        visit.press(".bar a:has-text('Mandates')")
        visit.press("form:has(input[value='disaster']) button")
        visit.page.wait_for_url("**/mandates/disaster")
        visit.go("/jobs")
        visit.press("th a")
        visit.wait("h1:has-text('Done')")
        visit.go("/mandates/disaster")
        visit.press(".matters a:has-text('Casualties')")
        visit.page.wait_for_url("**/mandates/disaster/casualties")
        matches = visit.page.locator("article.match")
        assert matches.count() > 5
        first = matches.first
        assert "Standard met" in first.locator(".held-against").inner_text()
        visit.press(first.locator("details.evidence summary"))
        said = first.locator(".passages .said mark").first.inner_text()
        visit.press(first.locator(".passages a.to-text").first)
        visit.page.wait_for_url(re.compile(r"/reports/.*\?lit="))
        assert " ".join(lit(visit).split()) == " ".join(said.split())
        visit.go("/alerts")
        assert visit.page.locator("li.alert").count() == 0
        visit.tick("[name=held]")
        visit.press("form.seek button")
        visit.page.wait_for_url(re.compile("held=true"))
        assert visit.page.locator("li.alert.held").count() > 5
        assert "when the mandate was added" in visit.words("li.alert.held .why-line")
        visit.press("li.alert .why-line a >> nth=0")
        visit.page.wait_for_url("**/mandates/disaster/*")
