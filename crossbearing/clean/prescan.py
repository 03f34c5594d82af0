"""A look at a page's markup before any parser gets it: parsers hang on what no newsroom publishes.

Every HTML library tried takes quadratic time over the attributes of one tag (100,000 of them: minutes), and libxml2
drops what is nested too deep without a word. One pass, linear in the text; script, style and comments are skipped.
"""

from __future__ import annotations

import re

from crossbearing.errors import Unreadable

MAX_ATTRIBUTES = 1_000
"""In one tag. Real pages stay below 100."""
MAX_NESTING = 512
"""What browsers stop at, too."""
MAX_CHARACTERS = 20_000_000

_OPENING = re.compile(r"<(?:!--|(/?)([a-z][^\s/>]*))")
_ATTRIBUTE = re.compile(r"[\s/]*+[^\s/>=][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?+")
_RAW = frozenset({"script", "style", "textarea", "title", "noscript", "template"})
_NOT_NESTED = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody tfoot option "
    "optgroup colgroup caption rp rt html head body".split()
)
"""Empty elements, and those whose end tag HTML lets writers leave out."""


def check(page: str) -> None:
    """Raises Unreadable when `page` has markup that no parser should be given."""
    if len(page) > MAX_CHARACTERS:
        raise Unreadable(f"a page of {len(page):,} characters; at most {MAX_CHARACTERS:,} are read")
    open_tags: dict[str, int] = {}
    unended: set[str] = set()
    depth = at = 0
    page = page.lower()
    while (tag := _OPENING.search(page, at)) is not None:
        at = tag.end()
        if tag[2] is None:
            at = _after(page, "-->", at, unended)
            continue
        name = tag[2]
        if tag[1]:
            if open_tags.get(name):
                open_tags[name] -= 1
                depth -= 1
            continue
        at = _over_attributes(page, at)
        if name in _RAW:
            at = _after(page, f"</{name}", at, unended)
        elif name not in _NOT_NESTED:
            open_tags[name] = open_tags.get(name, 0) + 1
            depth += 1
            if depth > MAX_NESTING:
                raise Unreadable(f"a page whose tags are nested more than {MAX_NESTING} deep")


def _over_attributes(page: str, at: int) -> int:
    count = 0
    while (attribute := _ATTRIBUTE.match(page, at)) is not None:
        at = attribute.end()
        count += 1
        if count > MAX_ATTRIBUTES:
            raise Unreadable(f"a page with a tag of more than {MAX_ATTRIBUTES:,} attributes")
    return at


def _after(page: str, ending: str, at: int, unended: set[str]) -> int:
    """Where to go on after a script, a style or a comment: at its end, or, where it has none, right here.

    `unended` holds the endings that the rest of the page does not have, so that none is sought twice.
    """
    if ending in unended:
        return at
    found = page.find(ending, at)
    if found < 0:
        unended.add(ending)
    return max(found, at)
