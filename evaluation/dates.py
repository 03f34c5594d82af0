"""How many of the dates in news `read.dates` finds, and how many of those it gives are right, by value.

    python -m evaluation.dates [SHARED] [--misses]

SHARED holds datasets/tempeval3 and samples (default ../shared); neither belongs to this repository. No weight is
learned from them, but the rules' authors read the lists of misses on both sets and mended classes of error (spelled-
out years, feasts, "fiscal 1989"), so the figures are of data seen: expect less on other news. Of TempEval-3's
TimeBank and AQUAINT, DATE and TIME expressions count whose value cuts to YYYY, YYYY-MM or YYYY-MM-DD (a time of day
to its day); the document's creation time is the day of publication and counts for nothing. A date is right when it
overlaps such an expression and has its value. What our records cannot say (weeks, quarters, seasons, decades, "now",
durations) is asked of nobody; a date given there is wrong, unless it says less and nothing else (the year of an
annotated quarter, the month of an annotated week), and then it counts for nothing.
"""

from __future__ import annotations

import argparse
import html
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from crossbearing.clean import clean
from crossbearing.collect.files import collect
from crossbearing.read.dates import dates
from crossbearing.read.sentences import sentences
from crossbearing.records import Published, Report, When
from evaluation import gold as golds
from evaluation.export import fold

_TAG = re.compile(r"<(/?)([A-Za-z0-9]+)([^<>]*)>")
_VALUE = re.compile(r'value="([^"]*)"')
_TYPE = re.compile(r'type="([^"]*)"')
_SAYABLE = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:T.*)?")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(?:-WE)?")


class Annotated(NamedTuple):
    """One TIMEX3 with its place; `value` as annotated."""

    start: int
    end: int
    kind: str
    value: str

    @property
    def sayable(self) -> str | None:
        """The value as our records would have it; None where they cannot say it."""
        cut = _SAYABLE.fullmatch(self.value) if self.kind in ("DATE", "TIME") else None
        return cut[1] if cut else None

    def allows(self, value: str) -> bool:
        """Whether `value` says less than what is annotated, and nothing else."""
        if self.kind not in ("DATE", "TIME"):
            return False
        week = _WEEK.fullmatch(self.value)
        if week:
            monday = date.fromisocalendar(int(week[1]), max(1, min(int(week[2]), 52)), 1)
            return any((monday + timedelta(shift)).isoformat().startswith(value) for shift in range(-1, 7))
        return self.value.startswith(value) or (
            self.value[4:7] == "-WX" and self.value[:4] == value[:4] and len(value) < 10
        )


class Document(NamedTuple):
    """A text with its annotated times."""

    report: Report
    times: tuple[Annotated, ...]


class Tally(NamedTuple):
    """What was found in some documents."""

    counts: Counter[str]
    errors: list[str]

    def shown(self) -> str:
        right, given, wanted = self.counts["right"], self.counts["given"], self.counts["wanted"]
        p, r = right / max(given, 1), right / max(wanted, 1)
        return f"P {p:.3f}  R {r:.3f}  F1 {2 * p * r / max(p + r, 1e-9):.3f}  ({wanted} wanted, {given} given)"


def document(path: Path) -> Document:
    """Read a TimeML file: the words of its TEXT, line ends made spaces within a paragraph."""
    source = path.read_text(encoding="utf-8")
    published = next(iter(_VALUE.findall(source[source.index("<DCT>") : source.index("</DCT>")])), "")[:10]
    body = source[source.index("<TEXT>") + 6 : source.index("</TEXT>")]
    words, at, length = [], 0, 0
    times: list[Annotated] = []
    opened: tuple[int, str] | None = None
    for tag in _TAG.finditer(body):
        words.append(html.unescape(body[at : tag.start()]))
        length += len(words[-1])
        at = tag.end()
        if tag[2] == "TIMEX3" and tag[1] and opened:
            kind, value = _TYPE.search(opened[1]), _VALUE.search(opened[1])
            if kind and value:
                times.append(Annotated(opened[0], length, kind[1], value[1]))
        elif tag[2] == "TIMEX3":
            opened = (length, tag[3])
    words.append(html.unescape(body[at:]))
    text = re.sub(r"(?<!\n)\n(?!\n)|\n(?=\n\n)|\t", " ", "".join(words))
    return Document(_report(path.stem, text, published), tuple(times))


