"""How the work on one story grows with its reports, and what one more report costs.

    python -m benchmarks.growth [SIZE ...]

Times are CPU seconds of fresh processes. "Adding one" opens the built case of all but the last report, adds that, and
must end with the findings that a build of all gives.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec

from benchmarks import large_story
from benchmarks.measured import Building

SIZES = (25, 50, 100, 200)
COMPARING = ("sharing", "copying", "identities", "pairs", "align", "utterances", "relate", "write")
"""The stages whose work is on a whole story."""


class Grown(msgspec.Struct, frozen=True):
    """What one size takes."""

    reports: int
    cpu_seconds: float
    stages: dict[str, float]
    adding_seconds: float
    """CPU seconds of adding the last report to all others."""
    adding_stages: dict[str, float]
    same: bool
    """Whether adding gave the same findings, origins and relations as building at once."""

    @property
    def comparing(self) -> float:
        return sum(self.stages[stage] for stage in COMPARING)


def _build(folder: Path, out: Path) -> Building:
    command = [sys.executable, "-m", "benchmarks.probe", "build", str(folder), str(out)]
    return msgspec.json.decode(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout, type=Building)


def measure(size: int) -> Grown:
    with tempfile.TemporaryDirectory() as temporary:
        folder, fresh, grown = (Path(temporary) / name for name in ("reports", "fresh", "grown"))
        folder.mkdir()
        large_story.write(folder, size)
        whole = _build(folder, fresh)
        last = sorted(folder.glob("*.txt"))[-1]
        manifest = (folder / "manifest.yaml").read_text(encoding="utf-8")
        text = last.read_text(encoding="utf-8")
        last.unlink()
        reports = msgspec.json.decode(manifest)["reports"]
        without = {name: entry for name, entry in reports.items() if name != last.stem}
        (folder / "manifest.yaml").write_bytes(msgspec.json.encode({"reports": without}))
        _build(folder, grown)
        last.write_text(text, encoding="utf-8")
        (folder / "manifest.yaml").write_text(manifest, encoding="utf-8")
        adding = _build(folder, grown)
        same = _content(fresh / "dossier.json") == _content(grown / "dossier.json")
    return Grown(
        reports=size,
        cpu_seconds=whole.cpu_seconds,
        stages={stage.stage: stage.seconds for stage in whole.stages},
        adding_seconds=adding.cpu_seconds,
        adding_stages={stage.stage: stage.seconds for stage in adding.stages},
        same=same,
    )


def _content(path: Path) -> set[tuple[object, ...]]:
    """All findings with their claims, origins and relations. Ids are left out: a grown story keeps the ones it had."""
    dossier = json.loads(path.read_text(encoding="utf-8"))
    claims = {finding["id"]: tuple(sorted(finding["claims"])) for finding in dossier["findings"]}
    return {
        (
            claims[finding["id"]],
            finding["stance"],
            finding["status"],
            tuple(sorted((origin["name"], origin["counted"]) for origin in finding["origins"])),
            tuple(sorted((relation["kind"], claims[relation["to"]]) for relation in finding["relations"])),
        )
        for finding in dossier["findings"]
    }


def exponent(first: Grown, last: Grown) -> float:
    """Growth of the comparing between two sizes: n to the power of this."""
    return math.log(last.comparing / first.comparing) / math.log(last.reports / first.reports)


def as_markdown(found: list[Grown]) -> list[str]:
    lines = [
        "| reports | a build, s CPU | of it comparing, s | "
        + " | ".join(COMPARING)
        + " | one more report, s CPU | of a build | same |",
        "|--:" * (len(COMPARING) + 6) + "|",
    ]
    for each in found:
        stages = " | ".join(f"{each.stages[stage]:.2f}" for stage in COMPARING)
        lines.append(
            f"| {each.reports} | {each.cpu_seconds:.1f} | {each.comparing:.2f} | {stages} | {each.adding_seconds:.2f} |"
            f" {each.adding_seconds / each.cpu_seconds:.1%} | {'yes' if each.same else 'no'} |"
        )
    if len(found) > 1:
        lines += ["", f"Comparing grows as n to the power of {exponent(found[0], found[-1]):.2f}."]
    return lines


def main(sizes: list[int]) -> None:
    print("\n".join(as_markdown([measure(size) for size in sizes])))


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(SIZES))
