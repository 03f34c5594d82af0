"""Stories whose claims readers have grouped: which say one thing, which may, how they stand to each other.

    python -m training.judge.labelled --sheets DIR [SHARED]       write each story's claims, numbered, to be labelled
    python -m training.judge.labelled --keep DIR [SHARED]         take in DIR/labels/*.json, by numbers of those sheets

`labels/*.jsonl` hold one story a line, as places in its reports and each report's hash, and no word of a data set; the
invented stories of `events/` are our own. docs/reference/labelling.md is what readers were told.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import random
import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

import msgspec
import yaml

from crossbearing.compare.overview import Overview
from crossbearing.learned.encoder import Encoder
from crossbearing.learned.reader import Reader
from crossbearing.records import Material
from evaluation import annotated, ecb_text, events
from evaluation.found import here
from training.judge.materials import material

FOLDER = Path(__file__).parent / "labels"
INVENTED = Path(__file__).parent / "events"
MOST_WORDS = {"ecbplus": 3_500, "same_event_groups": 4_500}
"""Of a story; further reports are left out of one of ECB+, a longer story of the other set altogether."""
LEAST_REPORTS = 3
SEED = 7
Dataset = Literal["ecbplus", "same_event_groups", "own"]
Place = tuple[str, int, int]
"""Name of a report, and where a claim's content stands in its text."""
ENOUGH = 0.5
"""Of two spans' union, that they share at least to be one claim cut anew."""


class Text(msgspec.Struct, frozen=True, omit_defaults=True):
    """One report: where it is in the data set, and what its text must be."""

    key: str
    sha256: str
    outlet: str | None = None
    published: str | None = None


class Labelled(msgspec.Struct, frozen=True, omit_defaults=True):
    """One story as readers have grouped its claims."""

    event: str
    dataset: Dataset
    texts: dict[str, Text]
    same: list[list[Place]]
    """Claims of two reports or more that say one thing."""
    maybe: list[list[Place]] = []
    """Claims that a fair reader might or might not join."""
    relations: list[tuple[str, Place, Place]] = []
    """"updates" (newer, older), "contradicts", "denies" (denial, what is denied)."""
    distinct: list[tuple[Place, Place]] = []
    """Claims that look alike and are not one thing."""


class Written(NamedTuple):
    """A report as it goes into a sheet."""

    name: str
    key: str
    outlet: str | None
    published: str | None
    text: str


def load(folder: Path = FOLDER) -> list[Labelled]:
    """All labelled stories, by name."""
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in path.read_bytes().splitlines()]
    return sorted((msgspec.json.decode(line, type=Labelled) for line in lines), key=lambda each: each.event)


def stories(datasets: Path) -> Iterator[tuple[str, Dataset, list[Written]]]:
    """What sheets are made of: all of ECB+ by event, the larger groups of same_event_groups in a random order, and the
    invented events; none that holds a report of an annotated event."""
    taken = {text.key for event in annotated.load() for text in event.texts.values()}
    by_part: dict[str, list[Path]] = {}
    folder = here(datasets / "ecbplus")
    for path in sorted(folder.glob("*/*.xml")):
        part = "plus" if "plus" in path.stem else "ecb"
        by_part.setdefault(f"ecb-{int(path.parent.name):02d}-{part}", []).append(path)
    for name, paths in sorted(by_part.items()):
        keys = [str(path.relative_to(folder)) for path in paths]
        if taken.isdisjoint(keys):
            texts = [ecb_text.text(path) for path in paths]
            reports = [Written(p.stem, k, None, None, t) for p, k, t in zip(paths, keys, texts, strict=True)]
            yield name, "ecbplus", _within(reports, MOST_WORDS["ecbplus"])
    groups = events.by_event(events.load(here(datasets / "same_event_groups" / "articles.jsonl")))
    names = sorted(groups)
    random.Random(SEED).shuffle(names)
    for name in names:
        articles = groups[name]
        words = sum(len(article.content_original.split()) for article in articles)
        fits = len(articles) >= LEAST_REPORTS and words <= MOST_WORDS["same_event_groups"]
        if fits and taken.isdisjoint(article.ID for article in articles):
            yield (
                f"seg-{name}",
                "same_event_groups",
                [
                    Written(f"{name}-{number}", a.ID, a.source, a.date or None, a.report().text)
                    for number, a in enumerate(articles, 1)
                ],
            )
    for folder in sorted(INVENTED.iterdir()):
        given = yaml.safe_load((folder / "manifest.yaml").read_text(encoding="utf-8"))["reports"]
        yield (
            f"own-{folder.name}",
            "own",
            [
                Written(
                    name,
                    f"{folder.name}/{entry['file']}",
                    entry["outlet"],
                    str(entry["published"]),
                    _own(folder, entry),
                )
                for name, entry in given.items()
            ],
        )


