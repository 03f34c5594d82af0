"""Reports of a folder → one story, as far as the comparison of claims needs it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from crossbearing.clean import clean
from crossbearing.collect.files import collect
from crossbearing.compare.copying import copying
from crossbearing.compare.identities import identities
from crossbearing.compare.sharing import sharing
from crossbearing.learned.encoder import Encoder
from crossbearing.learned.reader import Reader
from crossbearing.read import read
from crossbearing.read.vectors import vectors
from crossbearing.records import Material, Span, Story


def material(folder: Path, reader: Reader, encoder: Encoder) -> Material:
    """The reports of a folder as one story, with who copied whom and who is whom."""
    reports = sorted((clean(capture) for capture in collect([folder]).captures), key=lambda report: report.id)
    readings = tuple(read(report, reader) for report in reports)
    story = Story("s-one", tuple(report.id for report in reports), Span(reports[0].id, 0, 1), None, None)
    given = Material(
        story=story,
        reports=tuple(reports),
        readings=readings,
        vectors=tuple(vectors(report, reading, encoder) for report, reading in zip(reports, readings, strict=True)),
    )
    given = msgspec.structs.replace(given, copying=copying(given, sharing(given)))
    return msgspec.structs.replace(given, identities=identities(given))
