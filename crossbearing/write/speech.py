"""Who said what: what speakers are quoted with, and in which variants."""

from __future__ import annotations

from crossbearing.records import Quote, Record, Utterance
from crossbearing.write.catalogue import Catalogue, Passage
from crossbearing.write.views import Why, why
from crossbearing.write.wording import Word, compared


class Variant(Record, frozen=True):
    """One report's quote, cut where it differs from the fullest one."""

    passage: Passage
    kind: str
    named: str
    """The speaker in this report's reading."""
    words: tuple[Word, ...]
    fullest: bool


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
    quotes = sorted((catalogue.quotes[quote] for quote in utterance.quotes), key=lambda each: _length(each, catalogue))
    fullest = catalogue.words(quotes[0].span)
    variants = []
    for place, quote in enumerate(quotes):
        words = catalogue.words(quote.span)
        against = fullest if place else (catalogue.words(quotes[1].span) if len(quotes) == 2 else words)
        variants.append(
            Variant(
                passage=catalogue.passage(quote.span),
                kind=quote.kind,
                named=quote.speaker.name if quote.speaker else "",
                words=compared(words, against),
                fullest=place == 0,
            )
        )
    outlets = len({variant.passage.outlet for variant in variants})
    whys = tuple(why(catalogue, reason) for reason in utterance.reasons)
    return Spoken(utterance.id, tuple(variants), outlets, whys)


def _length(quote: Quote, catalogue: Catalogue) -> tuple[int, tuple[int, int, int]]:
    return quote.span.start - quote.span.end, catalogue.order(quote.span)
