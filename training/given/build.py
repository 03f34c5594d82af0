"""List the given names that mark a run of capitals as a person.

    python training/given/build.py > crossbearing/read/given.txt

The names come from the first-name lists of Faker (MIT, https://faker.readthedocs.io), all locales written in Latin
letters; those that are everyday English words are left out, and so are the countries and capitals. Romanised names of
Arabic, Persian, Slavic, Korean and Chinese bearers, which Faker has in their own scripts only, are in lexicon.toml.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from pathlib import Path

from faker.providers import person

READ = Path(__file__).parents[2] / "crossbearing" / "read"


def main() -> None:
    everyday = set(READ / "common.txt").read_text(encoding="utf-8").splitlines()
    rows = (row.split("\t") for row in (READ / "gazetteer.tsv").read_text(encoding="utf-8").splitlines()[1:])
    places = {name.lower() for name, kind, _ in rows if kind in ("country", "capital")}
    names: set[str] = set()
    for module in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for field in ("first_names", "first_names_male", "first_names_female", "first_names_nonbinary"):
            listed = getattr(provider, field, ())
            names.update(() if isinstance(listed, property) else listed)
    kept = {name.lower() for name in names if name.isalpha() and name[0].isupper() and _latin(name) and len(name) > 2}
    sys.stdout.write("# given names; from Faker (MIT) by training/given/build.py\n")
    for name in sorted(kept - everyday - places):
        sys.stdout.write(name + "\n")


def _latin(name: str) -> bool:
    return all(ord(letter) < 0x250 for letter in name)


if __name__ == "__main__":
    main()
