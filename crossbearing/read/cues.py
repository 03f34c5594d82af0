"""The words by which a report says that somebody says something, from `cues.toml`, in all their inflections."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Literal, NamedTuple

from crossbearing.read.names import lexicon
from crossbearing.records import Stance

Frame = Literal["clause", "stance", "person", "object", "particle", "quote"]
"""What may follow a verb; `cues.toml` says which is which."""
Form = Literal["base", "s", "past", "participle", "ing"]

_VOWELS = frozenset("aeiou")
_DOUBLED = frozenset("admit quip grin shrug brag sob hum chat rebut refer nod tut rot beg plot blog".split())
"""Verbs that double their last letter before -ed and -ing."""


class Verb(NamedTuple):
    """One reading of one form of a reporting verb."""

    lemma: str
    frame: Frame
    stance: Stance
    form: Form


class Particle(NamedTuple):
    """A word that, after a verb, makes it another: "point out"."""

    frame: Frame
    stance: Stance


class Cues(NamedTuple):
    """All of `cues.toml`, ready to be looked up. Words of a phrase are parted by one space."""

    verbs: dict[str, tuple[Verb, ...]]
    plurals: frozenset[str]
    """Base forms of verbs that are nouns as well."""
    particles: dict[tuple[str, str], Particle]
    nouns: dict[str, Stance]
    verdicts: frozenset[str]
    """What is called so is denied: "false", "lie"."""
    taken_back: frozenset[str]
    """Verbs by which somebody takes back what he said."""
    before: frozenset[tuple[str, ...]]
    citing: frozenset[str]
    occasions: frozenset[str]
    audience: frozenset[str]
    agencies: frozenset[str]
    state: frozenset[str]
    state_words: tuple[str, ...]
    outlet_words: frozenset[str]
    bodies: frozenset[str]
    mute: frozenset[str]
    """Nouns that can't say anything, and the endings of others."""
    mute_endings: tuple[str, ...]
    stand_ins: dict[str, str]
    """The sort of body that "the company", "the ministry" can mean, by the noun."""
    sorts: dict[str, str]
    """The sort of a body by the last word of its name."""
    spoken: frozenset[str]
    """Base forms of verbs whose subject can be no mere thing."""
    speakers: frozenset[str]
    """Nouns in small letters, also in the singular, that name who or what can say something."""
    people: frozenset[str]


def inflections(lemma: str, past: str = "", participle: str = "") -> dict[Form, str]:
    """The five forms of an English verb; `past` and `participle` where they don't end in -ed."""
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        third = lemma + "es"
    elif lemma.endswith("y") and lemma[-2] not in _VOWELS:
        third = lemma[:-1] + "ies"
    else:
        third = lemma + "s"
    stem = lemma + lemma[-1] if lemma in _DOUBLED else lemma
    if lemma.endswith("e") and not lemma.endswith(("ee", "ye", "oe")):
        stem = lemma[:-1]
    if not past:
        past = lemma[:-1] + "ied" if third.endswith("ies") else lemma + "d" if lemma.endswith("e") else stem + "ed"
    return {"base": lemma, "s": third, "past": past, "participle": participle or past, "ing": _ing(lemma, stem)}


def _ing(lemma: str, stem: str) -> str:
    if lemma in {"begin", "put", "forecast"}:
        return {"begin": "beginning", "put": "putting", "forecast": "forecasting"}[lemma]
    return (lemma if lemma.endswith(("ee", "ye", "oe")) else stem) + "ing"


@cache
def cues() -> Cues:
    """The lexicon, read once."""
    data = tomllib.loads(resources.files(__package__).joinpath("cues.toml").read_text(encoding="utf-8"))
    verbs: dict[str, list[Verb]] = {}
    for group in data["verbs"]:
        for entry in group["forms"].split():
            lemma, past, participle = (entry + "::").split(":")[:3]
            for form, word in inflections(lemma, past, participle).items():
                verbs.setdefault(word, []).append(Verb(lemma, group["frame"], group["stance"], form))
    particles = {}
    for frame in ("clause", "object"):
        for entry in data["particles"][frame].split():
            lemma, particle, stance = entry.split(":")
            particles[lemma, particle] = Particle(frame, stance)
    nouns: dict[str, Stance] = {}
    denies, doubts = set(data["nouns"]["denies"].split()), set(data["nouns"]["doubts"].split())
    for noun in data["nouns"]["forms"].split():
        tone: Stance = "denies" if noun in denies else "doubts" if noun in doubts else "asserts"
        nouns[noun] = nouns[inflections(noun)["s"]] = tone
    agencies = data["agencies"]
    return Cues(
        verbs={word: tuple(readings) for word, readings in verbs.items()},
        plurals=frozenset(data["plurals"]["forms"].split()),
        particles=particles,
        nouns=nouns,
        verdicts=frozenset(data["nouns"]["verdicts"].split()),
        taken_back=frozenset(data["nouns"]["taken_back"].split()),
        before=frozenset(tuple(entry.split("_")) for entry in data["phrases"]["before"].split()),
        citing=frozenset(data["phrases"]["citing"].split()),
        occasions=frozenset(data["phrases"]["occasions"].split()),
        audience=frozenset(data["phrases"]["audience"].split()),
        agencies=_names(agencies["names"]),
        state=_names(agencies["state"]),
        state_words=tuple(sorted(_names(agencies["state_words"]))),
        outlet_words=frozenset(agencies["outlet_words"].split()),
        bodies=_names(data["roles"]["bodies"]),
        mute=_names(data["roles"]["mute"]),
        mute_endings=tuple(data["roles"]["mute_endings"].split()),
        stand_ins={noun: sort for sort, nouns in data["stand_ins"].items() for noun in nouns.split()},
        sorts={word: sort for sort, words in data["sorts"].items() for word in words.split()},
        spoken=_names(data["roles"]["spoken"]),
        speakers=frozenset().union(
            *(_names(data["roles"][key]) for key in ("bodies", "people", "papers", "others")),
            _names(data["phrases"]["audience"]),
            agencies["outlet_words"].split(),
            lexicon().role_heads,
            lexicon().group_heads,
        ),
        people=_names(data["roles"]["people"]),
    )


def _names(words: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in words.split())
