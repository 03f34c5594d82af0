"""How well quotes and attributions are read: PolNeAR's dev set, and the quotes of the annotated samples.

    python -m evaluation.attribution [--shared DIR] [--set dev|train] [--misses] [--json]

Of PolNeAR it prints precision, recall and F1 of sources, cues and contents, for exact bounds and for an overlap (IoU)
of at least one half. A content that the corpus gives in several parts counts as several, as ours does. Of the samples
it prints the share of the annotated quotes that are found (IoU ≥ 0.7) and given to the right speaker, as
`score-dossier` counts.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from crossbearing.read.actors import actors
from crossbearing.read.attribution import attributions
from crossbearing.read.dates import dates
from crossbearing.read.quotes import quotes
from crossbearing.read.sentences import sentences
from crossbearing.read.speakers import told
from crossbearing.records import Attribution, Published, Quote, Report, Span

Place = tuple[int, int]
PARTS = ("Source", "Cue", "Content")
LEAST_OVERLAP = 0.5
LEAST_QUOTE_OVERLAP = 0.7
_SHARED = Path(__file__).resolve().parents[2] / "shared"
_PARAGRAPH = re.compile(r"[^\n]+")


def report_of(name: str, raw: str, published: str | None = None) -> tuple[Report, list[int]]:
    """A report of plain text, one paragraph a line, and for each offset of `raw` its offset in the report's text."""
    text, where = "", [0] * (len(raw) + 1)
    for match in _PARAGRAPH.finditer(raw):
        if not match[0].strip():
            continue
        text += "\n\n" if text else ""
        for at in range(match.start(), match.end()):
            where[at] = len(text) + at - match.start()
        where[match.end()] = len(text) + len(match[0])
        text += match[0].replace("\t", " ").replace("\r", " ")
    report = Report(
        id=name,
        name=name,
        capture=name,
        outlet=None,
        url=None,
        title=None,
        headline=None,
        byline=None,
        dateline=None,
        published=Published(value=published, evidence="manifest"),
        language="en",
        text=text,
    )
    return report, where


def read(report: Report) -> tuple[tuple[Quote, ...], tuple[Attribution, ...]]:
    """Quotes and attributions of a report."""
    lines = sentences(report)
    named = actors(report, lines)
    said = told(report, lines, named)
    quoted = quotes(report, said)
    return quoted, attributions(report, said, quoted, dates(report, lines))


# ── PolNeAR ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def annotated(standoff: str) -> dict[str, set[Place]]:
    """Spans of sources, cues and contents in a brat standoff file; each unbroken stretch is one."""
    found: dict[str, set[Place]] = {part: set() for part in PARTS}
    for line in standoff.splitlines():
        columns = line.split("\t")
        if not line.startswith("T") or len(columns) < 2:
            continue
        kind, _, spans = columns[1].partition(" ")
        if kind in found:
            for span in spans.split(";"):
                start, end = (int(number) for number in span.split())
                if start < end:
                    found[kind].add((start, end))
    return found


def polnear(folder: Path, part: str) -> Iterator[tuple[str, str, dict[str, set[Place]]]]:
    """Name, text and annotated spans of each article."""
    for standoff in sorted((folder / part / "attributions").glob("*.ann")):
        text = folder / part / "text" / (re.sub(r"_[0-9a-f]{4}$", "", standoff.stem) + ".txt")
        yield standoff.stem, text.read_text(encoding="utf-8"), annotated(standoff.read_text(encoding="utf-8"))


def given(found: tuple[Attribution, ...]) -> dict[str, set[Place]]:
    """Spans of sources, cues and contents that we give."""
    spans: dict[str, set[Place]] = {part: set() for part in PARTS}
    for attribution in found:
        source = attribution.sources[0].span
        if source is not None and source != attribution.cue:
            spans["Source"].add((source.start, source.end))
        spans["Cue"].add((attribution.cue.start, attribution.cue.end))
        spans["Content"].add((attribution.content.start, attribution.content.end))
    return spans


def matches(ours: set[Place], gold: set[Place], least: float) -> int:
    """How many of `gold` have a partner of their own in `ours` with an overlap of at least `least`."""
    rest, hits = sorted(ours), 0
    for place in sorted(gold):
        best = max(rest, key=lambda other: overlap(place, other), default=None)
        if best is not None and overlap(place, best) >= least:
            rest.remove(best)
            hits += 1
    return hits


def overlap(a: Place, b: Place) -> float:
    """Intersection over union of two spans."""
    shared = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return shared / (a[1] - a[0] + b[1] - b[0] - shared) if shared else 0.0


