"""Captures of one page → its versions, in the order in which the page was so.

Two captures are of one page where they came under one name, or where their addresses are the same article's
(`addresses.page_key`) and their texts are alike: one title, or many words in common. Likeness of text alone makes no
version: two reports of one outlet may be near-duplicates, which is for `copying` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from math import inf
from typing import NamedTuple

from crossbearing.addresses import page_key
from crossbearing.compare.linkage import components
from crossbearing.records import Chain, Provenance, Reason, Report

ALIKE = 0.3
"""Share of the lesser text's longer words that both have, from which on two texts under one address are one page's."""
ALIKE_BY_TITLE = 0.12
"""The same where the title is the same: a column keeps its title and its address, and tells something else each day."""
_LONGER = re.compile(r"[^\W_]{5,}|\d{2,}")
_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"(\d+)")
_COMPARED = 20
"""With how many before it a capture of an address is compared at most."""
_NUMBER_LENGTH = 18
"""Digits of a name that are read as a number."""


class Page(NamedTuple):
    """One capture and the report that was read from it."""

    report: Report
    came: Provenance


def versions(reports: Sequence[Report], captures: Sequence[Provenance]) -> tuple[Chain, ...]:
    """The chains of a case; a report that has no other version, and is what its name stands for, is in none.

    The two run parallel, in any order. Captures whose text is the same and that follow one another are one version,
    seen again.
    """
    pages = sorted((Page(report, came) for report, came in zip(reports, captures, strict=True)), key=_coming)
    made = []
    for group in _groups(pages):
        if len(group) > 1 or group[0].came.number:
            ordered, by = _ordered(group)
            made.append(Chain(tuple(_versions(ordered)), (_one_page(group), by)))
    return tuple(sorted(made, key=lambda chain: chain.versions))


# ── which captures are of one page ────────────────────────────────────────────────────────────────────────────────────


def _groups(pages: Sequence[Page]) -> Iterable[list[Page]]:
    """All pages, those of one page together; `pages` are in the order in which they came."""
    edges: list[tuple[int, int]] = []
    by_name: dict[str, int] = {}
    by_address: dict[str, list[int]] = {}
    for at, page in enumerate(pages):
        edges.append((by_name.setdefault(page.came.name, at), at))
        key = page_key(page.report.url)
        if key is not None:
            by_address.setdefault(key, []).append(at)
    for members in by_address.values():
        if len(members) > 1:
            edges += _alike([(at, pages[at].report) for at in members])
    for rows in components(len(pages), [edge for edge in edges if edge[0] != edge[1]]):
        yield [pages[at] for at in rows]


def _alike(members: Sequence[tuple[int, Report]]) -> Iterable[tuple[int, int]]:
    """Which of the reports under one address are of one page, as pairs that connect them."""
    words = [frozenset(word.lower() for word in _LONGER.findall(report.text)) for _, report in members]
    titles = [_title(report) for _, report in members]
    for place, (at, _) in enumerate(members):
        for before in range(max(0, place - _COMPARED), place):
            least = ALIKE_BY_TITLE if titles[place] and titles[place] == titles[before] else ALIKE
            lesser = min(len(words[place]), len(words[before]))
            if len(words[place] & words[before]) >= max(1, least * lesser):
                yield members[before][0], at


def _title(report: Report) -> tuple[str, ...]:
    return tuple(_WORD.findall((report.title or "").casefold()))


def _one_page(group: Sequence[Page]) -> Reason:
    names = sorted({page.came.name for page in group})
    if len(names) == 1:
        return Reason("same name", f"{len(group)} captures came as “{names[0]}”")
    key = next(key for page in group if (key := page_key(page.report.url)) is not None)
    return Reason("same address", f"{len(group)} captures of {key}, with like texts")


# ── their order ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _coming(page: Page) -> tuple[tuple[str | int, ...], float, str]:
    """The order in which captures came, as far as the store knows it; names count up ("page", "page-2", "page-10")."""
    parts: list[str | int] = list(_DIGITS.split(page.came.name))
    parts[1::2] = [int(str(digits)) if len(str(digits)) <= _NUMBER_LENGTH else 0 for digits in parts[1::2]]
    return tuple(parts), page.came.number or inf, page.came.capture


def _ordered(group: Sequence[Page]) -> tuple[list[Page], Reason]:
    """The captures, oldest first, and by what they are ordered. `group` is in the order in which they came.

    When the page was seen so orders it where that is known of all; then what the pages say of their last change, to
    the minute where all do, else to the day. One that gives no time stands behind the one before which it came.
    """
    seen = [_moment(page.came.seen[-1]) if page.came.seen else None for page in group]
    if None not in seen:
        return _by(group, seen), Reason("order", "by when the page was last seen so")
    exact = [_moment(_own_time(page.report)) for page in group]
    if None not in exact:
        return _by(group, exact), Reason("order", "by the times that the pages give")
    mixed = [first if first is not None else second for first, second in zip(seen, exact, strict=True)]
    if None not in mixed:
        return _by(group, mixed), Reason("order", "by when the page was last seen so, or by the time that it gives")
    days = [_moment(_own_day(page.report)) for page in group]
    if len({day for day in days if day is not None}) > 1:
        return _by(group, days), Reason("order", "by the days that the pages give, then as they came")
    return list(group), Reason("order", "as the captures came: no times are known")


def _by(group: Sequence[Page], times: Sequence[float | None]) -> list[Page]:
    last, filled = -inf, []
    for time in times:
        last = last if time is None else time
        filled.append(last)
    return [group[at] for at in sorted(range(len(group)), key=lambda at: (filled[at], at))]


def _own_time(report: Report) -> str | None:
    """When the report was last changed, as it says."""
    return (report.updated.time if report.updated is not None else None) or report.published.time


def _own_day(report: Report) -> str | None:
    return (report.updated.value if report.updated is not None else None) or report.published.value


def _moment(time: str | None) -> float | None:
    try:
        read = datetime.fromisoformat(time or "")
        return (read if read.tzinfo is not None else read.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


# ── one text seen again ───────────────────────────────────────────────────────────────────────────────────────────────


def _versions(ordered: Sequence[Page]) -> Iterable[tuple[str, ...]]:
    """For each version its captures' ids: first that which it is read from.

    That is the oldest that says the same of itself as the newest does: what a page says of its byline may have been put
    right, and where nothing was, a page that is captured again keeps the id of its report.
    """
    same: list[Page] = []
    for page in ordered:
        if same and " ".join(same[-1].report.text.split()) != " ".join(page.report.text.split()):
            yield _seen_again(same)
            same = []
        same.append(page)
    yield _seen_again(same)


def _seen_again(same: Sequence[Page]) -> tuple[str, ...]:
    read = next(page for page in same if _says(page.report) == _says(same[-1].report))
    return (read.came.capture, *(page.came.capture for page in same if page is not read))


def _says(report: Report) -> tuple[object, ...]:
    """All that a report says of itself, without what differs from capture to capture."""
    return (
        report.text,
        report.outlet,
        page_key(report.url) or report.url,
        report.title,
        report.byline,
        report.dateline,
        report.published.value,
        report.published.time,
        report.updated.value if report.updated is not None else None,
        report.language,
        report.credits,
        report.section,
        report.translated_from,
    )
