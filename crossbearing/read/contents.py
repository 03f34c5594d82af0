"""What is said: where the content of a cue begins and ends, after the cue or before its source."""

from __future__ import annotations

from crossbearing.read.cues import Verb, cues
from crossbearing.read.lines import ASKS, DASHES, Line, Subject
from crossbearing.read.phrases import Place, is_adverb, is_finite, is_time, is_word
from crossbearing.read.wordlists import BREAKERS, DETERMINERS, PREPOSITIONS, QUOTE

_ASIDES = frozenset("as after before since until despite amid following without while and but".split())
_GERUND_AFTER = frozenset("of for to from".split())
_LINKS = frozenset("of to for with".split())
_RELATIVES = frozenset("which who whom that".split())
_NEAR = 60


def follows(line: Line, start: int, verb: Verb, source: int, left: int) -> Place | None:
    """The content after a cue, from `start` on; None when what stands there can't be said by `verb`.

    `left` and `source`: what precedes the source begins and ends there.
    """
    word = line.word(start)
    marked = word in {",", "-", "—", "–"} and line.word(start + 1) == QUOTE and not line.quoted(left, source)
    if word == ":" or marked:
        start += 1
        return (start, line.clause_end(start)) if start < line.end else None
    if start >= line.end or word in {";", ".", ")", "]"} or word in DASHES:
        return None
    quote = (
        _quote_after_comma(line, start) if verb.frame in {"clause", "quote"} and not line.quoted(left, source) else 0
    )
    if quote:
        return quote, line.clause_end(quote)
    if word == ",":
        return None
    last = line.clause_end(start)
    if word == QUOTE or (word in ASKS and verb.frame != "quote"):
        return start, last
    if verb.frame == "quote":
        return None
    if word == "to" and verb.frame in {"clause", "person"}:
        after = line.tokens[start + 1] if start + 1 < line.end else None
        infinitive = after is not None and not after.name and after.word not in DETERMINERS and after.word.isalpha()
        return (start, last) if infinitive else None
    if word in PREPOSITIONS and verb.frame in {"clause", "stance"}:
        return None
    if verb.frame == "person" and word in _ASIDES:
        return None
    if verb.frame == "person":
        return (start, last) if word in _LINKS or line.holds_verb(start, last) else None
    aside = word in BREAKERS | PREPOSITIONS | _ASIDES or word.endswith("ing")
    if aside and (verb.frame == "object" or line.holds_verb(left, source) or not line.holds_verb(start, last)):
        return None
    if verb.frame == "stance" and not line.holds_verb(start, last) and not line.quoted(start, start + 4):
        return None
    return start, last


def _quote_after_comma(line: Line, start: int) -> int:
    """Where a quote stands that a comma or colon introduces soon after `start`, no verb between; 0 for none."""
    for at in range(start, min(start + 12, line.end - 1)):
        if line.word(at) in {",", ":"} and line.word(at + 1) == QUOTE:
            return at + 1
        if line.word(at) in BREAKERS or is_finite(line.tokens, at):
            break
    return 0


def says_something(line: Line, content: Place) -> bool:
    """Whether an object alone says something: it holds a quote, or what somebody is said to do or be."""
    first, last = content
    if line.word(first) == "to" or line.quoted(first, last):
        return True
    near = range(first + 1, min(last, first + 40))
    return any(
        (line.word(at) == "as" and at < first + 9)
        or (line.word(at).endswith("ing") and line.word(at - 1) in _GERUND_AFTER)
        for at in near
    )


def precedes(line: Line, left: int, source: int, verb: Verb) -> Place | None:
    """The content before the source, back to `left`; None when nothing there could be said."""
    last = line.back_over_comma(source - 1 if line.word(source - 1) == "(" else source)
    if last > left and line.word(last - 1) in {"which", "that", "as"}:
        last = line.back_over_comma(last - 1)
    if last <= left:
        return None
    if line.quoted(left, last) or (verb.frame != "quote" and line.holds_verb(left, last)):
        return left, last
    return None


def _verb_comes(line: Line, at: int) -> bool:
    """Whether a finite verb stands at `at`, or after adverbs and words that tell the time."""
    while at < line.end and (is_adverb(line.tokens[at]) or is_time(line.tokens[at]) or line.word(at) == "on"):
        at += 1
    said = any(verb.form in {"past", "s"} for verb in cues().verbs.get(line.word(at), ()))
    return at < line.end and (said or is_finite(line.tokens, at))


def may_close(line: Line, at: int) -> bool:
    """Whether a cue that ends before `at` may close its sentence: what follows is no object of it."""
    if at >= line.end or not is_word(line.tokens[at]):
        return True
    word = line.word(at)
    return word in BREAKERS | PREPOSITIONS | _ASIDES or word.endswith("ing")


def goes_on(line: Line, start: int, source: int) -> tuple[Place, ...]:
    """The second half of what source and cue, ending at `start`, interrupt: “…”, he said, “…”."""
    if line.word(start) == QUOTE:
        return ((start, start + 1),)
    if start + 1 >= line.end or is_word(line.tokens[start]):
        return ()
    ahead = start + 1
    if line.word(ahead) == QUOTE:
        return ((ahead, line.clause_end(ahead)),)
    interposed = line.word(start) == "," and line.word(source - 1) == ","
    if interposed and (is_finite(line.tokens, ahead) or line.word(ahead) in {"and", "but", "that"}):
        return ((ahead, line.clause_end(ahead)),)
    return ()


def in_brackets(line: Line, subject: Subject, last: int) -> bool:
    """Whether source and cue alone stand in brackets: "(the mayor says)"; the cue ends at `last`."""
    return line.word(subject.first - 1) == "(" and line.word(line.over_adjuncts(last)) == ")"


def content_end(line: Line, start: int, left: int, subject: Subject | None, cue: int) -> int:
    """Where content ends that begins at `start`: with the relative clause that opened before its subject, or later.

    In ", which had said that it knew nothing, admitted …" the relative is the subject, and its clause ends at the comma
    after which the sentence's own verb comes.
    """
    end = line.clause_end(start)
    if line.word(cue - 1) in {"which", "who"} and line.word(cue - 2) in DASHES | {","}:
        closing = line.word(cue - 2)
        return next((at for at in range(start, end) if line.word(at) == closing and _verb_comes(line, at + 1)), end)
    before = subject.first - 1 if subject else -1
    if before < max(left, 1) or line.word(before) not in _RELATIVES:
        return end
    opening = line.word(before - 1)
    if opening not in DASHES | {",", "("}:
        return end
    closing = ")" if opening == "(" else opening
    return next((at for at in range(start, min(end, start + _NEAR)) if line.word(at) == closing), end)
