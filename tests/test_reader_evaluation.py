"""What the evaluation counts, on texts small enough to be reckoned by hand; and the reader on the frozen sample."""

from __future__ import annotations

import itertools
import math
import shutil
from collections.abc import Iterator, Sequence
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import msgspec
import pytest
from rich.console import Console

from crossbearing.errors import ModelError
from crossbearing.learned import weights
from crossbearing.learned.reader import Named, Read, Reader
from crossbearing.learned.reader import Said as Linked
from crossbearing.learned.words import Words, words
from evaluation import floors, intervals, reader_frozen, reader_names, reader_said, reader_syntax, rows, running
from evaluation.attribution import report_of
from evaluation.corpora import Attributed, attributions, columns, conllu, held_out
from evaluation.floors import Floors
from evaluation.found import Found, NotHereError
from evaluation.intervals import Measured
from evaluation.rows import Row
from evaluation.sections import SECTIONS, SHOWN, Given

TINY = Path(__file__).parent / "learned" / "tiny" / "reader"
"""A network of random numbers (`training/tiny`)."""
TEXT = "Ida Holm said the mill was shut. “No,” she added."


def place(words: str, text: str = TEXT) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


class Told:
    """A reader that says what it is told to, with every word a root."""

    fingerprint = "told"

    def __init__(self, *said: Linked, names: Sequence[Named] = ()) -> None:
        self.said, self.names = said, tuple(names)

    def read(self, text: str, sentences: Sequence[tuple[int, int]]) -> Read:
        return self.annotate(text, words(text, sentences))

    def annotate(self, text: str, cut: Words) -> Read:
        count = len(cut.starts)
        return Read(
            words=cut, upos=("NOUN",) * count, heads=(-1,) * count, relations=("root",) * count,
            factual=tuple(float(number) for number in range(count)), names=self.names, said=self.said,
        )  # fmt: skip


# ── intervals ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_measures_of_sums() -> None:
    f1 = intervals.measured([(1, 2, 1), (1, 1, 3)], intervals.f1, 4)
    assert f1.value == pytest.approx(4 / 7)
    assert f1.low <= f1.value <= f1.high
    assert f1 == intervals.measured([(1, 2, 1), (1, 1, 3)], intervals.f1, 4)
    assert intervals.measured([(1, 2), (2, 2)], intervals.share, 4).value == 0.75
    assert intervals.measured([(0.5, 1, 0.25, 1), (0, 0, 0.75, 1)], intervals.f1_of_means, 2).value == 0.5
    moments = [(1, x, y, x * x, y * y, x * y) for x, y in ((1, 2), (2, 4), (3, 6))]
    assert intervals.measured(moments, intervals.pearson, 3).value == pytest.approx(1)


def test_nothing_asked_has_no_value() -> None:
    assert math.isnan(intervals.measured([], intervals.f1, 0).value)
    assert math.isnan(intervals.measured([(0, 0, 0)], intervals.f1, 0).value)


# ── corpora ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_attributions_of_a_standoff_file() -> None:
    standoff = (
        "T1\tSource 0 8\tIda Holm\nT2\tCue 9 13\tsaid\nT3\tContent 14 20;25 30\tthe mi was\nT4\tCue broken\n"
        "T5\tSource 40 40\t\nE1\tCue:T2 Source:T1 Content:T3\nE2\tCue:T4 Content:T3\nE3\tSource:T1\n"
    )
    assert list(attributions(standoff)) == [Attributed(((9, 13),), ((0, 8),), ((14, 20), (25, 30)))]


CONLLU = """\
# newdoc id = one
# sent_id = one-1
1-2\tDon’t\t_\t_\t_\t_\t_\t_\t_\t_
1\tDo\tdo\tAUX\t_\t_\t3\taux\t_\t_
2\tn’t\tnot\tPART\t_\t_\t3\tadvmod\t_\t_
3\tgo\tgo\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No
3.1\tgone\t_\t_\t_\t_\t_\t_\t_\t_
4\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\t_

# newpar id = one-p2
# sent_id = one-2
1\tRain\train\tNOUN\t_\t_\t0\troot\t_\t_

# newdoc id = two
# sent_id = two-1
1\tYes\tyes\tINTJ\t_\t_\t0\troot\t_\t_
"""


@pytest.fixture
def trees(tmp_path: Path) -> list[reader_syntax.Tree]:
    (tmp_path / "t.conllu").write_text(CONLLU, encoding="utf-8")
    return [reader_syntax.laid_out(document) for document in conllu(tmp_path / "t.conllu")]


