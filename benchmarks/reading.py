"""The read stage: how many words a second, beside a spaCy pipeline of the same tasks and our own network fed otherwise.

    python -m benchmarks.reading      prints the table alone; `python -m benchmarks` has it among the others

All times are of one run, by the clock, on two threads, best of ROUNDS that take turns. Texts are the packaged
example's, shuffled into reports of about 700 words; a word is what white space parts. The rival is measured where
RIVAL_PYTHON names a Python that has spaCy and RIVAL_FOLDER what `training/rival/pipeline.py train` wrote; how well both
read, where the treebank and the newswire are at hand.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from types import TracebackType
from typing import IO

import msgspec

from benchmarks.measured import Network, Reading, Rival
from crossbearing.records import Report

THREADS = 2
REPORTS, WORDS, ROUNDS = 24, 700, 3
ROOT = Path(__file__).resolve().parents[1]
DATASETS = ROOT.parent / "shared" / "datasets"
PIPELINE = ROOT / "training" / "rival" / "pipeline.py"
QUALITY = {"upos": "UPOS, EWT test", "uas": "UAS, EWT test", "las": "LAS, EWT test", "names": "names F1, newswire"}


def probe(kind: str) -> bytes:
    """The output of one measurement in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.reading", kind]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=ROOT).stdout


# ── what is read ──────────────────────────────────────────────────────────────────────────────────────────────────────


