"""Decoding: the best allowed tags against all of them, trees that are trees whatever the scores."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from crossbearing.learned.decoding import Floats, Tagged, beginnings, best, log_softmax, one_root, spans, steps, tree

TAGS = ["O", "B-cue", "I-cue", "B-source", "I-source"]
numbers = st.floats(-100, 100, width=32)
scores_of_tags = arrays.arrays(
    np.float32, st.tuples(st.integers(1, 3), st.integers(1, 5), st.just(5)), elements=numbers
)
scores_of_arcs = st.integers(1, 9).flatmap(lambda n: arrays.arrays(np.float32, (n, n), elements=numbers))


def allowed(sequence: tuple[int, ...]) -> bool:
    before = 0
    for tag in sequence:
        if TAGS[tag].startswith("I-") and TAGS[before][2:] != TAGS[tag][2:]:
            return False
        before = tag
    return True


@given(scores_of_tags)
def test_the_best_tags_are_the_best_of_all_that_are_allowed(scores: Floats) -> None:
    for row, found in zip(scores, best(scores, steps(TAGS)).tolist(), strict=True):
        assert allowed(tuple(found))
        every = (each for each in product(range(5), repeat=len(row)) if allowed(each))
        most = max(sum(float(row[at, tag]) for at, tag in enumerate(each)) for each in every)
        assert sum(float(row[at, tag]) for at, tag in enumerate(found)) == pytest.approx(most, abs=1e-3)


@pytest.mark.parametrize("shape", [(0, 4, 5), (2, 0, 5), (0, 0, 5)])
def test_nothing_has_no_tags(shape: tuple[int, int, int]) -> None:
    assert best(np.zeros(shape, dtype=np.float32), steps(TAGS)).shape == shape[:2]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("O B-cue I-cue O", [("cue", 1, 3)]),
        ("B-cue B-cue", [("cue", 0, 1), ("cue", 1, 2)]),
        ("B-cue B-source I-source", [("cue", 0, 1), ("source", 1, 3)]),
        ("O O", []),
        ("", []),
    ],
)
def test_spans_of_tags(tags: str, expected: list[tuple[str, int, int]]) -> None:
    assert spans([TAGS.index(tag) for tag in tags.split()], TAGS) == [Tagged(*each) for each in expected]


def test_a_span_is_begun_where_that_is_worth_its_cost() -> None:
    # A cue that is hardly one, and a source that one doubtful word parts in two. Columns as in TAGS.
    weak, begun, inside = [0, 0.3, -9, -9, -9], [0, -9, -9, 4, -9], [0, -9, -9, -9, 4]
    doubted, again = [0, -9, -9, -9, -0.5], [0, -9, -9, 4, 3.8]
    scores = np.array([[weak, begun, inside, doubted, again]], dtype=np.float32)
    cheap = best(scores, steps(TAGS))[0].tolist()
    dear = best(scores + beginnings(TAGS, {"cue": 0.5, "source": 1.0}), steps(TAGS))[0].tolist()
    assert spans(cheap, TAGS) == [Tagged("cue", 0, 1), Tagged("source", 1, 3), Tagged("source", 4, 5)]
    assert spans(dear, TAGS) == [Tagged("source", 1, 5)]


@given(scores_of_tags)
def test_spans_cover_exactly_what_is_tagged(scores: Floats) -> None:
    for row in best(scores, steps(TAGS)).tolist():
        inside = [(at, kind) for kind, first, last in spans(row, TAGS) for at in range(first, last)]
        assert inside == [(at, TAGS[tag][2:]) for at, tag in enumerate(row) if tag]


def test_probabilities_sum_to_one_however_large_the_scores() -> None:
    likely = np.exp(log_softmax(np.array([[1e30, 0.0, -1e30], [1.0, 1.0, 1.0]], dtype=np.float32)))
    assert likely.sum(-1) == pytest.approx([1, 1])


def roots(heads: list[int]) -> list[int]:
    """Roots of heads that are trees; fails where a word comes to none."""
    for at in range(len(heads)):
        steps_up = 0
        while heads[at] >= 0:
            at, steps_up = heads[at], steps_up + 1  # noqa: PLW2901
            assert steps_up < len(heads), "a circle"
    return [at for at, head in enumerate(heads) if head < 0]


@given(scores_of_arcs)
@example(np.zeros((4, 4), dtype=np.float32))
@example(np.full((3, 3), -1e9, dtype=np.float32))
def test_any_scores_give_a_tree_with_one_root(scores: Floats) -> None:
    heads = tree(scores)
    assert len(roots(heads)) == 1
    assert all(-1 <= head < len(scores) for head in heads)


@given(scores_of_arcs)
def test_heads_that_are_a_tree_already_are_taken_as_they_are(scores: Floats) -> None:
    wanted = tree(scores)
    made = np.full_like(scores, -1)
    for at, head in enumerate(wanted):
        made[at, head if head >= 0 else at] = 1
    assert tree(made) == wanted


def test_the_costs_of_opening_a_circle_decide() -> None:
    # 1 and 2 want each other; 0 is the root; 2 loses less by hanging on it.
    scores = np.array([[9, 0, 0], [1, 0, 5], [3, 5, 0]], dtype=np.float32)
    assert tree(scores) == [-1, 2, 0]


@given(st.lists(st.integers(-1, 20), min_size=1, max_size=20).map(lambda some: [min(h, len(some) - 1) for h in some]))
@example([1, 0])
@example([0])
@example([-1, -1, 3, 2])
def test_parts_of_a_sentence_are_joined_to_one_tree(heads: list[int]) -> None:
    made = one_root(heads)
    (root,) = roots(made)
    changed = [at for at, (before, after) in enumerate(zip(heads, made, strict=True)) if before != after]
    assert all(made[at] in (root, -1) for at in changed)
    if -1 in heads:
        assert root == heads.index(-1)
    assert one_root(made) == made


def test_a_long_chain_is_joined_in_time() -> None:
    heads = [at + 1 for at in range(50_000)]
    heads[-1] = 0
    assert one_root(heads) == [-1, *heads[1:]]
