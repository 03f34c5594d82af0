"""A case with a mandate in force over the stories of `halls`, whose every word may be an attack."""

from __future__ import annotations

import datetime
from pathlib import Path

import yaml

from crossbearing import watching
from crossbearing.records import Capture, Stated
from crossbearing.store.sqlite import SqliteStore
from tests.web.halls import a_case, told

AT = datetime.datetime(2031, 5, 6, 7, 8, 9, tzinfo=datetime.UTC)


def a_mandate(harm: str = "", mandate_id: str = "barges") -> str:
    """A mandate on barges that sink, as a file; `harm`, as far as it can be shown, stands in each title and note."""
    harm = "".join(each for each in harm if each.isprintable())
    return yaml.safe_dump(
        {
            "id": mandate_id,
            "title": f"Barges of Orle{harm}",
            "note": f"As it was asked for{harm}",
            "standing": {"set_by": f"The assembly{harm}", "since": "2030-01", "note": f"By vote{harm}"},
            "subjects": [{"id": "office", "names": ["harbour office"]}],
            "standard": {"any": [{"origins": 2}, {"origins": 1, "of": ["document"]}]},
            "matters": [
                {
                    "id": "sunk",
                    "title": f"Barges that sank{harm}",
                    "what": f"What became of them{harm}",
                    "instruments": [
                        {"name": f"Harbour act{harm}", "paragraph": "4", "says": f"None may sink{harm}"},
                        {
                            "name": "River act",
                            "paragraph": "2",
                            "says": "Nor rot",
                            "url": "https://quay.example/'onclick='x",
                        },
                    ],
                    "patterns": [{"id": "sank", "acts": ["sink", "sank"], "what": ["barge"]}],
                },
                {
                    "id": "burnt",
                    "title": "Barges that burnt",
                    "what": "Fire",
                    "patterns": [{"id": "burnt", "acts": ["burn"], "what": ["barge"]}],
                },
            ],
        }
    )


def watched(path: Path, harm: str = "", stories: int = 3) -> Path:
    """The case; the first of its stories is an attack where the mandate is one. What it says was there before the
    mandate, what the others say is new."""
    first = told(0, harm)
    case = a_case(path, first)
    _look(case, harm)
    a_case(path, first, *(told(number) for number in range(1, stories)))
    _look(case, harm)
    return case


def _look(case: Path, harm: str) -> None:
    store = SqliteStore(case)
    store.lock()
    store.add([_capture(name) for name in ("capture-lantern", "capture-weir")], [])
    watching.add(store, a_mandate(harm), "barges.yaml", AT)
    watching.update(store, AT)
    store.close()


def _capture(name: str) -> Capture:
    return Capture(name, name, "a.txt", "text/plain", "0" * 64, AT.isoformat(), Stated(), b"a")
