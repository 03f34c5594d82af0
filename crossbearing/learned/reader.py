"""The reader: text → words with their parts of speech and heads, names, and who said what.

One network reads a window of about 250 word pieces (`training/reader/` makes it; its card says what it was trained on
and how well it reads). Windows are run one at a time: what is read in one depends on no other text. A report's windows
may run beside one another on `threads` threads with the same result.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.resources.abc import Traversable
from typing import NamedTuple, Protocol, TypeVar

import numpy as np

from crossbearing.errors import ModelError
from crossbearing.learned import weights
from crossbearing.learned.decoding import Floats, beginnings, best, log_softmax, one_root, spans, steps, tree
from crossbearing.learned.session import Session
from crossbearing.learned.windows import Window, windows
from crossbearing.learned.words import Words, words
from crossbearing.records import Record

SAID = ["O", *(f"{side}-{role}" for role in ("cue", "source", "content") for side in "BI")]
LINKED = ["O", *(f"{side}-{role}" for role in ("source", "content") for side in "BI")]
_BEGIN, _END, _UNKNOWN = 101, 102, 100
_EDGE = (7, 0, 0)
"""The signs of a window's begin and end."""
_OF_A_WORD = 8
"""Pieces of one word that are looked at: no web address may fill a window."""
_SHOWN_OF_A_WORD = 100
_NO_LINK = -1e4
"""Score of a cue's own words as its source or content."""
Place = tuple[int, int]
"""Code points [start, end)."""


class Said(Record, frozen=True):
    """One attribution: where its cue, its sources and the parts of its content stand; how sure the network is (0–1)."""

    cue: Place
    sources: tuple[Place, ...]
    contents: tuple[Place, ...]
    score: float


class Named(Record, frozen=True):
    """One name: its kind (person, organisation, place, group, facility, product, event, money, other) and place."""

    kind: str
    start: int
    end: int
    score: float


class Read(Record, frozen=True):
    """What the network says of a text. `upos`, `heads`, `relations` and `factual` have one entry a word.

    `heads` are numbers of words, −1 for a sentence's root. `factual` is how sure the writer is that what the word
    says happened, from −3 (surely not) to 3 (surely), and means something at verbs and other predicates.
    """

    words: Words
    upos: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    factual: tuple[float, ...]
    names: tuple[Named, ...]
    said: tuple[Said, ...]


class Reads(Protocol):
    """What a stage needs of a reader; a test's may be ten lines long."""

    @property
    def fingerprint(self) -> str: ...

    def read(self, text: str, sentences: Sequence[Place]) -> Read: ...


class _Seen(NamedTuple):
    """A window's outputs, one row a word of the window."""

    window: Window
    said: Floats
    context: Floats
    entities: Floats
    upos: Floats
    factual: Floats
    arc_from: Floats
    arc_to: Floats
    relation_from: Floats
    relation_to: Floats


_OUTPUTS = _Seen._fields[1:]