def test_a_treebank_becomes_text(trees: list[reader_syntax.Tree]) -> None:
    first, second = trees
    assert (first.text.rstrip(), second.text.rstrip()) == ("Don’t go. \n\nRain", "Yes")
    shown = [first.text[a:b] for a, b in zip(first.words.starts, first.words.ends, strict=True)]
    assert shown == ["Do", "n’t", "go", ".", "Rain"]
    assert first.heads == (2, 2, -1, 2, -1)
    assert first.words.sentence == (0, 0, 0, 0, 1)
    assert [opening for _, _, opening in first.words.signs] == [2, 0, 0, 0, 2]
    assert first.ids[-1] == ("one-2", 1)


def test_the_parts_that_a_corpus_holds_out() -> None:
    splits = "## dev\n\n  * GUM_news_a\n\n## test\n\n  * GUM_bio_b\n\n## test2\n\n  * GUM_news_c\n"
    assert held_out(splits) == {"GUM_news_a": "dev", "GUM_bio_b": "test"}


# ── who said what ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_spans_and_pairs_are_counted_apart() -> None:
    ida, said, shut, no, added = map(place, ("Ida Holm", "said", "the mill was shut", "“No,”", "added"))
    she, mill = place("she"), place("mill was shut")
    gold = (reader_said.Said((said,), (ida,), (shut,)), reader_said.Said((added,), (she,), (no,)))
    # The second pair of sources is crossed; the first content lacks its article.
    ours = (reader_said.Said((said,), (she,), (mill,)), reader_said.Said((added,), (ida,), (no,)))
    assert dict(reader_said.compared(ours, gold)) == {
        "source": (2, 2, 2), "source_iou": (2, 2, 2), "cue": (2, 2, 2), "cue_iou": (2, 2, 2),
        "content": (1, 2, 2), "content_iou": (2, 2, 2), "source_cue": (0, 2, 2), "content_cue": (1, 2, 2),
    }  # fmt: skip


def test_what_a_reader_says_is_measured() -> None:
    report, _ = report_of("r", TEXT)
    said = Linked(cue=place("said"), sources=(place("Ida Holm"),), contents=(place("the mill was shut"),), score=1.0)
    gold = (reader_said.Said((said.cue,), said.sources, said.contents),)
    documents = [reader_said.Attributed(report, gold)]
    found = list(reader_said.measure("own", documents, reader_said.by_reader(Told(said))))
    assert {each.measured.value for each in found} == {1.0}
    assert all(each.measured.of == 1 for each in found)
    silent = list(reader_said.measure("own", documents, reader_said.by_reader(Told())))
    assert {each.measured.value for each in silent} == {0.0}


def test_the_rules_are_measured_in_the_same_way() -> None:
    report, _ = report_of("r", "“The mill is shut,” the ministry said on Monday.")
    (said,) = reader_said.by_rules(report)
    assert [report.text[a:b] for a, b in (*said.source, *said.cue)] == ["the ministry", "said"]


# ── names ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

DOCUMENT = [[("Ida", "B-Person"), ("Holm", "E-Person"), ("left", "O"), ("Port", "B-Facility"), ("Ore", "I-Facility")]]


def test_names_of_the_newswire() -> None:
    text = "Ida Holm left Port Ore"
    assert list(reader_names.tagged(DOCUMENT, text)) == [("person", 0, 8), ("facility", 14, 22)]
    names = [Named(kind="person", start=0, end=8, score=1.0), Named(kind="facility", start=14, end=22, score=1.0)]
    found = {each.key: each.measured for each in reader_names.measure_worldwide([DOCUMENT], Told(names=names))}
    assert (found["entities"].value, found["entities"].of) == (1.0, 2)
    assert (found["entities_facility"].value, found["entities_of_3"].value) == (1.0, 1.0)
    assert math.isnan(found["entities_money"].value)


def test_a_facility_is_a_place_and_what_a_set_does_not_annotate_is_left_out() -> None:
    names = {("facility", 1, 2), ("group", 3, 4), ("person", 5, 6)}
    assert reader_names.three(names) == {("place", 1, 2), ("person", 5, 6)}


def test_documents_of_uner(tmp_path: Path) -> None:
    path = tmp_path / "set.iob2"
    path.write_text("# newdoc id = a\n# sent_id = a-1\n1\tIda\tB-PER\n\n# newdoc id = b\n# sent_id = b-1\n1\tOre\tO\n")
    assert reader_names.uner(path) == [[[("Ida", "B-PER")]], [[("Ore", "O")]]]
    assert list(columns(path, 1, 2)) == [[("Ida", "B-PER")], [("Ore", "O")]]


