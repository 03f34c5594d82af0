"""A browser on every page of a besieged case: none of it runs, asks for anything or becomes an element.

What is listened for: a function that all attacks call, dialogs, windows, errors, requests for what is not ours, and
reports of the content security policy: what it had to stop was no text any more. Pages of ours, on which attacks do
run, show that each of these is heard.
"""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from crossbearing.web.app import application
from crossbearing.web.asked import Page
from crossbearing.web.door.headers import CONTENT_SECURITY_POLICY
from crossbearing.web.routes import PAGES
from crossbearing.write.page import page as written
from tests.web import besieged, rooms
from tests.web.attacks import harmless, packed
from tests.web.test_besieged import BY_LENGTH, OURS, WAYS

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed")
MOST = 4
"""Pages of a row that are opened."""
LISTEN = """
  const tell = (what) => window.heard(String(what).slice(0, 300));
  for (const name of ["harmed", "alert", "confirm", "prompt", "print", "open"])
    Object.defineProperty(window, name, { value: () => tell(name) });
  addEventListener("securitypolicyviolation", (event) => tell(`policy: ${event.violatedDirective}`));
  addEventListener("error", (event) => { if (event.message) tell(`error: ${event.message}`); });
"""
SEEN = """(ways) => {
  const all = Array.from(document.querySelectorAll("*"));
  const shapes = new Set(all.map((each) => [each.localName, ...each.getAttributeNames()
    .filter((name) => !["open", "hidden", "style", "data-theme"].includes(name)).sort()].join(" ")));
  const leads = all.flatMap((each) => ways.filter((way) => each.hasAttribute(way))
    .map((way) => [each.localName, way, each.getAttribute(way), each.getAttribute("rel") || ""]));
  const own = all.filter((each) => ["script", "style", "meta", "link", "base"].includes(each.localName))
    .map((each) => each.outerHTML);
  return [Array.from(shapes), leads, own, document.documentElement.dataset.harmed || ""];
}"""


class Seen(NamedTuple):
    shapes: set[str]
    own: set[str]
    astray: list[str]
    heard: list[str]


class Watcher:
    """A browser's window in which everything that happens is written down."""

    def __init__(self, browser: Any, home: str) -> None:
        self.home = home
        self.heard: list[str] = []
        self.context = browser.new_context(service_workers="block")
        self.context.expose_binding("heard", lambda _, what: self.heard.append(what))
        self.context.add_init_script(f"(() => {{ {LISTEN} }})();")
        self.context.on("request", self._request)
        self.page = self.context.new_page()
        self.page.on("dialog", self._dialog)
        self.page.on("popup", lambda popup: self.heard.append(f"window: {popup.url}"))
        self.page.on("frameattached", lambda frame: self.heard.append(f"frame: {frame.url}"))
        self.page.on("download", lambda download: self.heard.append(f"download: {download.url}"))
        self.page.on("console", self._console)
        self._opening = ""

    def open(self, address: str) -> Seen:
        """What is there, and what happened."""
        self.heard, self._opening = [], self.home + address
        self.page.goto(self._opening, wait_until="load")
        shapes, leads, own, harmed = self.page.evaluate(SEEN, list(WAYS))
        if harmed:
            self.heard.append("an attack has marked the page")
        if self.page.url.partition("#")[0] != self._opening.partition("#")[0]:
            self.heard.append(f"led on to {self.page.url}")
        return Seen(set(shapes), set(own), [" ".join(each) for each in leads if not _stays(*each)], self.heard)

    def close(self) -> None:
        self.context.close()

    def _request(self, request: Any) -> None:
        path = request.url.removeprefix(self.home)
        if request.url != self._opening and not re.match(r"/static/[0-9a-f]{12}/[\w.-]+$", path):
            self.heard.append(f"asked for: {request.url}")

    def _dialog(self, dialog: Any) -> None:
        self.heard.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _console(self, said: Any) -> None:
        if said.type == "error":
            self.heard.append(f"console: {said.text}")


