"""From an empty case to a story: by files that are dropped or chosen, or by the example; what is done is watched."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Serve
from tests.browser.hands import WAYS, Visit, Way, visiting

if TYPE_CHECKING:
    from playwright.sync_api import Browser

REPORTS = {
    "pier.txt": (
        "Nine barges sink at Pell\n\nNine barges sank in the harbour of Pell on Monday, harbour master Ada Wenn said. "
        "The harbour stays closed until Thursday.\n"
    ),
    "quay.txt": (
        "Barges lost in storm at Pell\n\nNine barges sank at Pell on Monday night, according to harbour master Ada "
        "Wenn. Two people were hurt in the storm, the hospital said.\n"
    ),
}
DROP = """(files) => {
  const dataTransfer = new DataTransfer();
  for (const [name, text] of files) dataTransfer.items.add(new File([text], name));
  for (const kind of ["dragover", "drop"]) {
    dispatchEvent(new DragEvent(kind, { dataTransfer, cancelable: true }));
  }
}"""


def chosen(visit: Visit, folder: Path) -> None:
    """Files by the field that takes them."""
    for name, text in REPORTS.items():
        (folder / name).write_text(text, "utf-8")
    with visit.page.expect_file_chooser() as chooser:
        visit.press("#files")
    chooser.value.set_files([folder / name for name in REPORTS])
    visit.press("button.primary")


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_from_nothing_to_a_story(browser: Browser, serve: Serve, tmp_path: Path, way: Way) -> None:
    with visiting(browser, serve(tmp_path / "new.db"), way) as visit:
        visit.go("/")
        assert visit.words("h1") == "This case is empty"
        if way.name == "wide":
            visit.page.evaluate(DROP, list(REPORTS.items()))
        elif way.dark:
            visit.press("button.secondary")
        else:
            chosen(visit, tmp_path)
        visit.page.wait_for_url("**/jobs/*")
        visit.wait(".steps progress")
        visit.wait("h1:has-text('Done')")
        assert int(visit.words("#t-came ~ .numbers .main dd")) == (11 if way.dark else 2)
        title = visit.words(".stories h3 a")
        visit.press(".stories h3 a")
        visit.page.wait_for_url(re.compile(r"/stories/s-\w+$"))
        assert visit.words("h1") == title
        visit.press(".parts a >> nth=1")
        visit.wait("article.finding")
        assert visit.page.locator("article.finding").count() > 1
