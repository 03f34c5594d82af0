"""The acts that a report tells of, by its verbs and by nouns for acts, and what takes part in each by the grammar.

A noun's parts are read as a verb's (Grimshaw, "Argument Structure", 1990; Meyers et al., "The NomBank Project", 2004):
its genitive or a name before it acts, what follows "of" or stands before it is what it is done to, "by", "to", "from"
and "with" are as after a verb. A genitive may be either; that it acts is the rule, with known exceptions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from crossbearing.read.act_nouns import befalls_its_owner, is_act, is_of_itself
from crossbearing.read.case_words import BY, RELATIVE, case_of, is_time, role_of
from crossbearing.read.frames import Frame, Frames
from crossbearing.read.gazetteer import gazetteer
from crossbearing.read.stretches import below, stretches, top_down
from crossbearing.read.syntax import Syntax
from crossbearing.records import Actor, Argument, ArgumentRole, Predicate, Report, Sentence

_MOST = 32
"""Of so many that are listed in one place, each is an argument: no enumeration may make the acts outgrow the text."""
_DOES = frozenset(
    """
    make made makes making conduct conducted conducts conducting carry carried carries carrying give gave gives given
    giving provide provided provides providing hold held holds holding stage staged stages staging perform performed
    performs performing offer offered offers offering do did done does doing begin began begun begins beginning start
    started starts starting resume resumed resumes resuming continue continued continues continuing stop stopped stops
    stopping halt halted halts halting end ended ends ending increase increased increases increasing expand expanded
    expands expanding organise organised organises organising organize organized organizes organizing launch launched
    launches launching
    """.split()
)
"""Verbs whose subject does what the noun tells: "carried out a delivery"."""
_GETS = frozenset(
    """
    receive received receives receiving get got gets getting gotten accept accepted accepts accepting
    """.split()
)
"""Verbs to whose subject it is done: "received training"."""


def predicates(
    report: Report, syntax: Syntax, sentences: Sequence[Sentence], actors: Sequence[Actor]
) -> tuple[Predicate, ...]:
    """Every act with at least one part, in the order of the text; all spans lie in the act's sentence.

    A verb's or noun's parts are as the trees have them: where those are wrong, so are they. Names and adjectives of
    places in front of a noun are told by `actors` and by their capital.
    """
    return tuple(_Acts(report, syntax, sentences, actors).told())


class _Acts:
    """The trees of one report with all that is known of them."""

    def __init__(self, report: Report, syntax: Syntax, sentences: Sequence[Sentence], actors: Sequence[Actor]) -> None:
        self._report, self._syntax = report, syntax
        order = top_down(syntax)
        self._stretches = stretches(syntax, order)
        self._frames = Frames(syntax, order)
        self._headings = {number for number, sentence in enumerate(sentences) if sentence.heading}
        self._named = {word for each in actors for word in syntax.within(each.span.start, each.span.end)}
        self._lists: dict[int, list[tuple[int, ArgumentRole | None]]] = {}
        self._of = dict(self._frames.of)
        for word in order:
            if self._is_act(word):
                self._of[word] = self._noun(word)
        for verb, frame in self._frames.of.items():
            for word, role in list(islice(frame.items(), _MOST)):
                if role == "object" or word < verb:
                    self._meet(verb, frame, word)

    def told(self) -> Iterator[Predicate]:
        """The acts that have a part."""
        for word in sorted(self._of):
            arguments = self._arguments(word, self._of[word])
            if arguments:
                yield Predicate(self._syntax.starts[word], self._syntax.ends[word], arguments)

    # ── nouns ─────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _is_act(self, word: int) -> bool:
        syntax = self._syntax
        return syntax.upos[word] == "NOUN" and syntax.relations[word] != "compound" and is_act(syntax.words[word])

    def _noun(self, word: int) -> Frame:
        syntax = self._syntax
        frame: Frame = {}
        of, owners, before = [], [], []
        for child in below(syntax, word):
            relation, case = syntax.relations[child], case_of(syntax, child)
            if syntax.kinds[child] == "nmod:poss":
                owners.append(child)
            elif relation in ("compound", "amod") and child < word:
                before.append(child)
            elif relation in ("nmod", "obl") and case == BY and not is_time(syntax, child):
                frame[child] = "agent"
            elif relation in ("nmod", "obl") and case == "of" and not is_time(syntax, child):
                of.append(child)
            elif relation in ("nmod", "obl"):
                role = role_of(syntax, child, case)
                if role is not None:
                    frame[child] = role
        self._owned(word, owners, frame)
        self._before(word, before, frame)
        acts = is_of_itself(syntax.words[word]) or "object" in frame.values()
        taken = set(frame.values())
        for child in of:
            frame[child] = "agent" if acts and "agent" not in taken else "object"
            taken.add(frame[child])
            inside = [each for listed, _ in self._list(child) for each in syntax.below(listed, "nmod")]
            for inner in inside:  # "the launch of a satellite by Orle", however it hangs
                case = case_of(syntax, inner)
                part: ArgumentRole | None = "agent" if case == BY else role_of(syntax, inner, case)
                if part in ("agent", "to", "from") and part not in taken:
                    frame[inner] = part
                    taken.add(part)
        return frame

    def _owned(self, word: int, owners: list[int], frame: Frame) -> None:
        befalls = befalls_its_owner(self._syntax.words[word]) or "agent" in frame.values()
        for child in owners:
            if not is_time(self._syntax, child):
                frame[child] = "object" if befalls else "agent"

    def _before(self, word: int, before: list[int], frame: Frame) -> None:
        """Names in front of a noun act, where nobody else does; of other nouns, the act is done to them."""
        syntax = self._syntax
        names = [child for child in before if self._is_name(child)]
        if "agent" not in frame.values():
            inner = [
                each for child in before for each in syntax.below(child, "compound", "amod") if self._is_name(each)
            ]
            frame.update(dict.fromkeys(names or inner[:1], "agent"))  # "Orle arms shipments", however it hangs
        for child in before:
            if child not in names and syntax.relations[child] == "compound" and not is_time(syntax, child):
                frame[child] = "object"

    def _is_name(self, word: int) -> bool:
        """Whether a word is of a name, or of a people: "Orle", "North Korean"."""
        syntax = self._syntax
        if is_time(syntax, word):
            return False
        if word in self._named or self._is_of_a_people(word):
            return True
        if syntax.sentence[word] in self._headings:
            return False
        first = not word or syntax.sentence[word - 1] != syntax.sentence[word]
        return syntax.upos[word] == "PROPN" if first else self._report.text[syntax.starts[word]].isupper()

    def _is_of_a_people(self, word: int) -> bool:
        known = gazetteer().adjectives
        shown = self._syntax.words[max(0, word - 1) : word + 2]
        return self._syntax.words[word] in known or any(" ".join(pair) in known for pair in pairwise(shown))

    # ── a verb and the noun that is its object ────────────────────────────────────────────────────────────────────────

    def _meet(self, verb: int, frame: Frame, noun: int) -> None:
        """What a verb and its object or subject lend each other: "made deliveries to Orle", "sent a gift from Vell"."""
        syntax = self._syntax
        acts = self._of.get(noun) if self._is_act(noun) else None
        if acts is not None:
            self._lend(verb, frame, noun, acts)
        elif frame.get(noun) == "object":
            taken = set(frame.values())
            for child in syntax.below(noun, "nmod") if syntax.heads[noun] == verb else ():
                role = role_of(syntax, child, case_of(syntax, child))
                if role in ("to", "from") and role not in taken:
                    frame.setdefault(child, role)

    def _lend(self, verb: int, frame: Frame, noun: int, acts: Frame) -> None:
        """Give a noun act what hangs from its verb and is the noun's as well, or only the noun's."""
        lends = self._lent(self._syntax.words[verb]) if frame.get(noun) == "object" else {}
        has = set(acts.values())
        for word, role in list(islice(frame.items(), _MOST)):
            between = noun < word < verb and role in ("to", "from", "with")  # "exports from Vell to Orle fell"
            behind = noun < word and frame.get(noun) == "object" and role in ("to", "from")
            part = lends.get(role) or (role if between or behind else None)
            if word != noun and part is not None and part not in has:
                acts.setdefault(word, part)
                if between:
                    del frame[word]

    @staticmethod
    def _lent(verb: str) -> dict[ArgumentRole, ArgumentRole]:
        """Which part of a verb is which of the noun that is its object."""
        if verb in _DOES:
            return {"agent": "agent", "to": "to", "from": "from", "with": "with"}
        return {"agent": "to", "from": "agent"} if verb in _GETS else {}

    # ── out ───────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _arguments(self, act: int, frame: Frame) -> tuple[Argument, ...]:
        syntax = self._syntax
        listed = ((each, own or role) for word, role in frame.items() for each, own in self._list(word))
        found: dict[int, ArgumentRole] = {}
        for word, role in islice(listed, _MOST):
            relative = syntax.words[word] in RELATIVE and syntax.upos[word] == "PRON"  # of what, the trees do not say
            inside = syntax.is_word(word) and syntax.sentence[word] == syntax.sentence[act]
            if word != act and inside and not relative:
                found.setdefault(word, role)
        arguments = []
        joined = -1
        for word in sorted(found, reverse=True):
            if word == joined:  # "North" and "Korean", both before one noun
                continue
            first, last = self._stretches[word]
            if found.get(first - 1) == found[word] == "agent" and syntax.heads[first - 1] == syntax.heads[word] == act:
                joined = first - 1
                first = self._stretches[joined][0]
            start, end = syntax.starts, syntax.ends
            arguments.append(Argument(found[word], start[first], end[last], start[word], end[word]))
        return tuple(reversed(arguments))

    def _list(self, word: int) -> list[tuple[int, ArgumentRole | None]]:
        """The word and those that are listed with it; with the part of one that has a preposition of its own."""
        if word not in self._lists:
            syntax = self._syntax
            found: list[tuple[int, ArgumentRole | None]] = [(word, None)]
            for each, part in found:  # grows as it goes
                beside = [child for child in syntax.below(each, "conj") if syntax.upos[child] != "VERB"]
                found += [
                    (child, role_of(syntax, child, case_of(syntax, child)) or part)
                    for child in beside[: max(0, _MOST - len(found))]
                ]
            self._lists[word] = found
        return self._lists[word]
