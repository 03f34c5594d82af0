"""Who is meant by a pronoun, an office, a short name: precision, recall and F1 on GAP, GUM and MEANTIME.

    python -m evaluation.coreference [DATASETS] [--gap validation|test] [--gum dev|test]

DATASETS is the folder of annotated sets (default ../shared/datasets). The weights were trained on GAP's development set
and GUM's train split, the threshold was set on GAP's validation set and GUM's dev split; GAP's test set, GUM's test
split and all of MEANTIME were not looked at. After each figure stands its 95 % interval (bootstrap over snippets or
documents, 1,000 draws of a fixed seed).

GAP (Webster et al., "Mind the GAP", TACL 2018) asks of a pronoun whether it means one of two names: F1 over both as in
its paper, for men, for women, and the ratio of the two ("bias"). "given" is told where the two names stand, "own" knows
only the names that `read.actors` finds. "always" answers every pronoun with the likeliest actor, "sure" only where
the shipped thresholds allow; a sure answer is right, or wrong, or about somebody whom GAP does not ask for (left out).

GUM and MEANTIME are counted by links: a span that stands for an actor is right where both are annotated as the same;
recall is out of the annotated pronouns for one person (or, for "name": short names) whose chain has a name. What is
not annotated at all is left out. Beside ours: the nearest compatible name before ("nearest"), and the first person
named in the sentence, or in the last one that names any ("first": what was done before this was there).
"""

from __future__ import annotations

import argparse
import random
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from crossbearing.read.coreference import Model, coreferences, is_sure, model, resolved
from crossbearing.read.coreference_mentions import Anaphor, Mention, Scene, scene
from crossbearing.read.quotes import quotes
from crossbearing.read.speakers import told
from crossbearing.records import Coreference
from evaluation.coreference_sets import Chains, Document, Snippet, gap, gum, meantime

DRAWS = 1000
_SHARED = Path(__file__).resolve().parents[2] / "shared" / "datasets"
GENRES = ("news", "bio")
Rule = Callable[[Scene, Anaphor], Mention | None]


class Count(NamedTuple):
    """Right, given and wanted answers of one snippet or document."""

    right: int
    given: int
    wanted: int


class Guess(NamedTuple):
    """An answer for GAP: does the pronoun mean A, B; and is it a sure answer?"""

    snippet: Snippet
    means: tuple[bool, bool]
    sure: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("datasets", nargs="?", type=Path, default=_SHARED)
    parser.add_argument("--gap", default="test", choices=("validation", "test"))
    parser.add_argument("--gum", default="test", choices=("dev", "test"))
    arguments = parser.parse_args()
    folder = arguments.datasets
    if (folder / "gap").is_dir():
        measure_gap(list(gap(folder / "gap" / f"gap-{arguments.gap}.tsv")), arguments.gap)
    else:
        print("gap: not here")
    for name, documents in (
        (f"gum {arguments.gum}", gum(folder / "gum", arguments.gum, GENRES) if (folder / "gum").is_dir() else ()),
        ("meantime", meantime(folder / "meantime") if (folder / "meantime").is_dir() else ()),
    ):
        measure_links(name, list(documents))


# ── GAP ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def measure_gap(snippets: Sequence[Snippet], part: str) -> None:
    print(f"gap {part}: {len(snippets)} snippets")
    for names in ("given", "own"):
        stages = [scene(s.report, s.sentences, s.given if names == "given" else s.actors) for s in snippets]
        rules: dict[str, Rule] = {"nearest": nearest, "first": first}
        table = {label: [guess(s, stage, rule) for s, stage in zip(snippets, stages, strict=True)]
                 for label, rule in rules.items()}  # fmt: skip
        table["ours"] = [ours(s, stage, model()) for s, stage in zip(snippets, stages, strict=True)]
        for label, guesses in table.items():
            women = [g for g in guesses if g.snippet.feminine]
            men = [g for g in guesses if not g.snippet.feminine]
            f_women, f_men = f1(map(of_pair, women)), f1(map(of_pair, men))
            print(
                f"  {names:6} {label:8} always  F1 {shown(list(map(of_pair, guesses)), f1)}  "
                f"men {f_men:.3f}  women {f_women:.3f}  bias {f_women / max(f_men, 1e-9):.2f}"
            )
        sure: list[Count] = []
        for g in table["ours"]:
            answered = g.sure and (any(g.means) or any(g.snippet.means))
            right = any(a and b for a, b in zip(g.means, g.snippet.means, strict=True))
            sure.append(Count(int(answered and right), int(answered), 1))
        print(f"  {names:6} ours     sure    precision {shown(sure, precision)}  answered {shown(sure, share)}")


def ours(snippet: Snippet, stage: Scene, by: Model) -> Guess:
    answer = next((a for a in resolved(stage, by) if a.anaphor.start == snippet.pronoun[0]), None)
    if answer is None or answer.best is None:
        return Guess(snippet, (False, False), False)
    return _guess(snippet, stage, answer.best.mention, is_sure(answer, by))


def guess(snippet: Snippet, stage: Scene, rule: Rule) -> Guess:
    anaphor = next((a for a in stage.anaphors if a.start == snippet.pronoun[0]), None)
    found = rule(stage, anaphor) if anaphor else None
    return _guess(snippet, stage, found, False) if found else Guess(snippet, (False, False), False)


def _guess(snippet: Snippet, stage: Scene, mention: Mention, sure: bool) -> Guess:
    places = [(m.start, m.end) for m in stage.entities[mention.who].mentions]
    a, b = (any(x < end and start < y for x, y in places) for start, end in (snippet.a, snippet.b))
    return Guess(snippet, (a, b), sure)


