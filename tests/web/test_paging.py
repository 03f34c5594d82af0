from __future__ import annotations

import pytest

from crossbearing.web.paging import Paged, cut


@pytest.mark.parametrize(
    ("weights", "limit", "most", "pages"),
    [
        ([], 3, 10, [[]]),
        ([1, 1, 1, 1], 3, 10, [[0, 1, 2], [3]]),
        ([4, 4, 4], 9, 8, [[0, 1], [2]]),
        ([99, 1, 99], 9, 8, [[0], [1], [2]]),
        ([1] * 6, 2, 99, [[0, 1], [2, 3], [4, 5]]),
    ],
)
def test_each_item_stands_on_exactly_one_page(
    weights: list[int], limit: int, most: int, pages: list[list[int]]
) -> None:
    items, offset, found, back = list(enumerate(weights)), 0, [], []
    while True:
        page = cut(items, Paged(limit=limit, offset=offset), lambda item: item[1], most)
        found.append([number for number, _ in page.items])
        back.append(page.slice.previous)
        assert (page.slice.total, page.slice.offset, page.slice.shown) == (len(items), offset, len(page.items))
        if page.slice.next is None:
            break
        offset = page.slice.next
    assert found == pages
    assert back == [None, *(each[0] for each in pages[:-1])]


def test_an_offset_behind_the_end_leads_back() -> None:
    page = cut(["a", "b", "c"], Paged(limit=2, offset=50))
    assert page.items == ()
    assert (page.slice.next, page.slice.previous) == (None, 2)
