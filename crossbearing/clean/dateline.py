"""The dateline: where a report was written, at the head of its body: "(Harbourtown)", "GENEVA, May 3 (Reuters) –"."""

from __future__ import annotations

import re

from crossbearing.clean import agencies

_PLACE_WORD = r"(?:[A-Z][\w.’'-]{0,25}|al-[A-Z]\w{0,20})"
_PLACE = rf"{_PLACE_WORD}(?: (?:{_PLACE_WORD}|de|da|del|of|sur)){{0,3}}"
_DAY = (
    r"(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2}|\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun"
    r"|Jul|Aug"
    r"|Sep|Oct|Nov|Dec)[a-z]{0,6})(?:,? \d{4})?"
)
_DASH = r"(?:\s?[–—-]{1,2}\s|\s?[–—])"
_IN_BRACKETS = re.compile(rf"\({_PLACE}\)(?=\s?[–—-]{{0,2}}\s?[A-Z\"“‘'])")
_CAPITALS = re.compile(
    rf"(?P<d>[A-Z][A-Z.’'-]{{2,25}}(?: [A-Z][A-Z.’'-]{{1,25}}){{0,3}}(?:[,/] ?{_PLACE}){{0,2}}(?:, {_DAY})?"
    rf"(?: ?[(\[/][^()\[\]/]{{2,40}}[)\]/])?)(?:{_DASH}|: (?=[A-Z]))"
)
_NO_PLACES = frozenset(
    "UPDATE UPDATED EXCLUSIVE BREAKING NEWS JUST LIVE WATCH VIDEO CLAIM ANALYSIS OPINION EXPLAINER FACTBOX CORRECTED "
    "WRAPUP FOCUS PHOTOS READ MORE BYLINE HOST SPECIAL REPORT LEAD 2ND 3RD LD END ALERT FLASH URGENT "
    "COMMENT FEATURE INTERVIEW".split()
)
_MIXED = re.compile(
    rf"(?P<d>{_PLACE}(?:[,/] ?{_PLACE}){{0,2}}(?:, {_DAY})?)(?P<agency> ?[(\[/][^()\[\]/]{{2,40}}[)\]/])?{_DASH}"
)
_DATED = re.compile(rf"{_PLACE}(?:, {_PLACE})?,? {_DAY}(?: ?[(\[/][^()\[\]/]{{2,40}}[)\]/])?(?={_DASH}|\. )")
_WITHIN = 120


def dateline(text: str) -> str | None:
    """The words of the dateline that opens `text` (a body's paragraph), without the dash; None when it has none."""
    head = text[:_WITHIN]
    found = _IN_BRACKETS.match(head)
    if found is not None:
        return found[0] if _NO_PLACES.isdisjoint(found[0].strip("()").split()) else None
    if (found := _DATED.match(head)) or (found := _CAPITALS.match(head)):
        if not _NO_PLACES.isdisjoint(found[0].replace(",", " ").split()):
            return None
        return (found.groupdict().get("d") or found[0]).strip()
    if (found := _MIXED.match(head)) is not None:
        # In mixed case a name before a dash may be anything: only with an agency in brackets, or after a comma.
        agency = (found["agency"] or "").strip(" ()[]/")
        if agency and agencies.named(agency) is not None:
            return (found["d"] + found["agency"]).strip()
        last = found["d"].rsplit(",", 1)[-1].strip()
        if "," in found["d"] and (agencies.named(last) is not None or re.fullmatch(_DAY, last)):
            return found["d"].strip()
    return None
