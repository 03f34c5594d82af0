"""The dates of one report: all that its page, its text and its input give, and the choice among them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crossbearing.clean import newsroom
from crossbearing.clean.dates_chosen import choose
from crossbearing.clean.dates_found import of_address, of_field, of_line
from crossbearing.clean.page import Page
from crossbearing.records import Capture, Cut, DateFound, Published

_WEB_PAGES = ("text/html", "multipart/related")


def dated(
    capture: Capture, page: Page, outlet: str | None, language: str, lines: Lines
) -> tuple[Published, Published | None]:
    """Day of publication and of the last change. What was cut from the text counts where the page is no web page, or
    gives no date at its usual places; htmldate's find only where nothing gives one."""
    found = [*_stated(capture), *page.dates, *_of_format(page)]
    if capture.stated.url and not page.dates:
        found += of_address(capture.stated.url)
    if not any(each.kind == "published" for each in found) or capture.media_type not in _WEB_PAGES:
        found += lines.dates()
    limits = newsroom.bounds(capture, page, outlet, language)
    published, updated = choose(found, limits)
    if published.value is None and page.fallback:
        published, updated = choose([*found, *of_field("published", page.fallback, "page")], limits)
    return published, updated


class Lines:
    """The date lines cut from a text, in its order, and the day that the cutter read where their words run together."""

    def __init__(self, cuts: Iterable[Cut], day: str | None) -> None:
        self._lines = [cut.text for cut in cuts if cut.rule == "date line"]
        self._day = day

    def dates(self) -> list[DateFound]:
        """Of the first line all days, of those after it the ones that say what they are."""
        found = [each for at, line in enumerate(self._lines) for each in of_line(line, labelled=at > 0)]
        if not found and self._day:
            return [DateFound("published", self._day, None, "text", self._lines[0] if self._lines else self._day)]
        return found


def _stated(capture: Capture) -> Sequence[DateFound]:
    stated, by = capture.stated, capture.stated.by or "stated"
    out = []
    if stated.published:
        out.append(DateFound("published", stated.published, None, by, stated.published))
    return [*out, *of_field("updated", stated.updated, by)]


def _of_format(page: Page) -> list[DateFound]:
    if page.published is None or page.published.value is None:
        return []
    given = page.published
    exact = of_field("published", given.time, given.evidence) if given.time else []
    time = exact[0].time if exact else None
    return [DateFound("published", given.value or "", time, given.evidence, given.time or given.value or "")]
