"""Files that a reader takes away, opened by other people's programs."""

from __future__ import annotations

import csv
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest

from tests.browser.hands import READING, Way, visiting

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.mark.parametrize("way", READING, ids=lambda way: way.name)
def test_a_story_is_taken_away(browser: Browser, room: str, tmp_path: Path, way: Way) -> None:
    with visiting(browser, room, way) as visit:
        visit.go("/")
        visit.press(".stories h3 a")
        visit.page.wait_for_url("**/stories/*")
        title, findings = visit.words("h1"), int(visit.words(".numbers div:has-text('findings') dd"))
        visit.press("a[href$='/export']")
        visit.page.wait_for_url("**/export")
        files = {}
        for suffix in (".docx", ".zip", ".csv"):
            download = visit.saved(visit.page.locator("th a", has=visit.page.locator(f"code:text-is('{suffix}')")))
            assert re.fullmatch(rf"[\w.-]+{re.escape(suffix)}", download.suggested_filename)
            files[suffix] = tmp_path / download.suggested_filename
            download.save_as(files[suffix])
    assert any(title in each.text for each in docx.Document(str(files[".docx"])).paragraphs)
    with zipfile.ZipFile(files[".zip"]) as packed:
        assert packed.testzip() is None
        assert title in packed.read("index.html").decode()
    with files[".csv"].open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert len({row["finding"] for row in rows}) == findings
