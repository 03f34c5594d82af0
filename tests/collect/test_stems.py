"""What a report is called by its address."""

from __future__ import annotations

import pytest

from crossbearing.collect.stems import stem


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.post.example/2031/05/barges-sink?id=7", "barges-sink"),
        ("https://post.example/a/story.html", "a"),
        ("https://post.example/two%20barges.html", "two barges"),
        ("https://post.example/", "post.example"),
        ("https://post.example/fog/index.html", "fog"), ("", "page"), ("https://[post/a", "https://[post/a"),
    ],
)  # fmt: skip
def test_stems(url: str, name: str) -> None:
    assert stem(url) == name