class Reader:
    """The shipped reader, loaded and checked when made.

    `where` is a folder with another catalogue of the same form; `unmeasured` lets its figures be missing, for measuring
    them. Raises ModelError when a file is missing, changed, does not fit, or reads worse than its card must say.
    """

    def __init__(self, where: Traversable | None = None, *, threads: int = 1, unmeasured: bool = False) -> None:
        from tokenizers import Tokenizer  # noqa: PLC0415 — loaded only where something is read

        model = weights.reader(where, unmeasured=unmeasured)
        try:
            self._tokenizer = Tokenizer.from_buffer(weights.read(model.tokenizer, where))
        except (ValueError, TypeError) as error:
            raise ModelError(f"the tokenizer of “{model.name}” cannot be read: {error}") from error
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        sizes = _sizes(model)
        self._graph = Session(weights.read(model.graph, where), takes=["ids", "signs", "first"], gives=sizes)
        self._links = Session(
            weights.read(model.links, where), takes=["context", "start", "end"], gives={"tags": len(LINKED)}
        )
        self._relate = Session(
            weights.read(model.relate, where), takes=["dependent", "head"], gives={"relation": len(model.relations)}
        )
        self._model, self._threads = model, threads
        self._roots = [number for number, name in enumerate(model.relations) if name == "root"]
        self._entities = ["O", *(f"{side}-{kind}" for kind in model.entities for side in "BI")]
        self._steps = {"said": steps(SAID), "entities": steps(self._entities), "links": steps(LINKED)}
        cues = {role: cost for role, cost in model.begin.items() if role == "cue"}
        self._begin = {"said": beginnings(SAID, cues), "links": beginnings(LINKED, model.begin)}

    @property
    def fingerprint(self) -> str:
        """Changes whenever anything that is read can change."""
        return self._model.fingerprint

    def read(self, text: str, sentences: Sequence[Place]) -> Read:
        """What is read in `text`, whose sentences are given in order; words outside of them are not looked at."""
        return self.annotate(text, words(text, sentences))

    def annotate(self, text: str, cut: Words) -> Read:
        """What is read in `text` cut into these words: for texts whose words are known, as a corpus’s are."""
        pieces = self._pieces([text[a:b] for a, b in zip(cut.starts, cut.ends, strict=True)])
        shown = windows([len(ids) for ids in pieces], cut.sentence, self._model.max_pieces)
        if len(shown) > 1 and self._threads > 1:
            with ThreadPoolExecutor(self._threads) as pool:
                parts = list(pool.map(lambda window: self._part(cut, pieces, window), shown))
        else:
            parts = [self._part(cut, pieces, window) for window in shown]
        heads = [head for part in parts for head in part.heads]
        relations = [name for part in parts for name in part.relations]
        _join(cut, shown, heads, relations)
        return Read(
            words=cut,
            upos=tuple(tag for part in parts for tag in part.upos),
            heads=tuple(heads),
            relations=tuple(relations),
            factual=tuple(value for part in parts for value in part.factual),
            names=tuple(_apart((name for part in parts for name in part.names), lambda name: (name.start, name.end))),
            said=tuple(_apart((said for part in parts for said in part.said), lambda said: said.cue)),
        )

    def _pieces(self, shown: list[str]) -> list[list[int]]:
        """Word pieces of each word: at least one, at most _OF_A_WORD."""
        out: list[list[int]] = [[] for _ in shown]
        # Half a surrogate pair has no place in UTF-8; it comes out as "?".
        clean = [word[:_SHOWN_OF_A_WORD].encode("utf-8", "replace").decode("utf-8") for word in shown]
        encoding = self._tokenizer.encode(clean, is_pretokenized=True, add_special_tokens=False)
        for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
            if word is not None and len(out[word]) < _OF_A_WORD:
                out[word].append(piece)
        return [ids or [_UNKNOWN] for ids in out]

    def _part(self, cut: Words, pieces: Sequence[Sequence[int]], window: Window) -> Read:
        """What is read in a window of its own words; `words` of the result is that of the whole text."""
        seen = self._see(cut, pieces, window)
        heads, relations = self._syntax(cut, seen)
        own = slice(window.own_first - window.first, window.own_last - window.first)
        return Read(
            words=cut,
            upos=tuple(self._model.upos[tag] for tag in seen.upos[own].argmax(-1)),
            heads=tuple(heads),
            relations=tuple(relations),
            factual=tuple(round(float(value), 3) for value in seen.factual[own, 0]),
            names=tuple(self._names(cut, seen)),
            said=tuple(self._attributions(cut, seen)),
        )

    def _see(self, cut: Words, pieces: Sequence[Sequence[int]], window: Window) -> _Seen:
        ids, signs, first = [_BEGIN], [_EDGE], []
        for at in range(window.first, window.last):
            first.append(len(ids))
            ids += pieces[at]
            signs += [cut.signs[at]] * len(pieces[at])
        given = {
            "ids": np.array([[*ids, _END]], dtype=np.int64),
            "signs": np.array([[*signs, _EDGE]], dtype=np.int64),
            "first": np.array([first], dtype=np.int64),
        }
        outputs = self._graph.run(given)
        return _Seen(window, *(_checked(output, 1, len(first))[0] for output in outputs))

    def _syntax(self, cut: Words, seen: _Seen) -> tuple[list[int], list[str]]:
        """Heads and relations of the window's own words."""
        window = seen.window
        heads = [-1] * (window.last - window.first)
        at = 0
        while at < len(heads):
            end = at
            while end < len(heads) and cut.sentence[window.first + end] == cut.sentence[window.first + at]:
                end += 1
            head = seen.arc_to[at:end]
            scores = seen.arc_from[at:end] @ head[:, :-1].T + head[:, -1]
            heads[at:end] = [at + number if number >= 0 else -1 for number in tree(scores)]
            at = end
        own = range(window.own_first - window.first, window.own_last - window.first)
        above = [heads[at] if heads[at] >= 0 else at for at in own]
        pair = {"dependent": seen.relation_from[list(own)], "head": seen.relation_to[above]}
        scores = _checked(self._relate.run(pair)[0], len(above))
        scores[:, self._roots] = -np.inf  # said of the words without a head, and of no other
        named = scores.argmax(-1)
        relations = [
            "root" if heads[at] < 0 else self._model.relations[number] for at, number in zip(own, named, strict=True)
        ]
        return [heads[at] + window.first if heads[at] >= 0 else -1 for at in own], relations

    def _own(self, seen: _Seen, at: int) -> bool:
        return seen.window.own_first <= seen.window.first + at < seen.window.own_last

    def _names(self, cut: Words, seen: _Seen) -> Iterator[Named]:
        likely = log_softmax(seen.entities)
        for kind, first, last in spans(best(likely[None], self._steps["entities"])[0].tolist(), self._entities):
            if self._own(seen, first):
                score = np.exp(likely[first:last].max(-1).mean())
                start, end = _place(cut, seen.window, first, last)
                yield Named(kind=kind, start=start, end=end, score=round(float(score), 3))

    def _attributions(self, cut: Words, seen: _Seen) -> Iterator[Said]:
        likely = log_softmax(seen.said)
        flat = best((likely + self._begin["said"])[None], self._steps["said"])[0]
        cues = [
            (first, last)
            for kind, first, last in spans(flat.tolist(), SAID)
            if kind == "cue" and self._own(seen, first)
        ]
        if not cues:
            return
        outputs = self._links.run(
            {
                "context": seen.context[None],
                "start": np.array([first for first, _ in cues], dtype=np.int64),
                "end": np.array([last for _, last in cues], dtype=np.int64),
            }
        )
        tags = _checked(outputs[0], len(cues), len(likely))
        for row, (first, last) in zip(tags, cues, strict=True):
            row[first:last, 1:] = _NO_LINK
        # What a word is to this cue, and what it is in the text: both have been learned, and each steadies the other.
        of_text = np.concatenate([np.logaddexp.reduce(likely[:, :3], axis=-1)[:, None], likely[:, 3:]], axis=-1)
        joint: Floats = (log_softmax(tags) + self._model.of_text * of_text + self._begin["links"]).astype(np.float32)
        for (first, last), found in zip(cues, best(joint, self._steps["links"]), strict=True):
            parts = spans(found.tolist(), LINKED)
            places = {
                kind: tuple(_place(cut, seen.window, a, b) for name, a, b in parts if name == kind)
                for kind in ("source", "content")
            }
            score = np.exp(likely[first:last, 1:3].max(-1).mean())
            yield Said(
                cue=_place(cut, seen.window, first, last),
                sources=places["source"],
                contents=places["content"],
                score=round(float(score), 3),
            )


