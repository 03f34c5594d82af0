"""Scores of coreference on groupings whose scores are known, and the head of a mention."""

from __future__ import annotations

import pytest

from evaluation.ecb import Mention, b_cubed, conll, groups, muc

GOLD = groups("aaabbc")


def mention(words: str) -> Mention:
    return Mention(1, "ecb", "1", f"They {words}.", words, "e")


@pytest.mark.parametrize(
    ("found", "of_links", "of_mentions"),
    [
        ("aaabbc", 1.0, 1.0),
        # all apart: no link is right, each mention is alone with itself
        ("abcdef", 0.0, 2 * 1.0 * 0.5 / 1.5),
        # all in one: every link is there, and two of five are wrong
        ("aaaaaa", 2 * 0.6 * 1.0 / 1.6, 2 * (14 / 36) * 1.0 / (1 + 14 / 36)),
        # one group parted: a link is missing
        ("aaxbbc", 2 * 1.0 * (2 / 3) / (5 / 3), 2 * 1.0 * (14 / 18) / (1 + 14 / 18)),
    ],
)
def test_scores(found: str, of_links: float, of_mentions: float) -> None:
    assert muc(GOLD, groups(found)) == pytest.approx(of_links)
    assert b_cubed(GOLD, groups(found)) == pytest.approx(of_mentions)


def test_the_mean_of_three_is_one_for_the_gold_itself() -> None:
    pytest.importorskip("scipy", reason="comes with scikit-learn, of the extra `train`")
    assert conll(GOLD, GOLD) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("attacked", "attacks", True),
        ("checked into", "checks into", True),
        ("earthquake", "Earthquake", True),
        ("attacked", "defended", False),
    ],
)
def test_the_head_lemma(one: str, other: str, *, same: bool) -> None:
    assert (mention(one).lemma == mention(other).lemma) is same
