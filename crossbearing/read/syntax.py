"""A report's dependency trees as the read stage looks at them: by place in the text, with what hangs from what.

Relations are those of Universal Dependencies (Nivre et al., "Universal Dependencies v2", LREC 2020). The trees are
the reader's and may be wrong; nothing here fails on a tree that is odd.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from crossbearing.learned.reader import Read
from crossbearing.records import Status

_SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
_HELPERS = frozenset({"cop", "aux"})


class Syntax:
    """Words of a report with their parts of speech, heads and relations; words are named by their number."""

    def __init__(self, text: str, read: Read) -> None:
        cut = read.words
        self.starts, self.ends, self.sentence = cut.starts, cut.ends, cut.sentence
        self.words = [
            text[start:end].lower().replace("’", "'") for start, end in zip(cut.starts, cut.ends, strict=True)
        ]
        self.upos, self.heads, self.factual = read.upos, read.heads, read.factual
        self.relations = [relation.partition(":")[0] for relation in read.relations]
        self.kinds = read.relations
        self.under: list[list[int]] = [[] for _ in cut.starts]
        for word, head in enumerate(read.heads):
            if head >= 0:
                self.under[head].append(word)
        # asked of one word for each of its conjuncts: a long enumeration hangs thousands from its first
        self._subjects = {
            head for head, relation in zip(read.heads, self.relations, strict=True) if relation in _SUBJECTS
        }
        self._copulas = {head for head, relation in zip(read.heads, self.relations, strict=True) if relation == "cop"}
        self.statuses: dict[tuple[int, bool, int], tuple[Status, tuple[int, ...]]] = {}
        """What `modality` found of words that others share their status with."""

    def within(self, start: int, end: int) -> range:
        """The words that begin inside text[start:end]."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def at(self, place: int) -> int | None:
        """The word that stands at a place of the text."""
        word = bisect_right(self.starts, place) - 1
        return word if word >= 0 and self.ends[word] > place else None

    def is_word(self, word: int) -> bool:
        return self.upos[word] not in ("PUNCT", "SYM") and any(map(str.isalnum, self.words[word]))

    def below(self, word: int, *relations: str) -> list[int]:
        """What hangs from a word by one of these relations."""
        return [child for child in self.under[word] if self.relations[child] in relations]

    def marked_by(self, word: int, marks: frozenset[str]) -> bool:
        """Whether one of these words introduces the clause of `word`."""
        return any(self.words[child] in marks for child in self.below(word, "mark"))

    def has_subject(self, word: int) -> bool:
        return word in self._subjects

    def is_predicate(self, word: int) -> bool:
        """Whether a clause is built on the word: a verb, or what a subject or a copula hangs from."""
        return self.upos[word] in ("VERB", "AUX") or word in self._subjects or word in self._copulas

    def helpers(self, word: int) -> list[int]:
        """Auxiliaries and copula of a predicate, in order."""
        return [child for child in self.under[word] if self.relations[child] in _HELPERS]