def of_pair(guessed: Guess) -> Count:
    pairs = list(zip(guessed.means, guessed.snippet.means, strict=True))
    return Count(sum(a and b for a, b in pairs), sum(guessed.means), sum(guessed.snippet.means))


# ── the rules to beat ─────────────────────────────────────────────────────────────────────────────────────────────────


def nearest(stage: Scene, anaphor: Anaphor) -> Mention | None:
    """The last person named before whose gender is not known to be another."""
    place = bisect_left(stage.mentions, anaphor.start, key=lambda mention: mention.start)
    return next((m for m in reversed(stage.mentions[:place]) if _compatible(stage, m, anaphor)), None)


def first(stage: Scene, anaphor: Anaphor) -> Mention | None:
    """The first compatible person of the sentence before the pronoun, or of one of the three sentences before."""
    place = bisect_left(stage.mentions, anaphor.start, key=lambda mention: mention.start)
    before = [m for m in stage.mentions[:place] if m.sentence >= anaphor.sentence - 3]
    for number in range(anaphor.sentence, anaphor.sentence - 4, -1):
        for mention in before:
            if mention.sentence == number and mention.part != "poss" and _compatible(stage, mention, anaphor):
                return mention
    return None


def _compatible(stage: Scene, mention: Mention, anaphor: Anaphor) -> bool:
    entity = stage.entities[mention.who]
    return entity.kind == "person" and entity.gender in {"", anaphor.gender}


# ── links ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def measure_links(name: str, documents: Sequence[Document]) -> None:
    if not documents:
        print(f"{name}: not here")
        return
    print(f"{name}: {len(documents)} documents")
    rows: dict[str, list[Count]] = {}
    for document in documents:
        for label, count in of_document(document):
            rows.setdefault(label, []).append(count)
    for label, counts in rows.items():
        wanted = sum(count.wanted for count in counts)
        recall_ = f"  recall {shown(counts, recall)} of {wanted}" if wanted else ""
        given = sum(count.given for count in counts)
        print(f"  {label:24} precision {shown(counts, precision)} of {given}{recall_}")


def of_document(document: Document) -> Iterator[tuple[str, Count]]:
    """The links of one document: what is counted ("he, she: ours") with its counts."""
    chains = Chains(document)
    stage = scene(document.report, document.sentences, document.actors)
    wanted = [a for a in stage.anaphors if chains.is_named(chains.of_span((a.start, a.end)))]
    for label, rule in (("nearest", nearest), ("first", first)):
        answers = [(a, guessed) for a in stage.anaphors if (guessed := rule(stage, a))]
        pairs = [(chains.of_span((a.start, a.end)), chains.of_name((m.start, m.end))) for a, m in answers]
        yield f"he, she: {label}", _count(pairs, len(wanted))
    said = quotes(document.report, told(document.report, document.sentences, document.actors))
    found = coreferences(document.report, document.sentences, document.actors, said)
    third = {a.start for a in stage.anaphors}
    yield "he, she: ours", _count(_pairs(document, chains, found, "pronoun", third), len(wanted))
    first_person = {each.span.start for each in found} - third
    yield "I: ours", _count(_pairs(document, chains, found, "pronoun", first_person), 0)
    for kind in ("name", "title", "description"):
        yield f"{kind}: ours", _count(_pairs(document, chains, found, kind, None), 0)


def _pairs(
    document: Document, chains: Chains, found: Iterable[Coreference], kind: str, at: set[int] | None
) -> Iterator[tuple[str | None, str | None]]:
    places = {actor.id: (actor.span.start, actor.span.end) for actor in document.actors}
    for each in found:
        if each.kind == kind and (at is None or each.span.start in at):
            span, place = (each.span.start, each.span.end), places[each.actor]
            if kind == "description" and chains.of_name(place) in chains.around(span):
                yield "same", "same"  # an office beside the name, inside its mention
            else:
                yield chains.of_span(span) if kind == "pronoun" else chains.of_name(span), chains.of_name(place)


def _count(pairs: Iterable[tuple[str | None, str | None]], wanted: int) -> Count:
    known = [(a, b) for a, b in pairs if a is not None and b is not None]
    return Count(sum(a == b for a, b in known), len(known), wanted)


# ── figures ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def precision(counts: Iterable[Count]) -> float:
    right, given, _ = _sum(counts)
    return right / max(given, 1)


def recall(counts: Iterable[Count]) -> float:
    right, _, wanted = _sum(counts)
    return right / max(wanted, 1)


def share(counts: Iterable[Count]) -> float:
    _, given, wanted = _sum(counts)
    return given / max(wanted, 1)


def f1(counts: Iterable[Count]) -> float:
    right, given, wanted = _sum(counts)
    return 2 * right / max(given + wanted, 1)


def _sum(counts: Iterable[Count]) -> tuple[int, int, int]:
    rows = list(counts)
    return sum(c.right for c in rows), sum(c.given for c in rows), sum(c.wanted for c in rows)


def shown(counts: Sequence[Count], measure: Callable[[Iterable[Count]], float]) -> str:
    """The measure with its 95 % interval."""
    draw = random.Random(0)  # noqa: S311
    values = sorted(measure(draw.choices(counts, k=len(counts))) for _ in range(DRAWS))
    return f"{measure(counts):.3f} [{values[DRAWS // 40]:.3f}, {values[-DRAWS // 40 - 1]:.3f}]"


if __name__ == "__main__":
    main()
