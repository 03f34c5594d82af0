"""How much of an article's text the cleaner keeps, and how much of the page it leaves in: shingle F1 on real pages.

    python -m evaluation.cleaning [PAGES]

PAGES is the folder of the article extraction benchmark of Scrapinghub (2019; MIT): 181 pages with their true text in
ground-truth.json and html/; default ../shared/datasets/article_extraction. Measured as its own evaluate.py does: 4-word
shingles, precision and recall of each page, their means, and the F1 of those. The true text has no headline, so the one
that Crossbearing puts before a text is left out; plain trafilatura, fast mode, is measured beside it in the same run.
"""

from __future__ import annotations

import gzip
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import msgspec
import trafilatura

from crossbearing.clean import clean
from crossbearing.errors import Unreadable
from crossbearing.records import Capture, Stated

_WORD = re.compile(r"\w+")
_SHINGLE = 4


class Article(msgspec.Struct, rename="camel"):
    """One page's true text, as ground-truth.json gives it."""

    article_body: str
    url: str | None = None


class Measured(msgspec.Struct):
    """The means over all pages, and CPU milliseconds a page."""

    precision: float
    recall: float
    milliseconds: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def crossbearing_text(page: bytes, url: str | None) -> str:
    """The page's text as `clean` gives it, without the headline."""
    stated = Stated(url=url)
    capture = Capture(
        id="", name="", source="", media_type="text/html", sha256="", taken_at="", stated=stated, body=page
    )
    try:
        report = clean(capture)
    except Unreadable:
        return ""
    return report.text[report.headline.end :] if report.headline is not None else report.text


def trafilatura_text(page: bytes, url: str | None) -> str:
    return trafilatura.extract(page.decode("utf-8"), url=url, fast=True, include_comments=False) or ""


def measure(
    pages: Mapping[str, bytes], truth: Mapping[str, Article], reader: Callable[[bytes, str | None], str]
) -> Measured:
    """`reader` over every page against its true text."""
    precision: list[float] = []
    recall: list[float] = []
    began = time.process_time()
    texts = {key: reader(page, truth[key].url) for key, page in pages.items()}
    spent = time.process_time() - began
    for key, text in texts.items():
        given, true = _shingles(text), _shingles(truth[key].article_body)
        shared = (given & true).total()
        if given:
            precision.append(shared / given.total())
        if true:
            recall.append(shared / true.total())
    return Measured(statistics.mean(precision), statistics.mean(recall), 1000 * spent / len(pages))


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    starts: Iterable[int] = range(max(1, len(words) - _SHINGLE + 1))
    return Counter(tuple(words[at : at + _SHINGLE]) for at in starts if words)


def main(folder: Path) -> None:
    if not (folder / "ground-truth.json").is_file():
        print(f"no pages to measure on: {folder} is not here")
        return
    truth = msgspec.json.decode((folder / "ground-truth.json").read_bytes(), type=dict[str, Article])
    pages = {key: gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()) for key in truth}
    readers = {"crossbearing": crossbearing_text, "trafilatura, fast": trafilatura_text}
    print(f"{len(pages)} pages            precision  recall     F1   ms CPU a page")
    for name, reader in readers.items():
        reader(next(iter(pages.values())), None)  # what is loaded at first use is not the page's cost
        got = measure(pages, truth, reader)
        print(f"{name:20} {got.precision:12.3f} {got.recall:7.3f} {got.f1:6.3f} {got.milliseconds:8.0f}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/datasets/article_extraction"))
