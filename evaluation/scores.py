"""How good a dossier is, held against a reader's gold: pure functions of an export and a gold annotation.

Each measure returns `Score`s: a value between 0 and 1 (or a count where it says so), out of how many, and each miss in
words. `docs/reference/measures.md` defines them for a reader.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from evaluation.export import Export, ExportedFinding, Place, Texts, fold, iou, shared, speaks_for
from evaluation.gold import Gold, Passage

QUOTE_IOU = 0.7
"""A quote counts as found from this intersection over union on: a comma or a bracket more or less is no miss."""

_PUNCTUATION = re.compile(r"[^\w ]")
_TITLES = frozenset({"mr", "ms", "mrs"})


class Score(NamedTuple):
    """One figure. `value` is None where the gold asks nothing of the kind."""

    name: str
    value: float | None
    of: int
    misses: tuple[str, ...] = ()


class Subject:
    """An export seen through a gold annotation: what every measure is given."""

    def __init__(self, gold: Gold, export: Export) -> None:
        self.gold = gold
        self.export = export
        self.texts = Texts(gold, export.reports)
        self.passages = tuple(gold.passages())
        self._claims: dict[str, list[tuple[Place, str]]] = defaultdict(list)
        for claim in export.claims:
            if claim.finding is not None:
                place = self.texts.place(claim.report, claim.start, claim.end)
                self._claims[claim.report].append((place, claim.finding))
        self.held = tuple(self.findings_at(passage.report, passage.text) for passage in self.passages)

    def findings_at(self, short: str, text: str) -> frozenset[str]:
        """Ids of the findings that have a claim which speaks for this passage."""
        wanted = self.texts.find(short, text)
        claims = self._claims[self.texts.id[short]]
        return frozenset(finding for place, finding in claims if any(speaks_for(place, want) for want in wanted))

    def holding(self) -> Mapping[str, frozenset[str]]:
        """Gold finding → ids of the exported findings that hold one of its passages."""
        holding: dict[str, frozenset[str]] = {}
        for passage, held in zip(self.passages, self.held, strict=True):
            holding[passage.finding] = holding.get(passage.finding, frozenset()) | held
        return holding


def measure(gold: Gold, export: Export) -> tuple[Score, ...]:
    """Every score, in the order of the stages. Raises `evaluation.export.MissingReportError`."""
    subject = Subject(gold, export)
    parts = (
        cleaning,
        sources,
        story,
        quotes,
        utterances,
        figures,
        dates,
        copies,
        alignment,
        distinct,
        origins,
        relations,
    )
    return tuple(score for part in parts for score in part(subject))


def cleaning(subject: Subject) -> Iterator[Score]:
    """Page furniture that is gone, and annotated passages that are still there."""
    lines = [(short, line) for short, all_of_it in subject.gold.furniture.items() for line in all_of_it]
    left = [f"{short}: {line}" for short, line in lines if subject.texts.find(short, line)]
    yield _share("furniture_removed", len(lines), left)
    lost = [
        f"{each.report}: {each.text}" for each in subject.passages if not subject.texts.find(each.report, each.text)
    ]
    yield _share("passages_kept", len(subject.passages), lost)


def sources(subject: Subject) -> Iterator[Score]:
    """Outlet and day of publication, as the manifest beside the gold gives them; agencies that reports credit."""
    reports = {report.name: report for report in subject.export.reports}
    known = {name: stated for name, stated in subject.gold.reports.items() if name in reports}
    outlets = [
        f"{name}: {reports[name].outlet}" for name, stated in known.items() if reports[name].outlet != stated.outlet
    ]
    yield _share("outlets_right", len(known), outlets)
    days = [
        f"{name}: {reports[name].published}"
        for name, stated in known.items()
        if reports[name].published != str(stated.published)
    ]
    yield _share("days_right", len(known), days)
    missed = [
        f"{want.report}: {want.agency}"
        for want in subject.gold.credits
        if not any(
            same_name(credit.agency, [want.agency]) or same_name(want.agency, [credit.agency])
            for credit in reports[subject.gold.short[want.report]].credits
        )
    ]
    yield _share("credits_found", len(subject.gold.credits), missed)


def story(subject: Subject) -> Iterator[Score]:
    """1 when one story has all of the event's reports; and the share of other events' reports that it is free of."""
    ids = set(subject.texts.id.values())
    together = any(ids <= set(each.reports) for each in subject.export.stories)
    yield Score("one_story", float(together), 1, () if together else ("the reports lie in several stories",))
    of_event = {report for each in subject.export.stories if ids & set(each.reports) for report in each.reports}
    names = {report.name for report in subject.export.reports if report.id in of_event}
    yield _share("others_kept_out", len(subject.gold.elsewhere), [n for n in subject.gold.elsewhere if n in names])


def quotes(subject: Subject) -> Iterator[Score]:
    """Quotes found, and given to the right speaker (both as shares of all quotes)."""
    lost, wrong = [], []
    for want in subject.gold.quotes:
        places = subject.texts.find(want.report, want.text, want.anchor)
        speakers = [
            quote.speaker
            for quote in subject.export.quotes
            if quote.report == subject.texts.id[want.report]
            and any(
                iou(subject.texts.place(quote.report, quote.start, quote.end), place) >= QUOTE_IOU for place in places
            )
        ]
        if not speakers:
            lost.append(f"{want.report}: {want.text[:60]}")
        if not any(same_name(speaker, want.speaker) for speaker in speakers):
            wrong.append(f"{want.report}: {want.text[:60]} -> {speakers or 'not found'}")
    yield _share("quotes_found", len(subject.gold.quotes), lost)
    yield _share("quotes_attributed", len(subject.gold.quotes), wrong)


def utterances(subject: Subject) -> Iterator[Score]:
    """Pairs of variants of one utterance that the export joins; as a count, annotated quotes that it joins wrongly."""
    texts = subject.texts
    held_by: dict[str, set[int]] = defaultdict(set)
    for number, utterance in enumerate(subject.export.utterances):
        for quote in utterance.quotes:
            held_by[quote].add(number)

    def held(short: str, words: str) -> set[int]:
        places = texts.find(short, words)
        return {
            number
            for quote in subject.export.quotes
            if quote.report == texts.id[short]
            and any(iou(texts.place(quote.report, quote.start, quote.end), place) >= QUOTE_IOU for place in places)
            for number in held_by[quote.id]
        }

    variants = [pair for each in subject.gold.utterances for pair in itertools.combinations(sorted(each.items()), 2)]
    missed = [f"{a}: {x[:50]} | {b}: {y[:50]}" for (a, x), (b, y) in variants if not held(a, x) & held(b, y)]
    yield _share("variants_joined", len(variants), missed)
    one = [{report: fold(words)[0] for report, words in each.items()} for each in subject.gold.utterances]
    quoted = [(quote.report, fold(quote.text)[0], held(quote.report, quote.text)) for quote in subject.gold.quotes]
    wrong = tuple(
        f"{a}: {x[:50]} | {b}: {y[:50]}"
        for (a, x, in_a), (b, y, in_b) in itertools.combinations(quoted, 2)
        if in_a & in_b and not any(each.get(a) == x and each.get(b) == y for each in one)
    )
    yield Score("variants_overjoined", float(len(wrong)), len(quoted), wrong)


def alignment(subject: Subject) -> Iterator[Score]:
    """Precision, recall and F1 over pairs of annotated passages from two reports: joined, and rightly so.

    A pair counts as joined when one exported finding has claims that speak for both. A pair that a reader may or may
    not join (`findings_optional`) is no false merge.
    """
    optional = subject.gold.findings + subject.gold.findings_optional
    same = joined = true = 0
    parted, merged = [], []
    for (a, in_a), (b, in_b) in itertools.combinations(zip(subject.passages, subject.held, strict=True), 2):
        if a.report == b.report:
            continue
        together, should = bool(in_a & in_b), a.finding == b.finding
        if not should and any(_has(each.passages, a) and _has(each.passages, b) for each in optional):
            continue
        same += should
        joined += together
        true += together and should
        if should and not together:
            parted.append(f"{a.finding}: {a.report} | {b.report}")
        if together and not should:
            merged.append(f"{a.finding} ({a.report}) | {b.finding} ({b.report})")
    precision, recall = (round(true / of, 3) if of else 0.0 for of in (joined, same))
    f1 = 2 * precision * recall / (precision + recall) if true else 0.0
    yield Score("alignment_precision", precision, joined, tuple(merged))
    yield Score("alignment_recall", recall, same, tuple(parted))
    yield Score("alignment_f1", round(f1, 3), same)


def distinct(subject: Subject) -> Iterator[Score]:
    """Pairs of passages that look alike and lie in no common finding."""
    misses = []
    for pair in subject.gold.distinct:
        ((a, text_a),), ((b, text_b),) = pair.a.items(), pair.b.items()
        if subject.findings_at(a, text_a) & subject.findings_at(b, text_b):
            misses.append(f"{text_a[:50]} | {text_b[:50]} ({pair.why})")
    yield _share("distinct_kept_apart", len(subject.gold.distinct), misses)


def origins(subject: Subject) -> Iterator[Score]:
    """Findings that rest on the very origins that a reader names.

    Judged is the exported finding that holds most of the gold finding's passages. Its counted origins must match the
    gold's one to one, and its `independent` must be their number.
    """
    exported = {finding.id: finding for finding in subject.export.findings}
    misses = []
    for wanted, names in subject.gold.origins.items():
        held = [
            in_it for passage, in_it in zip(subject.passages, subject.held, strict=True) if passage.finding == wanted
        ]
        best = _most_held(held)
        if best is None:
            misses.append(f"{wanted}: in no finding")
        elif not _same_origins(exported[best], names):
            given = ", ".join(origin.name for origin in exported[best].origins if origin.counted) or "none counted"
            misses.append(f"{wanted}: {exported[best].independent} ({given})")
    yield _share("origins_right", len(subject.gold.origins), misses)


def relations(subject: Subject) -> Iterator[Score]:
    """Relations found; and, as a count, those drawn between annotated findings that no annotation supports."""
    gold, holding = subject.gold, subject.holding()
    drawn = {(finding.id, rel.kind, rel.to) for finding in subject.export.findings for rel in finding.relations}
    misses = []
    for want in gold.relations:
        ends = itertools.product(holding[want.from_id], holding[want.to_id])
        either_way = want.kind == "contradicts"
        if not any((a, want.kind, b) in drawn or (either_way and (b, want.kind, a) in drawn) for a, b in ends):
            misses.append(f"{want.from_id} {want.kind} {want.to_id}")
    yield _share("relations_found", len(gold.relations), misses)
    known = {frozenset((rel.from_id, rel.to_id)) for rel in gold.relations + gold.relations_optional}
    held: dict[str, set[str]] = defaultdict(set)
    for annotated, ids in holding.items():
        for finding in ids:
            held[finding].add(annotated)
    extra = tuple(
        f"{sorted(held[a])} {kind} {sorted(held[b])}"
        for a, kind, b in sorted(drawn)
        if a in held and b in held and not any(frozenset((x, y)) in known for x in held[a] for y in held[b])
    )
    yield Score("relations_unsupported", float(len(extra)), len(drawn), extra)


def copies(subject: Subject) -> Iterator[Score]:
    """Pairs of reports that share text: the pair is named, and one of the annotated passages is touched."""
    texts, misses = subject.texts, []
    for want in subject.gold.copies:
        ends = {texts.id[want.a], texts.id[want.b]}
        wanted = [
            (texts.id[short], place)
            for short in (want.a, want.b)
            for text in want.passages
            for place in texts.find(short, text)
        ]
        if not any(
            {copy.a, copy.b} == ends
            and any(
                span.report == report and shared(texts.place(report, span.start, span.end), place)
                for span in copy.spans
                for report, place in wanted
            )
            for copy in subject.export.copying
        ):
            misses.append(f"{want.a} | {want.b}")
    yield _share("copies_found", len(subject.gold.copies), misses)


def figures(subject: Subject) -> Iterator[Score]:
    """Figures of claims that overlap the annotated words and have the right value; and with the right hedge too."""
    texts, wrong, unhedged = subject.texts, [], []
    for want in subject.gold.figures:
        places = texts.find(want.report, want.text)
        hedges = [
            figure.hedge
            for claim in subject.export.claims
            if claim.report == texts.id[want.report]
            for figure in claim.figures
            if (want.value is None or figure.value == want.value)
            and _touches(texts.place(claim.report, figure.start, figure.end), places)
        ]
        label = f"{want.report}: {want.text} -> {want.value}"
        if not hedges:
            wrong.append(label)
        if want.comparator not in hedges:
            unhedged.append(f"{label} {want.comparator!r}, has {hedges}")
    yield _share("figures_right", len(subject.gold.figures), wrong)
    yield _share("figures_hedged", len(subject.gold.figures), unhedged)


def dates(subject: Subject) -> Iterator[Score]:
    """Dates of claims that overlap the annotated words and agree with the annotated day, month or year."""
    texts, wrong = subject.texts, []
    for want in subject.gold.timeline:
        places = texts.find(want.report, want.text)
        values = [
            date.value
            for claim in subject.export.claims
            if claim.report == texts.id[want.report]
            for date in claim.dates
            if _touches(texts.place(claim.report, date.start, date.end), places)
        ]
        if not any(value.startswith(want.date) for value in values):
            wrong.append(f"{want.report}: {want.text} -> {want.date}, has {sorted(set(values))}")
    yield _share("dates_right", len(subject.gold.timeline), wrong)


def same_name(given: str | None, names: Iterable[str]) -> bool:
    """Does a name mean one of these: the same words, all of its words and more, or its last word (and a title)?"""
    words = _words(given or "")
    for name in names:
        wanted = _words(name)
        if not words or not wanted:
            continue
        if words == wanted or set(wanted) <= set(words):
            return True
        if words[-1] == wanted[-1] and set(words) <= set(wanted) | _TITLES:
            return True
    return False


def _words(name: str) -> list[str]:
    return _PUNCTUATION.sub(" ", name.lower()).split()


def _share(name: str, of: int, misses: Sequence[str]) -> Score:
    return Score(name, round((of - len(misses)) / of, 3) if of else None, of, tuple(misses))


def _touches(place: Place, places: Iterable[Place]) -> bool:
    return any(shared(place, other) for other in places)


def _has(passages: Mapping[str, Sequence[str]], passage: Passage) -> bool:
    """One of these passages of the report contains this one, or stands in it."""
    text = fold(passage.text)[0].strip()
    others = (fold(other)[0].strip() for other in passages.get(passage.report, ()))
    return any(text in other or other in text for other in others)


def _most_held(held: Iterable[frozenset[str]]) -> str | None:
    """The finding that stands in most of these sets; of equals the one with the least id."""
    counts: dict[str, int] = defaultdict(int)
    for findings in held:
        for finding in findings:
            counts[finding] += 1
    return min(counts, key=lambda finding: (-counts[finding], finding)) if counts else None


def _same_origins(finding: ExportedFinding, names: Sequence[Sequence[str]]) -> bool:
    counted = [origin.name for origin in finding.origins if origin.counted]
    return (
        finding.independent == len(names) == len(counted)
        and all(any(same_name(name, accepted) for accepted in names) for name in counted)
        and all(any(same_name(name, accepted) for name in counted) for accepted in names)
    )
