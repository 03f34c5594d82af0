"""Whether a name is a woman's or a man's: by title, by the noun beside it, by its given name or its ending."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Literal

Gender = Literal["she", "he", ""]

SHE = frozenset(
    """
    ms mrs miss madam madame mme lady dame baroness duchess countess queen princess empress sister sheikha begum señora
    frau sra wife widow ex-wife mother mum mom grandmother daughter granddaughter aunt niece girlfriend stepmother
    stepdaughter bride fiancée woman girl actress hostess waitress heiress spokeswoman chairwoman congresswoman
    businesswoman policewoman councilwoman servicewoman sportswoman stateswoman assemblywoman alderwoman noblewoman
    housewife midwife nun abbess priestess goddess comedienne ballerina soprano matriarch schoolgirl mother-in-law
    sister-in-law daughter-in-law half-sister stepsister godmother saleswoman headmistress mistress prima first-lady
    """.split()
)
HE = frozenset(
    """
    mr sir lord baron duke count earl viscount king prince emperor sultan emir brother father fr pope cardinal
    archbishop imam ayatollah mullah sheikh sheik husband widower ex-husband dad grandfather son grandson uncle nephew
    boyfriend stepfather stepson groom fiancé man boy spokesman chairman congressman businessman policeman councilman
    serviceman sportsman statesman assemblyman alderman nobleman salesman gunman cameraman fisherman monk abbot
    patriarch schoolboy father-in-law brother-in-law son-in-law half-brother stepbrother godfather headmaster
    strongman clergyman señor herr tsar shah pontiff
    """.split()
)

_WOMEN = ("ova", "eva", "skaya", "skaia", "ská", "ovna", "evna", "dóttir", "dottir", "ovská")
"""Endings of surnames and patronymics that women alone bear."""
_MEN = ("ovich", "evich", "skiy", "skii", "ov", "ev")


@cache
def _given() -> dict[str, Gender]:
    rows = resources.files(__package__).joinpath("coreference_genders.txt").read_text(encoding="utf-8").splitlines()[1:]
    return {row[:-2]: "she" if row[-1] == "f" else "he" for row in rows}


def by_words(words: Iterable[str]) -> Gender:
    """By titles and nouns, in small letters; those of women first, "the chairman's wife"; "" if there are none."""
    said = set(words)
    return "she" if said & SHE else "he" if said & HE else ""


def by_name(parts: tuple[str, ...]) -> Gender:
    """By the parts of a full name in small letters; a single part is a surname for all that is known."""
    if len(parts) > 1:
        for part in (parts[0], parts[0].partition("-")[0]):
            if part in _given():
                return _given()[part]
    if parts and len(parts[-1]) > 5 and parts[-1].endswith(_WOMEN):
        return "she"
    return "he" if parts and len(parts[-1]) > 5 and parts[-1].endswith(_MEN) else ""


def by_given(part: str) -> Gender:
    """By a name that stands alone and can be a given one."""
    return _given().get(part, "")
