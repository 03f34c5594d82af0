"""The reader: spans that re-read in any text, the same result whatever was read before, files checked before use.

The network here is a few kilobytes of random numbers of the right form (training/tiny): what is tested holds of any.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from crossbearing.errors import ModelError
from crossbearing.learned import weights
from crossbearing.learned.reader import Place, Read, Reader, Reads
from tests.learned.test_words import HOSTILE, parts

TINY = Path(__file__).parent / "tiny" / "reader"
TEXT = (
    "“We shall not leave,” said Tomas Belek, the harbour master of Orle. Nine barges sank on May 4, he added; two "
    "crews are missing. It was cold, wet and dark: nobody came.\n\nThe ministry denied that the lock had failed."
)
LONG = "and then the barge of the master sank in the dark harbour " * 20
"""One sentence that goes through many windows of the tiny reader."""


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(TINY)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder with the tiny reader, to be broken."""
    return Path(shutil.copytree(TINY, tmp_path / "reader"))


def sentences(text: str) -> list[Place]:
    return parts(text, [at + 1 for at, character in enumerate(text) if character in ".!?\n"])


def check(text: str, read: Read) -> None:
    """All that must hold of what is read in a text."""
    count = len(read.words.starts)
    assert [len(each) for each in (read.upos, read.heads, read.relations, read.factual)] == [count] * 4
    places = [(name.start, name.end) for name in read.names]
    for said in read.said:
        parts_of_it = [said.cue, *said.sources, *said.contents]
        places += parts_of_it
        ordered = sorted(parts_of_it)
        assert all(before[1] <= after[0] for before, after in pairwise(ordered)), "parts of an attribution overlap"
    starts, ends = set(read.words.starts), set(read.words.ends)
    for start, end in places:
        assert 0 <= start < end <= len(text)
        assert start in starts and end in ends
    for row in ([(name.start, name.end) for name in read.names], [said.cue for said in read.said]):
        assert all(before[1] <= after[0] for before, after in pairwise(row)), "names or cues overlap"
    scores = [*(name.score for name in read.names), *(said.score for said in read.said)]
    assert all(0 <= score <= 1 for score in scores)
    trees(read)


def trees(read: Read) -> None:
    """Each sentence's words form one tree, whose root alone is called so."""
    roots: dict[int, int] = {}
    for at, (number, relation) in enumerate(zip(read.words.sentence, read.relations, strict=True)):
        above, steps = at, 0
        while read.heads[above] >= 0:
            above, steps = read.heads[above], steps + 1
            assert read.words.sentence[above] == number
            assert steps < len(read.heads), "a circle"
        assert roots.setdefault(number, above) == above, "two roots"
        assert (relation == "root") == (above == at)


@hypothesis_settings(max_examples=60)
@given(st.text(st.characters(), max_size=200) | st.text(st.sampled_from("abc AB.,“”'\n1"), max_size=300))
@example("\n".join(HOSTILE))
@example(LONG)
def test_what_is_read_in_any_text_lies_in_it_and_hangs_together(reader: Reader, text: str) -> None:
    check(text, reader.read(text, sentences(text)))


@pytest.mark.parametrize(
    "text",
    ["x" * 100_000, "😀" * 3_000, "\u0301" * 100_000, "a.b" * 1_000, "''n't" * 1_000, "https://" + "x/" * 2_000],
    ids=["letters", "emoji", "marks", "stops", "clitics", "address"],
)
def test_long_texts_without_a_space_are_read(reader: Reader, text: str) -> None:
    read = reader.read(text, [(0, len(text))])
    assert read.words.starts[0] == 0
    assert read.words.ends[-1] == len(text)
    check(text, read) if len(read.heads) < 1000 else None  # following each word to its root is quadratic


@pytest.mark.parametrize(("text", "where"), [("", []), ("  \n ", [(0, 4)]), ("Not a sentence.", [])])
def test_where_no_sentence_has_a_word_nothing_is_read(reader: Reader, text: str, where: list[Place]) -> None:
    read = reader.read(text, where)
    assert (read.heads, read.names, read.said) == ((), (), ())


def test_the_fixture_gives_something_to_check(reader: Reader) -> None:
    read = reader.read(TEXT, sentences(TEXT))
    assert len(read.names) > 3
    assert sum(len(said.sources) for said in read.said) > 3
    assert len({len(said.contents) for said in read.said}) > 1
    assert len(set(read.upos)) > 2


