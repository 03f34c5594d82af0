from __future__ import annotations

from crossbearing.compare.utterances import utterances
from crossbearing.records import Material
from tests.compare.builders import Says, material, report


def said(by: str | None, quote: str) -> Says:
    return Says(f"“{quote}” was the word.", by=by, quote=quote)


def variants(given: Material) -> list[tuple[str | None, list[str]]]:
    text = {r.id: r.text for r in given.reports}
    spans = {q.id: q.span for reading in given.readings for q in reading.quotes}
    words = {key: text[s.report][s.start : s.end] for key, s in spans.items()}
    return [(u.speaker, sorted(words[quote] for quote in u.quotes)) for u in utterances(given)]


FULL = "we will rebuild the gate before the winter storms return to the delta"
CUT = "rebuild the gate before the winter storms"
OTHER = "nobody warned the villages below the dam"


def test_a_truncated_quote_is_the_same_utterance() -> None:
    given = material(
        report("a", "A", None, [said("Ada Brand", FULL), said("Ada Brand", OTHER)]),
        report("b", "B", None, [said("Ada Brand", CUT)]),
    )
    assert variants(given) == [("Ada Brand", [CUT, FULL]), ("Ada Brand", [OTHER])]


def test_two_known_speakers_never_share_an_utterance() -> None:
    given = material(
        report("a", "A", None, [said("Ada Brand", FULL)]), report("b", "B", None, [said("Ola Venn", FULL)])
    )
    assert variants(given) == [("Ada Brand", [FULL]), ("Ola Venn", [FULL])]


def test_an_unknown_speaker_joins_only_for_nearly_the_same_words() -> None:
    given = material(report("a", "A", None, [said("Ada Brand", FULL)]), report("b", "B", None, [said(None, FULL)]))
    assert variants(given) == [("Ada Brand", [FULL, FULL])]
    loose = material(report("a", "A", None, [said("Ada Brand", FULL)]), report("b", "B", None, [said(None, OTHER)]))
    assert variants(loose) == [("Ada Brand", [FULL]), (None, [OTHER])]


def test_every_quote_is_in_exactly_one_utterance() -> None:
    given = material(
        report("a", "A", None, [said("Ada Brand", FULL), said(None, OTHER)]),
        report("b", "B", None, [said("Ola Venn", CUT)]),
    )
    quotes = sorted(quote.id for reading in given.readings for quote in reading.quotes)
    assert sorted(quote for u in utterances(given) for quote in u.quotes) == quotes
    assert utterances(material(report("a", "A", None, [Says("No word.")]))) == ()