# ── syntax ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_heads_and_relations_are_counted_by_word(trees: list[reader_syntax.Tree]) -> None:
    tree = trees[0]._replace(relations=("aux", "advmod:x", "root", "punct", "root"))
    read = Told().annotate(tree.text, tree.words)
    read = msgspec.structs.replace(read, heads=(2, 2, -1, 1, -1), relations=("aux", "advmod", "root", "punct", "dep"))
    assert dict(reader_syntax.right(read, tree)) == {"upos": 1, "uas": 4, "las": 3, "las_full": 2}


def test_factuality_is_asked_where_it_is_annotated(trees: list[reader_syntax.Tree]) -> None:
    sure = {"one-1": {1: 0.0, 3: 2.0}, "one-2": {1: 4.0}}
    found = {each.key: each.measured for each in reader_syntax.measure("", "own", trees, Told(), ("own", sure))}
    assert (found["factuality"].of, found["upos"].of) == (3, 6)
    assert found["factuality"].value == pytest.approx(1.0)
    assert found["upos"].value == pytest.approx(1 / 6)


def test_words_from_raw_text_are_matched_by_their_characters() -> None:
    gold = reader_syntax.Places(((0, 2), (2, 5), (6, 8)), ("A", "B", "C"), (2, 2, -1), ("x", "y:z", "root"), (0, 0, 0))
    ours = reader_syntax.Places(((0, 5), (6, 8)), ("A", "C"), (1, -1), ("x", "root"), (0, 0))
    assert dict(reader_syntax.matched(gold, gold)) == dict.fromkeys(("words", "upos", "uas", "las"), (3, 3, 3)) | {
        "sentences": (1, 1, 1)
    }
    assert dict(reader_syntax.matched(ours, gold)) == dict.fromkeys(("words", "upos", "uas", "las"), (1, 2, 3)) | {
        "sentences": (1, 1, 1)
    }


def test_raw_text_is_cut_by_our_rules(trees: list[reader_syntax.Tree]) -> None:
    found = {each.key: each.measured.value for each in reader_syntax.measure_raw("raw_", "own", trees, Told())}
    assert found["raw_words"] == 1.0
    assert found["raw_sentences"] == 1.0


# ── the frozen sample ─────────────────────────────────────────────────────────────────────────────────────────────────

SAMPLE = reader_frozen.load()


@pytest.mark.parametrize("name", sorted(SAMPLE))
def test_every_annotated_string_stands_in_its_text(name: str) -> None:
    text = SAMPLE[name]
    assert all(each.cue and each.content for each in text.attributions())
    assert text.arcs()
    names = sorted((start, end) for _, start, end in text.named())
    assert all(before <= after for (_, before), (after, _) in itertools.pairwise(names))
    for head, dependent, _ in text.arcs():
        assert " " not in text.text[slice(*head)] + text.text[slice(*dependent)]


def test_a_string_that_could_be_meant_twice_is_an_error() -> None:
    text = reader_frozen.Text("He said that she said so.", (), {}, ())
    assert text.place("said#2") == (17, 21)
    for wrong in ("said", "said#3", "sai", "told"):
        with pytest.raises(ValueError, match="times in"):
            text.place(wrong)


def test_a_perfect_and_a_silent_reader_of_the_sample() -> None:
    text = reader_frozen.Text(
        TEXT, (reader_frozen.Stated("said", ("Ida Holm",), ("the mill was shut",)),), {"person": ("Ida Holm",)}, ()
    )
    said = Linked(cue=place("said"), sources=(place("Ida Holm"),), contents=(place("the mill was shut"),), score=1.0)
    perfect = Told(said, names=[Named(kind="person", start=0, end=8, score=1.0)])
    values = {score.name: score.value for score in reader_frozen.measure({"own": text}, perfect)}
    assert values.pop("frozen_dependencies") is None
    assert set(values.values()) == {1.0}
    silent = {score.name: score for score in reader_frozen.measure({"own": text}, Told())}
    assert silent["frozen_source"].value == 0.0
    assert silent["frozen_source"].misses == ("missed own: Ida Holm",)


def test_a_figure_of_the_sample_without_a_floor_is_told() -> None:
    scores = reader_frozen.measure(SAMPLE, Told())
    missing = reader_frozen.below(scores, Floors())
    assert len(missing) == len(scores)
    assert missing[0].endswith("has no floor")
    held_to = Floors(reader={score.name: 0.1 for score in scores} | {"frozen_gone": 0.5})
    assert any("frozen_gone is not measured any more" in line for line in reader_frozen.below(scores, held_to))


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def test_the_reader_is_not_below_its_floors(reader: Reader) -> None:
    """After a change that is meant: python -m evaluation.reader_frozen --write-floors."""
    wrong = reader_frozen.below(reader_frozen.measure(SAMPLE, reader), floors.load())
    assert not wrong, "\n" + "\n".join(wrong)


