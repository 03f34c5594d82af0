"""Events that were annotated for this project, in texts that may not be in it: offsets and a hash, and no word of them.

    python -m evaluation.annotated [--misses] [EVENT ...]        score the product on them
    python -m evaluation.annotated --keep FOLDER SPLIT           turn an annotated folder into places
    python -m evaluation.annotated --unpack DIR                  write folders with reports and gold.yaml

`evaluation/annotations/*.json` say where each passage stands in a report of `../shared/datasets`; here they are put
together again, wherever those data are. An event is for tuning, or it is frozen: its reports were not read and its
gold was not looked at by whoever sets a number. Both are shown, apart.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import re
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

import msgspec
import yaml
from rich.console import Console
from rich.table import Table

from evaluation import ecb_text, events
from evaluation.found import NotHereError, here
from evaluation.samples import Scored, build, scored

FOLDER = Path(__file__).parent / "annotations"
SHARED = Path("../shared")

Span = tuple[int, int]
"""Code points [start, end) of a report's text, as it is put together here."""
Passages = dict[str, list[Span]]
"""Short name of a report → places in it."""
Said = tuple[str, int, int]
"""Short name of a report and a place in it."""


class Text(msgspec.Struct, frozen=True, omit_defaults=True):
    """One report: where it is in the data set, and what its text must be."""

    name: str
    key: str
    """ID of an article of same_event_groups; path of a document of ECB+."""
    sha256: str
    outlet: str | None = None
    published: str | None = None


class Event(msgspec.Struct, frozen=True, omit_defaults=True):
    """One annotated event. The rest is as in a gold file (docs/reference/gold.md), with places instead of words."""

    event: str
    dataset: Literal["same_event_groups", "ecbplus"]
    split: Literal["tuning", "frozen"]
    texts: dict[str, Text]
    findings: dict[str, Passages]
    quotes: list[dict[str, Any]]
    findings_optional: dict[str, Passages] = {}
    relations: list[dict[str, str]] = []
    relations_optional: list[dict[str, str]] = []
    distinct: list[dict[str, Any]] = []
    figures: list[dict[str, Any]] = []
    timeline: list[dict[str, Any]] = []
    copies: list[dict[str, Any]] = []
    furniture: Passages = {}


_WITH_PASSAGES = ("findings", "findings_optional")
_SCORES = (
    "alignment_precision", "alignment_recall", "alignment_f1", "distinct_kept_apart", "relations_found",
    "relations_unsupported", "quotes_found", "quotes_attributed", "figures_right", "dates_right", "copies_found",
)  # fmt: skip


class TextChangedError(Exception):
    """A report's text is not the one that was annotated; it says which."""


def load(folder: Path = FOLDER) -> list[Event]:
    """All annotated events: those for tuning, then the frozen ones, each by name."""
    found = [msgspec.json.decode(path.read_bytes(), type=Event) for path in sorted(folder.glob("*.json"))]
    return sorted(found, key=lambda event: (event.split != "tuning", event.event))


def texts(event: Event, datasets: Path) -> dict[str, str]:
    """Short name → text of each report. Raises NotHereError without the data, TextChangedError for another text."""
    if event.dataset == "ecbplus":
        found = {short: ecb_text.text(here(datasets / "ecbplus" / text.key)) for short, text in event.texts.items()}
    else:
        articles = {a.ID: a for a in events.load(here(datasets / "same_event_groups" / "articles.jsonl"))}
        found = {short: articles[text.key].report().text for short, text in event.texts.items()}
    for short, text in event.texts.items():
        if _digest(found[short]) != text.sha256:
            raise TextChangedError(f"{event.event}: the text of {text.key} is not the one that was annotated")
    return found


