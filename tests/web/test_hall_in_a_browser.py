"""What only a browser can show: lists that follow what is typed, keys, and files that are dropped on the page."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from crossbearing.web.app import application
from crossbearing.web.readers import Readers
from crossbearing.web.room import Room
from tests.web.halls import HARM, a_case, told
from tests.web.test_progress import ADD, Remembered

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed")
DROP = """(files) => {
  const dataTransfer = new DataTransfer();
  for (const [name, text] of files) dataTransfer.items.add(new File([text], name));
  const dragged = { dataTransfer, cancelable: true };
  for (const kind of ["dragover", "drop"]) window.dispatchEvent(new DragEvent(kind, dragged));
}"""


class Taking(Remembered):
    """Jobs that are queued and never begun."""

    def __init__(self) -> None:
        super().__init__(ADD)
        self.names: list[str] = []

    def add(self, paths: object, by: str, *, names: list[str], folder: Path) -> object:
        self.names = names
        return ADD


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, Taking]]:
    """A room on a loopback port."""
    case, jobs = a_case(tmp_path / "case.db", told(0, HARM), told(1)), Taking()
    room: Any = Room(case, Readers(case))
    room.jobs = jobs
    server = uvicorn.Server(uvicorn.Config(application(room), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}", jobs
    server.should_exit = True
    thread.join()


def test_lists_keys_and_dropped_files(browser: Any, served: tuple[str, Taking]) -> None:
    address, jobs = served
    page = browser.new_page(viewport={"width": 390, "height": 800})
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: wrong.append(dialog.message))
    page.goto(f"{address}/")
    page.keyboard.press("/")
    page.keyboard.type("onerror")
    page.wait_for_url(f"{address}/?words=onerror")
    assert page.text_content("#t-list") == "1 story"
    assert page.evaluate("document.activeElement.id") == "words"
    page.evaluate("document.activeElement.blur()")
    page.wait_for_timeout(600)  # nothing that is late may take the place of what a key chose
    page.keyboard.press("j")
    page.wait_for_timeout(600)
    assert page.evaluate("document.activeElement.closest('.stories') !== null")
    page.keyboard.press("?")
    assert page.is_visible("#help")
    page.keyboard.press("Escape")
    for path in ("/", "/search?words=onerror", "/outlets", "/actors", "/figures", "/timeline", "/help", "/export"):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
    page.goto(f"{address}/")
    page.click(".filters summary >> nth=0")
    page.check("#contested")
    page.wait_for_url(f"{address}/?contested=true")
    page.evaluate(DROP, [["quay.html", "<p>Barges"], ["../weir.txt", "sank"]])
    page.wait_for_url(f"{address}/jobs/{ADD.id}")
    assert jobs.names == ["quay.html", "weir.txt"]
    assert wrong == []
    page.close()
