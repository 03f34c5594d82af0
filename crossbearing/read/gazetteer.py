"""Places that news names, their people's names, and the houses that stand for governments.

`gazetteer.tsv` is cut out of GeoNames (CC BY 4.0) by training/gazetteer/build.py, `places.toml` is ours.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import NamedTuple


class Place(NamedTuple):
    kind: str
    """country, capital, city or region."""
    country: str
    """ISO 3166-1 code; "" for what is larger than a country."""


class Gazetteer(NamedTuple):
    """All keys in small letters, with plain apostrophes and single spaces."""

    places: Mapping[str, Place]
    seats: Mapping[str, str]
    """Kremlin, White House: the country whose government is meant."""
    adjectives: Mapping[str, str]
    """Russian, North Korean: the country's code; "001" peoples and parts of the world, "002" creeds and camps."""
    peoples: Mapping[str, str]
    """Russians, Danes."""


def key(name: str) -> str:
    """How a name is looked up: small letters, plain apostrophes, single spaces."""
    return " ".join(name.lower().replace("’", "'").replace("‘", "'").split())


@cache
def gazetteer() -> Gazetteer:
    """The tables, read once."""
    folder = resources.files(__package__)
    rows = folder.joinpath("gazetteer.tsv").read_text(encoding="utf-8").splitlines()[1:]
    ours = tomllib.loads(folder.joinpath("places.toml").read_text(encoding="utf-8"))
    places = {key(name): Place(kind, code) for name, kind, code in (row.split("\t") for row in rows)}
    capitals = {place.country for place in places.values() if place.kind == "capital"}
    for name, code in ours["others"].items():
        known = places.get(key(name))
        kind = known.kind if known else ("country" if code in capitals and len(name) < 6 else "region")
        places[key(name)] = Place(kind, code)
    for name in ours["regions"]["names"].replace("\n", " ").split(";"):
        places[key(name)] = Place("region", "")
    adjectives, peoples = _demonyms(ours["demonyms"])
    return Gazetteer(
        MappingProxyType(places),
        MappingProxyType({key(name): code for name, code in ours["seats"].items()}),
        MappingProxyType(adjectives),
        MappingProxyType(peoples),
    )


def _demonyms(table: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """ "Afghan" and "Afghans" of each row; those of a country come before those of a part of the world."""
    adjectives: dict[str, str] = {}
    peoples: dict[str, str] = {}
    for code, row in sorted(table.items(), key=lambda item: (item[0].isdigit(), item[0])):
        left, _, right = row.partition("|")
        for word in left.split():
            adjective = key(word.replace("-", " "))
            adjectives.setdefault(adjective, code)
            if word[-1].islower() and not word.endswith(("ese", "ish", "ch", "iss", "ic", "ern", "ox")):
                peoples.setdefault(adjective + "s", code)
        for word in right.split():
            peoples.setdefault(key(word.replace("-", " ")), code)
    return adjectives, peoples