def _own(folder: Path, entry: dict[str, Any]) -> str:
    return (folder / str(entry["file"])).read_text(encoding="utf-8").removesuffix("\n")


def _within(reports: Sequence[Written], most: int) -> list[Written]:
    kept, total = [], 0
    for report in reports:
        words = len(report.text.split())
        if total + words <= most:
            kept.append(report)
            total += words
    return kept


def read_story(reports: Sequence[Written], reader: Reader, encoder: Encoder) -> Material:
    """The reports as one story."""
    with tempfile.TemporaryDirectory() as temporary:
        folder, manifest = Path(temporary), {}
        for report in reports:
            (folder / f"{report.name}.txt").write_text(report.text + "\n", encoding="utf-8")
            day = datetime.date.fromisoformat(report.published) if report.published else None
            manifest[report.name] = {"file": f"{report.name}.txt", "outlet": report.outlet, "published": day}
        (folder / "manifest.yaml").write_text(yaml.safe_dump({"reports": manifest}), encoding="utf-8")
        return material(folder, reader, encoder)


def reports_of(event: Labelled, datasets: Path) -> list[Written]:
    """A labelled story's reports. Raises NotHereError without the data, TextChangedError for another text."""
    by_id: dict[str, str] = {}
    if event.dataset == "same_event_groups":
        by_id = {a.ID: a.report().text for a in events.load(here(datasets / "same_event_groups" / "articles.jsonl"))}
    found = []
    for name, text in event.texts.items():
        if event.dataset == "ecbplus":
            words = ecb_text.text(here(datasets / "ecbplus" / text.key))
        elif event.dataset == "own":
            words = (INVENTED / text.key).read_text(encoding="utf-8").removesuffix("\n")
        else:
            words = by_id[text.key]
        if _digest(words) != text.sha256:
            raise annotated.TextChangedError(f"{event.event}: the text of {text.key} is not the one that was labelled")
        found.append(Written(name, text.key, text.outlet, text.published, words))
    return found


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


# ── from places to claims ─────────────────────────────────────────────────────────────────────────────────────────────


class Numbered(NamedTuple):
    """A story's labels by the numbers of its claims as they are cut now."""

    same: list[list[int]]
    maybe: list[list[int]]
    relations: list[tuple[str, int, int]]
    distinct: list[tuple[int, int]]


def numbered(event: Labelled, reports: Sequence[Written], overview: Overview) -> Numbered:
    """Each place becomes the claim that shares most with it, half of their union at least; else none."""
    by_report: dict[str, list[tuple[int, Place]]] = {}
    for number, place in enumerate(places(reports, overview)):
        by_report.setdefault(place[0], []).append((number, place))
    known: dict[Place, int | None] = {}

    def at(place: Place) -> int | None:
        if place not in known:
            near = ((_shared(place, other), -number) for number, other in by_report.get(place[0], []))
            best, number = max(near, default=(0.0, 0))
            known[place] = -number if best >= ENOUGH else None
        return known[place]

    def all_of(groups: Sequence[Sequence[Place]]) -> list[list[int]]:
        return [sorted({n for place in group if (n := at(place)) is not None}) for group in groups]

    pairs = [(a, b) for x, y in event.distinct if (a := at(x)) is not None and (b := at(y)) is not None]
    stand = [(k, a, b) for k, x, y in event.relations if (a := at(x)) is not None and (b := at(y)) is not None]
    return Numbered(all_of(event.same), all_of(event.maybe), stand, pairs)


