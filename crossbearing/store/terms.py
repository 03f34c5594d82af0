"""What somebody types into a search box → what SQLite's full-text search is asked.

Words, phrases in "quotes", -word for what must not be there, OR between two, word* for what begins so (with two
letters, at least). Whatever else is typed is words: every term is handed on quoted, so nothing in it is an operator
(SQLite, "FTS5", 3.1).

Scripts that put no blanks between words have each character parted from its neighbours, in texts and in queries alike:
then any run of them is found as a phrase is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import msgspec

LIT, UNLIT, APART = "\x02", "\x03", "\x1f"
"""Around words that were found, and between parted characters. No text that is indexed has them."""
CATEGORIES = "L* N* Co M*"
"""Of characters that words consist of; with marks (M*), so that words of Indic scripts are not cut at their vowels."""
MOST_TERMS, LONGEST_TERM, LONGEST_QUERY = 32, 200, 4000

_UNSPACED = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3041, 0x30FF), (0x31F0, 0x31FF), (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFF66, 0xFF9F), (0x20000, 0x323AF),
)  # fmt: skip
"""Thai and Lao, Burmese, Khmer, kana, Han."""
_MARKS = "".join(
    chr(code) for a, b in _UNSPACED[:4] for code in range(a, b + 1) if unicodedata.category(chr(code))[0] == "M"
)
_ONE = f"(?![{_MARKS}])[{''.join(f'{chr(a)}-{chr(b)}' for a, b in _UNSPACED)}]"
_BETWEEN = re.compile(rf"(?<=\S)(?={_ONE})|(?<={_ONE})(?=[^\s{_MARKS}])|(?<={_ONE}[{_MARKS}])(?=[^\s{_MARKS}])")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»〝〞＂「」『』", '"'))
_TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))(?P<star>\*?)')
_BEGINNING = re.compile(r"\w\w\W*$|[^\x00-\u0fff]\W*$")
"""Of one letter too much begins with it to be worth a wait; a character of Han says more."""


class Term(msgspec.Struct, frozen=True):
    """A word or a phrase; `begins`: its last word may go on."""

    words: str
    begins: bool = False

    @property
    def match(self) -> str:
        """As FTS5 takes it."""
        return f'"{self.words}"' + " *" * self.begins


class Asked(msgspec.Struct, frozen=True):
    """A query, read: of each of `groups` one term must be there, of `without` none."""

    groups: tuple[tuple[Term, ...], ...]
    without: tuple[Term, ...] = ()
    unread: int = 0
    """Terms left out: too many, or without a letter or digit."""

    @property
    def match(self) -> str:
        """As FTS5 takes it; "" where nothing must be there, for then nothing is found."""
        if not self.groups:
            return ""
        wanted = " AND ".join(f"({any_of(group)})" for group in self.groups)
        return f"({wanted}) NOT ({any_of(self.without)})" if self.without else wanted


def any_of(terms: Iterable[Term]) -> str:
    """As FTS5 takes it: one of these, at least."""
    return " OR ".join(term.match for term in terms)


def asked(words: str) -> Asked:
    """Read a query. Every text is one; a quote that is not closed goes to the end."""
    groups: list[list[Term]] = []
    without: list[Term] = []
    unread, joins = int(len(words) > LONGEST_QUERY), False
    for found in _TERM.finditer(_CONTROL.sub(" ", words[:LONGEST_QUERY]).translate(_QUOTES)):
        if found["word"] == "OR" and not found["minus"]:
            joins = bool(groups)
            continue
        term = _term(found)
        if term is None or len(without) + sum(map(len, groups)) == MOST_TERMS:
            unread += 1
        elif found["minus"]:
            without.append(term)
        elif joins:
            groups[-1].append(term)
        else:
            groups.append([term])
        joins = False
    return Asked(tuple(map(tuple, groups)), tuple(without), unread)


def parted(text: str) -> str:
    """The text as it is indexed: no control characters in it, characters of unspaced scripts apart from each other.

    A code point of the text is one of what comes back, but for `APART` between them.
    """
    return _BETWEEN.sub(APART, _CONTROL.sub(" ", text))


def _term(found: re.Match[str]) -> Term | None:
    words = found["phrase"] if found["phrase"] is not None else found["word"]
    begins = bool(found["star"]) or (found["phrase"] is None and words.endswith("*"))
    words = parted(words[:LONGEST_TERM].strip().rstrip("*"))
    if not any(unicodedata.category(ch)[0] in "LNM" or unicodedata.category(ch) == "Co" for ch in words):
        return None
    return Term(words, begins and _BEGINNING.search(words) is not None)
