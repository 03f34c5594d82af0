"""Real reports, where they are at hand: their furniture goes, every passage that a reader marked stays."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from crossbearing.clean import clean
from crossbearing.collect import collect

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
FOLDERS = sorted(path.parent for path in SAMPLES.glob("*/gold.yaml"))


@pytest.mark.skipif(not FOLDERS, reason=f"the annotated samples are not at hand ({SAMPLES})")
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_furniture_goes_and_passages_stay(folder: Path) -> None:
    gold = yaml.safe_load((folder / "gold.yaml").read_text(encoding="utf-8"))
    reports = {capture.name: clean(capture) for capture in collect([folder]).captures}
    text = {short: f" {' '.join(reports[name].text.split())} " for short, name in gold["short"].items()}
    furniture = [(short, line) for short, lines in gold["furniture"].items() for line in lines]
    left = [(short, line) for short, line in furniture if " ".join(line.split()) in text[short]]
    assert len(left) <= 0.05 * len(furniture), left
    passages = [(s, p) for found in gold["findings"] for s, given in found["passages"].items() for p in given]
    assert not [(short, passage) for short, passage in passages if " ".join(passage.split()) not in text[short]]
    credits_given = {
        (short, credit.agency) for short, name in gold["short"].items() for credit in reports[name].credits
    }
    assert credits_given == {(credit["report"], credit["agency"]) for credit in gold["credits"]}
