"""One Report → Reading; knows no other report, no database, no network, no clock."""

from __future__ import annotations

import msgspec

from crossbearing.read.actors import actors
from crossbearing.read.attribution import attributions
from crossbearing.read.claims import claims
from crossbearing.read.dates import dates
from crossbearing.read.figures import figures
from crossbearing.read.quotes import quotes
from crossbearing.read.sentences import sentences
from crossbearing.records import Reading, Report


def read(report: Report) -> Reading:
    """Everything that the report says, in the order of its text; every span lies in `report.text`."""
    lines = sentences(report)
    named = actors(report, lines)
    days = dates(report, lines)
    said = quotes(report, lines, named)
    reading = Reading(
        report=report.id,
        sentences=lines,
        actors=named,
        dates=days,
        figures=figures(report, lines, days),
        quotes=said,
        attributions=attributions(report, lines, named, said, days),
        claims=(),
    )
    return msgspec.structs.replace(reading, claims=claims(report, reading))
