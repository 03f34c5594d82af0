"""What is counted, over all stories: the values that outlets give for it."""

from __future__ import annotations

from crossbearing.records import Record
from crossbearing.web.asked import Asked
from crossbearing.web.paging import Slice
from crossbearing.web.whole import keys
from crossbearing.web.whole.keys import Listed, Named, Title
from crossbearing.write.entries import FigureEntry


class FigureIn(Record, frozen=True):
    """What the outlets of one story give for it."""

    story: Title
    made: FigureEntry


class Figure(Record, frozen=True):
    """One thing that is counted, story by story: numbers of two stories are of two events."""

    figure: Named
    stories: tuple[FigureIn, ...]
    slice: Slice


def figures(asked: Asked) -> Listed:
    """All that is counted, what most stories have first."""
    return keys.listed(asked, "figure", "/figures")


def figure(asked: Asked) -> Figure:
    """What the address names. Raises Refused (404) for what the case does not count."""
    found = keys.of_key(asked, "figure", "/figures", FigureEntry)
    return Figure(found.named, tuple(FigureIn(story, each.data) for story, each in found.entries), found.slice)