def _sizes(model: weights.ReaderEntry) -> dict[str, int]:
    """Last dimensions of the first graph's outputs, if they are those of a reader with the entry's labels."""
    finite = np.isfinite([model.of_text, *model.begin.values()]).all()
    if len(model.sizes) != len(_OUTPUTS) or model.max_pieces < _OF_A_WORD or not finite:
        raise ModelError(f"the entry of “{model.name}” is not that of a reader")
    sizes = dict(zip(_OUTPUTS, model.sizes, strict=True))
    needed = {"said": len(SAID), "entities": 1 + 2 * len(model.entities), "upos": len(model.upos), "factual": 1}
    needed |= {"arc_to": sizes["arc_from"] + 1, "relation_to": sizes["relation_from"]}
    for name, size in needed.items():
        if sizes[name] != size:
            raise ModelError(f"“{model.name}” gives {sizes[name]} numbers as {name}, and its labels are {size}")
    return sizes


def _checked(output: Floats, *shape: int) -> Floats:
    """A graph's output, if it is numbers of this shape."""
    if output.shape[:-1] != shape or not np.isfinite(output).all():
        raise ModelError(f"the reader gives {output.shape}, or no numbers, where {shape} was asked")
    return output


_Kind = TypeVar("_Kind", Named, Said)


def _apart(found: Iterable[_Kind], place: Callable[[_Kind], Place]) -> Iterator[_Kind]:
    """What is found, in order, but what begins inside the one before: two windows may both read what they share."""
    behind = 0
    for one in found:
        start, end = place(one)
        if start >= behind:
            behind = end
            yield one


def _join(cut: Words, shown: Sequence[Window], heads: list[int], relations: list[str]) -> None:
    """Make one tree of each sentence whose words were read in several windows."""
    parted = {cut.sentence[window.own_first] for window in shown[1:]}
    parted &= {cut.sentence[window.own_last - 1] for window in shown[:-1]}
    for number in sorted(parted):
        first, last = bisect_left(cut.sentence, number), bisect_right(cut.sentence, number)
        found = [head - first if head >= 0 else -1 for head in heads[first:last]]
        for at, head in enumerate(one_root(found)):
            if head != found[at]:
                heads[first + at] = first + head if head >= 0 else -1
                relations[first + at] = "parataxis" if head >= 0 else "root"


def _place(cut: Words, window: Window, first: int, last: int) -> Place:
    return cut.starts[window.first + first], cut.ends[window.first + last - 1]
