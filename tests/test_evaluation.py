"""The measures themselves, on an export small enough to be reckoned by hand; and the floors of the example."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from evaluation import example, export, floors, golden, samples
from evaluation.export import Export, MissingReportError, Place, fold, iou, speaks_for
from evaluation.floors import Floors, Lowered
from evaluation.gold import Gold
from evaluation.golden import Golden, GoldenFinding, GoldenReport
from evaluation.scores import Score, measure, same_name

NOON = "Menu\n\nNine people died, the ministry said on Monday. “We are\nlate,” said Ida Holm."
DUSK = "The ministry put the toll at nine. A monitor counted 14. Ms Holm admitted: “We were late.”"
TEXTS = {"r1": NOON, "r2": DUSK}
CLEANED = NOON[6:].rjust(len(NOON))
"""NOON without its menu, and yet with the same offsets."""


def at(report: str, words: str) -> dict[str, Any]:
    start = TEXTS[report].index(words)
    return {"report": report, "start": start, "end": start + len(words)}


def inside(report: str, words: str, **more: object) -> dict[str, Any]:
    return {key: value for key, value in at(report, words).items() if key != "report"} | more


def made(**changes: object) -> Export:
    """An export in which everything is right, but for the changes."""
    dated = inside("r1", "on Monday", value="2023-03-13")
    given: dict[str, object] = {
        "reports": [
            {"id": "r1", "name": "noon", "text": CLEANED, "outlet": "Noon", "published": "2023-03-13"},
            {"id": "r2", "name": "dusk", "text": DUSK, "outlet": "Dusk", "credits": [{"agency": "Longmere"}]},
            {"id": "r3", "name": "tram", "text": "A tram."},
        ],
        "stories": [{"id": "s1", "reports": ["r1", "r2"]}, {"id": "s2", "reports": ["r3"]}],
        "quotes": [
            {**at("r1", "We are\nlate,"), "id": "q1", "speaker": "Ida Holm"},
            {**at("r2", "We were late."), "id": "q2", "speaker": "Ms Holm"},
        ],
        "utterances": [{"quotes": ["q1", "q2"]}],
        "claims": [
            {**at("r1", "Nine people died"), "id": "c1", "finding": "f9", "dates": [dated],
             "figures": [inside("r1", "Nine", value=9.0)]},
            {**at("r2", "toll at nine"), "id": "c2", "finding": "f9"},
            {**at("r2", "A monitor counted 14"), "id": "c3", "finding": "f14"},
        ],
        "findings": [
            {"id": "f9", "claims": ["c1", "c2"], "origins": [{"name": "the ministry"}], "independent": 1},
            {"id": "f14", "claims": ["c3"], "relations": [{"kind": "contradicts", "to": "f9"}],
             "origins": [{"name": "A monitor", "counted": False}], "independent": 0},
        ],
        "copying": [{"a": "r2", "b": "r1", "spans": [at("r1", "ministry"), at("r2", "ministry")]}],
    }  # fmt: skip
    return msgspec.convert(given | changes, Export)


def wanted(**changes: object) -> Gold:
    given: dict[str, object] = {
        "short": {"n": "noon", "d": "dusk"},
        "reports": {"noon": {"outlet": "Noon", "published": "2023-03-13"}},
        "elsewhere": ["tram"],
        "credits": [{"report": "d", "agency": "Longmere News Agency"}],
        "quotes": [{"report": "n", "text": "We are late,", "speaker": ["Ida Holm"]}],
        "utterances": [{"n": "We are late", "d": "We were late"}],
        "findings": [
            {"id": "nine", "passages": {"n": ["Nine people died"], "d": ["the toll at nine"]}},
            {"id": "fourteen", "passages": {"d": ["monitor counted 14"]}},
        ],
        "relations": [{"from": "nine", "to": "fourteen", "kind": "contradicts"}],
        "distinct": [{"a": {"n": "Nine people died"}, "b": {"d": "A monitor counted 14"}, "why": "another count"}],
        "origins": {"nine": [["ministry"]]},
        "figures": [{"report": "n", "text": "Nine people", "value": 9}],
        "timeline": [{"report": "n", "text": "said on Monday", "date": "2023-03"}],
        "furniture": {"n": ["Menu"]},
        "copies": [{"a": "n", "b": "d", "passages": ["ministry"]}],
    }
    return msgspec.convert(given | changes, Gold)


def values(found: tuple[Score, ...]) -> dict[str, float | None]:
    return {score.name: score.value for score in found}


def test_all_is_right() -> None:
    found = values(measure(wanted(), made()))
    assert found.pop("relations_unsupported") == found.pop("variants_overjoined") == 0
    assert set(found.values()) == {1.0}


REPORTS, CLAIMS, FINDINGS = (msgspec.to_builtins(part) for part in (made().reports, made().claims, made().findings))
RAW = {"id": "r1", "name": "noon", "text": NOON}


@pytest.mark.parametrize(
    ("figure", "value", "changes"),
    [
        ("furniture_removed", 0, {"reports": [RAW, *REPORTS[1:]]}),
        ("outlets_right", 0, {"reports": [RAW, *REPORTS[1:]]}),
        ("days_right", 0, {"reports": [RAW, *REPORTS[1:]]}),
        ("credits_found", 0, {"reports": [REPORTS[0], {"id": "r2", "name": "dusk", "text": DUSK}, REPORTS[2]]}),
        ("one_story", 0, {"stories": [{"id": "s1", "reports": ["r1"]}, {"id": "s2", "reports": ["r2"]}]}),
        ("others_kept_out", 0, {"stories": [{"id": "s1", "reports": ["r1", "r2", "r3"]}]}),
        ("quotes_found", 0, {"quotes": [{**at("r1", "late,"), "speaker": "Ida Holm"}]}),
        ("quotes_attributed", 0, {"quotes": [{**at("r1", "We are\nlate,"), "speaker": "the ministry"}]}),
        ("variants_joined", 0, {"utterances": [{"quotes": ["q1"]}, {"quotes": ["q2"]}]}),
        ("figures_right", 0, {"claims": [{**CLAIMS[0], "figures": [inside("r1", "Nine", value=90.0)]}]}),
        ("figures_hedged", 0, {"claims": [{**CLAIMS[0], "figures": [inside("r1", "Nine", value=9.0, hedge="~")]}]}),
        ("dates_right", 0, {"claims": [{**CLAIMS[0], "dates": [inside("r1", "on Monday", value="2023")]}]}),
        ("copies_found", 0, {"copying": [{"a": "r1", "b": "r2", "spans": [at("r1", "Nine"), at("r2", "toll")]}]}),
        ("alignment_recall", 0, {"claims": [{**CLAIMS[0], "finding": "f14"}, *CLAIMS[1:]]}),
        ("alignment_precision", 0.5, {"claims": [*CLAIMS[:2], {**CLAIMS[2], "finding": "f9"}]}),
        ("alignment_f1", 0.667, {"claims": [*CLAIMS[:2], {**CLAIMS[2], "finding": "f9"}]}),
        ("distinct_kept_apart", 0, {"claims": [*CLAIMS[:2], {**CLAIMS[2], "finding": "f9"}]}),
        ("origins_right", 0, {"findings": [{**FINDINGS[0], "independent": 2}, FINDINGS[1]]}),
        ("origins_right", 0, {"findings": [{**FINDINGS[0], "origins": [{"name": "Noon"}]}, FINDINGS[1]]}),
        ("relations_found", 0, {"findings": [FINDINGS[0], {**FINDINGS[1], "relations": []}]}),
    ],
)  # fmt: skip
def test_each_figure_falls_with_what_it_measures(figure: str, value: float, changes: dict[str, object]) -> None:
    score = next(score for score in measure(wanted(), made(**changes)) if score.name == figure)
    assert score.value == value
    assert score.misses or figure == "alignment_f1"


def test_what_a_reader_may_or_may_not_join_counts_neither_way() -> None:
    loose = {"id": "loose", "passages": {"n": ["Nine people died"], "d": ["A monitor counted 14"]}}
    joined = made(claims=[*CLAIMS[:2], {**CLAIMS[2], "finding": "f9"}])
    assert values(measure(wanted(findings_optional=[loose]), joined))["alignment_precision"] == 1


def test_a_relation_that_no_annotation_supports_is_counted() -> None:
    found = measure(wanted(relations=[]), made())
    score = next(score for score in found if score.name == "relations_unsupported")
    assert (score.value, score.misses) == (1, ("['fourteen'] contradicts ['nine']",))
    optional = [{"from": "fourteen", "to": "nine", "kind": "updates"}]
    assert values(measure(wanted(relations=[], relations_optional=optional), made()))["relations_unsupported"] == 0


def test_quotes_that_are_joined_and_are_not_one_utterance_are_counted() -> None:
    quotes = [
        {"report": "n", "text": "We are late,", "speaker": ["Holm"]},
        {"report": "d", "text": "We were late.", "speaker": ["Holm"]},
    ]
    utterances = [{"n": "We are late,", "d": "We were late."}]
    assert values(measure(wanted(quotes=quotes, utterances=utterances), made()))["variants_overjoined"] == 0
    assert values(measure(wanted(quotes=quotes, utterances=[]), made()))["variants_overjoined"] == 1


def test_nothing_asked_is_no_figure() -> None:
    assert values(measure(wanted(figures=[]), made()))["figures_right"] is None


def test_a_report_that_the_export_lacks_is_named() -> None:
    with pytest.raises(MissingReportError, match="late"):
        measure(wanted(short={"n": "late"}), made())


@pytest.mark.parametrize(
    ("given", "names", "same"),
    [
        ("Ida Holm", ["Ida Holm"], True),
        ("Foreign minister Ida Holm", ["Ida Holm"], True),
        ("Holm", ["Ida Holm"], True),
        ("Ms Holm", ["Ida Holm"], True),
        ("Ida", ["Ida Holm"], False),
        ("Jan Holm", ["Ida Holm"], False),
        (None, ["Ida Holm"], False),
        ("…", ["Ida Holm"], False),
    ],
)
def test_names(given: str | None, names: list[str], same: bool) -> None:
    assert same_name(given, names) is same


def test_places_on_folded_text() -> None:
    text, where = fold("  a \n\n b")
    assert (text, where) == ("a b", (0, 0, 0, 1, 2, 2, 2, 2, 3))
    assert iou(Place(0, 4), Place(2, 6)) == 2 / 6
    assert iou(Place(0, 2), Place(2, 4)) == 0
    assert speaks_for(Place(0, 100), Place(90, 110))
    assert not speaks_for(Place(0, 100), Place(91, 110))


SCORER = example.ROOT.parent / "shared" / "tools" / "score-dossier"


@pytest.mark.skipif(not SCORER.is_file(), reason="the scorer of the real samples is not here")
def test_the_figures_are_those_of_the_scorer_beside_the_samples(tmp_path: Path) -> None:
    made_here = tmp_path / "dossier.json"
    made_here.write_bytes(example.build())
    theirs = samples.scored(example.GOLD, made_here, SCORER).score
    ours = values(example.measured())
    assert theirs.keys() <= ours.keys()
    assert {name: ours[name] for name in theirs} == {name: value and float(value) for name, value in theirs.items()}


# ── floors ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_no_figure_of_the_example_is_below_its_floor() -> None:
    held_to = floors.load()
    assert held_to.at_least
    wrong = floors.below(example.measured(), held_to)
    assert not wrong, "\n" + "\n".join(wrong)


def test_a_figure_below_its_floor_is_told_with_its_misses() -> None:
    found = (Score("dates_right", 0.8, 10, ("dc: on Monday",)), Score("relations_unsupported", 4.0, 9))
    (dates, relations) = floors.below(found, Floors({"dates_right": 0.9}, {"relations_unsupported": 3}))
    assert dates == "dates_right is 0.8, should be at least 0.9; misses:\n    dc: on Monday"
    assert relations.startswith("relations_unsupported is 4.0, should be at most 3")
    assert floors.below((), Floors({"dates_right": 0.9}))


def test_floors_only_rise_unless_a_reason_is_given() -> None:
    held_to = Floors({"dates_right": 0.9, "quotes_found": 0.5}, {"relations_unsupported": 3})
    found = (Score("dates_right", 0.8, 10), Score("quotes_found", 0.7, 10), Score("relations_unsupported", 9.0, 9))
    risen = floors.raised(found, held_to)
    assert risen == Floors({"dates_right": 0.9, "quotes_found": 0.7}, {"relations_unsupported": 3})
    lower = floors.raised(found, held_to, "a harder example")
    assert lower.at_least["dates_right"] == 0.8
    assert lower.lowered[0] == Lowered("dates_right", 0.9, 0.8, "a harder example")
    assert not floors.below(found, lower)


def test_floors_are_read_as_they_were_written(tmp_path: Path) -> None:
    held_to = Floors({"dates_right": 0.9}, {}, (Lowered("dates_right", 0.95, 0.9, "so"),))
    floors.save(held_to, tmp_path / "floors.json")
    assert floors.load(tmp_path / "floors.json") == held_to
    assert floors.load(tmp_path / "none.json") == Floors()


def test_floors_are_lowered_only_for_a_reason(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--lower", "so"], ["--write-floors", "--lower", " "]):
        with pytest.raises(SystemExit):
            example.main(arguments)
    assert "a reason" in capsys.readouterr().err


def test_samples_that_are_not_here_are_no_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert samples.main([str(tmp_path)]) == 0
    assert "no samples to score" in capsys.readouterr().out


# ── golden ────────────────────────────────────────────────────────────────────────────────────────────────────────────

FINDING = GoldenFinding(("the ministry",), ("dusk 10-20: toll at nine", "noon 0-16: Nine people died"))
GOLDEN = Golden("v", (("dusk", "noon"),), (GoldenReport("noon", "Noon", None, ("Nine.",)),), (), (), (), (), (FINDING,))


def test_a_golden_finding_that_changed_is_shown() -> None:
    other = GoldenFinding(("Noon", "the ministry"), FINDING.claims[:1])
    (line,) = golden.difference(GOLDEN, msgspec.structs.replace(GOLDEN, findings=(other,)))
    assert "- noon 0-16: Nine people died" in line
    assert "origins the ministry → Noon, the ministry" in line
    assert not golden.difference(GOLDEN, GOLDEN)


def test_what_no_model_has_a_part_in_must_be_the_same() -> None:
    changed = msgspec.structs.replace(GOLDEN, models="w", stories=(("dusk",), ("noon",)))
    assert golden.difference(GOLDEN, changed) == (
        "stories - ('dusk', 'noon')", "stories + ('dusk',)", "stories + ('noon',)",
    )  # fmt: skip


@pytest.mark.parametrize(("models", "told"), [("v", True), ("w", False)])
@pytest.mark.parametrize(
    ("part", "one"), [("findings", GoldenFinding(("X",), ("100",))), ("claims", "noon 0-4: Nine"), ("dates", "noon")]
)
def test_little_may_differ_where_the_models_numbers_do(part: str, one: object, models: str, told: bool) -> None:
    lines = [GoldenFinding((), (str(n),)) if part == "findings" else str(n) for n in range(100, 160)]
    old = msgspec.structs.replace(GOLDEN, **{part: tuple(lines)})
    new = msgspec.structs.replace(GOLDEN, models=models, **{part: (one, *lines[1:])})
    all_new = msgspec.structs.replace(GOLDEN, models=models, **{part: (one,)})
    assert bool(golden.difference(old, new)) == told
    assert golden.difference(old, all_new)


def test_the_golden_form_of_an_export() -> None:
    held = golden.golden(made(), "digest")
    assert golden.decode(golden.encode(held)) == held
    assert held.stories == (("dusk", "noon"), ("tram",))
    assert held.findings[0].claims == ("dusk 21-33: toll at nine", "noon 6-22: Nine people died")
    assert held.findings[1].origins == ("(A monitor)",)
    assert export.decode(msgspec.json.encode(made())) == made()