def reports() -> list[Report]:
    """The example's paragraphs, from another one on each time, as reports of WORDS words or a few more."""
    from crossbearing.case import example  # noqa: PLC0415 — the import of what reads is measured

    texts = sorted(path for path in example().rglob("*") if path.suffix in (".txt", ".md"))
    parts = [part for path in texts for part in path.read_text(encoding="utf-8").split("\n\n")]
    lines = [line for line in (" ".join(part.split()) for part in parts) if line.endswith((".", "”", '"'))]
    return [_report(number, _from(lines, number * len(lines) // REPORTS)) for number in range(REPORTS)]


def _from(lines: Sequence[str], first: int) -> Iterator[str]:
    words = 0
    for line in islice(cycle(lines), first, None):
        if words >= WORDS:
            return
        words += len(line.split())
        yield line


def _report(number: int, lines: Iterator[str]) -> Report:
    from crossbearing.records import Published  # noqa: PLC0415

    return Report(
        id=f"r{number:02}", name=f"r{number:02}", capture="", outlet=None, url=None, title=None, headline=None,
        byline=None, dateline=None, published=Published(value=None, evidence="made up"), language="en",
        text="\n\n".join(lines),
    )  # fmt: skip


# ── measuring ─────────────────────────────────────────────────────────────────────────────────────────────────────────


class Other:
    """The rival in its own process, loaded; a context manager."""

    def __init__(self, python: str, folder: str, processes: int) -> None:
        command = [python, str(PIPELINE), "read", folder, str(processes)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def read(self, texts: Sequence[str]) -> Rival:
        """How long it takes to read the texts."""
        _of(self._process.stdin).write(msgspec.json.encode(texts) + b"\n")
        _of(self._process.stdin).flush()
        return msgspec.json.decode(_of(self._process.stdout).readline(), type=Rival)

    def __enter__(self) -> Other:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _of(self._process.stdin).close()
        _of(self._process.stdout).close()
        self._process.wait()


def _of(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise RuntimeError("the rival's process has no streams")
    return stream


def seconds(function: Callable[[], object]) -> float:
    began = time.perf_counter()
    function()
    return time.perf_counter() - began


def stage() -> Reading:
    """The whole stage in this process, and the rival beside it."""
    began, began_cpu = time.perf_counter(), time.process_time()
    from crossbearing.learned.reader import Reader  # noqa: PLC0415 — the import is measured
    from crossbearing.read import read  # noqa: PLC0415

    reader = Reader(threads=THREADS)
    loaded, loaded_cpu = time.perf_counter() - began, time.process_time() - began_cpu
    some = reports()
    texts = [report.text for report in some]
    took: list[list[float]] = []
    cpu: list[float] = []
    others: list[Rival] = []
    with ExitStack() as stack:
        python, folder = os.environ.get("RIVAL_PYTHON", ""), os.environ.get("RIVAL_FOLDER", "")
        processes = range(1, THREADS + 1) if python and folder else ()
        rivals = [stack.enter_context(Other(python, folder, count)) for count in processes]
        for _ in range(ROUNDS):
            before = time.process_time()
            took.append([seconds(lambda report=report: read(report, reader)) for report in some])  # type: ignore[misc]
            cpu.append(time.process_time() - before)
            others += [rival.read(texts) for rival in rivals]
    words = [len(text.split()) for text in texts]
    best = min(others, key=lambda rival: rival.seconds, default=None)
    return Reading(
        reports=len(some),
        words=sum(words),
        load_seconds=loaded,
        load_cpu_seconds=loaded_cpu,
        seconds=min(sum(times) for times in took),
        cpu_seconds=min(cpu),
        report_words=round(median(words)),
        report_seconds=median(min(times) for times in zip(*took, strict=True)),
        peak_mb=peak_mb(),
        rival=best,
    )


def network() -> Network:
    """The network alone, given whole reports and given one sentence at a time."""
    from crossbearing.learned.reader import Reader  # noqa: PLC0415
    from crossbearing.read.sentences import sentences  # noqa: PLC0415

    reader = Reader(threads=THREADS)
    some = reports()[: REPORTS // 4]
    cut = [(each.text, [(line.span.start, line.span.end) for line in sentences(each)]) for each in some]

    def whole() -> None:
        for text, lines in cut:
            reader.read(text, lines)

    def one_by_one() -> None:
        for text, lines in cut:
            for line in lines:
                reader.read(text, [line])

    whole()
    took = [(seconds(whole), seconds(one_by_one)) for _ in range(ROUNDS)]
    words = sum(len(each.text.split()) for each in some)
    return Network(words=words, seconds=min(a for a, _ in took), one_by_one_seconds=min(b for _, b in took))


def quality() -> dict[str, float]:
    """How well the shipped reader reads, as `training/rival/pipeline.py score` has it of the rival."""
    from crossbearing.learned.reader import Reader  # noqa: PLC0415
    from evaluation import reader_names, reader_syntax  # noqa: PLC0415
    from evaluation.reader import trees  # noqa: PLC0415

    reader = Reader(threads=THREADS)
    test = trees(DATASETS / "ud_ewt" / "en_ewt-ud-test.conllu")
    newswire = reader_names.worldwide(DATASETS / "ner_worldwide")
    found = [
        *reader_syntax.measure("", "EWT test", test, reader),
        *reader_names.measure_worldwide(newswire, reader),
    ]
    values = {each.key: each.measured.value for each in found}
    return {name: values["entities" if name == "names" else name] for name in QUALITY}


def peak_mb() -> float:
    """Largest resident size of this process so far, in MB."""
    import resource  # noqa: PLC0415 — not on every system

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024)


# ── the table ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def measure() -> Reading:
    """All of it, each part in a fresh process."""
    read = msgspec.json.decode(probe("stage"), type=Reading)
    alone = msgspec.json.decode(probe("network"), type=Network)
    ours: dict[str, float] = {}
    theirs: dict[str, float] = {}
    if DATASETS.is_dir():
        ours = msgspec.json.decode(probe("quality"), type=dict[str, float])
    scores = Path(os.environ.get("RIVAL_FOLDER", "")) / "quality.json"
    if read.rival is not None and scores.is_file():
        scored = msgspec.json.decode(scores.read_bytes())
        theirs = {name: float(scored[name]) for name in QUALITY}
    return msgspec.structs.replace(read, network=alone, quality=ours, rival_quality=theirs)


def as_markdown(read: Reading) -> list[str]:
    """Rows for a reader."""
    speed = read.words / read.seconds
    lines = [
        "## Reading",
        "",
        f"{read.reports} reports of {read.report_words} words, {THREADS} threads, best of {ROUNDS}.",
        "",
        "| | |",
        "|---|---|",
        f"| import and load | {read.load_seconds:.2f} s, {read.load_cpu_seconds:.2f} s CPU |",
        f"| the whole stage | {speed:.0f} words/s, {read.words / read.cpu_seconds:.0f} per CPU second |",
        f"| a report of {read.report_words} words | {read.report_seconds:.3f} s |",
        f"| peak memory | {read.peak_mb:.0f} MB |",
    ]
    if read.network is not None:
        alone = read.network
        lines.append(
            f"| the network alone | {alone.words / alone.seconds:.0f} words/s; one sentence at a time"
            f" {alone.words / alone.one_by_one_seconds:.0f}: {alone.one_by_one_seconds / alone.seconds:.1f} times as"
            " long |"
        )
    if read.rival is None:
        lines.append("| spaCy | not measured: RIVAL_PYTHON and RIVAL_FOLDER are not set |")
    else:
        lines.append(
            f"| spaCy {read.rival.version}, tagger, parser and names | {read.words / read.rival.seconds:.0f} words/s,"
            f" {read.words / read.rival.cpu_seconds:.0f} per CPU second, on"
            f" {read.rival.processes} process{'es' if read.rival.processes > 1 else ''}; loads in"
            f" {read.rival.load_seconds:.2f} s, {read.rival.peak_mb:.0f} MB |"
        )
    for name, what in QUALITY.items():
        ours = f"{read.quality[name]:.3f}" if name in read.quality else "not measured: no data here"
        theirs = f"; spaCy {read.rival_quality[name]:.3f}" if name in read.rival_quality else ""
        lines.append(f"| {what} | {ours}{theirs} |")
    return lines


def main(arguments: list[str]) -> None:
    kinds: dict[str, Callable[[], object]] = {"stage": stage, "network": network, "quality": quality}
    if arguments:
        sys.stdout.buffer.write(msgspec.json.encode(kinds[arguments[0]]()))
    else:
        print("\n".join(as_markdown(measure())))


if __name__ == "__main__":
    main(sys.argv[1:])