def _stays(tag: str, way: str, to: str, rel: str) -> bool:
    outside = tag == "a" and way == "href" and rel == "noopener noreferrer" and re.match(r"https?://", to)
    return bool(OURS.fullmatch(to) or outside)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as started:
        args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
        opened = started.chromium.launch(executable_path=CHROMIUM, args=args)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def served() -> Iterator[Any]:
    """Serves applications on loopback ports; the address of each."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def serve(app: Any) -> str:
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        running.append((server, thread))
        while not server.started:
            time.sleep(0.02)
        return f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"

    yield serve
    for server, thread in running:
        server.should_exit = True
        thread.join()


def some(case: Path) -> Iterator[tuple[str, str]]:
    """Some pages of each row, of other words for each row."""
    rows: dict[str, list[str]] = defaultdict(list)
    for row, address in besieged.addresses(case):
        if isinstance(row, Page):
            rows[row.name].append(address)
    for number, (name, every) in enumerate(rows.items()):
        step = max(1, len(every) // MOST)
        for address in every[number % step :: step]:
            yield name, address


CONTROLS = {
    "<script>harmed('script')</script>": "harmed",
    "<img src=x onerror=harmed('img')>": "harmed",
    "<script>alert('x')</script>": "alert",
    "<script>document.documentElement.dataset.harmed = '1'</script>": "marked",
    "<iframe srcdoc=x></iframe>": "frame",
    "<img src=//127.0.0.1:1/away>": "asked for",
    "<link rel=stylesheet href=/other.css>": "asked for",
    "<script>throw new Error('x')</script>": "error",
    "<meta http-equiv=refresh content='0;url=/elsewhere'>": "elsewhere",
}


def test_what_runs_is_heard(chromium: Any, served: Any) -> None:
    """Without which none of the rest says anything."""
    api = pytest.importorskip("playwright.sync_api")
    harm = iter(CONTROLS)
    pages = {f"/{number}": text for number, text in enumerate(harm)}

    async def plain(request: Any) -> Response:
        return HTMLResponse(f"<title>x</title>{pages.get(request.url.path, '')}")

    async def held(request: Any) -> Response:
        headers = {"Content-Security-Policy": CONTENT_SECURITY_POLICY}
        return HTMLResponse(
            "<title>x</title><b onclick=x style='color:red'>x</b><script>harmed()</script>", headers=headers
        )

    watcher = Watcher(chromium, served(Starlette(routes=[Route("/held", held), Route("/{path:path}", plain)])))
    for address, text in pages.items():
        with suppress(api.Error):  # one leads elsewhere while it is looked at
            watcher.open(address)
        watcher.page.wait_for_timeout(150)
        assert any(CONTROLS[text] in each for each in (*watcher.heard, watcher.page.url)), (text, watcher.heard)
    seen = watcher.open("/held")
    assert any(each.startswith("policy: script-src") for each in seen.heard)
    assert "b onclick" in seen.shapes
    watcher.close()


def test_nothing_of_a_siege_runs(chromium: Any, served: Any, tmp_path: Path) -> None:
    known: set[str] = {" ".join(each) for each in BY_LENGTH}
    own: set[str] = set()
    rows: set[str] = set()
    for words in (harmless(packed()), packed()):
        case = besieged.build(tmp_path / f"{len(rows)}.db", words)
        watcher = Watcher(chromium, served(application(besieged.room(case, words))))
        for name, address in some(case):
            seen = watcher.open(address)
            assert seen.heard == [], address
            assert seen.astray == [], address
            if words != packed():
                known |= seen.shapes
                own |= seen.own
            else:
                assert seen.shapes - known == set(), address
                assert {each for each in seen.own - own if "report.js" not in each} == set(), address
            rows.add(name)
        watcher.close()
    assert rows == {row.name for row in PAGES}


def test_nothing_of_a_siege_runs_in_the_written_page(chromium: Any, tmp_path: Path) -> None:
    watcher = Watcher(chromium, "")
    known: set[str] = set()
    for words in (harmless(packed()), packed()):
        for number, dossier in enumerate(besieged.stories(words)):
            file = tmp_path / f"{number}-{words == packed()}.html"
            file.write_bytes(written(dossier).encode("utf-8", "replace"))
            seen = watcher.open(file.as_uri())
            assert seen.heard == [], file
            known |= seen.shapes if words != packed() else set()
            assert seen.shapes - known - {" ".join(each) for each in BY_LENGTH} == set(), file
    watcher.close()


def test_htmx_makes_no_page_of_what_a_stranger_sent(chromium: Any, served: Any, tmp_path: Path) -> None:
    words = ("<div id=recorded hx-post=/try-example hx-trigger=load>sent</div><script src=/other.js></script>",) * 4
    case = besieged.build(tmp_path / "case.db", words)
    body = next(address for row, address in besieged.addresses(case) if row.name == "capture-body")
    watcher = Watcher(chromium, served(application(besieged.room(case, words))))
    for way in (body, body + "?x=1", "/openapi.json", "/index.json", "/export/jsonl"):
        watcher.open("/outlets")
        watcher.page.evaluate("(way) => htmx.ajax('GET', way, {target: '#main', swap: 'innerHTML'})", way)
        watcher.page.wait_for_timeout(300)
        assert watcher.page.locator("[hx-post], #main #recorded, #main script").count() == 0
        assert "openapi" not in watcher.page.inner_text("body")
        assert [each for each in watcher.heard if each.startswith("asked for")] == [f"asked for: {watcher.home}{way}"]
    watcher.close()


def test_nothing_is_seen_after_a_logout(chromium: Any, served: Any, tmp_path: Path) -> None:
    """Not even by going back."""
    access, reader, _ = rooms.users(tmp_path)
    watcher = Watcher(chromium, served(application(rooms.room(tmp_path, access=access))))
    page, home = watcher.page, watcher.home
    page.goto(f"{home}/outlets")
    page.fill("input[name=token]", reader)
    page.click("main button")
    page.wait_for_url(f"{home}/outlets")
    page.goto(f"{home}/actors")
    page.click("form[action='/logout'] button")
    page.wait_for_url(f"{home}/login")
    for _ in range(2):
        page.go_back()
        assert page.locator("input[name=token]").count() == 1, page.url
    watcher.close()
