"""What segmentation costs, on an export and annotations written out, with a scorer's rules in small."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, cast

import pytest
import yaml

from evaluation.ceiling import Place, blind, fit, perfect, wanted

TEXT = "The gate failed at dawn and the town was flooded.\n\nNobody was hurt."
GOLD = {
    "short": {"a": "one"},
    "findings": [
        {"id": "gate", "passages": {"a": ["The gate failed at dawn"]}},
        {"id": "town", "passages": {"a": ["the town was flooded"]}},
        {"id": "hurt", "passages": {"a": ["Nobody was hurt"]}},
    ],
}


class Reports:
    """As the scorer's: where passages and claims stand."""

    def __init__(self, gold: dict[str, Any], _: object, export: dict[str, Any]) -> None:
        self.id = {short: report["id"] for short, report in zip(gold["short"], export["reports"], strict=True)}

    def spans(self, _: str, passage: str) -> list[Place]:
        start = TEXT.index(passage)
        return [(start, start + len(passage))]

    def span(self, claim: dict[str, Any]) -> Place:
        return claim["start"], claim["end"]


def overlap(a: Place, b: Place) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def iou(a: Place, b: Place) -> float:
    return overlap(a, b) / (a[1] - a[0] + b[1] - b[0] - overlap(a, b))


def touches(a: Place, b: Place) -> bool:
    return 2 * overlap(a, b) >= min(a[1] - a[0], b[1] - b[0])


RULES = cast("ModuleType", SimpleNamespace(Reports=Reports, overlap=overlap, iou=iou, touches=touches))


def export(*claims: str) -> dict[str, Any]:
    places = [(TEXT.index(words), TEXT.index(words) + len(words)) for words in claims]
    found = [{"id": f"c{at}", "report": "r1", "finding": "f", "start": start, "end": end}
             for at, (start, end) in enumerate(places)]  # fmt: skip
    return {"reports": [{"id": "r1", "text": TEXT}], "claims": found, "findings": [{"id": "f", "relations": ["x"]}]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "gold.yaml").write_text(yaml.safe_dump(GOLD), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("claims", "given"),
    [
        (("The gate failed at dawn", "and the town was flooded", "Nobody was hurt."), ["gate", "town", "hurt"]),
        (("The gate failed at dawn and the town was flooded.", "Nobody was hurt."), ["gate", "hurt"]),
        (("The gate", "failed at dawn and", "was flooded."), ["gate", "gate", "town"]),
        (("and",), [None]),
    ],
    ids=["one each", "two in one", "cut apart", "between"],
)
def test_each_claim_is_given_the_finding_it_shares_most_with(
    folder: Path, claims: tuple[str, ...], given: list[str | None]
) -> None:
    made = perfect(folder, export(*claims), RULES)
    assert [claim["finding"] for claim in made["claims"]] == given
    assert made["findings"] == [{"id": "f", "relations": []}]


def test_fit_falls_where_borders_are_wrong_whichever_way(folder: Path) -> None:
    exact = fit(folder, export("The gate failed at dawn", "the town was flooded", "Nobody was hurt"), RULES)
    joined = fit(folder, export("The gate failed at dawn and the town was flooded", "Nobody was hurt"), RULES)
    apart = fit(folder, export("The gate", "failed at dawn", "the town", "was flooded", "Nobody", "was hurt"), RULES)
    assert exact == 1
    assert max(joined, apart) < 0.8
    assert fit(folder, export(), RULES) == 0


def test_the_blind_cut_has_as_many_pieces_and_all_words(folder: Path) -> None:
    made = blind(export("The gate failed at dawn", "and the town was flooded.", "Nobody was hurt."))
    pieces = [TEXT[claim["start"] : claim["end"]] for claim in made["claims"]]
    assert pieces == ["The gate failed at dawn", "and the town was flooded.", "Nobody was hurt."]
    assert len({claim["id"] for claim in made["claims"]}) == len(pieces)
    assert set(wanted(folder, made, RULES)) == {"r1"}
