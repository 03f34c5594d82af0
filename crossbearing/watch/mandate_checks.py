"""What a mandate cannot do without and the types of its records do not say; all that is wrong, by path."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, TypeAlias

import msgspec

from crossbearing.addresses import split
from crossbearing.records import (
    Commission,
    Days,
    Evidentiary,
    Instrument,
    Mandate,
    Matter,
    Pattern,
    Recipient,
    Requirement,
    Subject,
    Written,
)
from crossbearing.watch.typed import MOST_HINTS, Path, near

Found: TypeAlias = Iterator[tuple[Path, str]]
"""Where something is wrong, and what."""

MOST_MATTERS, MOST_SUBJECTS, MOST_PATTERNS, MOST_WORDS, MOST_FEEDS, MOST_ORIGINS = 200, 500, 100, 5_000, 500, 50
_MOST_OF_A_WORD, _MOST_OF_A_LINE, _MOST_OF_A_TEXT = 100, 300, 5_000
"""Characters: of a word, name or phrase; of what stands in one line; of what may have several."""

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_SECRET = re.compile(r"[A-Z_][A-Z0-9_]{0,63}")
_MAIL = re.compile(r"[^\s@<>(),:;\"\[\]\\]{1,64}@[^\s@<>(),:;\"\[\]\\]{1,180}")
_OF_LINES = frozenset(("what", "says", "note", "checked"))
"""Fields of a text that may have several lines."""
_OF_PATTERN = tuple(each for each in Pattern.__struct_fields__ if each not in ("id", "days", "without"))
"""What a pattern can ask for."""
_REFERRING = ("by", "to", "giver", "partner", "named")
_PHRASES = frozenset(("acts", "what", "about", "where", "counts", "without", "names"))
"""Fields of words that are looked for in texts."""
_LONGEST = 12
"""Words of a phrase."""
_JOINERS = "\u200c\u200d"
"""They change the form of letters in Persian or Hindi; of all signs without a form of their own, names need these."""

_COMMON = frozenset(
    "a an the and or but nor of in to for at on by with from as that this these those it its he she they them his her"
    " their we our you your i is are was were be been being has have had do does did so then there which who".split()
)
"""Words that stand in nearly every sentence."""

# fmt: off
_LANGUAGES = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo"
    " es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka"
    " kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng"
    " nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su"
    " sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu".split()
)
# fmt: on


def wrong(mandate: Mandate) -> Found:
    """All that is wrong in a mandate, as paths of its file; of one that is too large, that alone."""
    sizes = list(_sizes(mandate))
    if sizes:
        yield from sizes
        return
    subjects = {subject.id: subject.names for subject in mandate.subjects}
    known = "" not in subjects  # else one could not be read
    unknown = 0
    for path, record in _records(mandate, ()):
        yield from _texts(record, path)
        check = _CHECKS.get(type(record))
        if check is not None:
            yield from ((path + below, what) for below, what in check(record))
        if isinstance(record, Pattern) and known:
            for below, each in _referring(record, subjects):
                unknown += 1
                hint = _meant(each, subjects) if unknown <= MOST_HINTS else ""
                yield path + below, f"“{each}” is none of the subjects{hint}"


def _sizes(mandate: Mandate) -> Found:
    """What there is too much of."""
    counted: list[tuple[Path, int, int, str]] = [
        (("subjects",), len(mandate.subjects), MOST_SUBJECTS, ""),
        (("matters",), len(mandate.matters), MOST_MATTERS, ""),
        (("feeds",), len(mandate.feeds), MOST_FEEDS, ""),
    ]
    for place, matter in enumerate(mandate.matters):
        counted.append((("matters", place, "patterns"), len(matter.patterns), MOST_PATTERNS, ""))
        counted.append((("matters", place, "instruments"), len(matter.instruments), MOST_PATTERNS, ""))
    words = sum(_words(each) for matter in mandate.matters for each in matter.patterns)
    counted.append(((), words + sum(len(each.names) for each in mandate.subjects), MOST_WORDS, " words and names"))
    for path, number, most, of in counted:
        if number > most:
            yield path, f"there are {number:,}{of}; at most {most:,}"


def _words(pattern: Pattern) -> int:
    return sum(len(getattr(pattern, field)) for field in (*_OF_PATTERN, "without"))


def _records(record: Written, path: Path) -> Iterator[tuple[Path, Written]]:
    """A record and all records in it; they are five deep at most."""
    yield path, record
    for field in msgspec.structs.fields(record):
        value, below = getattr(record, field.name), (*path, field.encode_name)
        if isinstance(value, Written):
            yield from _records(value, below)
        elif isinstance(value, tuple):
            for place, each in enumerate(value):
                if isinstance(each, Written):
                    yield from _records(each, (*below, place))


# ── texts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _texts(record: Written, path: Path) -> Found:
    """Each text of a record, whatever it is for."""
    for field in msgspec.structs.fields(record):
        value, below = getattr(record, field.name), (*path, field.encode_name)
        if field.name == "id":
            if not _ID.fullmatch(value):
                yield below, "lower-case letters, digits and hyphens, 64 at most"
        elif isinstance(value, str):
            lines = field.name in _OF_LINES
            what = _unfit(value, _MOST_OF_A_TEXT if lines else _MOST_OF_A_LINE, lines=lines) if value else ""
            if what or (field.required and not value):
                yield below, what or "it says nothing"
        elif isinstance(value, tuple) and field.name not in _REFERRING:
            for place, each in enumerate(value):
                what = _no_word(each, field.name) if isinstance(each, str) else ""
                if what:
                    yield (*below, place), what


def _unfit(text: str, most: int, *, lines: bool = False) -> str:
    if len(text) > most:
        return f"{len(text):,} characters; at most {most:,}"
    for ch in text:
        if not (ch.isprintable() or ch in _JOINERS or (lines and ch in "\n\t")):
            return f"it has a sign that cannot be shown, U+{ord(ch):04X}" if ch != "\n" else "it is more than one line"
    return ""


def _no_word(text: str, field: str) -> str:
    """Why a text can be no word, name or phrase of that field."""
    if field == "feeds":
        return _no_address(text)
    what = _unfit(text, _MOST_OF_A_WORD)
    if what:
        return what
    if not text:
        return "an empty word"
    if field == "languages":
        return "" if text in _LANGUAGES else f"“{text}” is no language of ISO 639-1, two small letters such as “en”"
    if not any(ch.isalpha() or (field == "outlets" and ch.isdigit()) for ch in text):
        hint = "; it is written “percent”" if text == "%" else ""
        return f"“{text}” has no letter{hint}"
    if field in _PHRASES and len(text.split()) > _LONGEST:
        return f"a phrase of more than {_LONGEST} words"
    if field in ("acts", "what", "about", "names", "counts") and not text.isupper():
        words = re.findall(r"\w+", text.casefold())
        if all(each in _COMMON for each in words):
            return f"“{text}” stands in nearly every sentence and says nothing"
    return ""


def _no_address(text: str) -> str:
    """Why a text is no address of the web; it is not said again, since it may hold a secret."""
    parts = split(text)
    if parts is None:
        return "no address of the web (http or https)"
    try:
        parts.port  # noqa: B018 - it is read when it is asked for
    except ValueError:
        return "no address of the web: no port has such a number"
    return "user names and passwords have no place in an address here" if "@" in parts.netloc else ""


# ── record by record ──────────────────────────────────────────────────────────────────────────────────────────────────


def _mandate(mandate: Mandate) -> Found:
    yield from _twice(mandate.subjects, "subjects")
    yield from _twice(mandate.matters, "matters")
    if not mandate.matters:
        yield ("matters",), "a mandate needs one matter at least"


def _matter(matter: Matter) -> Found:
    yield from _twice(matter.patterns, "patterns")
    if not matter.patterns:
        yield ("patterns",), "a matter needs one pattern at least"


def _twice(records: Sequence[Subject | Matter | Pattern], field: str) -> Found:
    """Ids that stand more than once."""
    seen: set[str] = set()
    for place, each in enumerate(records):
        if each.id in seen and each.id:
            yield (field, place, "id"), f"“{each.id}” is there already"
        seen.add(each.id)


def _pattern(pattern: Pattern) -> Found:
    if not any(getattr(pattern, field) for field in _OF_PATTERN):
        asks = [field.encode_name for field in msgspec.structs.fields(Pattern) if field.name in _OF_PATTERN]
        yield (), f"a pattern must ask for something: one of {', '.join(asks)}"


def _referring(pattern: Pattern, subjects: Collection[str]) -> Found:
    """Subjects that are asked for and not there."""
    for field in msgspec.structs.fields(Pattern):
        if field.name in _REFERRING:
            for place, each in enumerate(getattr(pattern, field.name)):
                if each not in subjects:
                    yield (field.encode_name, place), each


def _meant(word: str, subjects: dict[str, tuple[str, ...]]) -> str:
    for known, names in subjects.items():
        if word.casefold() in (name.casefold() for name in names):
            return f"; it is a name of “{known}”: give that"
    return near(word, subjects.keys())


def _subject(subject: Subject) -> Found:
    if not subject.names:
        yield ("names",), "a subject needs one name at least"


def _days(days: Days | Commission) -> Found:
    given = {"since": days.since, "until": days.until}
    good = {field: value for field, value in given.items() if value and _is_day(value)}
    for field, value in given.items():
        if value and field not in good:
            yield (field,), f"“{value}” is no day: YYYY, YYYY-MM or YYYY-MM-DD"
    if len(good) == 2:
        size = min(map(len, good.values()))
        if good["since"][:size] > good["until"][:size]:
            yield ("until",), f"it ends ({days.until}) before it begins ({days.since})"
    if isinstance(days, Days) and not any(given.values()):
        yield (), "one of since, until is needed"


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return False
    try:
        datetime.date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _evidentiary(standard: Evidentiary) -> Found:
    if not standard.any:
        yield ("any",), "a standard needs one way at least in which it is met"


def _requirement(way: Requirement) -> Found:
    if not 1 <= way.origins <= MOST_ORIGINS:
        yield ("origins",), f"a number of origins from 1 to {MOST_ORIGINS}"


def _instrument(instrument: Instrument) -> Found:
    if instrument.url and (what := _no_address(instrument.url)):
        yield ("url",), what


def _recipient(one: Recipient) -> Found:
    ways = [field for field in ("webhook", "email", "terminal") if getattr(one, field)]
    if len(ways) != 1:
        given = f"; these are given: {', '.join(ways)}" if ways else ""
        yield (), f"one of webhook, email, terminal (true) is needed{given}"
    if one.webhook and (what := _no_address(one.webhook)):
        yield ("webhook",), what
    if one.webhook and not one.secret:
        yield ("secret",), "it is missing: the environment variable that holds the key of the signature"
    if one.secret and not _SECRET.fullmatch(one.secret):  # it is not said again: it may be the key itself
        yield ("secret",), "the name of an environment variable: capital letters, digits and underscores; not the key"
    if one.secret and not one.webhook:
        yield ("secret",), "only a webhook is signed"
    if one.email and not _MAIL.fullmatch(one.email):
        yield ("email",), "no address of electronic mail"


_CHECKS: dict[type[Written], Callable[[Any], Found]] = {
    Mandate: _mandate,
    Matter: _matter,
    Pattern: _pattern,
    Subject: _subject,
    Days: _days,
    Commission: _days,
    Evidentiary: _evidentiary,
    Requirement: _requirement,
    Instrument: _instrument,
    Recipient: _recipient,
}