def measure_polnear(folder: Path, part: str, misses: list[str]) -> dict[str, float]:
    """F1 and its parts for sources, cues and contents."""
    counts = {name: [0, 0, 0, 0] for name in PARTS}  # ours, gold, exact, overlapping
    for name, raw, gold in polnear(folder, part):
        report, where = report_of(name, raw)
        ours = given(read(report)[1])
        for kind in PARTS:
            wanted = {(where[start], where[end - 1] + 1) for start, end in gold[kind]}
            exact = ours[kind] & wanted
            tally = counts[kind]
            tally[0] += len(ours[kind])
            tally[1] += len(wanted)
            tally[2] += len(exact)
            tally[3] += matches(ours[kind], wanted, LEAST_OVERLAP)
            for label, rest in (("missed", wanted - exact), ("extra", ours[kind] - exact)):
                misses += [f"{kind}\t{label}\t{name}\t{a}\t{report.text[a:b]}" for a, b in sorted(rest)]
    scores: dict[str, float] = {}
    for kind, (ours_n, gold_n, exact_n, loose_n) in counts.items():
        for label, hits in (("exact", exact_n), ("iou", loose_n)):
            precision, recall = hits / max(1, ours_n), hits / max(1, gold_n)
            f1 = 2 * precision * recall / max(1e-9, precision + recall)
            scores |= {
                f"{kind.lower()}_{label}_{what}": round(value, 3)
                for what, value in (("precision", precision), ("recall", recall), ("f1", f1))
            }
    return scores


# ── the samples ───────────────────────────────────────────────────────────────────────────────────────────────────────


def same_name(ours: str | None, names: list[str]) -> bool:
    """Whether a speaker is one of `names`: all words of one of these, or its last word and no other person's."""
    given_words = re.sub(r"[^\w ]", " ", (ours or "").lower()).split()
    if not given_words:
        return False
    for name in names:
        words = re.sub(r"[^\w ]", " ", name.lower()).split()
        short = given_words[-1] == words[-1] and set(given_words) <= set(words) | {"mr", "ms", "mrs"}
        if set(words) <= set(given_words) or short:
            return True
    return False


def places(text: str, passage: str, anchor: str | None) -> list[Place]:
    """Where a passage stands in a text, white space counted alike; with `anchor`, within that only."""
    words = re.escape(" ".join(passage.split())).replace(r"\ ", r"\s+")
    if anchor is None:
        return [match.span() for match in re.finditer(words, text)]
    around = re.search(re.escape(" ".join(anchor.split())).replace(r"\ ", r"\s+"), text)
    inner = re.search(words, around[0]) if around else None
    return [(around.start() + inner.start(), around.start() + inner.end())] if around and inner else []


def measure_sample(folder: Path, misses: list[str]) -> dict[str, float]:
    """Shares of a sample's annotated quotes that are found, and given to the right speaker."""
    gold = yaml.safe_load((folder / "gold.yaml").read_text(encoding="utf-8"))
    manifest = yaml.safe_load((folder / "manifest.yaml").read_text(encoding="utf-8"))
    reports = {}
    for short, name in gold["short"].items():
        entry = manifest["reports"][name]
        raw = (folder / entry["file"]).read_text(encoding="utf-8")
        report, _ = report_of(name, raw, str(entry["published"]))
        reports[short] = report, read(report)[0]
    found = right = 0
    for quote in gold["quotes"]:
        report, ours = reports[quote["report"]]
        wanted = places(report.text, quote["text"], quote.get("anchor"))
        have = [q for q in ours if any(overlap(_place(q.span), place) >= LEAST_QUOTE_OVERLAP for place in wanted)]
        names = [q.speaker.name if q.speaker else None for q in have]
        found += bool(have)
        ok = any(same_name(name, quote["speaker"]) for name in names)
        right += ok
        if not ok:
            misses.append(
                f"{folder.name}\t{quote['report']}\t{quote['text'][:70]}\t{names or 'not found'} for {quote['speaker']}"
            )
    count = len(gold["quotes"])
    return {"quotes": count, "quotes_found": round(found / count, 3), "quotes_attributed": round(right / count, 3)}


def _place(span: Span) -> Place:
    return span.start, span.end


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description="How well quotes and attributions are read.")
    parser.add_argument("--shared", type=Path, default=_SHARED, help="folder with datasets/ and samples/")
    parser.add_argument("--set", choices=["dev", "train"], default="dev", help="part of PolNeAR")
    parser.add_argument("--only", choices=["polnear", "samples"], help="measure only one of the two")
    parser.add_argument("--misses", type=Path, help="file to write misses to, one a line")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    misses: list[str] = []
    scores: dict[str, dict[str, float]] = {}
    corpus, samples = args.shared / "datasets" / "polnear", args.shared / "samples"
    if not corpus.is_dir() or not samples.is_dir():
        print(f"no datasets/polnear and samples below {args.shared}: nothing to measure")
        return
    if args.only != "samples":
        scores[f"polnear {args.set}"] = measure_polnear(corpus, args.set, misses)
    if args.only != "polnear":
        for folder in sorted(path.parent for path in samples.glob("*/gold.yaml")):
            scores[folder.name] = measure_sample(folder, misses)
    if args.misses:
        args.misses.write_text("\n".join(misses), encoding="utf-8")
    if args.json:
        print(json.dumps(scores, indent=1))
        return
    for name, values in scores.items():
        print(name)
        for key, value in values.items():
            print(f"  {key:28} {value}")


if __name__ == "__main__":
    main()
