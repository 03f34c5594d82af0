"""Addresses in the room: where something is shown, what is asked for behind "?", and which addresses are the room's."""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode

from msgspec.structs import replace

from crossbearing.web.asked import Query, fields

_PLACE = re.compile(r"(report-[0-9a-f]{16})-(\d+)-(\d+)")
_REPORT = re.compile(r"report-[0-9a-f]{16}")
_FINDING = re.compile(r"f-[0-9a-f]{16}(?:\.\d+)?")
_OURS = re.compile(r"/(?![/\\])[!-\[\]-~]*")
"""Printable ASCII without a backslash, and not "//", which leads elsewhere."""


def to(target: str) -> str:
    """The address of a place in a text (lit there), of a report or a finding, by its id; others are on the page."""
    place = _PLACE.fullmatch(target)
    if place:
        report, start, end = place.groups()
        return f"/reports/{report}?lit={start}-{end}#{target}"
    if _REPORT.fullmatch(target):
        return f"/reports/{target}"
    if _FINDING.fullmatch(target):
        return f"/findings/{target}"
    return f"#{target}"


def address(path: str, query: Query, **changed: object) -> str:
    """A page's address, with what of its query is not as it is by default; `changed` fields are so instead."""
    asked = asked_for(replace(query, **changed))
    return f"{path}?{asked}" if asked else path


def asked_for(query: Query, but: str = "") -> str:
    """What is asked for, all or all but one field, as it stands in an address. What nobody chose is left out, and that
    something was recorded, which is said once."""
    given = {}
    for field in fields(type(query)):
        value = getattr(query, field.name)
        if field.name not in (but, "recorded") and value != field.default:
            given[field.name] = "true" if value is True else value
    return urlencode(given, doseq=True)


def segment(key: str) -> str:
    """A key as it stands in an address's path."""
    return quote(key, safe="")


def below(path: str, key: str) -> str:
    """The address of a key's page below that of its list. Dots alone lead upwards, however they are written, and what
    ends with ".json" to a twin: of such a key it is the list of those that begin so."""
    if key in (".", "..") or key.endswith(".json"):
        return f"{path}?begins={segment(key)}"
    return f"{path}/{segment(key)}"


def ours(address: str, otherwise: str) -> str:
    """An address of this room as it is; another one for what leads elsewhere."""
    return address if _OURS.fullmatch(address) else otherwise
