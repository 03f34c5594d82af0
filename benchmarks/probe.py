"""One measurement in a process of its own, so that its peak memory is its own: prints one JSON object.

python -m benchmarks.probe build PATH OUT
python -m benchmarks.probe encode
python -m benchmarks.probe copying
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from benchmarks.measured import Building, Copied, Encoding, StageSeconds

SENTENCES = Path(__file__).parents[1] / "training" / "encoder" / "sentences.txt"
REPETITIONS = 3


def peak_mb() -> tuple[float, float]:
    """Largest resident size so far, in MB: of this process, and of the largest of its workers."""
    unit = 1024 if sys.platform == "linux" else 1024 * 1024
    own, workers = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own / unit, workers / unit


def cpu_seconds() -> float:
    """CPU time so far, of this process and its workers: about the same on a busy machine as on an idle one."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in spent)


def build(path: str, out: str) -> Building:
    """A build as the command line does it, from the import of the package to the written pages."""
    began = time.perf_counter()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line sets it
    from crossbearing.case import Case  # noqa: PLC0415 — its import is part of what is measured
    from crossbearing.opened import CASE_FILE  # noqa: PLC0415

    imported = time.perf_counter() - began
    with Case.open(Path(out) / CASE_FILE) as case:
        reports = len(case.replace(path).reports)
        built = case.build()
        before = time.perf_counter()
        case.write(out)
        written = time.perf_counter() - before
    total = time.perf_counter() - began
    own, worker = peak_mb()
    return Building(
        reports=reports,
        seconds=total,
        cpu_seconds=cpu_seconds(),
        peak_mb=own,
        worker_peak_mb=worker,
        stages=(
            StageSeconds("import", imported),
            *(StageSeconds(count.stage, count.seconds, count.made) for count in built.stages),
            StageSeconds("files", written),
        ),
    )


def encode() -> Encoding:
    """The encoder alone: loading it, then the sentences of `training/encoder`, best of three times."""
    from crossbearing.learned.encoder import Encoder  # noqa: PLC0415

    lines = [line for line in SENTENCES.read_text(encoding="utf-8").splitlines() if line]
    began = time.process_time()
    encoder = Encoder()
    loaded = time.process_time() - began
    took = []
    for _ in range(REPETITIONS):
        before = time.process_time()
        encoder.encode(lines)
        took.append(time.process_time() - before)
    return Encoding(load_seconds=loaded, sentences_per_cpu_second=len(lines) / min(took), peak_mb=peak_mb()[0])


def copied() -> Copied:
    """Ours and difflib over every two reports of one made-up story, in the same run."""
    from benchmarks.made_up import by_difflib, by_ours, difflibs, share_of, story  # noqa: PLC0415
    from crossbearing.compare.copying import copying  # noqa: PLC0415
    from crossbearing.compare.sharing import sharing  # noqa: PLC0415

    material = story()
    before = time.process_time()
    found = copying(material, sharing(material))
    seconds = time.process_time() - before
    before = time.process_time()
    blocks = difflibs(material)
    rival_seconds = time.process_time() - before
    ours, theirs = by_ours(found), by_difflib(blocks)
    reports = len(material.reports)
    return Copied(
        reports=reports,
        pairs=reports * (reports - 1) // 2,
        found=len(ours),
        found_by_both=len(ours.keys() & theirs.keys()),
        found_by_difflib=len(theirs),
        share_of_difflibs=share_of(theirs, ours),
        seconds=seconds,
        difflib_seconds=rival_seconds,
    )


def main(arguments: list[str]) -> None:
    kinds: dict[str, Callable[..., msgspec.Struct]] = {"build": build, "encode": encode, "copying": copied}
    kind, *rest = arguments
    sys.stdout.buffer.write(msgspec.json.encode(kinds[kind](*rest)))


if __name__ == "__main__":
    main(sys.argv[1:])
