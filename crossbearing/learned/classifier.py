"""A folder's token classifier: names or acts of saying from there, everything else from the shipped reader.

Labels may be written in any of the usual ways (BIO, its older form without B-, BIOES, BILOU, or bare kinds). What the
classifier finds takes the place of what the reader finds for the kinds that it has labels for. Names of other kinds
stay where they lie beside its own; a name that it can only call "other" gives way to one whose kind the reader knows.
Acts of saying are taken from a classifier that marks cue, source and content; which belongs to which it does not say,
and so each source and content goes to the nearest cue.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from crossbearing.errors import ModelError
from crossbearing.learned.decoding import Floats, Tagged, log_softmax
from crossbearing.learned.published import CONFIG, FORM, Folder, Network
from crossbearing.learned.reader import Named, Place, Read, Reads, Said
from crossbearing.learned.windows import Window, windows
from crossbearing.learned.words import Words

KINDS = ("person", "organisation", "place", "group", "facility", "product", "event", "money", "other")
"""Kinds of names that the rest of Crossbearing knows."""
_LABELS = {
    "person": "PER PERSON PERS",
    "organisation": "ORG ORGANIZATION ORGANISATION CORPORATION COMPANY",
    "place": "LOC LOCATION GPE PLACE GEO",
    "group": "NORP GROUP NATIONALITY",
    "facility": "FAC FACILITY BUILDING",
    "product": "PRODUCT PROD WEAPON VEHICLE",
    "event": "EVENT EVE",
    "money": "MONEY",
    "other": "MISC MISCELLANEOUS OTHER WORK_OF_ART CREATIVE-WORK LAW LANGUAGE",
    "": "DATE TIME CARDINAL ORDINAL PERCENT QUANTITY",  # read by rules of their own
}
ROLES = ("cue", "source", "content")
"""Kinds of what an act of saying is made of."""
KNOWN = {label: kind for kind, labels in _LABELS.items() for label in labels.split()} | {r.upper(): r for r in ROLES}
"""Labels of the usual corpora → kinds; "" is left out."""
_BEGINS, _GOES_ON = frozenset("BSU"), frozenset("IEL")
_OF_A_WORD = 8
"""Pieces of one word that are looked at."""


class Label(NamedTuple):
    """What one of the classifier's numbers says: a kind ("" for none), and whether a name begins there for sure."""

    kind: str
    begins: bool


class Marked(NamedTuple):
    """Words [first, last) of a text, as one of `kind`, and how sure the classifier is (0–1)."""

    kind: str
    first: int
    last: int
    score: float


class _Pieces(NamedTuple):
    """A text's pieces by word: those that a word begins with are its own, and where its label is looked up."""

    own: list[list[int]]
    shared: list[bool]
    """The word has no piece but one that an earlier word shares with it."""


