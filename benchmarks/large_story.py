"""A made-up story of any size, in English that the reader can read: a harbour town after a flood.

Every report tells some of the same happenings, each in one of several wordings, some on an official's word, some with
a figure; some of them take paragraphs from an agency, and all have happenings of their own. The same every time.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

HAPPENINGS, OWN, TOLD, COPIED = 90, 8, 14, 5
"""Happenings of the story; of a report's own; that a report tells of the story's; that it takes from the agency."""
COPYISTS = 0.3
_ATTRIBUTED = 0.4
DAYS = 5
_FIRST = "Ana Tomas Ilva Dorn Mira Pavel Lena Karl Rosa Emil Vera Jonas Nora Felix Irma Otto".split()
_LAST = "Brel Hask Tarn Veck Solen Marek Orlin Dahl Rusk Feld Varga Lint Moro Stahl Keppel Wren".split()
_OFFICES = ("harbour master", "fire chief", "mayor", "water minister", "police spokeswoman", "dam engineer")
_WHAT = (
    ("closed", "shut", "sealed off"), ("repaired", "mended", "fixed"), ("searched", "combed", "went through"),
    ("evacuated", "cleared", "emptied"), ("guarded", "watched", "kept an eye on"), ("reopened", "opened again"),
    ("inspected", "examined", "looked over"), ("pumped out", "drained", "pumped dry"),
)  # fmt: skip
_WHO = (
    ("rescue crews", "crews of rescuers", "rescuers"), ("soldiers", "army troops", "the army"),
    ("engineers", "a team of engineers", "technicians"), ("the police", "police officers", "officers"),
    ("volunteers", "local volunteers", "people from the town"), ("firemen", "the fire brigade", "fire crews"),
)  # fmt: skip
_KINDS = ("old", "main", "large", "little", "stone", "lower", "upper", "wooden", "new", "town's")
_THING = "bridge school hospital market pier tunnel mill warehouse church station depot library".split()
_PLACE = "Orle Vesk Brenna Tolm Askel Marn Kestrel Dovin Hallow Sund".split()
_WHEN = ("on Monday night", "early on Tuesday", "at dawn on Tuesday", "on Wednesday", "after the storm")


class _Happening:
    """One thing that happened; no two reporters tell it in the same words."""

    def __init__(self, draw: random.Random) -> None:
        self._who, self._what = draw.choice(_WHO), draw.choice(_WHAT)
        self._thing, self._place, self._when = draw.choice(_THING), draw.choice(_PLACE), draw.choice(_WHEN)
        count = draw.randrange(3, 400)
        self._tails = draw.choice((("",), (f" and moved {count} people to safety", f" and brought out {count} people")))
        self._source = f"{draw.choice(_OFFICES)} {draw.choice(_FIRST)} {draw.choice(_LAST)}"
        self._attributed = draw.random() < _ATTRIBUTED

    def told(self, draw: random.Random) -> str:
        who, what, tail = draw.choice(self._who), draw.choice(self._what), draw.choice(self._tails)
        kind = draw.choice(_KINDS)
        thing = draw.choice((f"the {kind} {self._thing} in {self._place}", f"{self._place}'s {kind} {self._thing}"))
        inner = draw.choice((f"{who} {what} {thing} {self._when}{tail}", f"{self._when} {who} {what} {thing}{tail}"))
        sentence = f"{inner[0].upper()}{inner[1:]}"
        if not self._attributed:
            return f"{sentence}."
        return draw.choice((f"{sentence}, {self._source} said.", f"The {self._source} said that {inner}."))


def write(folder: Path, size: int) -> None:
    """`size` reports as JSON captures, one file each, and the manifest of their outlets and days."""
    draw = random.Random(2031)  # noqa: S311
    shared = [_Happening(draw) for _ in range(HAPPENINGS)]
    agency = [f"{happening.told(draw)} {happening.told(draw)}" for happening in shared]
    manifest = {}
    for number in range(size):
        name = f"report-{number:04}"
        paragraphs = [happening.told(draw) for happening in draw.sample(shared, TOLD)]
        paragraphs += [_Happening(draw).told(draw) for _ in range(OWN)]
        if draw.random() < COPYISTS:
            paragraphs += draw.sample(agency, COPIED)
        draw.shuffle(paragraphs)
        lead = (
            f"{draw.choice(_FIRST)} {draw.choice(_LAST)} had never seen the {draw.choice(_THING)} of Orle under water."
        )
        text = "\n\n".join([f"Flood in Orle: day {number % DAYS + 1}", lead, *paragraphs])
        (folder / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
        manifest[name] = {
            "file": f"{name}.txt", "outlet": f"Outlet {number:04}", "published": f"2031-05-{number % DAYS + 2:02}",
        }  # fmt: skip
    # JSON is YAML too
    (folder / "manifest.yaml").write_text(json.dumps({"reports": manifest}), encoding="utf-8")
