"""Words of a text with the marks by which names are known, and the word lists for it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import NamedTuple

from crossbearing.read.gazetteer import gazetteer, key

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’&-][^\W_]+)*")
_ARTICLED = re.compile(r"(?:al|el|as|ash|an|at|ad|ar|az|ul|bin|ibn|d|l|o)['’-][^\W\d_]")
_POSSESSIVE = ("'s", "’s")


class Word(NamedTuple):
    """One word. `low` is in small letters; a possessive "'s" belongs neither to it nor to `end`."""

    start: int
    end: int
    text: str
    low: str
    name: bool
    """Begins like a name: with a capital, or with an article and a capital ("al-Halabi")."""
    joined: bool
    """Nothing but a space parts it from the word before (or the full stop of a title or an initial)."""
    possessive: bool


def words(text: str, start: int, end: int) -> list[Word]:
    """The words of text[start:end], with offsets into `text`."""
    found: list[Word] = []
    known = lexicon()
    last = -1  # where the word before ends, its possessive ending included
    for match in _WORD.finditer(text, start, end):
        shown, stop = match[0], match.end()
        possessive = len(shown) > 2 and shown.endswith(_POSSESSIVE)
        if possessive:
            shown, stop = shown[:-2], stop - 2
        elif text[stop : stop + 1] in ("'", "’") and shown.endswith("s"):
            possessive = True
        gap = text[last : match.start()] if last >= 0 else "\n"
        joined = gap == " "
        if gap == ". " and found:
            before = found[-1]
            joined = before.low in known.honorifics or (before.name and before.end - before.start == 1)
        found.append(Word(match.start(), stop, shown, key(shown), _begins_name(shown), joined, possessive))
        last = match.end()
    return found


def _begins_name(shown: str) -> bool:
    """A capital, but for compounds that are adjectives: "Norian-backed", "Norian-Tarnish"."""
    if not shown[0].isupper():
        return _articled(shown)
    first, _, rest = shown.rpartition("-")
    if not first:
        return True
    small, first, rest = rest[:1].islower(), first.lower(), rest.lower()  # parted before: "İ" is two characters small
    if small:
        return len(rest) < 3 or not (rest in lexicon().everyday or rest.endswith("ed"))
    gazette = gazetteer()
    return not all(part in gazette.adjectives or part in gazette.places for part in (first, rest))


def _articled(shown: str) -> bool:
    match = _ARTICLED.match(shown.lower())
    return match is not None and shown[match.end() - 1].isupper()


class Lexicon(NamedTuple):
    """The lists of lexicon.toml, as sets of words in small letters."""

    honorifics: frozenset[str]
    courtesies: frozenset[str]
    """Mr, Dr: titles that no other title stands before."""
    role_heads: frozenset[str]
    role_modifiers: frozenset[str]
    leaders: frozenset[str]
    group_heads: frozenset[str]
    group_alone: frozenset[str]
    group_modifiers: frozenset[str]
    body_heads: frozenset[str]
    companies: frozenset[str]
    """Capital words that end a company's name."""
    body_common: frozenset[str]
    body_modifiers: frozenset[str]
    body_kinds: frozenset[str]
    body_names: frozenset[str]
    spellings: frozenset[str]
    """The same as they are written: "Fatah", but "NATO"."""
    place_heads: frozenset[str]
    place_first: frozenset[str]
    place_nouns: frozenset[str]
    place_sides: frozenset[str]
    """ "northern", "neighbouring"."""
    place_endings: tuple[str, ...]
    of_states: frozenset[str]
    """What states have: "ministry", "border"."""
    prepositions: frozenset[str]
    prepositions_strong: frozenset[str]
    particles: frozenset[str]
    of: frozenset[str]
    suffixes: frozenset[str]
    verbs: frozenset[str]
    never: frozenset[str]
    determiners: frozenset[str]
    given: frozenset[str]
    everyday: frozenset[str]
    """Words that English writes small (common.txt)."""


@cache
def lexicon() -> Lexicon:
    """The lists, read once."""
    folder = resources.files(__package__)
    toml = tomllib.loads(folder.joinpath("lexicon.toml").read_text(encoding="utf-8"))

    def column(file: str) -> list[str]:
        return folder.joinpath(file).read_text(encoding="utf-8").splitlines()[1:]

    def listed(table: str, name: str) -> frozenset[str]:
        return frozenset(toml[table][name].split())

    return Lexicon(
        honorifics=listed("titles", "honorifics"),
        courtesies=listed("titles", "courtesies"),
        role_heads=listed("roles", "heads"),
        role_modifiers=listed("roles", "modifiers"),
        leaders=listed("roles", "leaders"),
        group_heads=listed("groups", "heads"),
        group_alone=listed("groups", "alone"),
        group_modifiers=listed("groups", "modifiers"),
        body_heads=listed("organisations", "heads"),
        companies=listed("organisations", "companies"),
        body_common=listed("organisations", "common"),
        body_modifiers=listed("organisations", "modifiers"),
        body_kinds=listed("organisations", "kinds"),
        body_names=_split(toml["organisations"]["names"].replace("\n", " ").split(";")),
        spellings=frozenset(" ".join(name.split()) for name in toml["organisations"]["names"].split(";")),
        place_heads=listed("places", "heads"),
        place_first=listed("places", "first"),
        place_nouns=listed("places", "nouns"),
        place_sides=listed("places", "sides"),
        place_endings=tuple(toml["places"]["endings"].split()),
        of_states=listed("places", "of_states"),
        prepositions=listed("places", "prepositions"),
        prepositions_strong=listed("places", "strong"),
        particles=listed("names", "particles"),
        of=listed("names", "of"),
        suffixes=listed("names", "suffixes"),
        verbs=listed("names", "verbs"),
        never=listed("names", "never"),
        determiners=listed("names", "determiners"),
        given=listed("names", "given") | frozenset(column("given.txt")),
        everyday=frozenset(column("common.txt")),
    )


def _split(names: Iterable[str]) -> frozenset[str]:
    return frozenset(key(name) for name in names)