# ── the table ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_table_shows_rules_and_models_beside_each_other() -> None:
    by_rules = rows.row(Found("source", "PolNeAR dev", "source F1, exact", Measured(0.61, 0.58, 0.64, 2062)), "rules")
    by_models = rows.row(Found("source", "PolNeAR dev", "source F1, exact", Measured(0.82, 0.8, 0.84, 2062)), "network")
    floor = Row("example_x", "packaged example", "x", "network", 4.0, n=9, most=3.0, least_is="floor")
    assert (by_rules.short, by_models.short, floor.short) == (True, False, True)
    assert rows.below([by_models, floor, by_rules]) == [floor]
    console = Console(width=150)
    with console.capture() as capture:
        console.print(rows.table([by_rules, floor, by_models]))
    (line,) = (line for line in capture.get().splitlines() if "source F1" in line)
    assert "0.610 [0.580, 0.640]" in line
    assert "0.820 [0.800, 0.840]" in line
    assert "0.800 target" in line
    assert "≤ 3 floor" in capture.get()


def test_a_section_without_its_data_is_skipped_with_a_word(tmp_path: Path) -> None:
    done = running.run("said_by_rules", Given(tmp_path))
    assert (done.rows, done.failed) == ((), "")
    assert "polnear is not here" in done.line


def test_a_section_that_fails_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fails(given: Given) -> Iterator[Row]:
        raise RuntimeError(f"no luck in {given.shared.name}")
        yield

    monkeypatch.setitem(SECTIONS, "dates", fails)
    done = running.run("dates", Given(tmp_path))
    assert f"RuntimeError: no luck in {tmp_path.name}" in done.line


def test_every_section_has_its_place_in_the_table() -> None:
    assert sorted(SHOWN) == sorted(SECTIONS)


def test_weights_that_cannot_be_loaded_are_missing_data(tmp_path: Path) -> None:
    from evaluation import reader as measures  # noqa: PLC0415

    with pytest.raises(NotHereError, match="no catalogue"):
        measures.load(tmp_path)


# ── what training measures ────────────────────────────────────────────────────────────────────────────────────────────


def test_figures_are_written_beside_the_graphs_that_they_were_measured_on(tmp_path: Path) -> None:
    measure = script("training/reader/measure.py")
    folder = Path(shutil.copytree(TINY, tmp_path / "reader"))
    for figures in ({"source": 0.5, "las": 0.7}, {"source": 0.91239, "las": 0.99}):
        measure.write(folder, figures)
    entry = weights.reader(folder, unmeasured=True)
    assert entry.figures == {"source": 0.9124, "las": 0.99}
    assert entry.measured == entry.graphs == weights.reader(TINY).graphs
    (folder / "catalogue.toml").write_text("[reader]\n")
    with pytest.raises(ModelError):
        measure.write(folder, {})


def test_the_decoders_numbers_go_into_the_catalogue(tmp_path: Path) -> None:
    measure = script("training/reader/measure.py")
    folder = Path(shutil.copytree(TINY, tmp_path / "reader"))
    catalogue = folder / "catalogue.toml"
    with pytest.raises(SystemExit, match="no line begin"):
        measure.set_decoder(folder, measure.decoder(folder))
    catalogue.write_text(catalogue.read_text().replace("of_text = 0.5", "of_text = 0.5\nbegin = {cue = 0.0}"))
    numbers = {"of_text": 0.25, "cue": 0.5, "source": 3.0, "content": 2.0}
    measure.set_decoder(folder, numbers)
    assert measure.decoder(folder) == numbers
    entry = weights.reader(folder, unmeasured=True)
    assert entry.measured != entry.graphs


def test_figures_are_written_into_the_card(tmp_path: Path) -> None:
    measure = script("training/reader/measure.py")
    card = tmp_path / "card.md"
    card.write_text(f"before\n{measure.MARKS[0]}old{measure.MARKS[1]}\nbehind\n")
    figures = weights.reader(TINY).figures
    found = [Found(key, "own", "F1", Measured(value, 0.1, 0.9, 7)) for key, value in figures.items()]
    measure.write_card(card, TINY, [(each, each) for each in [*found, Found("other", "own", "F1", found[0].measured)]])
    assert measure.figures_in(card.read_text()) == figures
    assert (card.read_text().split()[0], card.read_text().split()[-1]) == ("before", "behind")
    assert "old" not in card.read_text()


def test_the_card_shows_the_catalogues_figures() -> None:
    measure = script("training/reader/measure.py")
    assert measure.figures_in(measure.CARD.read_text(encoding="utf-8")) == weights.reader().figures


def script(path: str) -> ModuleType:
    """A script that is no part of a package."""
    spec = spec_from_file_location("script", Path(__file__).parent.parent / path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