def places(reports: Sequence[Written], overview: Overview) -> list[Place]:
    """Where each claim stands in its report as it came, before anything was cleaned away."""
    texts, last = {report.name: report.text for report in reports}, dict[str, int]()
    found = []
    for claim in overview.claims:
        name = overview.report(claim).name
        words = re.compile(r"\s+".join(re.escape(word) for word in overview.text(claim.content).split()))
        match = words.search(texts[name], last.get(name, 0)) or words.search(texts[name])
        if match is None:
            found.append((name, 0, 0))
            continue
        last[name] = match.start()
        found.append((name, match.start(), match.end()))
    return found


def _shared(a: Place, b: Place) -> float:
    """Intersection over union."""
    return max(0, min(a[2], b[2]) - max(a[1], b[1])) / max(1, max(a[2], b[2]) - min(a[1], b[1]))


# ── sheets ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def sheet(given: Material) -> str:
    """All claims of a story by number, report by report, a blank line between sentences, and whose words they are."""
    overview, lines, last = Overview(given), list[str](), (-1, -1)
    for number, claim in enumerate(overview.claims):
        report, place = overview.report(claim), (overview.places[number].report, claim.sentence)
        if place[0] != last[0]:
            lines.append(
                f"\n=== report {report.name} ({report.outlet or '?'}, {report.published.value or 'day unknown'})"
            )
        if place != last:
            lines.append("")
        last = place
        said = ", ".join(source.name for source in claim.sources)
        stance = "" if claim.stance == "asserts" else f"; {claim.stance}"
        by = f"  <by: {said}{stance}>" if said or stance else ""
        lines.append(f"[{number}] {' '.join(overview.text(claim.content).split())}{by}")
    return "\n".join(lines)


def write_sheets(out: Path, datasets: Path) -> None:
    reader, encoder = Reader(), Encoder()
    (out / "sheets").mkdir(parents=True, exist_ok=True)
    (out / "labels").mkdir(exist_ok=True)
    for name, _, reports in stories(datasets):
        (out / "sheets" / f"{name}.txt").write_text(sheet(read_story(reports, reader, encoder)), encoding="utf-8")


def keep(folder: Path, datasets: Path) -> list[Labelled]:
    """The labels of a folder of sheets as places. Raises ValueError for a number that the story does not have."""
    reader, encoder, kept = Reader(), Encoder(), []
    for name, dataset, reports in stories(datasets):
        path = folder / "labels" / f"{name}.json"
        if not path.exists():
            continue
        overview = Overview(read_story(reports, reader, encoder))
        if sheet(overview.material) != (folder / "sheets" / f"{name}.txt").read_text(encoding="utf-8"):
            raise ValueError(f"{name}: the sheet that was labelled has other claims")
        kept.append(_placed(name, dataset, reports, json.loads(path.read_text(encoding="utf-8")), overview))
    return kept


def _placed(
    name: str, dataset: Dataset, reports: Sequence[Written], labels: dict[str, Any], overview: Overview
) -> Labelled:
    found = places(reports, overview)

    def at(number: int) -> Place:
        if not 0 <= number < len(found) or found[number][2] == 0:
            raise ValueError(f"{name}: there is no claim {number}, or it does not stand in its report")
        return found[number]

    return Labelled(
        event=name,
        dataset=dataset,
        texts={r.name: Text(r.key, _digest(r.text), r.outlet, r.published) for r in reports},
        same=[[at(number) for number in group] for group in labels["same"]],
        maybe=[[at(number) for number in group] for group in labels["maybe"]],
        relations=[(kind, at(a), at(b)) for kind, a, b in labels["relations"]],
        distinct=[(at(a), at(b)) for a, b in labels["distinct"]],
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.judge.labelled")
    parser.add_argument("--sheets", type=Path, metavar="DIR")
    parser.add_argument("--keep", type=Path, metavar="DIR")
    parser.add_argument("shared", type=Path, nargs="?", default=Path("../shared"))
    given = parser.parse_args()
    if given.sheets:
        write_sheets(given.sheets, given.shared / "datasets")
    if given.keep:
        FOLDER.mkdir(exist_ok=True)
        kept = keep(given.keep, given.shared / "datasets")
        for dataset in ("ecbplus", "same_event_groups", "own"):
            lines = [msgspec.json.encode(each) for each in kept if each.dataset == dataset]
            (FOLDER / f"{dataset}.jsonl").write_bytes(b"".join(line + b"\n" for line in lines))


if __name__ == "__main__":
    main()