def test_a_sentence_that_many_windows_share_is_one_tree(reader: Reader) -> None:
    read = reader.read(LONG, [(0, len(LONG))])
    assert read.heads.count(-1) == 1
    assert "parataxis" in read.relations
    check(LONG, read)


@pytest.mark.parametrize("text", [TEXT, LONG, "\n".join(HOSTILE)], ids=["text", "long", "hostile"])
def test_threads_and_texts_before_make_no_difference(reader: Reader, text: str) -> None:
    alone = Reader(TINY).read(text, sentences(text))
    for other in ("", "Another text, which was read before.", LONG[:200]):
        reader.read(other, [(0, len(other))])
        assert reader.read(text, sentences(text)) == alone
    assert Reader(TINY, threads=2).read(text, sentences(text)) == alone


def test_a_word_is_read_with_what_stands_around_it(reader: Reader) -> None:
    one, other = "The barge sank here.", "The barge sails here."
    differ = [
        at
        for at, pair in enumerate(
            zip(reader.read(one, [(0, 20)]).factual, reader.read(other, [(0, 21)]).factual, strict=True)
        )
        if pair[0] != pair[1]
    ]
    assert len(differ) > 1


def test_is_what_stages_ask_for(reader: Reader) -> None:
    reads: Reads = reader
    assert reads.fingerprint == weights.reader(TINY).fingerprint
    assert len(reads.fingerprint) == 16


def test_the_shipped_reader_reads() -> None:
    read = Reader(threads=2).read(TEXT, sentences(TEXT))
    check(TEXT, read)
    assert "Tomas Belek" in {TEXT[name.start : name.end] for name in read.names if name.kind == "person"}
    (said,) = (act for act in read.said if TEXT[slice(*act.cue)] == "said")
    assert ["Tomas Belek" in TEXT[slice(*source)] for source in said.sources] == [True]
    assert ["We shall not leave" in TEXT[slice(*content)] for content in said.contents] == [True]
    shown = (TEXT[start:end] for start, end in zip(read.words.starts, read.words.ends, strict=True))
    tags = dict(zip(shown, read.upos, strict=True))
    assert (tags["barges"], tags["sank"], tags["Belek"], tags["."]) == ("NOUN", "VERB", "PROPN", "PUNCT")


def _flip(name: str) -> Callable[[Path], None]:
    def flip(folder: Path) -> None:
        path = folder / name
        body = bytearray(path.read_bytes())
        body[len(body) // 2] ^= 1
        path.write_bytes(body)

    return flip


def _edit(old: str, new: str) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        path = folder / "catalogue.toml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def _other(name: str, other: str) -> Callable[[Path], None]:
    """One file of the reader in place of another, as the catalogue has it."""

    def change(folder: Path) -> None:
        body = (folder / other).read_bytes()
        before = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        size = (folder / name).stat().st_size
        (folder / name).write_bytes(body)
        _edit(before, hashlib.sha256(body).hexdigest())(folder)
        _edit(f"size = {size}", f"size = {len(body)}")(folder)

    return change


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda folder: (folder / "catalogue.toml").unlink(), "no catalogue"),
        (lambda folder: (folder / "tokenizer.json").unlink(), "missing"),
        (lambda folder: (folder / "reader.onnx").unlink(), "missing"),
        (lambda folder: (folder / "reader-links.onnx").unlink(), "missing"),
        (lambda folder: (folder / "reader-relate.onnx").unlink(), "missing"),
        (_flip("reader.onnx"), "not the one"),
        (_flip("reader-links.onnx"), "not the one"),
        (_flip("reader-relate.onnx"), "not the one"),
        (_flip("tokenizer.json"), "not the one"),
        (_edit("[reader]", "[writer]"), "no entry|cannot be read"),
        (_edit("[reader]", "[reader"), "cannot be read"),
        (_edit('name = "tiny"', "name = " + "[" * 5000), "cannot be read"),
        (_edit("version = 1", "version = 2"), "version 2"),
        (_edit("max_pieces = 40", 'max_pieces = "forty"'), "cannot be read"),
        (_edit("max_pieces = 40", "max_pieces = 2"), "not that of a reader"),
        (_edit("max_pieces = 40", "max_pieces = -2"), "not that of a reader"),
        (_edit('measured = "', 'measured = "0'), "other weights"),
        (_edit("of_text = 0.5", "of_text = 0.6"), "other weights"),
        (_edit("of_text = 0.5", "of_text = 0.5\nbegin = {cue = 1.0}"), "other weights"),
        (_edit("source = 0.8", "source = 0.69"), "source 0.69, below the 0.7"),
        (_edit("las = 0.9", "las = nan"), "las nan"),
        (_edit("las = 0.9", ""), "las None"),
        (_edit("cue = 0.8", 'cue = "good"'), "cannot be read"),
        (_edit("sizes = [7, ", "sizes = ["), "not that of a reader"),
        (_edit("sizes = [7, 6", "sizes = [8, 6"), "8 numbers as said"),
        (_edit("sizes = [7, 6", "sizes = [7, 5"), "gives"),
        (_edit('["person", "place"]', '["person"]'), "numbers as entities"),
        (_edit('"X"]', '"X", "Y"]'), "numbers as upos"),
        (_edit('"nsubj", ', ""), "gives"),
        (_edit('"tokenizer.json"', '"../reader/tokenizer.json"'), "not a file's name"),
        (_edit('"tokenizer.json"', '"/dev/zero"'), "not a file's name"),
        (_edit("size = 2060", "size = 2061"), "not the one"),
        (_edit("size = 2060", "size = -1"), "not the one"),
    ],
)
def test_files_that_do_not_fit_are_refused(copy: Path, harm: Callable[[Path], None], words: str) -> None:
    harm(copy)
    with pytest.raises(ModelError, match=words):
        Reader(copy)


