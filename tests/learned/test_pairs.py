"""The shipped judge of pairs: a judgement depends on its two texts alone, and tells what a reader would tell."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from crossbearing.errors import ModelError
from crossbearing.learned import weights
from crossbearing.learned.pairs import ANSWERS, PairJudge
from crossbearing.learned.sides import Side


def said(words: str, source: str = "") -> Side:
    return Side(source, "", "", words, "")


SAME = (
    ("The lower gate of the Orle dam gave way at dawn", "At daybreak the dam at Orle lost its lower gate"),
    ("Twelve miners are still trapped below ground", "a dozen men remain underground"),
    ("Minister Tarn resigned on Monday", "Tarn stepped down as minister"),
    ("The court sentenced Brask to nine years in prison", "Brask was jailed for nine years"),
)
OTHER = (
    ("The lower gate of the Orle dam gave way at dawn", "The mayor of Orle visited the dam at dawn"),
    ("Twelve miners are still trapped below ground", "The miners' union has called a strike"),
    ("Minister Tarn resigned on Monday", "Tarn was appointed minister four years ago"),
    ("The court sentenced Brask to nine years in prison", "Brask's lawyer said that he would appeal"),
)


@pytest.fixture(scope="module")
def judge() -> PairJudge:
    return PairJudge(threads=2)


def test_what_says_one_thing_is_likelier_the_same_than_what_shares_its_actors(judge: PairJudge) -> None:
    sides = [said(words) for pair in SAME + OTHER for words in pair]
    odds = judge.judge(sides, np.arange(len(sides)).reshape(-1, 2))[:, ANSWERS.index("same")]
    assert (odds[: len(SAME)] > odds[len(SAME) :]).all()
    assert (odds[len(SAME) :] < 0).all()


def test_a_judgement_depends_on_its_two_texts_alone(judge: PairJudge) -> None:
    sides = [said(words, "Ilva Tarn") for pair in SAME for words in pair]
    rows = np.array([[0, 1], [2, 3], [1, 0], [0, 5]])
    together = judge.judge(sides, rows)
    alone = np.concatenate([judge.judge(sides, row[None]) for row in rows])
    assert together.tobytes() == alone.tobytes()
    assert together[0].tobytes() == together[2].tobytes()
    assert PairJudge(threads=1).judge(sides, rows).tobytes() == together.tobytes()


def test_no_pairs_have_no_judgements(judge: PairJudge) -> None:
    assert judge.judge([], np.zeros((0, 2), np.int64)).shape == (0, len(ANSWERS))
    empty = judge.judge([Side("", "", "", "", "")] * 2, np.array([[0, 1]]))
    assert np.isfinite(empty).all()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda folder: (folder / "pairs-judging.onnx").write_bytes(b"none"), "is not the one that its catalogue"),
        (lambda folder: (folder / "pairs-reading.onnx").unlink(), "is missing"),
        (lambda folder: _replace(folder, "max_pieces = 40", "max_pieces = 64"), "reads 64 pieces, not 40"),
        (lambda folder: _replace(folder, "dim = 384\nmax_pieces", "dim = 8\nmax_pieces"), "the model takes"),
    ],
    ids=["changed", "missing", "other length", "other shape"],
)
def test_a_folder_that_does_not_fit_is_refused(change: object, says: str, tmp_path: Path) -> None:
    folder = tmp_path / "weights"
    shutil.copytree(str(weights.folder()), folder)
    assert callable(change)
    change(folder)
    with pytest.raises(ModelError, match=says):
        PairJudge(folder)


def _replace(folder: Path, old: str, new: str) -> None:
    path = folder / "catalogue.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
