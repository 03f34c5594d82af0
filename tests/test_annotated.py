"""Annotated events: from words to places and back, and no word of the texts in what is kept."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
import pytest
import yaml

from evaluation import annotated, ecb_text
from evaluation.found import NotHereError

STORIES = {
    "a1": (
        "Gate breaks at Orle",
        "The lower gate gave way at dawn.\n“Nobody warned us,” said Ilva Tarn.\nTwelve people are missing.",
    ),
    "b1": ("Dam fails in Orle", "At dawn the lower gate of the dam broke.\nTarn said that nobody had warned the town."),
}
GOLD = {
    "short": {"one": "post-1", "two": "sun-2"},
    "quotes": [{"report": "one", "text": "Nobody warned us,", "speaker": ["Ilva Tarn", "Tarn"]}],
    "findings": [
        {
            "id": "gate-broke",
            "passages": {"one": ["The lower gate gave way"], "two": ["the lower gate of the dam broke"]},
        }
    ],
    "findings_optional": [],
    "relations": [],
    "relations_optional": [],
    "distinct": [
        {"a": {"one": "Twelve people are missing"}, "b": {"two": "nobody had warned the town"}, "why": "other things"}
    ],
    "figures": [{"report": "one", "text": "Twelve people", "value": 12, "unit": "people"}],
    "timeline": [{"report": "one", "text": "at dawn", "date": "2031-05-02"}],
    "copies": [{"a": "one", "b": "two", "passages": ["lower gate"]}],
    "furniture": {},
}


@pytest.fixture
def datasets(tmp_path: Path) -> Path:
    folder = tmp_path / "datasets" / "same_event_groups"
    folder.mkdir(parents=True)
    (tmp_path / "datasets" / "ecbplus").mkdir()
    lines = [
        {"ID": key, "group": "g", "title": title, "date": "2031-05-02", "source": key, "content_original": body}
        for key, (title, body) in STORIES.items()
    ]
    (folder / "articles.jsonl").write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return tmp_path / "datasets"


@pytest.fixture
def annotation(tmp_path: Path) -> Path:
    folder = tmp_path / "gate"
    folder.mkdir()
    for name, (title, body) in zip(("post-1", "sun-2"), STORIES.values(), strict=True):
        (folder / f"{name}.txt").write_text("\n\n".join([title, *body.split("\n")]) + "\n", encoding="utf-8")
    manifest = {name: {"outlet": name, "published": "2031-05-02"} for name in ("post-1", "sun-2")}
    (folder / "manifest.yaml").write_text(yaml.safe_dump({"reports": manifest}), encoding="utf-8")
    (folder / "gold.yaml").write_text(yaml.safe_dump(GOLD, sort_keys=False), encoding="utf-8")
    return folder


def test_an_event_comes_back_as_it_was_annotated(annotation: Path, datasets: Path, tmp_path: Path) -> None:
    event = annotated.keep(annotation, "tuning", datasets)
    folder = annotated.unpack(event, datasets, tmp_path / "out")
    assert yaml.safe_load((folder / "gold.yaml").read_text(encoding="utf-8")) == GOLD
    for name in ("post-1", "sun-2"):
        assert (folder / f"{name}.txt").read_text() == (annotation / f"{name}.txt").read_text()


def test_what_is_kept_holds_no_words_of_the_texts(annotation: Path, datasets: Path) -> None:
    kept = msgspec.json.encode(annotated.keep(annotation, "frozen", datasets)).decode()
    told = {word for _, body in STORIES.values() for word in re.findall(r"\w{4,}", body.lower())}
    own = {"gate", "broke", "people"}  # of the finding's id and of the figure's unit
    assert {word for word in re.findall(r"[a-z]{4,}", kept.lower()) if word in told} <= own


def test_another_text_is_no_silent_loss(annotation: Path, datasets: Path) -> None:
    event = annotated.keep(annotation, "tuning", datasets)
    articles = datasets / "same_event_groups" / "articles.jsonl"
    articles.write_text(articles.read_text().replace("gave way", "broke"), encoding="utf-8")
    with pytest.raises(annotated.TextChangedError, match="gate: the text of a1"):
        annotated.texts(event, datasets)
    with pytest.raises(NotHereError):
        annotated.texts(event, datasets / "elsewhere")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"quotes": [{"report": "one", "text": "Nobody saw us", "speaker": []}]}, "one does not say: Nobody saw us"),
        ({"quotes": [{"report": "one", "text": "Nobody warned us", "speaker": ["Dorn"]}]}, "no report says: Dorn"),
    ],
)
def test_a_passage_that_does_not_stand_there_is_an_error(
    annotation: Path, datasets: Path, change: dict[str, object], message: str
) -> None:
    (annotation / "gold.yaml").write_text(yaml.safe_dump({**GOLD, **change}), encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        annotated.keep(annotation, "tuning", datasets)


def test_the_annotated_events_are_well_formed() -> None:
    events = annotated.load()
    assert {event.split for event in events} == {"tuning", "frozen"}
    for event in events:
        findings = {*event.findings, *event.findings_optional}
        assert all({each["from"], each["to"]} <= findings for each in (*event.relations, *event.relations_optional))
        assert {short for passages in event.findings.values() for short in passages} <= event.texts.keys()


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        (["The", "gate", "broke", "."], "The gate broke."),
        (["It", "was", "Orle", "'s", "gate", ",", "he", "said"], "It was Orle's gate, he said"),
        (["He", "did", "n't", "know"], "He didn't know"),
        (['"', "No", ",", '"', "he", "said"], '"No," he said'),
        (["(", "12", ")", "people"], "(12) people"),
        (["at", "7", ":", "30"], "at 7:30"),
        (["$", "5", "a", "head"], "$5 a head"),
    ],
)
def test_tokens_become_running_text(tokens: list[str], expected: str) -> None:
    assert ecb_text.joined(tokens) == expected
