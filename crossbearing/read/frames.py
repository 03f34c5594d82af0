"""Who does what by the trees: of each verb, the words that act, that it is done to, to and from whom.

Relations and their reading: Universal Dependencies (Nivre et al., LREC 2020). Whom the grammar leaves unsaid is taken
from where English has it: conjoined verbs and participles have the subject of the verb that they hang from, infinitives
that of the verb above ("agreed to send", "is believed to have sent") or its object ("asked Orle to send"), relative
clauses the noun that they hang from (Huddleston and Pullum, "The Cambridge Grammar of the English Language", 2002,
chapters 12 and 14).
"""

from __future__ import annotations

from itertools import islice

from crossbearing.read.case_words import BY, RELATIVE, case_of, is_time, role_of
from crossbearing.read.stretches import below
from crossbearing.read.syntax import Syntax
from crossbearing.records import ArgumentRole

Frame = dict[int, ArgumentRole]
"""Word → the part that it plays. Of words that are listed, the first stands for all."""
_TOGETHER = frozenset({"together", "along"})
_SUBJECT_KEPT = ("promis", "vow", "threaten", "pledg", "swear", "swore")
"""Verbs whose subject also does what the infinitive tells, even where they have an object."""
_OBJECT_ACTS = frozenset({"of", "from", "for", "into"})
"""Before a participle after an object: "accused Orle of sending"."""
_PARTICIPLES = frozenset(
    """
    sent built made sold shot held kept brought taken given shown seen known drawn lent paid put cut hit set met won
    lost found caught bought taught fought led fed hung sunk torn worn sworn flown thrown
    """.split()
)
_LIGHT = frozenset(
    """
    make made makes making have has had having take took takes taken taking give gave gives given giving draw drew drawn
    announce announced announces
    """.split()
)
"""Verbs whose subject does what the noun's infinitive tells: "has plans to send"."""
_NO_CLAUSE = frozenset({"case", "mark", "fixed", "cc", "amod"})
"""What verbs are that tell of nothing: "according", "including", "the burnt mill"."""
_MOST = 32
"""Words that one part is shared by: a verb among hundreds that are listed has no more of them."""


