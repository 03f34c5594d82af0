"""Where places lie: names looked up in `places.tsv`, without loading it.

The table is GeoNames' (CC BY 4.0), cut by `training/gazetteer/places.py`, which says what a line holds. Its lines are
sorted by bytes, so that a name is found by halving (17 looks of a line) in the file's bytes as they are.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from importlib import resources
from typing import Literal, NamedTuple

Kind = Literal["country", "division", "city"]
_KINDS: dict[str, Kind] = {"c": "country", "r": "division", "k": "city", "p": "city"}
_LIKE_LETTERS = str.maketrans({
    **dict(zip("łŁøØđĐıßħĦ", "lLoOdDishH", strict=True)), "‘": "'", "’": "'", "ʻ": "'", "ʼ": "'", "`": "'",
})  # fmt: skip


class Entry(NamedTuple):
    """One place that bears a name."""

    kind: Kind
    capital: bool
    first: bool
    """Whether the name is the one that GeoNames (or we) give first."""
    country: str
    """ISO 3166-1 alpha-2."""
    division: str
    """GeoNames' first-level code within the country; "" for a country."""
    latitude: float
    longitude: float
    people: int
    id: int | None
    """GeoNames'."""


def key(name: str) -> str:
    """How a name is looked up: small plain letters without marks, plain apostrophes, single spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return " ".join(bare.translate(_LIKE_LETTERS).lower().split())


@lru_cache(4096)
def find(name: str) -> tuple[Entry, ...]:
    """The places of that `key`, most people first. A name that begins with "," is one that stands behind another."""
    cells = _line(name)
    return tuple(_entry(place) for place in cells[1].split(";")) if cells else ()


def division(country: str, code: str) -> tuple[Entry, str | None] | None:
    """A first-level division with its English name, where that is known."""
    cells = _line(f"={country}.{code}")
    if not cells:
        return None
    return _entry(cells[1]), cells[2] if len(cells) > 2 else None


@cache
def _table() -> bytes:
    return resources.files(__package__).joinpath("places.tsv").read_bytes()


def _line(name: str) -> list[str]:
    """The columns of the line of that name; none where there is no such line."""
    table, wanted = _table(), name.encode("utf-8", "replace") + b"\t"
    low, high = table.index(b"\n") + 1, len(table)
    while low < high:
        middle = table.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = table.index(b"\n", middle)
        if table.startswith(wanted, middle):
            return table[middle:end].decode("utf-8").split("\t")
        if table[middle : table.index(b"\t", middle)] < wanted[:-1]:
            low = end + 1
        else:
            high = middle
    return []


def _entry(place: str) -> Entry:
    sign, where, latitude, longitude, people, number = place.split(",")
    country, _, code = where.partition(".")
    return Entry(
        _KINDS[sign.lower()], sign.lower() == "k", sign.isupper(), country, code, float(latitude), float(longitude),
        int(people) * 100, int(number, 36) if number else None,
    )  # fmt: skip