class Classifier:
    """A reader whose names, or acts of saying, come from a folder's token classifier.

    Raises ModelError when made, for a folder that is none or has labels without a kind, and when it first reads, for a
    model that does not fit. Windows may be read on several `threads` with the same result.
    """

    def __init__(self, path: Path, shipped: Reads, *, threads: int = 1) -> None:
        self._folder = Folder(path)
        self._labels = labels(self._folder)
        self._shipped, self._threads = shipped, threads

    @cached_property
    def fingerprint(self) -> str:
        """Changes with the folder's files and with the shipped reader."""
        return hashlib.sha256(f"{self._folder.fingerprint} {self._shipped.fingerprint}".encode()).hexdigest()[:16]

    @cached_property
    def _network(self) -> Network:
        return Network(self._folder)

    @cached_property
    def _edges(self) -> tuple[list[int], list[int]]:
        """The tokens that the model wants before a text and behind it."""
        whole, bare = (self._network.encoded("a", special=special).ids for special in (True, False))
        for at in range(len(whole) - len(bare) + 1):
            if whole[at : at + len(bare)] == bare:
                return whole[:at], whole[at + len(bare) :]
        raise ModelError(f"{self._folder.path}: the tokenizer changes a text's tokens when it frames it")

    def read(self, text: str, sentences: Sequence[Place]) -> Read:
        """As the shipped reader reads, but for what the classifier has labels for."""
        read = self._shipped.read(text, sentences)
        cut = read.words
        found = self._marked(text, cut)
        ours = frozenset(label.kind for label in self._labels)
        if ours.issuperset(ROLES):
            read = msgspec.structs.replace(read, said=tuple(linked([one for one in found if one.kind in ROLES], cut)))
        names = [Named(one.kind, *_place(one, cut), score=one.score) for one in found if one.kind in KINDS]
        return msgspec.structs.replace(read, names=tuple(merged(names, read.names, ours)))

    def _marked(self, text: str, cut: Words) -> list[Marked]:
        """What is found, in order; nothing overlaps."""
        begin, end = self._edges
        pieces = self._pieces(text, cut)
        room = self._folder.max_tokens - len(begin) - len(end)
        if room < _OF_A_WORD:
            raise ModelError(f"{self._folder.path}: the tokenizer's frame leaves no room for a word")
        shown = windows([len(ids) for ids in pieces.own], cut.sentence, room)
        with ThreadPoolExecutor(self._threads) as pool:
            parts = list(pool.map(lambda window: self._see(pieces, window), shown))
        found: list[Marked] = []
        for window, likely in zip(shown, parts, strict=True):
            for kind, start, stop in spans([self._labels[number] for number in likely.argmax(-1)]):
                first, last = window.first + start, window.first + stop
                # Two windows may both read what they share: what begins inside the one before is the same again.
                if window.own_first <= first < window.own_last and not (found and first < found[-1].last):
                    score = float(np.exp(likely[start:stop].max(-1).mean()))
                    found.append(Marked(kind, first, last, round(score, 3)))
        return found

    def _pieces(self, text: str, cut: Words) -> _Pieces:
        """The pieces that begin in each word, and in the white space before it."""
        encoding = self._network.encoded(text, special=False)
        own: list[list[int]] = [[] for _ in cut.starts]
        shared = [False] * len(own)
        word = 0
        for piece, (start, end) in zip(encoding.ids, encoding.offsets, strict=True):
            while word < len(own) and cut.ends[word] <= start:
                word += 1
            if word < len(own) and text[start:end].isspace() and len(own[word]) < _OF_A_WORD:
                own[word].append(piece)  # some tokenizers make the space before a word a piece of it
            touched = word
            while touched < len(own) and cut.starts[touched] < end:
                if touched > word:
                    shared[touched] = True
                elif len(own[word]) < _OF_A_WORD:
                    own[word].append(piece)
                touched += 1
        return _Pieces(own, [also and not ids for also, ids in zip(shared, own, strict=True)])

    def _see(self, pieces: _Pieces, window: Window) -> Floats:
        """Log-probabilities of the labels for each word of a window."""
        begin, end = self._edges
        ids = list(begin)
        rows: list[int] = []
        for at in range(window.first, window.last):
            if pieces.own[at]:
                rows.append(len(ids))
                ids += pieces.own[at]
            else:
                rows.append(len(ids) - 1 if pieces.shared[at] and len(ids) > len(begin) else -1)
        found = self._network.run([*ids, *end], [0] * (len(ids) + len(end)))
        if found.ndim != 2 or found.shape[1] != len(self._labels):
            raise ModelError(f"{self._folder.path}: the graph gives {found.shape}, and {len(self._labels)} are named")
        likely = log_softmax(found)
        outside = np.full(len(self._labels), -np.inf, dtype=np.float32)
        outside[next((number for number, label in enumerate(self._labels) if not label.kind), 0)] = 0
        return np.stack([likely[row] if row >= 0 else outside for row in rows])


