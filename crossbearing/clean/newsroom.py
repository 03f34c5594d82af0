"""How a newsroom's country writes days and which zone its clock has, as far as a date's reading hangs on it."""

from __future__ import annotations

from crossbearing import outlets
from crossbearing.clean.dates_chosen import Bounds
from crossbearing.clean.page import Page
from crossbearing.records import Capture

_MONTH_FIRST = frozenset({"US", "PH"})
_EITHER = frozenset({"CA"})
_MINUTES_EAST = {
    **dict.fromkeys(("KR", "KP", "JP"), 540),
    **dict.fromkeys(("CN", "TW", "HK", "MO", "SG", "MY", "PH"), 480),
    **dict.fromkeys(("VN", "TH", "KH", "LA"), 420),
    "MM": 390,
    "BD": 360,
    "NP": 345,
    "IN": 330,
    "LK": 330,
    "AF": 270,
    "IR": 210,
    **dict.fromkeys(("PK", "UZ", "TJ", "TM"), 300),
    **dict.fromkeys(("AE", "OM", "GE", "AM", "AZ"), 240),
    **dict.fromkeys("SA QA KW BH IQ YE TR BY KE ET SO TZ UG JO SY".split(), 180),
    **dict.fromkeys(("ZA", "ZM", "ZW", "MZ", "MW", "RW", "BW", "SD"), 120),
    **dict.fromkeys(("NG", "CM", "DZ", "TN", "AO"), 60),
    **dict.fromkeys(("GH", "SN", "CI", "IS"), 0),
    **dict.fromkeys(("AR", "UY"), -180),
    **dict.fromkeys(("VE", "BO"), -240),
    **dict.fromkeys(("CO", "PE"), -300),
}
"""Countries with one zone and no summer time. Of the others the zone is not guessed."""


def bounds(capture: Capture, page: Page, outlet: str | None, language: str) -> Bounds:
    """What is known of the newsroom of a page, and when the page was seen."""
    known = outlets.by_name(outlet) if outlet else None
    country = known.country if known is not None else None
    where = country or page.region
    month_first: bool | None = None
    if where is not None and where not in _EITHER:
        month_first = where in _MONTH_FIRST
    elif language not in ("en", "und"):
        month_first = False
    return Bounds(
        seen=capture.taken_at if capture.timed else None,
        month_first=month_first,
        offset=_MINUTES_EAST.get(country or ""),
    )
