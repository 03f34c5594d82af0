"""The example, end to end: its gold re-reads, and its dossier is the golden one."""

from __future__ import annotations

import pytest

from evaluation import example, export, gold, golden
from evaluation.export import Texts

GOLD = gold.load(example.GOLD)


@pytest.fixture(scope="module")
def texts() -> Texts:
    return Texts(GOLD, export.decode(example.build()).reports)


def strings() -> list[tuple[str, str]]:
    """Every annotated string with its report, furniture aside: that is gone from the text."""
    found = [(quote.report, quote.text) for quote in GOLD.quotes]
    found += [(quote.report, quote.anchor) for quote in GOLD.quotes if quote.anchor]
    for finding in GOLD.findings + GOLD.findings_optional:
        found += [(report, text) for report, all_of_it in finding.passages.items() for text in all_of_it]
    for variants in GOLD.utterances:
        found += list(variants.items())
    for pair in GOLD.distinct:
        found += [*pair.a.items(), *pair.b.items()]
    found += [(figure.report, figure.text) for figure in GOLD.figures]
    found += [(date.report, date.text) for date in GOLD.timeline]
    for copy in GOLD.copies:
        found += [(report, text) for report in (copy.a, copy.b) for text in copy.passages]
    return sorted(set(found))


@pytest.mark.parametrize("report", sorted(GOLD.short))
def test_every_annotated_string_stands_in_its_report(texts: Texts, report: str) -> None:
    wanted = [text for name, text in strings() if name == report]
    assert wanted
    assert [text for text in wanted if not texts.find(report, text)] == []


def test_the_gold_refers_only_to_what_it_has() -> None:
    findings = {finding.id for finding in GOLD.findings}
    assert len(findings) == len(GOLD.findings)
    assert findings >= {end for rel in GOLD.relations + GOLD.relations_optional for end in (rel.from_id, rel.to_id)}
    assert findings >= GOLD.origins.keys()
    assert set(GOLD.short.values()) | set(GOLD.elsewhere) == GOLD.reports.keys()
    assert GOLD.short.keys() >= GOLD.furniture.keys() | {credit.report for credit in GOLD.credits}


def test_furniture_stands_in_the_file_and_not_in_the_gold() -> None:
    """Else a line that was never there would count as removed."""
    files = {path.stem: path.read_text(encoding="utf-8") for path in example.REPORTS.glob("*/*")}
    for report, lines in GOLD.furniture.items():
        source = " ".join(files[GOLD.short[report]].replace("&copy;", "©").replace("&gt;", ">").split())
        for line in lines:
            assert line in source, line
            assert not any(line in text for name, text in strings() if name == report)


def test_the_dossier_is_the_golden_one() -> None:
    """After a change that is meant: python -m evaluation.example --write-golden, and read the difference."""
    changed = golden.difference(golden.decode(example.GOLDEN.read_bytes()), example.held())
    assert not changed, "\n" + "\n".join(changed)
