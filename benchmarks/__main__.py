"""python -m benchmarks [SLUG]: measure everything, write results/<date>-<SLUG>.json and .md, print the latter.

Every measurement runs in a fresh process. Times are as they came out, once; they are told, never tested. What takes
the sample reports is left out where they are not here, and so is the rival of `benchmarks.reading`.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

import msgspec

from benchmarks import reading
from benchmarks.measured import Building, Copied, Encoding, Machine, Results
from crossbearing.case import example

SAMPLE = Path("../shared/samples/pyongyang-2024")
RESULTS = Path(__file__).parent / "results"
PACKAGES = ("crossbearing", "numpy", "onnxruntime", "tokenizers", "trafilatura", "msgspec", "sqlalchemy")
COLD_STARTS = 5


def probe(*arguments: str) -> bytes:
    """The output of one measurement in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.probe", *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def twice(path: Path) -> tuple[Building, Building]:
    """A first build of a folder of reports, and a second one into the same place."""
    with tempfile.TemporaryDirectory() as out:
        first, second = (msgspec.json.decode(probe("build", str(path), out), type=Building) for _ in range(2))
    return first, second


def cold_start() -> float:
    """Median seconds of `crossbearing --help`."""
    took = []
    for _ in range(COLD_STARTS):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "crossbearing", "--help"], check=True, capture_output=True)
        took.append(time.perf_counter() - began)
    return median(took)


def machine() -> Machine:
    """The machine in general words: nothing by which it could be found."""
    processor = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        names = [
            line.split(":", 1)[1].strip() for line in info.read_text().splitlines() if line.startswith("model name")
        ]
        processor = names[0] if names else processor
    return Machine(
        processor=processor,
        cores=os.cpu_count() or 0,
        memory_mb=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20,
        load=round(os.getloadavg()[0], 1),
        python=platform.python_version(),
        packages={name: version(name) for name in PACKAGES},
    )


def measure() -> Results:
    cases = {"example": example()}
    if SAMPLE.is_dir():
        cases["five real reports"] = SAMPLE
    described = machine()
    return Results(
        date=datetime.now(UTC).date().isoformat(),
        machine=described,
        cold_start_seconds=cold_start(),
        builds={name: twice(path) for name, path in cases.items()},
        encoder=msgspec.json.decode(probe("encode"), type=Encoding),
        copying=msgspec.json.decode(probe("copying"), type=Copied),
        reading=reading.measure(),
    )


def as_markdown(results: Results) -> str:
    """The results for a reader."""
    here, copied, encoder = results.machine, results.copying, results.encoder
    lines = [
        f"# {results.date}",
        "",
        f"{here.processor}, {here.cores} cores, {here.memory_mb / 1024:.0f} GB, load {here.load} before the start;"
        f" Python {here.python}, " + ", ".join(f"{name} {number}" for name, number in here.packages.items()) + ".",
        "",
        "| | |",
        "|---|---|",
        f"| `crossbearing --help` | {results.cold_start_seconds:.2f} s |",
        f"| encoder | loads in {encoder.load_seconds:.2f} s, {encoder.sentences_per_cpu_second:.0f} sentences per CPU"
        f" second, {encoder.peak_mb:.0f} MB |",
        f"| copied text, {copied.reports} reports, {copied.pairs} pairs | {copied.seconds:.2f} s CPU; difflib takes"
        f" {copied.ratio:.0f} times as long and finds {copied.found_by_difflib} pairs, {copied.found_by_both} of our"
        f" {copied.found}, with {copied.share_of_difflibs:.1%} of the text in its blocks |",
    ]
    lines += ["", *reading.as_markdown(results.reading)]
    for name, (first, second) in results.builds.items():
        lines += [
            "",
            f"## {name}: {first.reports} reports",
            "",
            "| stage | first build, s | units | second build, s | units |",
            "|---|--:|--:|--:|--:|",
        ]
        for one, two in zip(first.stages, second.stages, strict=True):
            units = ["" if stage.made is None else str(stage.made) for stage in (one, two)]
            lines.append(f"| {one.stage} | {one.seconds:.2f} | {units[0]} | {two.seconds:.2f} | {units[1]} |")
        lines += [
            f"| **all** | **{first.seconds:.2f}** | | **{second.seconds:.2f}** | |",
            f"| CPU, with workers | {first.cpu_seconds:.2f} | | {second.cpu_seconds:.2f} | |",
            f"| peak memory, MB | {first.peak_mb:.0f} | | {second.peak_mb:.0f} | |",
            f"| of the largest worker, MB | {first.worker_peak_mb:.0f} | | {second.worker_peak_mb:.0f} | |",
        ]
    return "\n".join(lines) + "\n"


def main(slug: str) -> None:
    results = measure()
    RESULTS.mkdir(exist_ok=True)
    place = RESULTS / f"{results.date}-{slug}"
    place.with_suffix(".json").write_bytes(msgspec.json.format(msgspec.json.encode(results), indent=2) + b"\n")
    page = as_markdown(results)
    place.with_suffix(".md").write_text(page, encoding="utf-8")
    print(page, end="")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "run")
