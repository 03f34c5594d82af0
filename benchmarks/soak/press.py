"""What the feeds of the soak publish: short invented reports of invented events, the same for the same seed.

An event is told by several outlets in stages: first accounts with one figure and one source; an agency's text, carried
by others word for word; another source with another figure; a denial; a first account that is corrected; the agency's
text once more, with the new figure.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import msgspec

EVERY = 400.0
"""Seconds from one event to the next."""
LIFE = 1200.0
"""Seconds that an event is reported on, at most."""
_HEADS = "Ar Bel Cor Dra Esk Fal Gor Hel Ist Jor Kal Lum Mor Nar Ost Pel Quo Ras Sel Tam".split()
_TAILS = "by dal fjord ham holt mar ness wick bury mouth stead gate".split()
_NAMES = "Ana Tomas Ilva Dorn Mira Pavel Lena Karl Rosa Emil Vera Jonas Nora Felix Irma Otto".split()
_KINDS = (
    ("a ferry sank in the harbour of {town}", "Ferry sinks at {town}", "the coastguard", "the shipping line", "ferry"),
    ("a dam burst above {town}", "Dam bursts above {town}", "the fire service", "the water board", "dam"),
    ("a mine collapsed at {town}", "Mine collapses at {town}", "the rescue service", "the mining company", "mine"),
    ("a chemical plant burned in {town}", "Fire at plant in {town}", "the fire brigade", "the plant's owner", "plant"),
    ("a bridge fell at {town}", "Bridge falls at {town}", "the police", "the builders' firm", "bridge"),
    (
        "a train left the rails near {town}",
        "Train derails near {town}",
        "the ambulance service",
        "the railway",
        "train",
    ),
)


class Piece(msgspec.Struct, frozen=True):
    """A report as one outlet publishes it, from a moment on; a later one of the same path takes its place."""

    at: float
    """Seconds after the soak's start."""
    outlet: int
    path: str
    title: str
    paragraphs: tuple[str, ...]


def pieces(seconds: float, outlets: int, seed: int) -> tuple[Piece, ...]:
    """All that is published in a soak of so many seconds by outlets 0, 1, …; in the order of time."""
    draw = random.Random(seed)  # noqa: S311
    every = min(EVERY, seconds / 3)
    life = min(LIFE, seconds * 0.4)
    made: list[Piece] = []
    number = 0
    while number * every < seconds - life:
        made += _event(draw, number, number * every, life / LIFE, outlets)
        number += 1
    return tuple(sorted(made, key=lambda each: (each.at, each.path)))


def _event(draw: random.Random, number: int, start: float, pace: float, outlets: int) -> Iterator[Piece]:
    town = f"{draw.choice(_HEADS)}{draw.choice('aeiou')}{draw.choice(_TAILS)}"
    what, title, service, owner, thing = (each.format(town=town) for each in draw.choice(_KINDS))
    dead, homes = draw.randrange(3, 40), draw.randrange(5, 90)
    more = dead + draw.randrange(1, 9)
    spokeswoman, mayor = (f"{draw.choice(_NAMES)} {town[:3]}{draw.choice(_TAILS)}" for _ in range(2))
    who = draw.sample(range(outlets), min(outlets, 13))
    path = f"/{number:03}-{town.lower()}"

    def piece(after: float, outlet: int, *paragraphs: str) -> Piece:
        return Piece(start + after * pace, who[outlet % len(who)], path, title, paragraphs)

    first = (
        f"{dead} people died when {what} on Tuesday, said {spokeswoman}, a spokeswoman for {service}.",
        f"{spokeswoman} said {homes} homes in {town} were damaged. Boats and lorries brought people out at night.",
    )
    agency = (
        f"{town} (Harbour Wire) - At least {dead} people were killed when {what}, {service} said on Tuesday.",
        f"The {thing} had been inspected in spring and was found to be in order, officials told Harbour Wire. "
        f"Schools in {town} will stay closed until Friday, the town hall said.",
    )
    higher = (
        f"The mayor of {town}, {mayor}, said that {more} people died when {what}.",
        f"\u201cWe have counted {more} dead and we are still looking,\u201d {mayor} told reporters in {town}.",
    )
    denial = (
        f"The head of {owner} denied that the {thing} at {town} had been neglected.",
        f"\u201cWe did not neglect the {thing},\u201d said {draw.choice(_NAMES)} Vantry, who heads {owner}. "
        f"Residents of {town} blame {owner} for the deaths.",
    )
    yield piece(0, 0, *first)
    yield piece(20, 1, f"{town}, Tuesday. {first[0]}", f"{homes} homes were damaged, {service} said.")
    yield piece(60, 2, first[1], first[0])
    for outlet in range(3, 7):
        yield piece(180 + 15 * outlet, outlet, *agency, *([f"Our desk added a map of {town}."] * (outlet % 2)))
    yield piece(480, 7, *higher)
    yield piece(540, 8, higher[1])
    yield piece(720, 9, *denial)
    yield piece(760, 10, denial[0], first[0])
    yield piece(960, 0, f"Correction: an earlier version of this report gave {dead} dead.", *higher)
    for outlet in (11, 12):
        yield piece(1100 + outlet, outlet, agency[0].replace(str(dead), str(more)), agency[1])
