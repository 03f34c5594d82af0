"""How much of an article's text the cleaner keeps, and how much of the page it leaves in: shingle F1 on real pages.

    python -m evaluation.cleaning [PAGES]

PAGES is the folder of the article extraction benchmark of Scrapinghub (2019; MIT): 181 pages with their true text in
ground-truth.json and html/; default ../shared/datasets/article_extraction. Measured as its own evaluate.py does: 4-word
shingles, precision and recall of each page, their means, and the F1 of those. The true text has neither headline nor
captions, so what Crossbearing marks as such (`Report.headline`, `Report.parts`) is left out; posts stay in.

trafilatura alone is measured beside it in the same run, its fast and its standard way, each with metadata, as
Crossbearing reads metadata too. Every second page (by key) was looked at while rules were written; the others were not.
Time is CPU time a page, as a multiple of trafilatura's fast way.
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
    """The means over some pages."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


Reader = Callable[[bytes, str | None], str]


def crossbearing_text(page: bytes, url: str | None) -> str:
    """The page's text as `clean` gives it, without headline and captions."""
    stated = Stated(url=url)
    capture = Capture(
        id="", name="", source="", media_type="text/html", sha256="", taken_at="", stated=stated, body=page
    )
    try:
        report = clean(capture)
    except Unreadable:
        return ""
    at = report.headline.end if report.headline is not None else 0
    kept = []
    for part in report.parts:
        if part.kind == "caption":
            kept.append(report.text[at : part.span.start])
            at = part.span.end
    return "".join((*kept, report.text[at:]))


def trafilatura_fast(page: bytes, url: str | None) -> str:
    """trafilatura alone, its fast way, with metadata."""
    return _trafilatura(page, url, fast=True)


def trafilatura_standard(page: bytes, url: str | None) -> str:
    """trafilatura alone, with its fallbacks, with metadata."""
    return _trafilatura(page, url, fast=False)


def _trafilatura(page: bytes, url: str | None, *, fast: bool) -> str:
    found = trafilatura.bare_extraction(
        page.decode("utf-8"), url=url, fast=fast, include_comments=False, with_metadata=True
    )
    return getattr(found, "text", None) or ""


READERS: dict[str, Reader] = {
    "crossbearing": crossbearing_text,
    "trafilatura, fast": trafilatura_fast,
    "trafilatura": trafilatura_standard,
}


def texts(reader: Reader, pages: Mapping[str, bytes], truth: Mapping[str, Article]) -> tuple[dict[str, str], float]:
    """What `reader` makes of every page, and CPU milliseconds a page."""
    began = time.process_time()
    found = {key: reader(page, truth[key].url) for key, page in pages.items()}
    return found, 1000 * (time.process_time() - began) / len(pages)


def measured(found: Mapping[str, str], truth: Mapping[str, Article]) -> Measured:
    """Texts against their true ones."""
    precision: list[float] = []
    recall: list[float] = []
    for key, text in found.items():
        given, true = _shingles(text), _shingles(truth[key].article_body)
        shared = (given & true).total()
        if given:
            precision.append(shared / given.total())
        if true:
            recall.append(shared / true.total())
    return Measured(statistics.mean(precision), statistics.mean(recall))


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    starts: Iterable[int] = range(max(1, len(words) - _SHINGLE + 1))
    return Counter(tuple(words[at : at + _SHINGLE]) for at in starts if words)


def main(folder: Path) -> None:
    if not (folder / "ground-truth.json").is_file():
        print(f"no pages to measure on: {folder} is not here")
        return
    truth = msgspec.json.decode((folder / "ground-truth.json").read_bytes(), type=dict[str, Article])
    pages = {key: gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()) for key in sorted(truth)}
    print(f"{len(pages)} pages            precision  recall     F1   F1 seen  F1 held out   time")
    unit = 0.0
    for reader in READERS.values():
        reader(next(iter(pages.values())), None)  # what is loaded at first use is not the page's cost
    for name, reader in sorted(READERS.items(), key=lambda item: item[0] != "trafilatura, fast"):
        found, spent = texts(reader, pages, truth)
        unit = unit or spent
        got, halves = measured(found, truth), [measured(dict(list(found.items())[at::2]), truth).f1 for at in (0, 1)]
        print(
            f"{name:20} {got.precision:12.3f} {got.recall:7.3f} {got.f1:6.3f} {halves[0]:9.3f} {halves[1]:12.3f}"
            f" {spent / unit:6.2f}"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/datasets/article_extraction"))
