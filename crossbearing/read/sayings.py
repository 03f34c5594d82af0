"""Acts of saying in one sentence: where its source, cue and content stand, before anybody knows who the source is.

The orders of English news are tried in turn: source, cue, content; content, source, cue; content, cue, source;
"according to" its source; passives; a participle or a second verb that shares the subject of the first. Cf. Pareti,
"PARC 3.0" (LREC 2016) and Newell et al., "PolNeAR" (LREC 2018) for the three parts and their bounds.
"""

from __future__ import annotations

from typing import NamedTuple

from crossbearing.read.acts import NOT_YET, Act, cut, is_denied
from crossbearing.read.contents import (
    content_end,
    follows,
    goes_on,
    in_brackets,
    may_close,
    precedes,
    says_something,
)
from crossbearing.read.cues import Verb, cues
from crossbearing.read.denials import calls_untrue, over_verdict
from crossbearing.read.lines import ASKS, DASHES, Line, Subject
from crossbearing.read.phrases import Place, aside_end, group_start, is_finite, is_word, phrase_end, phrase_start
from crossbearing.read.verbhood import stands_as_verb
from crossbearing.read.wordlists import BE, DETERMINERS, NEGATIONS, OWNERS, PREPOSITIONS, PRONOUNS, QUOTE, REFUSALS

_HEARSAY = frozenset(
    "say report believe think allege expect fear know understand estimate rumour rumor suspect presume claim"
    " assume".split()
)
_TAKES_OBJECT = frozenset("accuse blame charge suspect".split())
_SENSES = frozenset("see find hear show read feel learn know understand realize realise recognize recognise".split())
_HELD = frozenset("believe think expect know accept see agree feel understand".split())
"""Verbs that, with "not", say that somebody doubts."""
_NO_PARTICIPLES = frozenset("see find begin aim show feel learn hear read regard consider accept".split())
_SAY = Verb("say", "clause", "asserts", "past")
_NESTED_AT_MOST = 60
"""Acts of saying looked at inside one content."""
_REACH = 120


def acts(line: Line) -> list[Act]:
    """All acts of saying in a sentence, in the order of their cues."""
    return _Finder(line).find()


class _Cue(NamedTuple):
    """A verb at work: its token, the start of its group, the end of its particle, and what it may mean."""

    at: int
    first: int
    last: int
    readings: tuple[Verb, ...]

    @property
    def place(self) -> Place:
        return self.first, self.last