def test_a_graph_of_another_form_is_refused_whatever_its_sum(copy: Path) -> None:
    _other("reader-relate.onnx", "reader-links.onnx")(copy)
    with pytest.raises(ModelError, match="takes"):
        Reader(copy, unmeasured=True)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff\xfe", b'{"model": 1}', b"[" * 100_000])
def test_a_tokenizer_that_is_none_is_refused(copy: Path, body: bytes) -> None:
    (copy / "not-one.json").write_bytes(body)
    _other("tokenizer.json", "not-one.json")(copy)
    with pytest.raises(ModelError, match="tokenizer"):
        Reader(copy)


def test_a_folder_instead_of_a_file_is_refused(copy: Path) -> None:
    (copy / "tokenizer.json").unlink()
    (copy / "tokenizer.json").mkdir()
    with pytest.raises(ModelError, match="missing"):
        Reader(copy)


def test_a_reader_to_be_measured_needs_no_figures(copy: Path) -> None:
    _edit('measured = "', 'measured = "0')(copy)
    assert Reader(copy, unmeasured=True).read("A word.", [(0, 7)]).heads


@pytest.mark.parametrize("costs", ["nan", "inf"])
def test_costs_that_are_no_numbers_are_refused(copy: Path, costs: str) -> None:
    _edit("of_text = 0.5", f"of_text = 0.5\nbegin = {{ cue = {costs} }}")(copy)
    with pytest.raises(ModelError, match="not that of a reader"):
        Reader(copy, unmeasured=True)


def test_a_span_that_must_be_worth_more_is_found_less_often(copy: Path, reader: Reader) -> None:
    _edit("of_text = 0.5", "of_text = 0.5\nbegin = { cue = 3.0, source = 3.0, content = 3.0 }")(copy)
    with pytest.raises(ModelError, match="other weights"):
        Reader(copy)
    costly = Reader(copy, unmeasured=True)
    assert costly.fingerprint != reader.fingerprint
    fewer, more = (each.read(TEXT, sentences(TEXT)) for each in (costly, reader))
    check(TEXT, fewer)
    assert 0 < len(fewer.said) < len(more.said)


def test_another_tokenizer_has_another_fingerprint(copy: Path) -> None:
    before = weights.reader(copy).fingerprint
    path = copy / "tokenizer.json"
    (copy / "changed.json").write_text(path.read_text() + " ", encoding="utf-8")
    _other("tokenizer.json", "changed.json")(copy)
    assert weights.reader(copy).fingerprint != before


def test_importing_loads_no_runtime() -> None:
    code = "import sys, crossbearing.learned.reader; sys.exit(bool({'onnxruntime', 'tokenizers'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603