def _report(name: str, text: str, published: str) -> Report:
    return Report(
        id=name, name=name, capture="", outlet=None, url=None, title=None, headline=None, byline=None, dateline=None,
        published=Published(published or None, "the data set"), language="en", text=text,
    )  # fmt: skip


def measure(documents: Sequence[Document]) -> Tally:
    """Precision and recall over documents, and each error with its class and words."""
    tally = Tally(Counter(), [])
    for report, times in documents:
        given = dates(report, sentences(report))
        for when in given:
            _judge(tally, report, when, [t for t in times if t.start < when.span.end and when.span.start < t.end])
        for time in times:
            if time.sayable is None:
                continue
            tally.counts["wanted"] += 1
            over = [when for when in given if time.start < when.span.end and when.span.start < time.end]
            if any(when.value == time.sayable for when in over):
                tally.counts["right"] += 1
            elif not over:
                _note(tally, "missed", report, (time.start, time.end), time.value)
    return tally


def _judge(tally: Tally, report: Report, when: When, over: Sequence[Annotated]) -> None:
    start, end = when.span.start, when.span.end
    if any(time.sayable == when.value for time in over):
        tally.counts["given"] += 1
    elif any(time.sayable is None and time.allows(when.value) for time in over):
        tally.counts["says less"] += 1
    else:
        tally.counts["given"] += 1
        sayable = [time.sayable for time in over if time.sayable]
        kind = "no date there" if not over else "other value" if sayable else "not sayable there"
        _note(tally, kind, report, (start, end), f"{when.value} for {[time.value for time in over]}")


def _note(tally: Tally, kind: str, report: Report, place: tuple[int, int], what: str) -> None:
    start, end = place
    tally.counts[kind] += 1
    around = report.text[max(0, start - 60) : start], report.text[start:end], report.text[end : end + 30]
    shown = "{}[{}]{}".format(*around).replace("\n", " ")
    tally.errors.append(f"{kind:18} {what:32} {report.published.value} {report.name}: {shown}")


def timeline(folder: Path) -> Iterator[tuple[bool, str]]:
    """For each point of a sample's timeline whether a date that overlaps its words agrees with it."""
    gold = golds.load(folder)
    reports = {report.name: report for report in map(clean, collect([folder]).captures)}
    for want in gold.timeline:
        report = reports[gold.short[want.report]]
        text, where = fold(report.text)
        at = [match.span() for match in re.finditer(re.escape(fold(want.text)[0].strip()), text)]
        values = [
            when.value
            for when in dates(report, sentences(report))
            if any(where[when.span.start] < end and start < where[when.span.end] for start, end in at)
        ]
        ok = any(value.startswith(want.date) for value in values)
        yield ok, f"{folder.name} {want.report}: {want.text} -> {want.date}, has {values}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evaluation.dates", description="Measure read.dates.")
    parser.add_argument("shared", type=Path, nargs="?", default=Path("../shared"))
    parser.add_argument("--misses", action="store_true", help="list every error")
    given = parser.parse_args(arguments)
    lines = []
    for name in ("TimeBank", "AQUAINT"):
        files = sorted((given.shared / "datasets" / "tempeval3" / name).glob("[!.]*.tml"))
        if not files:
            sys.stdout.write(f"{name}: not here\n")
            continue
        tally = measure([document(path) for path in files])
        classes = ", ".join(
            f"{k} {n}" for k, n in sorted(tally.counts.items()) if k not in ("right", "given", "wanted")
        )
        sys.stdout.write(f"{name:16} {tally.shown()}\n                 {classes}\n")
        lines += tally.errors
    samples = sorted(path.parent for path in (given.shared / "samples").glob("*/gold.yaml"))
    if not samples:
        sys.stdout.write("samples: not here\n")
    for folder in samples:
        found = list(timeline(folder))
        sys.stdout.write(f"{folder.name:16} {sum(ok for ok, _ in found)} of {len(found)} points of the timeline\n")
        lines += [f"timeline           {line}" for ok, line in found if not ok]
    if given.misses:
        sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
