"""Who visits the room: a browser that notes all that goes wrong, and hands, with a mouse or with the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Download, Locator, Page, Route, ViewportSize

WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 390, "height": 844}
NO_WIDER = """for (const when of ["load", "htmx:afterSettle"]) addEventListener(when, () => {
  if (document.documentElement.scrollWidth > innerWidth) console.error(`wider than the window: ${location}`);
});"""
AT = """(wanted) => {
  const at = document.activeElement;
  if (!at || at === document.body) return { there: false, seen: "" };
  const style = getComputedStyle(at), box = at.getBoundingClientRect(), bar = document.querySelector(".bar");
  const drawn = at instanceof SVGElement && at.querySelector("circle, rect, path");
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  const marked = ring || at.id === "main" || (drawn && parseFloat(getComputedStyle(drawn).strokeWidth) >= 3);
  const stuck = getComputedStyle(bar).position === "sticky" && document.getElementById("main").contains(at);
  const under = stuck ? bar.offsetHeight : 0;
  const within = box.bottom > under && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const name = at.outerHTML.slice(0, 160);
  return { there: at === wanted, seen: marked && within ? "" : (marked ? "out of sight: " : "no focus seen: ") + name };
}"""
MOST_TABS = 700


class Way(NamedTuple):
    """In which way somebody visits."""

    name: str
    viewport: ViewportSize = WIDE
    dark: bool = False
    keyboard: bool = False
    script: bool = True


WAYS = (Way("wide"), Way("narrow", NARROW), Way("dark", dark=True), Way("keyboard", keyboard=True))
READING = (*WAYS, Way("without JavaScript", script=False))


class Visit:
    """One tab of a browser, at one server."""

    def __init__(self, page: Page, base: str, way: Way) -> None:
        self.page = page
        self.base = base
        self.way = way
        self.wrong: list[str] = []
        """All that no visit may meet: errors in the console, answers that are none, requests to elsewhere."""

    def go(self, path: str) -> None:
        """Type an address."""
        self.page.goto(self.base + path)

    def find(self, selector: str) -> Locator:
        """The first element of this kind."""
        return self.page.locator(selector).first

    def words(self, selector: str) -> str:
        """What it says, on one line."""
        return " ".join(self.find(selector).inner_text().split())

    def wait(self, selector: str) -> None:
        """Until something is there to be seen: a minute, for what is built."""
        self.find(selector).wait_for(timeout=60_000)

    def press(self, wanted: str | Locator) -> None:
        """Follow a link, press a button, open what is folded."""
        place = self._place(wanted)
        if self.way.keyboard:
            self._reach(place)
            self.page.keyboard.press("Enter")
        else:
            place.click()

    def tick(self, wanted: str | Locator) -> None:
        """Choose one of several."""
        place = self._place(wanted)
        if self.way.keyboard:
            self._reach(place)
            self.page.keyboard.press("Space")
        else:
            place.check()

    def write(self, selector: str, words: str) -> None:
        """Fill a field."""
        if self.way.keyboard:
            self._reach(self.find(selector))
            self.page.keyboard.press("Control+a")
            self.page.keyboard.type(words)
        else:
            self.find(selector).fill(words)

    def saved(self, wanted: str | Locator) -> Download:
        """Follow a link to a file."""
        with self.page.expect_download() as download:
            self.press(wanted)
        return download.value

    def _place(self, wanted: str | Locator) -> Locator:
        return self.find(wanted) if isinstance(wanted, str) else wanted

    def _reach(self, place: Locator) -> None:
        """With Tab alone, seeing at each step where one is; past the bar by the link that is there for it."""
        place.wait_for()
        wanted = place.element_handle()
        if wanted.evaluate("(element) => document.getElementById('main').contains(element)"):
            within = "document.getElementById('main').contains(document.activeElement)"
            if not self.page.evaluate(within):
                self._reach(self.find("a.skip"))
                self.page.keyboard.press("Enter")
        for _ in range(MOST_TABS):
            at = cast("dict[str, str | bool]", self.page.evaluate(AT, wanted))
            assert at["seen"] == "", (self.page.url, at["seen"])
            if at["there"]:
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{place} is not reached with Tab on {self.page.url}")


@contextmanager
def visiting(browser: Browser, base: str, way: Way) -> Iterator[Visit]:
    """A visit in a fresh browser profile, during which nothing may go wrong."""
    context = browser.new_context(
        viewport=way.viewport, color_scheme="dark" if way.dark else "light", java_script_enabled=way.script
    )
    context.add_init_script(NO_WIDER)
    page = context.new_page()
    visit = Visit(page, base, way)

    def elsewhere(route: Route) -> None:
        if not route.request.url.startswith(f"{base}/"):
            visit.wrong.append(f"asked elsewhere: {route.request.url}")
        route.continue_()

    context.route("**/*", elsewhere)
    context.on("console", lambda said: visit.wrong.append(said.text) if said.type in ("error", "warning") else None)
    context.on("weberror", lambda error: visit.wrong.append(str(error.error)))
    page.on("response", lambda got: visit.wrong.append(f"{got.status}: {got.url}") if got.status >= 400 else None)
    # what one leaves while it loads, and what is saved as a file, is aborted
    page.on(
        "requestfailed",
        lambda request: None if request.failure == "net::ERR_ABORTED" else visit.wrong.append(f"failed: {request.url}"),
    )
    try:
        yield visit
        assert visit.wrong == [], visit.wrong
    finally:
        context.close()
