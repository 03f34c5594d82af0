from __future__ import annotations

import pytest

from crossbearing.records import Copying, SharedPassage, Span
from crossbearing.write.families import families


def _pair(a: str, b: str, origin: str | None = None, taker: str | None = None, at: int = 0) -> Copying:
    passage = SharedPassage(Span(a, at, at + 50), Span(b, at, at + 50))
    return Copying(f"k-{a}{b}{at}", a, b, (passage,), 0.4, origin, taker, ())


@pytest.mark.parametrize(
    ("pairs", "found"),
    [
        pytest.param([], [], id="none"),
        pytest.param([_pair("a", "b", "AFP"), _pair("b", "c", "AFP")], [("abc", "AFP", "")], id="one agency's"),
        pytest.param(
            [_pair("a", "b", "AFP"), _pair("b", "c", "Reuters")], [("ab", "AFP", ""), ("bc", "Reuters", "")],
            id="two agencies' in one report",
        ),
        pytest.param([_pair("a", "b"), _pair("b", "c", at=20)], [("abc", None, "")], id="one passage, nobody named"),
        pytest.param(
            [_pair("a", "b"), _pair("b", "c", at=70)], [("ab", None, ""), ("bc", None, "")],
            id="two passages, nobody named",
        ),
        pytest.param(
            [_pair("a", "b", "A", "b"), _pair("a", "c", "A", "c"), _pair("d", "e")],
            [("abc", "A", "a"), ("de", None, "")], id="with a giver",
        ),
        pytest.param(
            [_pair("a", "b", "AFP"), _pair("c", "d", "AFP"), _pair("b", "c", "AFP")], [("abcd", "AFP", "")],
            id="two that a third ties",
        ),
    ],
)  # fmt: skip
def test_families(pairs: list[Copying], found: list[tuple[str, str | None, str]]) -> None:
    made = families(pairs)
    assert [("".join(each.reports), each.origin, "".join(each.givers)) for each in made] == found
    assert sorted(pair for each in made for pair in each.pairs) == sorted(pair.id for pair in pairs)
    assert families(reversed(pairs)) == made
