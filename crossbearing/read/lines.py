"""One sentence as a line of tokens in which subjects, clause ends and the words around a cue are looked up quickly."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from crossbearing.read.clauses import Token
from crossbearing.read.cues import cues
from crossbearing.read.phrases import (
    Place,
    aside_start,
    group_start,
    is_adverb,
    is_finite,
    is_name,
    is_time,
    is_word,
    phrase_end,
    phrase_start,
)
from crossbearing.read.wordlists import BREAKERS, DETERMINERS, PREPOSITIONS, PRONOUNS, QUOTE

DASHES = frozenset("— – -- -".split())
ASKS = frozenset("that how whether why what if when where who".split())
_ENDS = frozenset(". ! ?".split())
_SAID_AT = frozenset("in on at during to via through by from after".split())
_WHEN = frozenset("last this next earlier late early".split())
_IN_NAMES = frozenset("al el de del van".split())
_RELATIVES = frozenset("who which that".split())
_SUBORDINATE = BREAKERS | frozenset("as after before since until".split())
_PEOPLE = ("ers", "ors", "ists", "ants", "ians", "men", "women", "ees", "ist", "ician", "man", "woman", "eer", "ager")
"""Endings of nouns that name people."""
_REACH = 120
"""No subject is looked for farther back than this many tokens."""


class Subject(NamedTuple):
    """A noun phrase [first, last), of which [first, core) names; the rest is apposed to it."""

    first: int
    core: int
    last: int


class Line:
    """The tokens of one sentence (see `phrases.line_of`) with running counts of its verbs and quotations."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.end = len(tokens)
        while self.end and (tokens[self.end - 1].word in _ENDS or self._closes_bracket()):
            self.end -= 1
        self._verbs = [0, *accumulate(is_finite(tokens, at) for at in range(len(tokens)))]
        self._quotes = [0, *accumulate(token.word == QUOTE for token in tokens)]
        self._parts = _part_ends(tokens, self.end)

    def _closes_bracket(self) -> bool:
        """Whether the sentence as a whole stands in brackets that close here: "(… it said.)"."""
        return self.end > 1 and self.tokens[self.end - 1].word == ")" and self.tokens[self.end - 2].word in _ENDS

    def word(self, at: int) -> str:
        """The word at `at` in small letters; "" beyond the sentence's last."""
        return self.tokens[at].word if 0 <= at < self.end else ""

    def words(self, at: int, count: int) -> tuple[str, ...]:
        """The `count` words from `at` on."""
        return tuple(token.word for token in self.tokens[at : at + count])

    def holds_verb(self, first: int, last: int) -> bool:
        """Whether a finite verb stands in [first, last)."""
        return self._verbs[max(first, last)] > self._verbs[first]

    def quoted(self, first: int, last: int) -> bool:
        """Whether a quotation stands in [first, last)."""
        return self._quotes[min(max(first, last), len(self.tokens))] > self._quotes[first]

    def clause_end(self, start: int) -> int:
        """Where what begins at `start` ends: at the semicolon, or with the sentence."""
        return self._parts[start] if start < self.end else self.end

    def back_over_comma(self, at: int) -> int:
        """`at`, or the place of the comma or dash right before it."""
        while at > 0 and self.tokens[at - 1].word in {",", ";"} | DASHES:
            at -= 1
        return at

    # ── subjects ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def subject(self, first: int) -> Subject | None:
        """The noun phrase before the verb group at `first`, over appositions and relatives."""
        tokens = self.tokens
        end = last = first = self._before_time(first)
        if end > 0 and tokens[end - 1].word in _RELATIVES:
            end = self.back_over_comma(end - 1)
            begins = phrase_start(tokens, end)
            return Subject(begins, end, end) if begins < end else None
        for _ in range(4):
            if end == 0:
                return None
            opening = aside_start(tokens, end - 1, 0)
            if opening is not None:
                end, last = opening, (end if end == first else last)
                continue
            begins = phrase_start(tokens, end)
            if begins == end:
                return None
            if begins > 2 and end == first and tokens[begins - 1].word in _SAID_AT and tokens[begins - 2].word == ",":
                end = last = begins - 1  # "Smith, who is ill, in court said"
                continue
            if end < first and self._is_apposed(begins):
                end = begins - 1
                continue
            whole = max(end, self.back_over_comma(last))
            subject = self._with_name_before(begins, end, whole) or Subject(begins, end, whole)
            return subject if self.may_speak(subject) else self._before_relative(subject) or subject
        return None

    def _before_time(self, first: int) -> int:
        """`first`, or the start of the words between subject and verb that tell the time: "on Sunday", "last week"."""
        at = first
        while at > 0 and is_time(self.tokens[at - 1]) and self.tokens[at - 1].word not in {"week", "month", "year"}:
            at -= 1
        if (
            at == first
            and at > 1
            and self.tokens[at - 1].word in {"week", "month", "year"}
            and self.word(at - 2) in _WHEN
        ):
            return at - 2
        return at - 1 if 0 < at < first and self.word(at - 1) in {"on", "in", "late", "early", "last"} else at

    def _is_apposed(self, begins: int) -> bool:
        """Whether the phrase from `begins` on is apposed, between commas, to a name before it."""
        comma = begins - 1
        if comma < 1 or self.tokens[comma].word != "," or self.tokens[begins].word not in DETERMINERS:
            return False
        return self.tokens[comma - 1].name and phrase_start(self.tokens, comma) < comma

    def _with_name_before(self, begins: int, end: int, whole: int) -> Subject | None:
        """Where commas are lost: a name that opens the sentence and to which "a baker from …" is apposed."""
        first = begins
        while first > 0 and begins - first < 6 and is_name(self.tokens[first - 1]):
            first -= 1
        opens = first == 0 or not is_word(self.tokens[first - 1])
        if first == begins or not opens or self.tokens[begins].word not in {"a", "an"} or end != whole:
            return None
        return Subject(first, begins, end)

    def _before_relative(self, subject: Subject) -> Subject | None:
        """Where commas are lost: "the lodge which keeps helpers on the river said"."""
        for at in range(subject.first - 1, max(0, subject.first - 25), -1):
            word = self.tokens[at].word
            if word in {",", ";"}:
                break
            after = self.tokens[at + 1]
            if word in {"who", "which"} and not (after.name or after.word in DETERMINERS | PRONOUNS):
                begins = phrase_start(self.tokens, at)
                return Subject(begins, at, subject.last) if begins < at else None
        return None

    def may_speak(self, subject: Subject) -> bool:
        """Whether a noun phrase can be somebody, some body or a paper, by the look of its head: "the visit" can't."""
        head = head_of(self.tokens, subject.first, subject.core)
        token, word = self.tokens[head], self.tokens[head].word
        if self.word(subject.first) in {"no", "nobody", "none", "nothing"}:
            return False
        if is_name(token) or word in PRONOUNS or word in cues().speakers or word.removesuffix("s") in cues().speakers:
            return True
        return word.endswith(_PEOPLE)

    def subject_before(self, at: int, *, nearest: bool) -> Subject | None:
        """The subject of a finite verb before `at` in the same part of the sentence: the nearest, or the main one."""
        tokens = self.tokens
        floor = max(0, at - _REACH)
        floor = next((back + 1 for back in range(at - 1, floor, -1) if tokens[back].word == ";"), floor)
        order = range(at - 1, floor - 1, -1) if nearest else range(floor, at)
        for verb in order:
            if not is_finite(tokens, verb):
                continue
            subject = self.subject(group_start(tokens, verb))
            if subject is None or subject.last > verb or not self.may_speak(subject):
                continue
            if nearest or subject.first == 0 or tokens[subject.first - 1].word not in _SUBORDINATE:
                return subject
        return None

    # ── words beside a cue ────────────────────────────────────────────────────────────────────────────────────────────

    def over_adjuncts(self, start: int) -> int:
        """Past words that tell when, where and to whom it was said: "on Tuesday", "in a statement", "to reporters"."""
        at = start
        for _ in range(5):
            if at >= self.end:
                break
            token, after = self.tokens[at], self.word(at + 1)
            time_next = at + 1 < self.end and is_time(self.tokens[at + 1])
            if token.word == "," and (last := self._cited_aside(at + 1)) > at:
                at = last  # "reported, citing officials, that"
            elif is_time(token) or (token.word in _WHEN and time_next):
                at = self._over_time(at)
            elif token.word == "that" and time_next and not self.word(at + 2)[:1].isalnum():
                at += 2  # "told the crew that evening"
            elif is_adverb(token) and (after in ASKS or after in {":", ","} or time_next):
                at += 1
            elif token.word in _SAID_AT and (last := self._adjunct_end(at)) > at:
                at = last
            else:
                break
        return at

    def _cited_aside(self, at: int) -> int:
        """Past "citing officials," or "according to officials," at `at`; 0 where no comma closes it."""
        to = self.words(at, 2) == ("according", "to")
        first = at + 2 if to else at + 1
        if not to and self.word(at) not in cues().citing:
            return 0
        last = phrase_end(self.tokens, first, self.end, occasions=cues().occasions)
        return last + 1 if last > first and self.word(last) == "," else 0

    def _over_time(self, at: int) -> int:
        while at < self.end:
            token = self.tokens[at]
            point = token.word == "." and len(self.word(at - 1)) <= 4 and self.word(at + 1).isdigit()
            if not (is_time(token) or token.word.isdigit() or token.word in _WHEN or point):
                break
            at += 1
        return at

    def _adjunct_end(self, at: int) -> int:
        """End of the prepositional phrase at `at` when it tells where or when something was said; `at` if not."""
        lexicon = cues()
        if self.word(at) in {"on", "in", "at", "by", "after", "from", "during"}:
            ahead = at + 1
            while ahead < at + 4 and self.word(ahead) in {"the", "a"} | _WHEN:
                ahead += 1
            year = self.word(ahead).isdigit() and len(self.word(ahead)) == 4
            if ahead < self.end and (is_time(self.tokens[ahead]) or year):
                return self._over_time(ahead)
        last = phrase_end(self.tokens, at + 1, min(self.end, at + 25))
        if last <= at + 1:
            return at
        words = {token.word for token in self.tokens[at + 1 : last]}
        told = words & lexicon.occasions or (self.word(at) == "to" and words & lexicon.audience)
        time_next = last < self.end and (is_time(self.tokens[last]) or self.word(last) == "last")
        return last if told or time_next or self.word(last) in {"that", ":"} else at

    def cited(self, start: int) -> tuple[Place, ...]:
        """Whom a source cites in words that begin at `start`: ", citing officials"."""
        at = start + 1 if self.word(start) == "," else start
        if self.word(at) not in cues().citing:
            return ()
        last = phrase_end(self.tokens, at + 1, self.end, occasions=cues().occasions)
        return ((at + 1, last),) if last > at + 1 else ()


def head_of(tokens: Sequence[Token], first: int, core: int) -> int:
    """The head of a noun phrase: its last word before a preposition, a bracket or an age."""
    at = first
    while at + 1 < core and not (tokens[at + 1].word in PREPOSITIONS and tokens[at + 1].word not in _IN_NAMES):
        if tokens[at + 1].word in {"(", ",", "["}:
            break
        at += 1
    while at > first and (not is_word(tokens[at]) or tokens[at].word.isdigit()):
        at -= 1
    return at


def _part_ends(tokens: Sequence[Token], end: int) -> list[int]:
    """For each token the place of the next semicolon, or `end`."""
    ends, last = [end] * len(tokens), end
    for at in range(end - 1, -1, -1):
        if tokens[at].word == ";":
            last = at
        ends[at] = last
    return ends