def labels(folder: Folder) -> tuple[Label, ...]:
    """The classifier's labels in the order of their numbers. Raises ModelError for one that has no kind here."""
    where = folder.path / CONFIG
    numbered = folder.config.id2label
    if not numbered:
        raise ModelError(f"{where} names no labels: id2label is missing")
    try:
        named = [numbered[str(number)] for number in range(len(numbered))]
    except KeyError as error:
        raise ModelError(f"{where}: the numbers of id2label must be 0, 1, 2 and so on; {error} is missing") from error
    wrong = sorted(set(folder.form.kinds.values()) - {*KINDS, *ROLES, ""})
    if wrong:
        raise ModelError(f"{folder.path / FORM}: {wrong} are no kinds; there are {[*KINDS, *ROLES]} and “”")
    known = KNOWN | {label.upper(): kind for label, kind in folder.form.kinds.items()}
    found = [_label(name, known) for name in named]
    missing = sorted({name for name, label in zip(named, found, strict=True) if label is None})
    if missing:
        raise ModelError(f"{where} has labels without a kind: {missing}; say under [kinds] in {FORM} what they are")
    given = tuple(label for label in found if label is not None)
    roles = {label.kind for label in given}.intersection(ROLES)
    if roles and len(roles) < len(ROLES):
        raise ModelError(f"{where} has labels for {sorted(roles)}; an act of saying needs {list(ROLES)}")
    if not any(label.kind for label in given):
        raise ModelError(f"{where} has no label of a kind that is used here")
    return given


def _label(name: str, known: Mapping[str, str]) -> Label | None:
    """“B-ORG”, “I-ORG”, “E-ORG”, “ORG”, “O” → what they say; None for what is not known."""
    if name.upper() == "O":
        return Label("", False)
    side, dash, kind = name.partition("-")
    if dash and len(side) == 1 and side.upper() in _BEGINS | _GOES_ON:
        return Label(known[kind.upper()], side.upper() in _BEGINS) if kind.upper() in known else None
    return Label(known[name.upper()], False) if name.upper() in known else None


def spans(found: Sequence[Label]) -> Iterator[Tagged]:
    """Names in a sequence of labels: one ends where another kind, or a sure beginning, follows."""
    start, kind = 0, ""
    for at, label in enumerate([*found, Label("", False)]):
        if kind and (label.begins or label.kind != kind):
            yield Tagged(kind, start, at)
            kind = ""
        if label.kind and not kind:
            start, kind = at, label.kind


def linked(found: Sequence[Marked], cut: Words) -> Iterator[Said]:
    """Acts of saying: each source and each content with the nearest cue in a sentence that it touches.

    What has no such cue, and a cue without a content, is left out. `found` is in order, and nothing in it overlaps.
    """
    cues = [one for one in found if one.kind == "cue"]
    parts: dict[tuple[Marked, str], list[Place]] = {}
    for one in found:
        if one.kind == "cue":
            continue
        behind = bisect_right(cues, one.first, key=lambda cue: cue.first)
        near = [cue for cue in cues[max(behind - 1, 0) : behind + 1] if _share_a_sentence(cue, one, cut)]
        if near:
            cue = min(near, key=lambda cue: max(cue.first - one.last, one.first - cue.last))
            parts.setdefault((cue, one.kind), []).append(_place(one, cut))
    for cue in cues:
        sources, contents = (tuple(parts.get((cue, role), ())) for role in ("source", "content"))
        if contents:
            yield Said(cue=_place(cue, cut), sources=sources, contents=contents, score=cue.score)


def _share_a_sentence(cue: Marked, other: Marked, cut: Words) -> bool:
    first, last = cut.sentence[other.first], cut.sentence[other.last - 1]
    return first <= cut.sentence[cue.first] <= last


def _place(one: Marked, cut: Words) -> Place:
    return cut.starts[one.first], cut.ends[one.last - 1]


def merged(found: Sequence[Named], shipped: Sequence[Named], ours: frozenset[str]) -> list[Named]:
    """The classifier's names, with the shipped reader's of kinds that the classifier has not. None overlap."""
    others = [name for name in shipped if name.kind not in ours]
    kept = list(beside(found, others, lambda name: name.kind == "other"))
    return sorted([*kept, *beside(others, kept, lambda name: True)], key=lambda name: name.start)


def beside(names: Sequence[Named], others: Sequence[Named], gives_way: Callable[[Named], bool]) -> Iterator[Named]:
    """The names, but those that overlap one of the others and give way. Both are in order, none overlaps its like."""
    ends = [other.end for other in others]
    for name in names:
        at = bisect_right(ends, name.start)
        if not (gives_way(name) and at < len(others) and others[at].start < name.end):
            yield name
