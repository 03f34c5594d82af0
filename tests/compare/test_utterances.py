from __future__ import annotations

import pytest

from crossbearing.compare.said_words import MOST, Weights
from crossbearing.compare.utterances import utterances
from crossbearing.compare.wordings import differences, likeness
from crossbearing.records import Material
from tests.compare.builders import Says, material, report


def said(by: str | None, quote: str) -> Says:
    return Says(f"“{quote}” was the word.", by=by, quote=quote)


def quoted(given: Material) -> list[tuple[str | None, list[str]]]:
    text = {r.id: r.text for r in given.reports}
    spans = {q.id: q.span for reading in given.readings for q in reading.quotes}
    words = {key: text[s.report][s.start : s.end] for key, s in spans.items()}
    return sorted(
        ((u.speaker, sorted(words[quote] for quote in u.quotes)) for u in utterances(given)),
        key=lambda each: (each[0] or "", each[1]),
    )


def variants(given: Material) -> list[list[tuple[str, str, list[str], list[str]]]]:
    """Of each utterance with several variants: kind, words, what it adds, what it lacks."""
    text = {r.id: r.text for r in given.reports}
    return [
        [
            (
                variant.kind,
                text[variant.span.report][variant.span.start : variant.span.end],
                [text[s.report][s.start : s.end] for s in variant.adds],
                [text[s.report][s.start : s.end] for s in variant.lacks],
            )
            for variant in utterance.variants
        ]
        for utterance in utterances(given)
        if len(utterance.variants) > 1
    ]


FULL = "we will rebuild the gate before the winter storms return to the delta"
CUT = "rebuild the gate before the winter storms"
END = "return to the delta"
OTHER = "nobody warned the villages below the dam"


def test_a_truncated_quote_is_the_same_utterance() -> None:
    given = material(
        report("a", "A", None, [said("Ada Brand", FULL), said("Ada Brand", OTHER)]),
        report("b", "B", None, [said("Ada Brand", CUT)]),
    )
    assert quoted(given) == [("Ada Brand", [OTHER]), ("Ada Brand", [CUT, FULL])]
    assert variants(given) == [
        [("whole", FULL, [], []), ("truncated", CUT, [], ["we will", "return to the delta"])],
    ]


def test_two_known_speakers_never_share_an_utterance() -> None:
    given = material(
        report("a", "A", None, [said("Ada Brand", FULL)]), report("b", "B", None, [said("Ola Venn", FULL)])
    )
    assert quoted(given) == [("Ada Brand", [FULL]), ("Ola Venn", [FULL])]


def test_an_unknown_speaker_joins_only_for_nearly_the_same_words() -> None:
    given = material(report("a", "A", None, [said("Ada Brand", FULL)]), report("b", "B", None, [said(None, FULL)]))
    assert quoted(given) == [("Ada Brand", [FULL, FULL])]
    loose = material(report("a", "A", None, [said("Ada Brand", FULL)]), report("b", "B", None, [said(None, OTHER)]))
    assert quoted(loose) == [(None, [OTHER]), ("Ada Brand", [FULL])]


def test_an_unknown_speaker_stays_alone_where_two_said_it() -> None:
    given = material(
        report("a", "A", None, [said("Ada Brand", FULL)]),
        report("b", "B", None, [said("Ola Venn", FULL)]),
        report("c", "C", None, [said(None, FULL)]),
    )
    assert [speaker for speaker, _ in quoted(given)] == [None, "Ada Brand", "Ola Venn"]


def test_parts_are_told_from_a_cut_by_what_others_have() -> None:
    given = material(
        report("a", "A", None, [said("Ada Brand", FULL)]),
        report("b", "B", None, [said("Ada Brand", CUT), said("Ada Brand", "storms return to the delta")]),
        report("c", "C", None, [said("Ada Brand", "we will rebuild the gate")]),
    )
    ((whole, *others),) = variants(given)
    assert whole[0] == "whole"
    assert {words: kind for kind, words, *_ in others} == {
        CUT: "truncated",
        "storms return to the delta": "part",
        "we will rebuild the gate": "part",
    }


