"""Addresses without what tracks readers, and which of them are of one page."""

from __future__ import annotations

import pytest

from crossbearing.addresses import page_key

PAGE = "https://www.post.example/2031/05/barges-sink?id=7"


@pytest.mark.parametrize(
    "other",
    [
        "http://post.example/2031/05/barges-sink?id=7", "https://post.example/2031/05/barges-sink/?id=7#top",
        "https://POST.example:443//2031/05/barges-sink?utm_source=x&id=7&fbclid=1", "https://m.post.example/2031/05/barges-sink?id=7",
    ],
)  # fmt: skip
def test_one_page(other: str) -> None:
    assert page_key(other) == page_key(PAGE)


@pytest.mark.parametrize(
    "other",
    [
        "https://post.example/2031/05/barges-sink?id=8", "https://post.example/2031/05/Barges-sink?id=7",
        "https://post.example:8080/2031/05/barges-sink?id=7", "https://www.example/2031/05/barges-sink?id=7",
    ],
)  # fmt: skip
def test_other_pages(other: str) -> None:
    assert page_key(other) not in (None, page_key(PAGE))


@pytest.mark.parametrize(
    "url",
    [None, "", "https://post.example/", "https://post.example/world/", "https://post.example/world?page=2",
     "ftp://post.example/a-b-c-d", "https://[post/a-b-c", "no address"],
)  # fmt: skip
def test_no_article(url: str | None) -> None:
    assert page_key(url) is None


BARGES = "https://weir.example/2031/05/04/barges-sink-off-orle"


@pytest.mark.parametrize(
    ("address", "key"),
    [
        (BARGES, "weir.example/2031/05/04/barges-sink-off-orle"),
        (
            "http://www.weir.example/2031/05/04/barges-sink-off-orle/#photos",
            "weir.example/2031/05/04/barges-sink-off-orle",
        ),
        (BARGES + "?utm_source=feed&fbclid=x9", "weir.example/2031/05/04/barges-sink-off-orle"),
        ("https://web.archive.org/web/20310504101010/" + BARGES, "weir.example/2031/05/04/barges-sink-off-orle"),
        ("https://weir.example/article.php?id=48213&page=2", "weir.example/article.php?id=48213&page=2"),
        ("https://weir.example/news/three-words-here.html", "weir.example/news/three-words-here.html"),
        ("https://weir.example/", None),
        ("https://weir.example/news/world", None),
        ("https://weir.example/index.html", None),
        ("ftp://weir.example/barges-sink-off-orle", None),
        ("https://[::1/barges-sink-off-orle", None),
        ("not an address", None),
        ("https://weir.example/" + "a-b-c" * 1000, None),
        ("", None),
        (None, None),
    ],
)
def test_keys(address: str | None, key: str | None) -> None:
    assert page_key(address) == key
