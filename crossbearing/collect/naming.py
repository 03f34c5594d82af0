"""Names for reports: as short as they can be and still unique, whatever the order in which the inputs are given.
And ids for captures, which a name is part of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from crossbearing.records import Capture, Record, Stated, content_id


class Place(Record, frozen=True, order=True):
    """Where a report stands: the folders above it from the outermost inwards, and what it is called there."""

    folders: tuple[str, ...]
    stem: str
    """The file's stem, the manifest's key, the JSON line's id."""
    exact: str
    """What tells it from all others in its folder: the file's full name, or file, id and line."""


def names(places: Sequence[Place]) -> list[str]:
    """A name for each place, all different: its stem, or that with the fewest folders that set it apart.

    Reports with one stem in one folder go by their `exact` names there.
    """
    alike = Counter((place.folders, place.stem) for place in places)
    parts = [(*place.folders, place.stem if alike[place.folders, place.stem] == 1 else place.exact) for place in places]
    length = [1] * len(parts)
    while True:
        given = ["/".join(part[-n:]) for part, n in zip(parts, length, strict=True)]
        count = Counter(given)
        short = [i for i, name in enumerate(given) if count[name] > 1 and length[i] < len(parts[i])]
        if not short:
            return given
        for i in short:
            length[i] += 1


def capture_id(name: str, media_type: str, sha256: str, stated: Stated) -> str:
    """The id of a capture. It covers all that its report depends on: bytes that are read as a page since their file
    was renamed are another capture than the same bytes read as text."""
    return content_id("capture", name, media_type, sha256, msgspec.json.encode(stated).decode())


def renamed(capture: Capture, name: str) -> Capture:
    """The capture under another name, and so with another id."""
    if name == capture.name:
        return capture
    made = capture_id(name, capture.media_type, capture.sha256, capture.stated)
    return msgspec.structs.replace(capture, id=made, name=name)
