"""Who said what: what speakers are quoted with, and in which variants."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from crossbearing import records
from crossbearing.messages import gettext as _
from crossbearing.records import Record, Span, Utterance
from crossbearing.write.catalogue import Catalogue, Passage
from crossbearing.write.views import Cited, Why, why
from crossbearing.write.wording import Word

KINDS = {
    "whole": _("the same words"),
    "truncated": _("cut"),
    "part": _("a part of it"),
    "reworded": _("in other words"),
    "indirect": _("told, not quoted"),
}
LACKS_SHOWN = 4


class Variant(Record, frozen=True):
    """What one report makes of it; words that the fuller variant has not are marked."""

    passage: Passage
    kind: str
    words: tuple[Word, ...]
    lacks: tuple[Cited, ...]
    """Words of the fuller variant that this one leaves out."""
    lacks_more: int


class Spoken(Record, frozen=True):
    """One thing said, the fullest variant first."""

    id: str
    variants: tuple[Variant, ...]
    outlets: int
    whys: tuple[Why, ...]


class Speaker(Record, frozen=True):
    """All that one speaker is quoted with."""

    name: str
    several: tuple[Spoken, ...]
    """In two or more variants."""
    once: tuple[Spoken, ...]
    outlets: int


def speakers(catalogue: Catalogue) -> tuple[Speaker, ...]:
    """Speakers whom most outlets quote first; quotes without a known speaker last."""
    by_name: dict[str, list[Spoken]] = {}
    for utterance in catalogue.dossier.utterances:
        by_name.setdefault(utterance.speaker or "", []).append(_spoken(catalogue, utterance))
    made = [_speaker(catalogue, name, spoken) for name, spoken in by_name.items()]
    return tuple(sorted(made, key=lambda each: (not each.name, -each.outlets, -len(each.several), each.name)))


def _speaker(catalogue: Catalogue, name: str, spoken: list[Spoken]) -> Speaker:
    spoken.sort(key=lambda each: catalogue.order(each.variants[0].passage.span))
    several = sorted((each for each in spoken if len(each.variants) > 1), key=lambda each: -each.outlets)
    outlets = {variant.passage.outlet for each in spoken for variant in each.variants}
    once = tuple(each for each in spoken if len(each.variants) == 1)
    return Speaker(name, tuple(several), once, len(outlets))


def _spoken(catalogue: Catalogue, utterance: Utterance) -> Spoken:
    fullest, *others = utterance.variants
    others.sort(key=lambda each: catalogue.order(each.span))
    variants = [_variant(catalogue, each, each.adds) for each in others]
    if len(others) == 1:
        variants = [replace(variants[0], lacks=(), lacks_more=0)]
    # with one other, what it leaves out is marked in the fullest
    first = _variant(catalogue, fullest, others[0].lacks if len(others) == 1 else ())
    kind = _("the fullest") if others else ""
    variants = [replace(first, kind=kind), *variants]
    outlets = len({variant.passage.outlet for variant in variants})
    decided = [reason for quote in utterance.quotes for reason in catalogue.quotes[quote].because]
    whys = tuple(why(catalogue, reason) for reason in (*decided, *utterance.reasons))
    return Spoken(utterance.id, tuple(variants), outlets, whys)


def _variant(catalogue: Catalogue, given: records.Variant, differing: Sequence[Span]) -> Variant:
    shown = given.lacks[:LACKS_SHOWN]
    return Variant(
        passage=catalogue.passage(given.span),
        kind=KINDS[given.kind],
        words=_cut(catalogue, given.span, differing),
        lacks=tuple(Cited(catalogue.words(span), catalogue.place(span)) for span in shown),
        lacks_more=len(given.lacks) - len(shown),
    )


def _cut(catalogue: Catalogue, span: Span, differing: Sequence[Span]) -> tuple[Word, ...]:
    """The words of a span, cut where those that differ begin and end."""
    stretches, at = [], span.start
    for each in differing:
        if each.start > at:
            stretches.append(Word(catalogue.words(replace(span, start=at, end=each.start)), False))
        stretches.append(Word(catalogue.words(each), True))
        at = each.end
    if at < span.end:
        stretches.append(Word(catalogue.words(replace(span, start=at)), False))
    return tuple(stretches)
