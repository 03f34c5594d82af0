"""The table of findings as CSV (RFC 4180): one row for each claim that a finding rests on.

A spreadsheet takes a cell that begins with =, +, - or @ for a formula, and a stranger may have written it; so such a
cell gets an apostrophe in front (OWASP, "CSV Injection"). The same inside a cell after what another program may take
for the end of one. `as_read` takes the apostrophes away again. Numbers stay numbers.

UTF-8 with a byte order mark: without it, Excel reads the file in the machine's own code page.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Final

from crossbearing.figures import figure
from crossbearing.records import Claim, Dossier
from crossbearing.write.catalogue import Catalogue
from crossbearing.write.dossiers import Dossiers
from crossbearing.write.views import voice

COLUMNS: Final = (
    "story", "finding", "words", "independent_origins", "outlets", "outlet", "day", "report", "start", "end",
    "passage", "whose_word", "stance", "status", "figures", "dates", "said_on", "url", "capture_sha256",
    "story_id", "finding_id", "claim_id",
)  # fmt: skip

_SEPARATORS = r",;|\t\r\n\"\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_STARTS = rf"(^|[{_SEPARATORS}])([^\S\t\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]*)"
_FORMULA = r"(?=[=+\-@\uff1d\uff0b\uff0d\uff20])"
_RISKY = re.compile(rf"{_STARTS}('*){_FORMULA}")
_DEFUSED = re.compile(rf"{_STARTS}('*)'{_FORMULA}")
_RISKY_BLANK = re.compile(r"'*[\t\r\n]")
_UNPAIRED = re.compile("[\ud800-\udfff]")


def table(given: Dossiers) -> Iterator[bytes]:
    """The file: a head, then story by story, findings by number, claims by day and outlet."""
    yield b"\xef\xbb\xbf" + _lines([COLUMNS])
    for dossier in given.each():
        yield _lines(list(_rows(dossier)))


def as_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula; the text itself, where none could."""
    text = _RISKY.sub(r"\1\2\3'", _UNPAIRED.sub("\ufffd", text))
    return f"'{text}" if _RISKY_BLANK.match(text) else text


def as_read(cell: str) -> str:
    """The text of which `as_cell` made a cell."""
    match = _RISKY_BLANK.match(cell)
    if match is not None and cell.startswith("'"):
        cell = cell[1:]
    return _DEFUSED.sub(r"\1\2\3", cell)


def _lines(rows: list[tuple[str | int, ...]]) -> bytes:
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerows([as_cell(each) if isinstance(each, str) else each for each in row] for row in rows)
    return written.getvalue().encode()


def _rows(dossier: Dossier) -> Iterator[tuple[str | int, ...]]:
    catalogue = Catalogue(dossier)
    sha256 = {came.report: came.sha256 for came in reversed(dossier.captures)}
    title = catalogue.words(dossier.story.title)
    for finding in dossier.findings:
        head = (
            title,
            catalogue.number[finding.id],
            catalogue.words(finding.wording),
            finding.independent,
            len(finding.outlets),
        )
        claims = sorted(
            (catalogue.claims[each] for each in finding.claims), key=lambda each: catalogue.order(each.span)
        )
        for claim in claims:
            report = claim.span.report
            ids = sha256.get(report, ""), dossier.story.id, finding.id, claim.id
            yield (*head, *_said(catalogue, claim), catalogue.report(report).url or "", *ids)


def _said(catalogue: Catalogue, claim: Claim) -> tuple[str | int, ...]:
    """From the column "outlet" to "said_on"."""
    report = catalogue.report(claim.span.report)
    return (
        catalogue.outlet(report.id),
        report.published.value or "",
        report.name,
        claim.span.start,
        claim.span.end,
        catalogue.words(claim.span),
        voice(claim),
        claim.stance,
        claim.status,
        "; ".join(figure(each) for each in claim.figures),
        "; ".join(each.value for each in claim.dates),
        claim.said_on.value if claim.said_on else "",
    )
