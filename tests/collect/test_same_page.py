"""Which addresses are of one page, and what a report is called by its address."""

from __future__ import annotations

import pytest

from crossbearing.collect.same_page import page_key, stem

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


@pytest.mark.parametrize(
    ("url", "name"),
    [
        (PAGE, "barges-sink"), ("https://post.example/a/story.html", "story"),
        ("https://post.example/", "post.example"),
        ("https://post.example/fog/index.html", "fog"), ("", "page"), ("https://[post/a", "https://[post/a"),
    ],
)  # fmt: skip
def test_stems(url: str, name: str) -> None:
    assert stem(url) == name
