"""Another language, in which each message stands between brackets: what is outside of them cannot be translated.

`foreign` turns all that a dossier brings with it into Greek and Cyrillic letters, so that no word of a report, and no
name, is taken for English that a page says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from gettext import NullTranslations
from typing import Any

import lxml.html
import msgspec

from crossbearing.records import Dossier

ATTRIBUTES = (
    "aria-label",
    "title",
    "placeholder",
    "alt",
    "label",
    "data-dark",
    "data-light",
    "data-open",
    "data-close",
)
"""What of an element is shown or read out beside its text."""
ASIDE = ("code", "kbd", "script", "style", ".home")
"""What a program or a person types, and the name of the program."""
_LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "абцдефгхийклмнопярстувшхузАБЦДЕФГХИЙКЛМНОПЯРСТУВШХУЗ"
)
_FREE = frozenset(
    "text name names title byline dateline outlet outlets agency speaker role of unit detail evidence why section "
    "origin rule by reason media_type exact prefix suffix".split()
)
"""Fields that hold what reports, readers and rules say."""
_ID = re.compile(r"[a-z]+-[0-9a-f]{16}")


class Marking(NullTranslations):
    """Each message between brackets, each of its values outside of them."""

    def gettext(self, message: str) -> str:
        return "⟦" + re.sub(r"%\(\w+\)s", r"⟧\g<0>⟦", message) + "⟧"

    def ngettext(self, one: str, many: str, number: int) -> str:
        return self.gettext(one if number == 1 else many)


def foreign(dossier: Dossier) -> Dossier:
    """The same dossier in letters that no English word has."""
    return msgspec.convert(_foreign(msgspec.to_builtins(dossier), ""), Dossier)


def _foreign(value: Any, field: str) -> Any:
    if isinstance(value, dict):
        return {name: _foreign(each, name) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_foreign(each, field) for each in value]
    free = isinstance(value, str) and field in _FREE and not _ID.fullmatch(value)
    return value.translate(_LETTERS) if free else value


def unmarked(page: str, aside: Iterable[str] = (), but: Iterable[str] = ()) -> list[str]:
    """English words of a page that are in no message; `but` and those in elements of `aside` may stand there."""
    tree = lxml.html.document_fromstring(page)
    return [word for text in _said(tree, (*ASIDE, *aside)) for word in _outside(text) if word not in but]


def _said(page: lxml.html.HtmlElement, aside: Iterable[str]) -> Iterator[str]:
    """Texts, and attributes that are read out."""
    for element in page.iter():
        yield from (element.get(name) for name in ATTRIBUTES if element.get(name))
    for element in [each for selector in aside for each in page.cssselect(selector)]:
        tail = element.tail
        element.clear()
        element.tail = tail
    yield "".join(page.itertext())


def _outside(text: str) -> list[str]:
    """Words of Latin letters outside of all brackets."""
    depth, outside = 0, []
    for letter in text:
        depth += (letter == "⟦") - (letter == "⟧")
        outside.append(" " if depth or letter == "⟧" else letter)
    assert depth == 0 or text.endswith("…"), text  # what is cut short lacks its end
    return re.findall(r"[A-Za-z]{2,}", "".join(outside))
