"""Models from a folder: an encoder, a classifier, a whole reader; what does not fit is refused, and why is said.

The models are a few kilobytes of random numbers in the form in which models are published (training/tiny).
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from crossbearing.errors import ModelError
from crossbearing.learned.classifier import KINDS, KNOWN, ROLES, Classifier, Label, Marked, linked, merged, spans
from crossbearing.learned.encoder import Embeds
from crossbearing.learned.folder import FolderEncoder, reader
from crossbearing.learned.reader import Named, Place, Read, Reader, Reads
from crossbearing.learned.words import words
from tests.learned.test_reader import LONG, TEXT, check, sentences
from tests.learned.test_words import HOSTILE

TINY = Path(__file__).parent / "tiny"


class Silent:
    """A reader that only cuts words, and knows two names."""

    fingerprint = "0" * 16
    names: tuple[Named, ...] = ()

    def read(self, text: str, sentences: Sequence[Place]) -> Read:
        cut = words(text, sentences)
        count = len(cut.starts)
        return Read(cut, ("X",) * count, (-1,) * count, ("root",) * count, (0.0,) * count, self.names, ())


@pytest.fixture(scope="module")
def embeds() -> FolderEncoder:
    return FolderEncoder(TINY / "encoder")


@pytest.fixture(scope="module")
def names() -> Classifier:
    return Classifier(TINY / "names", Silent())


@pytest.fixture(scope="module")
def said() -> Classifier:
    return Classifier(TINY / "said", Silent())


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    """The folders, to be broken."""
    return Path(shutil.copytree(TINY, tmp_path / "tiny"))


# ── an encoder ────────────────────────────────────────────────────────────────────────────────────────────────────────


@hypothesis_settings(max_examples=40)
@given(st.lists(st.text(st.characters(), max_size=100), max_size=4))
def test_any_text_has_a_unit_vector_of_its_own(embeds: FolderEncoder, texts: list[str]) -> None:
    asked: Embeds = embeds
    rows = asked.encode(texts)
    assert rows.shape == (len(texts), asked.dim) == (len(texts), 12)
    assert rows.dtype == np.float32
    for text, row in zip(texts, rows, strict=True):
        assert np.linalg.norm(row) == pytest.approx(1, abs=1e-4) or not row.any()
        assert row.tobytes() == asked.encode([text])[0].tobytes()


@pytest.mark.parametrize("text", ["", "  ", "\n", "\u200b"])
def test_text_without_a_token_is_like_nothing(embeds: FolderEncoder, text: str) -> None:
    assert not embeds.encode([text]).any()


def test_pooling_prefix_and_length_are_those_that_the_folder_states(copies: Path) -> None:
    text = "the barge sank " * 30
    rows = {}
    for stated in ("", 'pooling = "none"', 'pooling = "mean"', 'pooling = "cls"', 'prefix = "query: "',
                   "max_tokens = 16"):  # fmt: skip
        (copies / "encoder" / "crossbearing.toml").write_text(stated)
        rows[stated] = FolderEncoder(copies / "encoder").encode([text])[0]
    # The graph's own output is the mean of its tokens' vectors.
    assert rows['pooling = "mean"'] == pytest.approx(rows[""], abs=1e-5)
    assert rows['pooling = "none"'].tobytes() == rows[""].tobytes()
    assert len({row.round(3).tobytes() for row in rows.values()}) == 4
    short = FolderEncoder(copies / "encoder")
    assert (short.encode([text]) == short.encode([text[:30]])).all()


def test_a_model_looks_at_as_many_tokens_as_its_config_allows(copies: Path) -> None:
    texts = ["b" * 90, "b" * 62]
    (long, short) = FolderEncoder(copies / "encoder").encode(texts)
    assert (long == short).all()
    (copies / "encoder" / "config.json").unlink()
    (long, short) = FolderEncoder(copies / "encoder").encode(texts)
    assert (long != short).any()


# ── a classifier ──────────────────────────────────────────────────────────────────────────────────────────────────────


@hypothesis_settings(max_examples=40)
@given(st.text(st.characters(), max_size=200) | st.text(st.sampled_from("abc AB.,“”'\n1"), max_size=300))
def test_names_found_in_any_text_are_whole_words_of_it(names: Classifier, text: str) -> None:
    reads: Reads = names
    where = sentences(text)
    read = reads.read(text, where)
    starts, ends = set(read.words.starts), set(read.words.ends)
    behind = 0
    for name in read.names:
        assert name.start in starts and name.end in ends
        assert behind <= name.start < name.end
        assert name.kind in KINDS and 0 <= name.score <= 1
        behind = name.end


@hypothesis_settings(max_examples=40)
@given(st.text(st.characters(), max_size=200) | st.text(st.sampled_from("abc AB.,“”'\n1"), max_size=300))
def test_acts_found_in_any_text_are_whole_words_of_it_and_have_a_content(said: Classifier, text: str) -> None:
    read = said.read(text, sentences(text))
    starts, ends = set(read.words.starts), set(read.words.ends)
    places = []
    for act in read.said:
        assert act.contents and 0 <= act.score <= 1
        places += [act.cue, *act.sources, *act.contents]
    for start, end in places:
        assert start in starts and end in ends and start < end
    ordered = sorted(places)
    assert all(before[1] <= after[0] for before, after in pairwise(ordered))


@pytest.mark.parametrize("folder", ["names", "said"])
@pytest.mark.parametrize("text", [TEXT, LONG, "\n".join(HOSTILE), "x" * 100_000, ""])
def test_threads_and_texts_before_make_no_difference(folder: str, text: str) -> None:
    alone = Classifier(TINY / folder, Silent()).read(text, sentences(text))
    again = Classifier(TINY / folder, Silent(), threads=2)
    again.read("Another text.", [(0, 13)])
    assert again.read(text, sentences(text)) == alone


def test_all_but_what_is_said_is_the_shipped_readers() -> None:
    shipped = Reader(TINY / "reader")
    read = reader(TINY / "said", lambda: shipped).read(TEXT, sentences(TEXT))
    without = shipped.read(TEXT, sentences(TEXT))
    assert (read.words, read.heads, read.names, read.upos) == (
        without.words, without.heads, without.names, without.upos,
    )  # fmt: skip
    assert read.said
    assert read.said != without.said
    check(TEXT, read)


def test_all_but_the_names_is_the_shipped_readers() -> None:
    shipped = Reader(TINY / "reader")
    read = reader(TINY / "names", lambda: shipped).read(TEXT, sentences(TEXT))
    without = shipped.read(TEXT, sentences(TEXT))
    assert (read.words, read.heads, read.said, read.upos) == (without.words, without.heads, without.said, without.upos)
    assert read.names != without.names
    assert {name.kind for name in read.names} <= {"person", "place", "other"}
    check(TEXT, read)


def named(*rows: str) -> list[Named]:
    """ "person 3-5" → a name."""
    found = []
    for row in rows:
        kind, _, place = row.partition(" ")
        start, end = place.split("-")
        found.append(Named(kind=kind, start=int(start), end=int(end), score=1.0))
    return found


@pytest.mark.parametrize(
    ("found", "shipped", "expected"),
    [
        (["person 0-2"], ["place 0-2", "person 5-6"], ["person 0-2"]),
        (["person 0-2"], ["facility 1-4", "event 5-6"], ["person 0-2", "event 5-6"]),
        (["other 0-2"], ["group 0-2"], ["group 0-2"]),
        (["other 0-2"], ["place 0-2"], ["other 0-2"]),
        (["other 0-3", "person 3-5"], ["event 2-4"], ["person 3-5"]),
        ([], ["money 2-4", "event 5-6", "group 7-8"], ["money 2-4", "event 5-6", "group 7-8"]),
        (["person 4-6"], ["money 0-3", "event 5-7", "group 8-9"], ["money 0-3", "person 4-6", "group 8-9"]),
    ],
)
def test_the_classifier_wins_where_it_knows_the_kind(found: list[str], shipped: list[str], expected: list[str]) -> None:
    ours = frozenset({"person", "place", "other"})
    assert merged(named(*found), named(*shipped), ours) == named(*expected)


P, L = "person", "place"


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([("", 0), (P, 1), (P, 0), ("", 0)], [(P, 1, 3)]),
        ([(P, 0), (P, 0), (L, 0)], [(P, 0, 2), (L, 2, 3)]),  # without B-
        ([(P, 1), (P, 1), (P, 0)], [(P, 0, 1), (P, 1, 3)]),
        ([(P, 1), (L, 0)], [(P, 0, 1), (L, 1, 2)]),
        ([], []),
    ],
)
def test_names_are_read_in_any_way_of_writing_labels(
    found: list[tuple[str, int]], expected: list[tuple[str, int, int]]
) -> None:
    assert [tuple(each) for each in spans([Label(kind, bool(begins)) for kind, begins in found])] == expected


def configure(folder: Path, *labels: str, form: str = "") -> None:
    config = {"id2label": {str(number): label for number, label in enumerate(labels)}, "architectures": ["any"]}
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "crossbearing.toml").write_text(f"max_tokens = 64\n{form}")


@pytest.mark.parametrize(
    ("labels", "form"),
    [
        ("O B-PER I-PER B-GPE I-GPE B-NORP I-NORP", ""),
        ("O B-PERSON I-PERSON E-PERSON S-PERSON B-DATE I-DATE", ""),
        ("O U-Location L-Location B-Location I-Location PERCENT MONEY", ""),
        ("O B-ship I-ship B-PER I-PER B-x-y I-x-y", '[kinds]\nship = "product"\nX-Y = ""'),
    ],
)
def test_labels_of_the_usual_corpora_have_kinds(copies: Path, labels: str, form: str) -> None:
    configure(copies / "names", *labels.split(), form=form)
    read = Classifier(copies / "names", Silent()).read(TEXT, sentences(TEXT))
    assert {name.kind for name in read.names} <= set(KINDS)
    assert read.names


def test_every_known_label_has_a_kind() -> None:
    assert set(KNOWN.values()) == {*KINDS, *ROLES, ""}


def told(text: str, *marks: str) -> list[tuple[str, list[str], list[str]]]:
    """Acts in a text in which these words are marked: ["cue said", …] → cue, sources, contents in words."""
    cut = words(text, sentences(text))
    found = []
    for mark in marks:
        kind, _, part = mark.partition(" ")
        start = text.index(part)
        first, last = cut.starts.index(start), cut.ends.index(start + len(part)) + 1
        found.append(Marked(kind, first, last, 1.0))
    return [
        (text[slice(*act.cue)], [text[slice(*each)] for each in act.sources],
         [text[slice(*each)] for each in act.contents])
        for act in linked(sorted(found, key=lambda one: one.first), cut)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "marks", "expected"),
    [
        ("Ada said it rained, Bela added it froze.",
         ["source Ada", "cue said", "content it rained", "source Bela", "cue added", "content it froze"],
         [("said", ["Ada"], ["it rained"]), ("added", ["Bela"], ["it froze"])]),
        ("It rained, said Ada, and it froze.", ["content It rained", "cue said", "source Ada", "content it froze"],
         [("said", ["Ada"], ["It rained", "it froze"])]),
        ("Ada spoke. It rained.", ["source Ada", "cue spoke", "content It rained"], []),  # another sentence
        ("It rained. It froze, said Ada.", ["content It rained. It froze", "cue said", "source Ada"],
         [("said", ["Ada"], ["It rained. It froze"])]),
        ("Ada said.", ["source Ada", "cue said"], []),  # nothing is said
        ("It rained on Ada.", ["content It rained", "source Ada"], []),
    ],
)  # fmt: skip
def test_sources_and_contents_go_to_the_nearest_cue(
    text: str, marks: list[str], expected: list[tuple[str, list[str], list[str]]]
) -> None:
    assert told(text, *marks) == expected


# ── a whole reader, and what does not fit ─────────────────────────────────────────────────────────────────────────────


def test_a_whole_reader_reads_as_it_would_shipped() -> None:
    read = reader(TINY / "reader", Silent, threads=2)
    shipped = Reader(TINY / "reader")
    assert read.read(TEXT, sentences(TEXT)) == shipped.read(TEXT, sentences(TEXT))
    assert read.fingerprint == shipped.fingerprint


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "config.json", "crossbearing.toml"])
def test_the_fingerprint_changes_with_every_file(copies: Path, name: str) -> None:
    before = Classifier(copies / "names", Silent()).fingerprint
    with (copies / "names" / name).open("ab") as file:
        file.write(b"\n")
    assert Classifier(copies / "names", Silent()).fingerprint != before


def test_the_fingerprint_changes_with_the_shipped_reader_and_not_with_the_place(copies: Path) -> None:
    class Another(Silent):
        fingerprint = "1" * 16

    here = Classifier(TINY / "names", Silent()).fingerprint
    assert Classifier(copies / "names", Silent()).fingerprint == here
    assert Classifier(copies / "names", Another()).fingerprint != here


def test_a_file_that_changes_after_its_fingerprint_was_taken_is_refused(copies: Path) -> None:
    changed = FolderEncoder(copies / "encoder")
    assert changed.fingerprint
    (copies / "encoder" / "model.onnx").write_bytes((TINY / "names" / "model.onnx").read_bytes())
    with pytest.raises(ModelError, match="changed while"):
        changed.encode(["a"])


@pytest.mark.parametrize("place", ["nowhere", "reader/reader.onnx", "bad\0name"])
def test_a_place_that_is_no_folder_holds_no_reader(copies: Path, place: str) -> None:
    with pytest.raises(ModelError, match="no reader"):
        reader(copies / place, Silent)


def test_a_whole_reader_is_held_to_its_figures(copies: Path) -> None:
    path = copies / "reader" / "catalogue.toml"
    path.write_text(path.read_text().replace("las = 0.9", "las = 0.1"))
    with pytest.raises(ModelError, match="below"):
        reader(copies / "reader", Silent)
