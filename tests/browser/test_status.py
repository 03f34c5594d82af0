"""The page of the watch in a browser: narrow and wide, light and dark, well and not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crossbearing.standing_watch import Standing
from crossbearing.web.status.serving import served
from tests.browser.hands import NARROW, WIDE, Way, visiting
from tests.web.test_status import HOSTILE, STANDING, changed

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WRONG = changed(error=HOSTILE * 5, doing="backing off")
WAYS = (Way("wide", WIDE, script=False), Way("narrow", NARROW, script=False), Way("dark", NARROW, dark=True))


@pytest.mark.parametrize("standing", [STANDING, WRONG], ids=["well", "not well"])
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_the_watch_can_be_looked_at(browser: Browser, way: Way, standing: Standing) -> None:
    with served("case.db", 0, lambda: standing) as address, visiting(browser, address, way) as visit:
        visit.go("/")
        assert ("well" in visit.words("h1")) == (standing is STANDING)
        visit.press("text=Look again")
        assert visit.page.url == f"{address}/"
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= way.viewport["width"]
