"""One Report → Reading; knows no other report, no database, no network, no clock."""

from __future__ import annotations

import msgspec

from crossbearing.learned.reader import Reads
from crossbearing.read.actors import actors
from crossbearing.read.attribution import attributions
from crossbearing.read.claims import claims
from crossbearing.read.coreference import coreferences
from crossbearing.read.dates import dates
from crossbearing.read.figures import figures
from crossbearing.read.placed import placed
from crossbearing.read.predicates import predicates
from crossbearing.read.quotes import quotes
from crossbearing.read.sentences import sentences
from crossbearing.read.speakers import told
from crossbearing.read.syntax import Syntax
from crossbearing.records import Reading, Report


def read(report: Report, reader: Reads | None = None) -> Reading:
    """Everything that the report says, in the order of its text; every span lies in `report.text`.

    `reader` is the network that names and acts of saying are read with; without one the rules read alone.
    """
    return read_with_syntax(report, reader)[0]


def read_with_syntax(report: Report, reader: Reads | None) -> tuple[Reading, Syntax | None]:
    """What `read` gives, and the trees by which its claims were cut; None where the rules read alone."""
    lines = sentences(report)
    seen = reader.read(report.text, [(line.span.start, line.span.end) for line in lines]) if reader else None
    names, heard = (seen.names, seen.said) if seen else (None, None)
    named = actors(report, lines, names)
    days = dates(report, lines)
    said = told(report, lines, named, heard)
    quoted = quotes(report, said)
    reading = Reading(
        report=report.id,
        sentences=lines,
        actors=named,
        dates=days,
        figures=figures(report, lines, days),
        quotes=quoted,
        attributions=attributions(report, said, quoted, days),
        claims=(),
        coreferences=coreferences(report, lines, named, quoted),
        places=placed(report, named),
    )
    syntax = Syntax(report.text, seen) if seen else None
    acts = predicates(report, syntax, lines, named) if syntax else ()
    return msgspec.structs.replace(reading, claims=claims(report, reading, syntax), predicates=acts), syntax