class Frames:
    """The frames of a report's verbs; `order` is that of `stretches.top_down`."""

    def __init__(self, syntax: Syntax, order: list[int]) -> None:
        self._syntax = syntax
        self.subjects: dict[int, tuple[int, ...]] = {}
        """Of each predicate, of adjectives too: the words that are its subject, told or carried over."""
        self.passive: set[int] = set()
        self.of: dict[int, Frame] = {}
        self._antecedents: dict[int, int] = {}
        self._above: dict[int, int] = {}
        """Of each verb with an object: that, or whom it is told or given."""
        self._owners: dict[int, tuple[int, ...]] = {}
        for word in order:
            self._relative(word)
            if syntax.upos[word] == "VERB" or syntax.is_predicate(word):
                self._look(word)

    # ── one verb ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _relative(self, word: int) -> None:
        """Note which noun a relative clause, and what belongs to it, speaks of."""
        syntax = self._syntax
        head = syntax.heads[word]
        if syntax.kinds[word] == "acl:relcl" and head >= 0:
            self._antecedents[word] = head
        elif syntax.relations[word] in ("conj", "xcomp", "ccomp") and head in self._antecedents:
            self._antecedents[word] = self._antecedents[head]

    def _look(self, word: int) -> None:
        syntax = self._syntax
        children = below(syntax, word)
        own = [child for child in children if syntax.relations[child] == "nsubj" and not case_of(syntax, child)]
        if self._is_passive(word, children, own):
            self.passive.add(word)
        told = tuple(self._meant(word, child) for child in own)
        self.subjects[word] = told or self._carried(word)
        above = next((child for child in children if syntax.relations[child] in ("obj", "iobj")), None)
        if above is not None:
            self._above[word] = self._meant(word, above)
        copular = any(syntax.relations[child] == "cop" for child in children)
        if syntax.upos[word] != "VERB" or copular or syntax.relations[word] in _NO_CLAUSE:
            return
        frame: Frame = {}
        self._objects(word, children, frame)
        self._obliques(word, children, frame)
        self._subject(word, frame)
        self._shared(word, frame)
        self.of[word] = frame

    def _subject(self, word: int, frame: Frame) -> None:
        given = word in self.passive and "object" in frame.values()  # "Orle was given shells"
        role: ArgumentRole = "agent"
        if word in self.passive:
            role = "to" if given else "object"
        for subject in islice(self.subjects[word], _MOST):
            frame.setdefault(subject, role)

    def _objects(self, word: int, children: list[int], frame: Frame) -> None:
        syntax = self._syntax
        objects = [child for child in children if syntax.relations[child] == "obj"]
        for child in objects:
            role = role_of(syntax, child, case_of(syntax, child))
            frame.setdefault(self._meant(word, child), role or "object")
        subjects = [child for child in children if syntax.relations[child] == "nsubj"]
        for child in children:
            if syntax.relations[child] == "iobj":  # alone it is an object: "paid Orle"
                frame.setdefault(self._meant(word, child), "to" if objects else "object")
            elif syntax.relations[child] == "nsubj" and word not in self.passive and subjects[0] < word < child:
                frame.setdefault(child, "object")  # a second subject behind the verb is none
        antecedent = self._antecedents.get(word)
        if antecedent is None or syntax.kinds[word] != "acl:relcl" or word in self.passive:
            return
        relations = {syntax.relations[child] for child in children}
        asked = {syntax.words[child] for child in children}
        if "where" in asked:
            frame.setdefault(antecedent, "at")
        elif "nsubj" in relations and not relations & {"obj", "ccomp", "xcomp", "cop"} and not asked & {"when", "why"}:
            pronoun = any(self._meant(word, child) == antecedent for child in children)
            if not pronoun and not is_time(syntax, antecedent):
                frame.setdefault(antecedent, "object")  # "the shells Orle sent"

    def _obliques(self, word: int, children: list[int], frame: Frame) -> None:
        syntax = self._syntax
        joined = [each for child in children if syntax.words[child] in _TOGETHER for each in syntax.below(child, "obl")]
        for child in (*children, *joined):
            if syntax.relations[child] not in ("obl", "nmod"):
                continue
            case = case_of(syntax, child)
            role = role_of(syntax, child, case)
            if case == BY and not is_time(syntax, child) and word in self.passive:
                role = "agent"
            if role is not None:
                frame.setdefault(self._meant(word, child), role)

    def _shared(self, word: int, frame: Frame) -> None:
        """What stands behind both of two conjoined verbs and hangs from the first: "bought and shipped shells"."""
        head = self._syntax.heads[word]
        if self._syntax.relations[word] != "conj" or "object" in frame.values() or word in self.passive:
            return
        for other, role in islice(self.of.get(head, {}).items(), _MOST):
            if other > word and role != "agent":
                frame.setdefault(other, role)

    # ── what is left unsaid ───────────────────────────────────────────────────────────────────────────────────────────

    def _meant(self, word: int, child: int) -> int:
        """The noun that a relative pronoun stands for; any other word itself."""
        if self._syntax.words[child] in RELATIVE and self._syntax.upos[child] == "PRON":
            return self._antecedents.get(word, child)
        return child

    def _is_passive(self, word: int, children: list[int], own: list[int]) -> bool:
        syntax = self._syntax
        kinds = {syntax.kinds[child] for child in children}
        if kinds & {"nsubj:pass", "aux:pass", "obl:agent"}:
            return True
        relation, head = syntax.relations[word], syntax.heads[word]
        shown = syntax.words[word]
        if own or "aux" in kinds or shown.endswith("ing") or self._is_infinitive(word):
            return False
        if syntax.kinds[word] == "acl":
            return syntax.upos[word] == "VERB" and "obj" not in kinds and not self._is_sentence(word, children)
        if relation == "xcomp" or (relation == "advcl" and "mark" not in kinds):
            return _is_participle(shown)
        return relation == "conj" and head in self.passive and "obj" not in kinds and _is_participle(shown)

    def _is_sentence(self, word: int, children: list[int]) -> bool:
        """Whether a participle of a sentence without another verb is its verb: "Two pilots trained with Orle."."""
        syntax = self._syntax
        head = syntax.heads[word]
        if head < 0 or syntax.heads[head] >= 0 or head in self.subjects or head > word:
            return False
        by = any(case_of(syntax, child) == BY for child in children)
        last = syntax.under[head][-1:] + syntax.under[word][-1:]
        return not by and any(syntax.words[child] == "." for child in last)

    def _is_infinitive(self, word: int) -> bool:
        return self._syntax.marked_by(word, frozenset({"to"}))

    def _carried(self, word: int) -> tuple[int, ...]:
        """The subject of a verb that has none of its own."""
        syntax = self._syntax
        relation, head = syntax.relations[word], syntax.heads[word]
        if head < 0 or syntax.sentence[head] != syntax.sentence[word]:
            return ()
        if relation == "conj":
            return self.subjects.get(head, ())
        if relation == "xcomp" or (relation == "ccomp" and self._is_loose(word)):
            return self._controller(head)
        if relation == "advcl":
            return self._beside(word, head)
        return self._of_noun(word, head) if syntax.kinds[word] == "acl" else ()

    def _is_loose(self, word: int) -> bool:
        return self._syntax.words[word].endswith("ing") or self._is_infinitive(word)

    def _controller(self, head: int) -> tuple[int, ...]:
        """Who does what an infinitive tells: the object of the verb above, or its subject."""
        keeps = self._syntax.words[head].startswith(_SUBJECT_KEPT)
        if head in self.passive or head not in self._above or keeps:
            return self.subjects.get(head, ())
        return (self._above[head],)

    def _beside(self, word: int, head: int) -> tuple[int, ...]:
        """The subject of a clause that stands beside another: "breaking the ban", "by sending shells"."""
        syntax = self._syntax
        if head in self.passive:
            return () if self._is_infinitive(word) else self.subjects.get(head, ())
        return self._controller(head) if syntax.marked_by(word, _OBJECT_ACTS) else self.subjects.get(head, ())

    def _of_noun(self, word: int, noun: int) -> tuple[int, ...]:
        """The subject of a clause that hangs from a noun: the noun, or of "plans to send" whose plans they are."""
        syntax = self._syntax
        if not self._is_infinitive(word) and not syntax.below(word, "mark"):
            return (noun,)
        if noun not in self._owners:
            self._owners[noun] = self._whose(noun)
        return self._owners[noun]

    def _whose(self, noun: int) -> tuple[int, ...]:
        syntax = self._syntax
        for child in syntax.below(noun, "nmod"):
            if syntax.kinds[child] == "nmod:poss" or case_of(syntax, child) == BY:
                return (child,)
        verb = syntax.heads[noun]
        is_light = syntax.relations[noun] == "obj" and syntax.words[verb] in _LIGHT
        return self.subjects.get(verb, ()) if is_light else ()


def _is_participle(shown: str) -> bool:
    """Whether a verb's form is a past participle, by its ending or the list of irregular ones."""
    return shown.endswith(("ed", "en", "wn")) or shown in _PARTICIPLES
