"""A reader decides, sees it recorded and the record made anew with it, and undoes it; the queue by keys."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from crossbearing.case import Case
from crossbearing.records import Claim, Dossier, Finding
from tests.browser.conftest import Serve
from tests.browser.hands import WAYS, Visit, Way, visiting

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAME = "Ada Wenn"
SHOWN = "#recorded:has-text('The record shows it.')"


class Story(NamedTuple):
    """What there is to decide. Each deed has a finding of its own, so that none is about what another changed."""

    dossier: Dossier

    def claims(self, finding: Finding) -> list[Claim]:
        """In the order of the texts."""
        return [claim for each in self.dossier.readings for claim in each.claims if claim.id in finding.claims]

    def finding(self, number: int) -> Finding:
        """By its place."""
        return self.dossier.findings[number]


class Deed(NamedTuple):
    """One thing that is decided: how, and where and what shows it."""

    act: Callable[[Visit], None]
    page: str
    shown: Callable[[Visit], object]


def _where(finding: Finding) -> str:
    return f"/findings/{finding.id}"


def _at(claim: Claim, within: str) -> str:
    return f"li.said[id='{claim.id}'] {within}"


def _record(visit: Visit, reason: str, form: str = "form.alone") -> None:
    """The rest of a form, and its button."""
    visit.write(f"{form} [name=reason]", reason)
    if visit.page.locator(f"{form} [name=your_name]").count():
        visit.write(f"{form} [name=your_name]", NAME)
    visit.press(f"{form} button")
    visit.wait("#recorded")


def _count(visit: Visit, selector: str) -> int:
    return visit.page.locator(selector).count()


def speaker(story: Story) -> Deed:
    """Another's words."""
    finding = story.finding(0)
    claim = story.claims(finding)[0]

    def act(visit: Visit) -> None:
        visit.go(_where(finding))
        visit.press(_at(claim, ".decide-link:has-text('Whose word')"))
        visit.write("form.alone [name=value]", "Observers of the gauge")
        _record(visit, "speaker")

    return Deed(act, _where(finding), lambda visit: visit.words(_at(claim, ".reading bdi")))


def note(story: Story) -> Deed:
    """A note, at a passage."""
    finding = story.finding(0)
    claim = story.claims(finding)[1]

    def act(visit: Visit) -> None:
        visit.go(_where(finding))
        visit.press(_at(claim, ".decide-link:has-text('A note')"))
        visit.write("form.alone [name=value]", "Ask the observatory again.")
        _record(visit, "note")

    told = f"li[id='c-{claim.id}'] .decided q"
    return Deed(act, f"{_where(finding)}/decide", lambda visit: visit.page.locator(told).all_inner_texts())


def _corrected(story: Story, kind: str, words: str, value: str) -> Deed:
    finding, claim = next(
        (finding, claim)
        for finding in story.dossier.findings[20:]
        for claim in story.claims(finding)
        if (claim.dates if kind == "date" else claim.figures)
    )

    def act(visit: Visit) -> None:
        visit.go(_where(finding))
        visit.press(_at(claim, f".decide-link:has-text('{words}')"))
        visit.write("form.alone [name=value]", value)
        _record(visit, kind)

    return Deed(act, _where(finding), lambda visit: visit.page.locator(_at(claim, ".details b")).all_inner_texts())


def figure(story: Story) -> Deed:
    """Another number."""
    return _corrected(story, "figure", "Another number", "19")


def date(story: Story) -> Deed:
    """Another day."""
    return _corrected(story, "date", "Another day", "2023-03-02")


def published(story: Story) -> Deed:
    """When a report came out."""
    report = story.dossier.reports[-1].id

    def act(visit: Visit) -> None:
        visit.go(f"/reports/{report}")
        visit.press(".facts .decide-link")
        visit.write("form.alone [name=value]", "2023-03-09")
        _record(visit, "published")

    return Deed(act, f"/reports/{report}", lambda visit: visit.words("h1 .day"))


def apart(story: Story) -> Deed:
    """A passage that says something else than the others of its finding."""
    finding = story.finding(4)
    claim = story.claims(finding)[0]
    at = f"li[id='c-{claim.id}'] > details"

    def act(visit: Visit) -> None:
        visit.go(_where(finding))
        visit.press(_at(claim, ".decide-link:has-text('Something else')"))
        visit.wait(at)
        visit.press(f"{at} > summary")
        visit.press(f"{at} summary:has-text('It says something else')")
        _record(visit, "apart", f"{at} form[action$='/split']")

    return Deed(act, f"{_where(finding)}/decide", lambda visit: _count(visit, "li[id^='c-']"))


