"""The example's exports: excerpts that a reader can check, and numbers that must agree with its dossier."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

import pytest

from crossbearing import Case
from crossbearing.records import Dossier
from crossbearing.write.table_csv import as_read
from evaluation import example


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    file = tmp_path_factory.mktemp("sluice") / "case.db"
    file.write_bytes(example.database())
    with Case.open(file, readonly=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def dossier(case: Case) -> Dossier:
    return max(case.dossiers(), key=lambda each: len(each.reports))


def test_the_table_has_each_claim_of_each_finding_with_its_words(case: Case, dossier: Dossier) -> None:
    rows = list(csv.DictReader(io.StringIO(case.export("csv", dossier.story.id).decode("utf-8-sig"), newline="")))
    assert [(row["finding_id"], row["claim_id"]) for row in rows if row["finding"] == "1"]
    assert len(rows) == sum(len(finding.claims) for finding in dossier.findings)
    texts = {report.name: report.text for report in dossier.reports}
    for row in rows:
        assert as_read(row["passage"]) == texts[row["report"]][int(row["start"]) : int(row["end"])]
    independent = {finding.id: str(finding.independent) for finding in dossier.findings}
    assert {row["finding_id"]: row["independent_origins"] for row in rows} == independent


def test_the_document_reads_as_it_should(case: Case, dossier: Dossier) -> None:
    text = case.export("markdown", dossier.story.id).decode()
    for excerpt in (
        "# “Kestria dam break kills 17 as search goes on”[^1]\n\nCited record, 13–17 March 2023.",
        "\n- **4 independent origins**: Ministry of the Interior, Longmere News Agency, ",
        "\n- The Northern Ledger, 15 March 2023, in its own voice; figure 2 days: “Two days after a gate of ",
        "\n[^1]: The Seaboard Tribune, 14 March 2023; Kestria dam break kills 17 as search goes on; <https://",
        "\n| people dead | Kestrian Telegraph Service | 13 March 2023 | 9 dead[^",
    ):
        assert excerpt in text, excerpt
    called = re.findall(r"\[\^(\d+)\](?!:)", text)
    assert called == re.findall(r"^\[\^(\d+)\]:", text, re.M) == [str(n) for n in range(1, len(called) + 1)]


def test_every_footnote_quotes_what_stands_at_its_place(case: Case, dossier: Dossier) -> None:
    """The words of the note, read as Markdown, are the report's: nothing in the example needs more than unescaping."""
    texts = {report.id: report.text for report in dossier.reports}
    note = re.compile(r"^\[\^\d+\]: .*\((report-[0-9a-f]{16})\), characters (\d+)–(\d+); .*?: “((?:.|\n)*?)”$", re.M)
    found = note.findall(case.export("markdown", dossier.story.id).decode().replace("\\\n    ", "\n"))
    assert len(found) > 400
    for report, start, end, words in found:
        assert re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", words) == texts[report][int(start) : int(end)]