class _Finder:
    """State of one pass over a line: the acts found so far."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.found: list[Act] = []
        self.lexicon = cues()

    def find(self) -> list[Act]:
        at = 0
        while at < self.line.end:
            act = self._named_with_colon(at) or self._according(at) or self._verb(at) or self._noun(at)
            if act is not None and not is_denied(self.line, act, self.found[-1:]):
                self.found.append(act)
            at = max(at + 1, act.cue[1]) if act else at + 1
        found = []
        for number, act in enumerate(self.found):
            ended = cut(self.line.tokens, act, self.found[number + 1 :][:_NESTED_AT_MOST])
            weak = ended.of and not any(says_something(self.line, content) for content in ended.contents)
            found.append(ended._replace(weak=ended.weak or weak))
        return found

    def _phrase_end(self, first: int) -> int:
        return phrase_end(self.line.tokens, first, self.line.end, occasions=self.lexicon.occasions)

    def _named_with_colon(self, at: int) -> Act | None:
        """ "Smith: “We go”", at the start of a headline or of a transcript's paragraph."""
        line = self.line
        colon = next((i for i in range(1, min(7, line.end - 1)) if line.word(i) == ":"), 0) if at == 0 else 0
        if not colon or not all(token.name or not is_word(token) for token in line.tokens[:colon]):
            return None
        return Act(Subject(0, colon, colon), (colon, colon + 1), ((colon + 1, line.end),), "asserts", ":")

    def _according(self, at: int) -> Act | None:
        line = self.line
        cue = next((phrase for phrase in self.lexicon.before if line.words(at, len(phrase)) == phrase), None)
        if cue is None:
            return None
        first = at + len(cue)
        last = self._phrase_end(first)
        if last == first:
            return None
        left = self._boundary(at)
        right = last + 1 if line.word(last) == "," else last
        contents: tuple[Place, ...] = ()
        if line.holds_verb(left, at) or line.quoted(left, at):
            contents = ((left, line.back_over_comma(at)),)
            if right < line.end and line.word(at - 1) == "," and is_finite(line.tokens, right):
                contents += ((right, line.clause_end(right)),)
        elif right < line.end:
            contents = ((right, line.clause_end(right)),)
        return Act(Subject(first, last, last), (at, first), contents, "asserts", "according to") if contents else None

    # ── verbs ─────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _verb(self, at: int) -> Act | None:
        line = self.line
        readings = self.lexicon.verbs.get(line.word(at))
        if not readings or (line.tokens[at].name and at > 0):
            return None
        first, last, verb = group_start(line.tokens, at), at + 1, readings[0]
        if verb.form in {"past", "participle"} and any(line.word(back) in BE for back in range(first, at)):
            return self._passive(_Cue(at, first, last, readings))
        particle = self.lexicon.particles.get((verb.lemma, line.word(last)))
        aside = (
            verb.frame == "clause"
            and line.word(at + 1) == ")"
            and line.word(phrase_start(line.tokens, first) - 1) == "("
        )
        if not aside and not stands_as_verb(line, at, first, verb, particle=particle is not None):
            return None
        readings = tuple(reading for reading in readings if reading.frame != "particle")
        if particle:
            readings = (Verb(verb.lemma, particle.frame, particle.stance, verb.form), *readings)
            last += 1
        if not readings:
            return None
        if any(line.word(back) in NOT_YET for back in range(first, at)):
            return None  # who should say it, has not said it
        if any(line.word(back) in NEGATIONS for back in range(first, at)):
            readings = tuple(r._replace(stance="doubts") for r in readings if r.lemma in _HELD and r.frame == "stance")
            if not readings:
                return None  # who did not say it, did not say it
        cue = _Cue(at, first, last, readings)
        if verb.form == "ing" and first == at:
            return self._participle(cue)
        if line.word(first - 1) == "to" and verb.form == "base":
            return self._infinitive(cue)
        return self._finite(cue)

    def _finite(self, cue: _Cue) -> Act | None:
        line = self.line
        subject = line.subject(cue.first)
        inverted = self._inverted(cue)
        if inverted is not None and (subject is None or inverted[1]):
            return self._content_before(cue, inverted[0])
        if subject is not None and in_brackets(line, subject, cue.last):
            left, verb = self._boundary(subject.first), cue.readings[0]
            said = left < subject.first - 1
            return Act(subject, cue.place, ((left, subject.first - 1),), verb.stance, verb.lemma) if said else None
        if subject is not None:
            return self._content_after(cue, subject, self._boundary(subject.first))
        if cue.first == 0:
            return self._cue_first(cue)
        if line.word(cue.first - 1) not in {"and", "but", "then", ",", "or"} | DASHES:
            return None
        shared = self._shared_subject(cue.first, nearest=True)
        return self._content_after(cue, shared, self._boundary(cue.first), shared=True) if shared else None

    def _cue_first(self, cue: _Cue) -> Act | None:
        """ "Said the president: “…”"."""
        line, verb = self.line, cue.readings[0]
        core = self._phrase_end(cue.last)
        quoted = line.word(core) in {",", ":"} and line.word(core + 1) == QUOTE
        if verb.form not in {"past", "s"} or core == cue.last or not quoted:
            return None
        return Act(Subject(cue.last, core, core), cue.place, ((core + 1, line.end),), verb.stance, verb.lemma)

    def _content_after(self, cue: _Cue, subject: Subject | None, left: int, *, shared: bool = False) -> Act | None:
        """The act whose content follows its cue; or precedes its source, when nothing that could be said follows."""
        line = self.line
        source = subject.first if subject and not shared else cue.first
        starts: list[tuple[Verb, int, tuple[Place, ...]]] = []
        for verb in cue.readings:
            start = cue.last
            outer: tuple[Place, ...] = ()
            if verb.frame == "person":
                told = self._told(cue.last, verb, quoted=line.quoted(left, source))
                if told is None:
                    continue
                start, outer = told
                if verb.lemma in _TAKES_OBJECT and start > cue.last:
                    content = (cue.last, content_end(line, cue.last, left, subject, cue.first))
                    return Act(subject, cue.place, (content,), verb.stance, verb.lemma, shared)
            start = line.over_adjuncts(start)
            called = over_verdict(line, start) if verb.frame == "object" else start
            untrue, start = called > start, called
            if not shared and line.word(source - 1) == QUOTE and line.word(start) not in ASKS | {":", QUOTE}:
                starts.append((verb, start, outer))  # “…” Smith said minutes later
                continue
            place = follows(line, start, verb, source, left)
            if place is not None:
                content = (
                    place[0],
                    max(place[0] + 1, min(place[1], content_end(line, place[0], left, subject, cue.first))),
                )
                untrue = untrue or (verb.frame == "object" and calls_untrue(line, content))
                stance = "denies" if untrue else verb.stance
                of = verb.frame == "object" and stance == "asserts"
                return Act(subject, cue.place, (content,), stance, verb.lemma, shared, outer=outer, of=of)
            starts.append((verb, start, outer))
        if shared or subject is None:
            return None
        for verb, start, outer in starts:
            closed = line.word(source - 1) == QUOTE or may_close(line, start)
            if verb.frame == "object" or not closed:
                continue
            before = self._said_before(left, subject.first, verb)
            contents = (before, *goes_on(line, start, subject.first)) if before else ()
            if line.word(start) == line.word(subject.first - 1) == "," and not contents and verb.frame != "quote":
                contents = ((start + 1, line.clause_end(start + 1)),)  # "At noon, officials said, the …"
            if contents and contents[0][0] < contents[0][1]:
                deeper = line.cited(start)
                return Act(subject, cue.place, contents, verb.stance, verb.lemma, outer=outer, deeper=deeper)
        return None

    def _said_before(self, left: int, source: int, verb: Verb) -> Place | None:
        """The content before the source; none where an earlier act's begins with it: "he said it had written"."""
        begins = any(first == source for act in self.found[-1:] for first, _ in act.contents)
        return None if begins else precedes(self.line, left, source, verb)

    def _told(self, last: int, verb: Verb, *, quoted: bool) -> tuple[int, tuple[Place, ...]] | None:
        """Past the person told: where the content may begin, and the person."""
        line = self.line
        if last >= line.end:
            return (last, ()) if verb.lemma in {"tell", "ask", "warn"} else None
        if line.word(last) == QUOTE and quoted:
            return last + 1, ()  # “…,” she told “The Morning Hour”
        if line.word(last) in ASKS | {":", QUOTE, ","}:
            return last, ()
        end = self._phrase_end(last + 1 if line.word(last) == "about" and line.word(last + 1).isdigit() else last)
        return None if end == last else (end, ((last, end),) if verb.lemma == "tell" else ())

    def _inverted(self, cue: _Cue) -> tuple[Subject, bool] | None:
        """The source after the cue ("…, said the minister"), and whether the words show it beyond doubt."""
        line, rest, verb = self.line, cue.last, cue.readings[0]
        after_quote = QUOTE in line.words(max(0, cue.first - 2), min(2, cue.first))
        if cue.first == 0 or verb.form == "base" or (verb.frame not in {"clause", "quote"} and not after_quote):
            return None
        before, left = line.word(cue.first - 1), self._boundary(cue.first)
        after_comma = before == "," and (line.word(cue.first - 2) == QUOTE or line.holds_verb(left, cue.first))
        sure = before == QUOTE or after_comma
        loose = is_word(line.tokens[cue.first - 1]) and line.holds_verb(left, cue.first)
        if not (sure or loose) or line.word(rest) in ASKS | {",", ":", QUOTE, ""}:
            return None
        core = self._phrase_end(rest)
        if core == rest or not (sure or line.tokens[core - 1].name or line.word(rest) in DETERMINERS | PRONOUNS):
            return None
        if core < line.end and is_finite(line.tokens, core):
            return None
        if before != QUOTE and not line.may_speak(Subject(rest, core, core)):
            return None
        if loose and not sure and line.word(core) in {"a", "an"} and not line.holds_verb(core, line.end):
            return Subject(rest, core, line.end), True  # "said Ana Brel a vet from Vell"
        last = aside_end(line.tokens, core, line.end)
        if not sure and line.holds_verb(last, line.end):
            return None
        if before == QUOTE and not line.tokens[rest].name and line.subject(cue.first) is not None:
            return None
        return Subject(rest, core, last), sure or last >= line.end

    def _content_before(self, cue: _Cue, subject: Subject) -> Act | None:
        line, verb = self.line, cue.readings[0]
        content = precedes(line, self._boundary(cue.first), cue.first, verb)
        if content is None:
            return None
        start = line.over_adjuncts(subject.last)
        contents = (content, *goes_on(line, start, cue.first))
        return Act(subject, (cue.first, cue.at + 1), contents, verb.stance, verb.lemma, deeper=line.cited(start))

    # ── passives, participles, infinitives, nouns ─────────────────────────────────────────────────────────────────────

    def _passive(self, cue: _Cue) -> Act | None:
        line, verb, rest = self.line, cue.readings[0], cue.last
        subject = line.subject(cue.first)
        if verb.lemma in {"quote", "cite"} and line.words(rest, 2) == ("as", "saying"):
            return self._quoted_as_saying(cue, subject) if subject else None
        agent, rest = self._agent(rest)
        reading = next((r for r in cue.readings if r.frame in {"clause", "stance", "person"}), None)
        if reading is None or (verb.lemma in _SENSES and line.word(rest) not in {"to", "that"}):
            return None
        start = subject.first if subject else cue.first
        content: Place | None = None
        weak = False
        if line.word(rest) == "that" or (subject and line.word(subject.first) == "it" and line.word(rest) in ASKS):
            content = rest, line.clause_end(rest)
        elif (line.word(rest) == "to" and verb.lemma in _HEARSAY) or (
            verb.lemma in _TAKES_OBJECT and line.word(rest) in {"of", "for", "with"}
        ):
            content = start, line.clause_end(rest)
        elif agent and subject and reading.frame == "clause":
            content, weak = (start, line.clause_end(start)), True
        if content is None:
            return None
        return Act(agent, cue.place, (content,), reading.stance, verb.lemma, passive=True, weak=weak)

    def _agent(self, rest: int) -> tuple[Subject | None, int]:
        """Who did it, "by …" at `rest`, and the place after it."""
        if self.line.word(rest) != "by":
            return None, rest
        core = self._phrase_end(rest + 1)
        return (Subject(rest + 1, core, core) if core > rest + 1 else None), core

    def _quoted_as_saying(self, cue: _Cue, subject: Subject) -> Act | None:
        line = self.line
        place = (cue.first, cue.last + 2)
        agent, rest = self._agent(place[1])
        left, start = self._boundary(subject.first), line.over_adjuncts(rest)
        content = follows(line, start, _SAY, subject.first, left) or precedes(line, left, subject.first, _SAY)
        outer = ((agent.first, agent.last),) if agent else ()
        return Act(subject, place, (content,), "asserts", "say", outer=outer) if content else None

    def _participle(self, cue: _Cue) -> Act | None:
        """A participle ("…, adding that …"): its subject is that of the sentence."""
        line, lemma = self.line, cue.readings[0].lemma
        cited_before = line.word(cue.at) in self.lexicon.citing and self.found and self.found[-1].deeper
        if lemma in _NO_PARTICIPLES or cue.at == 0 or cited_before:
            return None
        begins = phrase_start(line.tokens, cue.first)
        beside = Subject(begins, cue.first, cue.first) if begins < cue.first else None  # "a crowd chanting “…”"
        if beside is None or line.word(begins - 1) in PREPOSITIONS - {"of"} or not line.may_speak(beside):
            beside = self._shared_subject(cue.first, nearest=False)
        return self._content_after(cue, beside, self._boundary(cue.first), shared=True) if beside else None

    def _infinitive(self, cue: _Cue) -> Act | None:
        tokens, to = self.line.tokens, cue.first - 1
        seen = cue.readings[0].lemma in _SENSES and self.line.word(cue.last) not in ASKS
        if to == 0 or tokens[to - 1].word in REFUSALS or seen:
            return None
        begins = phrase_start(tokens, to)
        subject: Subject | None = None
        if 0 < begins < to and is_word(tokens[begins - 1]) and tokens[to - 1].name:
            subject = Subject(begins, to, to)  # "prompting Norland to call for"
        subject = subject or self._shared_subject(to, nearest=True)
        if subject is None:
            return None
        after = self._content_after(cue, subject, self._boundary(cue.first), shared=True)
        if after is None and subject.first < cue.first and self.line.quoted(0, subject.first):
            return self._content_after(cue, subject, self._boundary(subject.first))  # “…,” Smith planned to say
        return after

    def _noun(self, at: int) -> Act | None:
        """ "the ministry's claim that …", "reports that …"."""
        line = self.line
        stance = self.lexicon.nouns.get(line.word(at))
        if stance is None:
            return None
        source, after = self._agent(at + 1)
        gerund = line.word(after) == "of" and line.word(after + 1).endswith("ing")
        if line.word(after) != "that" and not gerund:
            return None
        if source is None and line.word(at - 1).endswith(("'s", "s'")):
            begins = phrase_start(line.tokens, at)
            source = Subject(begins, at, at) if begins < at else None
        if source is None and line.word(at - 1) in OWNERS:
            source = Subject(at - 1, at, at)
            stance = "denies" if line.word(at - 2) in self.lexicon.taken_back else stance
        return Act(source, (at, at + 1), ((after, line.clause_end(after)),), stance, line.word(at))

    # ── what belongs to an act ────────────────────────────────────────────────────────────────────────────────────────

    def _shared_subject(self, first: int, *, nearest: bool) -> Subject | None:
        """The subject of the last act of saying before `first`, or of the nearest (or the main) finite verb."""
        line = self.line
        for act in reversed(self.found[-6:]):
            if any(line.word(at) == ";" for at in range(act.cue[1], min(first, act.cue[1] + _REACH))):
                break
            if act.source and not act.passive and (not act.shared or nearest):
                return act.source
        return line.subject_before(first, nearest=nearest)

    def _boundary(self, before: int) -> int:
        """Where the words begin that an act at `before` may claim as its content."""
        line, left = self.line, 0
        earlier = [act for act in self.found[-3:] if not (act.passive and act.contents[0][0] < act.cue[0])]
        if earlier and earlier[-1].cue[0] < before:
            act = earlier[-1]
            ends = max(act.cue[1], act.source.last if act.source and act.source.first > act.cue[0] else 0)
            encloses = any(first >= act.cue[1] and last > ends for first, last in act.contents)
            left = 0 if encloses and act.source and act.source.first == 0 else ends
        for at in range(before - 1, max(left, before - _REACH) - 1, -1):
            if line.word(at) == ";":
                return at + 1
        while 0 < left < before and line.word(left) in {",", "and", "."} | DASHES:
            left += 1
        return left