def merged(story: Story) -> Deed:
    """Two findings that say one thing."""
    finding = story.finding(3)

    def act(visit: Visit) -> None:
        visit.go(_where(finding))
        visit.press(".deciding-links a:has-text('It says the same')")
        visit.tick(".pick [type=checkbox]")
        _record(visit, "merged", "form[action='/findings/merge']")

    return Deed(act, f"{_where(finding)}/decide", lambda visit: _count(visit, "li[id^='c-']"))


def hidden(story: Story) -> Deed:
    """What is not to be shown among the others."""
    finding = story.finding(12)

    def act(visit: Visit) -> None:
        visit.go(_where(finding))
        visit.press(".deciding-links a:has-text('Decide about it')")
        visit.press(".choices summary")
        _record(visit, "hidden", ".choices form")

    return Deed(act, _where(finding), lambda visit: _count(visit, ".head .notice:has-text('hid this finding')"))


def origin(story: Story) -> Deed:
    """What is no origin of its own."""
    finding = story.finding(1)

    def act(visit: Visit) -> None:
        visit.go(f"{_where(finding)}/decide")
        visit.press(".judged summary:has-text('Not an origin')")
        _record(visit, "origin", ".judged details[open] form")

    return Deed(act, _where(finding), lambda visit: visit.words(".numbers .main dd"))


ALL = (speaker, note, figure, date, published, apart, merged, hidden, origin)
DEEDS = {
    "wide": ALL,
    "narrow": (speaker, apart, published),
    "dark": (merged, hidden, figure),
    "keyboard": (note, origin, date, apart),
}


@pytest.fixture(scope="module")
def of_way(built: Path, tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Callable[[Way], tuple[str, Path]]:
    """A server over a copy of the case for each way, and the copy."""
    made: dict[str, tuple[str, Path]] = {}

    def give(way: Way) -> tuple[str, Path]:
        if way.name not in made:
            case = Path(shutil.copy(built, tmp_path_factory.mktemp("decided") / "case.db"))
            made[way.name] = (serve(case), case)
        return made[way.name]

    return give


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_decided_shown_and_undone(browser: Browser, of_way: Callable[[Way], tuple[str, Path]], way: Way) -> None:
    base, path = of_way(way)
    with Case.open(path, readonly=True) as case:
        story = Story(max(case.dossiers(), key=lambda each: len(each.reports)))
    deeds = [make(story) for make in DEEDS[way.name]]
    with visiting(browser, base, way) as visit:

        def seen() -> list[object]:
            shown = []
            for deed in deeds:
                visit.go(deed.page)
                shown.append(deed.shown(visit))
            return shown

        before = seen()
        for deed in deeds:
            deed.act(visit)
            assert visit.find("#recorded").inner_text().startswith("Recorded.")
            visit.wait(SHOWN)
        after = seen()
        assert [one == other for one, other in zip(before, after, strict=True)] == [False] * len(deeds)
        for make in DEEDS[way.name]:
            visit.go("/decisions")
            ruling = visit.page.locator(
                ".ruling.applied", has=visit.page.locator(f".reason bdi:text-is('{make.__name__}')")
            )
            assert NAME in ruling.inner_text()
            visit.press(ruling.locator("button"))
            visit.page.wait_for_url("**/decisions?recorded=*")
        visit.wait(SHOWN)
        assert seen() == before


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_the_queue_by_keys(browser: Browser, of_way: Callable[[Way], tuple[str, Path]], way: Way) -> None:
    base, path = of_way(way)
    with visiting(browser, base, way) as visit:
        visit.go("/queue")
        asked = [visit.words(".question .sides")]
        visit.page.keyboard.press("3")
        visit.page.wait_for_url("**skipped=q*")
        asked.append(visit.words(".question .sides"))
        if visit.page.locator(".answers [name=your_name]").count():
            visit.write(".answers [name=your_name]", NAME)
            visit.page.keyboard.press("Escape")
        for key in ("1", "2"):
            visit.page.keyboard.press(key)
            visit.wait("#recorded")
            asked.append(visit.words(".question .sides"))
            visit.page.wait_for_timeout(200)
        assert len(set(asked)) == len(asked)
        visit.wait(SHOWN)
    with Case.open(path, readonly=True) as case:
        assert [each.decision.kind for each in case.decisions()][-2:] == ["same", "apart"]