def test_two_quotes_of_one_report_are_one_only_as_parts_or_repeated() -> None:
    first, second = "the old gate had rusted through", "the old gate had not been greased"
    alone = material(report("a", "A", None, [said("Ada Brand", first), said("Ada Brand", second)]))
    assert len(quoted(alone)) == 2
    split = material(
        report(
            "a", "A", None, [said("Ada Brand", "we will rebuild the gate"), said("Ada Brand", "winter storms return")]
        ),
        report("b", "B", None, [said("Ada Brand", FULL)]),
    )
    assert len(quoted(split)) == 1
    repeated = material(report("a", "A", None, [said("Ada Brand", FULL), said("Ada Brand", CUT)]))
    assert len(quoted(repeated)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We can’t say why it won’t open, it’s jammed", "we cannot say why it will not open - it is jammed!"),
        ("The labour organisers’ programme", "the labor organizers' program"),
        ("Twenty-one sluices", "21 sluices"),
        ("NO ONE greased the hinges", "nobody greased the hinges"),
        ("The cheque … was never signed", "The cheque was never signed"),
    ],
)
def test_spelling_and_punctuation_make_no_difference(one: str, other: str) -> None:
    weights = Weights(())
    assert differences(weights.said(one), weights.said(other)) == ([], [])


def test_differences_are_in_code_points_of_the_text() -> None:
    weights = Weights(())
    ours, theirs = weights.said("🙂 the rusty gate", 10), weights.said("the gate of iron", 0)
    assert differences(ours, theirs) == ([(16, 21)], [(9, 16)])


def test_a_word_weighs_what_it_does_however_its_key_is_spelled() -> None:
    weights = Weights(())
    ours, theirs = (weights.said(word).words[0] for word in ("evidence", "organised"))
    assert ours.weight < 4
    assert theirs.key == "organized"
    assert weights.said("zzevidence").words[0].weight > ours.weight


def test_what_cannot_be_one_is_opposed() -> None:
    weights = Weights(())
    frame = "we {} the villages below the dam of Ostrel on Monday"
    warned = weights.said(frame.format("warned"))
    assert not likeness(weights.said(frame.format("had warned")), warned).opposed
    assert likeness(weights.said(frame.format("never warned")), warned).opposed
    assert not likeness(weights.said(frame.format("not only warned")), warned).opposed
    assert likeness(weights.said(frame.format("warned").replace("Ostrel", "Brenholt")), warned).opposed


def test_a_telling_is_a_variant_and_the_words_around_a_quote_are_none() -> None:
    told = "she would rebuild the gate before winter storms returned to the delta"
    given = material(
        report("a", "A", None, [said("Ada Brand", FULL)]),
        report("b", "B", None, [Says(told, by="Ada Brand"), Says(f"she spoke of “{CUT}”", by="Ada Brand", quote=CUT)]),
        report("c", "C", None, [Says(told, by="Ola Venn"), Says(told, by="Ada Brand", stance="denies")]),
    )
    (found,) = utterances(given)
    assert [variant.kind for variant in found.variants] == ["whole", "truncated", "indirect"]
    assert found.variants[2].claim == given.readings[1].claims[0].id


def test_every_quote_is_in_exactly_one_utterance_and_the_order_of_reports_is_nothing() -> None:
    reports = [
        report("a", "A", None, [said("Ada Brand", FULL), said(None, OTHER)]),
        report("b", "B", None, [said("Ola Venn", CUT)]),
        report("c", "C", None, [said("Ada Brand", CUT), Says(f"she would {END}", by="Ada Brand")]),
    ]
    given = material(*reports)
    quotes = sorted(quote.id for reading in given.readings for quote in reading.quotes)
    found = utterances(given)
    assert sorted(quote for u in found for quote in u.quotes) == quotes
    assert sorted(v.quote for u in found for v in u.variants if v.quote) == quotes
    assert utterances(material(*reversed(reports))) == found
    assert utterances(material(report("a", "A", None, [Says("No word.")]))) == ()


@pytest.mark.parametrize(
    "words", ["gate " * 3000, "gate dam " * 700, "[" * 500 + "gate", "won't " * 600, "n't ’s ½ ", "…"]
)
def test_hostile_quotes_are_cut_and_compared(words: str) -> None:
    given = material(*(report(name, name, None, [said("Ada Brand", words + name)]) for name in "abcd"))
    assert sum(len(u.quotes) for u in utterances(given)) == 4
    assert len(Weights(()).said(words)) <= MOST