def unpack(event: Event, datasets: Path, out: Path) -> Path:
    """Write the event as the samples are: a text file a report, manifest.yaml, gold.yaml; return its folder."""
    by_short = texts(event, datasets)
    folder = out / event.event
    folder.mkdir(parents=True, exist_ok=True)
    manifest = {}
    for short, text in event.texts.items():
        (folder / f"{text.name}.txt").write_text(by_short[short] + "\n", encoding="utf-8")
        manifest[text.name] = {"file": f"{text.name}.txt", "outlet": text.outlet, "published": _day(text)}
    (folder / "manifest.yaml").write_text(yaml.safe_dump({"reports": manifest}, allow_unicode=True), encoding="utf-8")
    gold = _Words(event, by_short).gold()
    (folder / "gold.yaml").write_text(yaml.safe_dump(gold, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return folder


def _day(text: Text) -> datetime.date | None:
    return datetime.date.fromisoformat(text.published) if text.published else None


class _Words:
    """One event's places turned into the words that stand there."""

    def __init__(self, event: Event, by_short: Mapping[str, str]) -> None:
        self._event = event
        self._texts = by_short

    def gold(self) -> dict[str, Any]:
        event = self._event
        made: dict[str, Any] = {"short": {short: text.name for short, text in event.texts.items()}}
        made["quotes"] = [self._quote(quote) for quote in event.quotes]
        for key in _WITH_PASSAGES:
            given: dict[str, Passages] = getattr(event, key)
            made[key] = [{"id": name, "passages": self._passages(passages)} for name, passages in given.items()]
        made["relations"], made["relations_optional"] = event.relations, event.relations_optional
        made["distinct"] = [
            {"why": each["why"], **{side: {each[side][0]: self._at(*each[side])} for side in ("a", "b")}}
            for each in event.distinct
        ]
        made["figures"] = [self._with_text(each) for each in event.figures]
        made["timeline"] = [self._with_text(each) for each in event.timeline]
        made["copies"] = [
            {**each, "passages": [self._at(each["a"], *span) for span in each["passages"]]} for each in event.copies
        ]
        made["furniture"] = self._passages(event.furniture)
        return made

    def _at(self, short: str, start: int, end: int) -> str:
        return self._texts[short][start:end]

    def _passages(self, passages: Passages) -> dict[str, list[str]]:
        return {short: [self._at(short, *span) for span in spans] for short, spans in passages.items()}

    def _with_text(self, each: Mapping[str, Any]) -> dict[str, Any]:
        kept = {key: value for key, value in each.items() if key != "at"}
        return {"report": each["at"][0], "text": self._at(*each["at"]), **kept}

    def _quote(self, quote: Mapping[str, Any]) -> dict[str, Any]:
        short, start, end = quote["at"]
        made: dict[str, Any] = {"report": short, "text": self._at(short, start, end)}
        made["speaker"] = [self._at(*each) for each in quote["speaker"]]
        if "anchor" in quote:
            made["anchor"] = self._at(short, *quote["anchor"])
        return made


# ── from words to places ──────────────────────────────────────────────────────────────────────────────────────────────


class _Sought(NamedTuple):
    """An annotated folder, its texts, and what of each passage is found in them."""

    gold: dict[str, Any]
    by_short: dict[str, str]

    def span(self, short: str, words: str) -> Span:
        """The first place where the words stand, white space folded. Raises ValueError where they don't."""
        pattern = r"\s+".join(re.escape(word) for word in words.split())
        match = re.search(pattern, self.by_short[short])
        if match is None:
            raise ValueError(f"{short} does not say: {words}")
        return match.start(), match.end()

    def anywhere(self, words: str, first: str) -> Said:
        """A place of the words in any report, `first` before the others, in upper or lower case."""
        pattern = re.compile(r"\s+".join(re.escape(word) for word in words.split()), re.IGNORECASE)
        for short in (first, *self.by_short):
            match = pattern.search(self.by_short[short])
            if match:
                return short, match.start(), match.end()
        raise ValueError(f"no report says: {words}")

    def passages(self, given: Mapping[str, Sequence[str]]) -> Passages:
        return {short: [self.span(short, words) for words in each] for short, each in given.items()}

    def findings(self, key: str) -> dict[str, Passages]:
        return {each["id"]: self.passages(each["passages"]) for each in self.gold.get(key, [])}

    def quote(self, quote: Mapping[str, Any]) -> dict[str, Any]:
        short, anchor = quote["report"], quote.get("anchor")
        made: dict[str, Any] = {}
        if anchor:
            start, end = self.span(short, anchor)
            inner = _Sought(self.gold, {short: self.by_short[short][start:end]}).span(short, quote["text"])
            made["at"] = (short, start + inner[0], start + inner[1])
            made["anchor"] = (start, end)
        else:
            made["at"] = (short, *self.span(short, quote["text"]))
        made["speaker"] = [self.anywhere(name, short) for name in quote["speaker"]]
        return made

    def side(self, side: Mapping[str, str]) -> Said:
        ((short, words),) = side.items()
        return (short, *self.span(short, words))

    def with_place(self, each: Mapping[str, Any]) -> dict[str, Any]:
        """A figure or a date; a source's names are words of the text and are left out."""
        kept = {key: value for key, value in each.items() if key not in {"report", "text", "source"}}
        kept = {key: str(value) if key == "date" else value for key, value in kept.items()}
        return {"at": (each["report"], *self.span(each["report"], each["text"])), **kept}


def keep(folder: Path, split: Literal["tuning", "frozen"], datasets: Path) -> Event:
    """An annotated folder (text files, manifest.yaml, gold.yaml) as places.

    Raises ValueError for a passage that does not stand in its report, and for a report that no data set has.
    """
    gold = yaml.safe_load((folder / "gold.yaml").read_text(encoding="utf-8"))
    manifest = yaml.safe_load((folder / "manifest.yaml").read_text(encoding="utf-8"))["reports"]
    by_short = {
        short: (folder / f"{name}.txt").read_text(encoding="utf-8").removesuffix("\n")
        for short, name in gold["short"].items()
    }
    keys = _keys(datasets)
    unknown = [short for short, text in by_short.items() if _digest(text) not in keys]
    if unknown:
        raise ValueError(f"{folder}: no data set has the text of {', '.join(unknown)}")
    sought = _Sought(gold, by_short)
    made = {}
    for short, name in gold["short"].items():
        digest, published = _digest(by_short[short]), manifest[name].get("published")
        made[short] = Text(
            name=name,
            key=keys[digest][1],
            sha256=digest,
            outlet=manifest[name].get("outlet"),
            published=str(published) if published else None,
        )
    return Event(
        event=folder.name,
        dataset=keys[next(iter(made.values())).sha256][0],
        split=split,
        texts=made,
        findings=sought.findings("findings"),
        findings_optional=sought.findings("findings_optional"),
        quotes=[sought.quote(quote) for quote in gold["quotes"]],
        relations=gold.get("relations") or [],
        relations_optional=gold.get("relations_optional") or [],
        distinct=[
            {"a": sought.side(each["a"]), "b": sought.side(each["b"]), "why": each["why"]}
            for each in gold.get("distinct") or []
        ],
        figures=[sought.with_place(each) for each in gold.get("figures") or []],
        timeline=[sought.with_place(each) for each in gold.get("timeline") or []],
        copies=[
            {"a": each["a"], "b": each["b"], "passages": [sought.span(each["a"], words) for words in each["passages"]]}
            for each in gold.get("copies") or []
        ],
        furniture=sought.passages(gold.get("furniture") or {}),
    )


def _keys(datasets: Path) -> dict[str, tuple[Literal["same_event_groups", "ecbplus"], str]]:
    """Digest of a text → the data set that has it, and its key there."""
    keys: dict[str, tuple[Literal["same_event_groups", "ecbplus"], str]] = {}
    for article in events.load(here(datasets / "same_event_groups" / "articles.jsonl")):
        keys[_digest(article.report().text)] = ("same_event_groups", article.ID)
    folder = here(datasets / "ecbplus")
    for path in sorted(folder.glob("*/*.xml")):
        keys[_digest(ecb_text.text(path))] = ("ecbplus", str(path.relative_to(folder)))
    return keys


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


# ── scoring ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def score(found: Iterable[Event], shared: Path) -> dict[str, Scored]:
    """Event → what the samples' scorer says of the product's dossier of it."""
    scorer = here(shared / "tools" / "score-dossier")
    made = {}
    for event in found:
        with tempfile.TemporaryDirectory() as folder:
            sample = unpack(event, shared / "datasets", Path(folder))
            made[event.event] = scored(sample, build(sample, Path(folder) / "out"), scorer)
    return made


def table(found: Sequence[Event], made: Mapping[str, Scored]) -> Table:
    """A row an event, a mean for each half."""
    shown = Table("event")
    for name in _SCORES:
        shown.add_column(name.replace("_", " "), justify="right")
    for split in ("tuning", "frozen"):
        half = [event.event for event in found if event.split == split]
        for name in half:
            shown.add_row(f"{name} ({split})", *(_shown(made[name].score.get(key)) for key in _SCORES))
        if half:
            shown.add_row(
                f"mean, {split}", *(_shown(_mean(made[name].score.get(key) for name in half)) for key in _SCORES)
            )
            shown.add_section()
    return shown


def _mean(values: Iterable[float | bool | None]) -> float | None:
    known = [float(value) for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _shown(value: float | bool | None) -> str:
    return "" if value is None else f"{float(value):.3f}".rstrip("0").rstrip(".")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evaluation.annotated", description="Score the annotated events.")
    parser.add_argument("event", nargs="*", help="these only")
    parser.add_argument("--misses", action="store_true", help="list what each tuning event misses")
    parser.add_argument("--unpack", type=Path, metavar="DIR", help="write the events as folders with a gold.yaml")
    parser.add_argument("--keep", nargs=2, metavar=("FOLDER", "SPLIT"), help="take in an annotated folder")
    given = parser.parse_args(arguments)
    console = Console(soft_wrap=True, width=200)
    if given.keep:
        event = keep(
            Path(given.keep[0]), msgspec.convert(given.keep[1], Literal["tuning", "frozen"]), SHARED / "datasets"
        )
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / f"{event.event}.json").write_bytes(msgspec.json.encode(event, order="deterministic") + b"\n")
        return 0
    found = [event for event in load() if not given.event or event.event in given.event]
    try:
        if given.unpack:
            for event in found:
                console.print(unpack(event, SHARED / "datasets", given.unpack), markup=False)
            return 0
        made = score(found, SHARED)
    except NotHereError as error:
        console.print(f"nothing to score: {error}", markup=False)
        return 0
    console.print(table(found, made))
    if given.misses:
        for event in found:
            # What a frozen event misses is not shown: whoever reads it tunes on it.
            for miss in made[event.event].misses if event.split == "tuning" else ():
                console.print(f"{event.event}: {miss}", markup=False, highlight=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
