"""Noun phrases and verb groups around a cue, by rules over words; no parser.

A line is one sentence's tokens, with each quotation, marks and all, as the single token `QUOTE`. Places in it are given
as [first, last) token numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

from crossbearing.read.clauses import Token, is_verb, tokens
from crossbearing.read.marks import Marked
from crossbearing.read.wordlists import (
    ADVERBS,
    AUXILIARIES,
    BREAKERS,
    DETERMINERS,
    LY_NOUNS,
    NO_VERBS,
    PASTS,
    PREPOSITIONS,
    PRONOUNS,
    QUANTIFIERS,
    QUOTE,
    STOPS,
    SUBJECTS,
    TEMPORAL,
    TIMES,
)

_LONGEST_PHRASE = 45
_LONGEST_ASIDE = 45

Place = tuple[int, int]


def line_of(text: str, start: int, end: int, marks: Sequence[Marked]) -> list[Token]:
    """Tokens of text[start:end], each stretch of `marks` in it as one token; `marks` sorted, none in another."""
    line: list[Token] = []
    at = start
    for mark in marks:
        if mark.outer_end <= at or mark.outer_start >= end:
            continue
        line += tokens(text, at, max(at, mark.outer_start))
        line.append(Token(max(at, mark.outer_start), min(end, mark.outer_end), QUOTE, False))
        at = min(end, mark.outer_end)
    return line + tokens(text, at, end)


def is_name(token: Token) -> bool:
    """Whether the token is part of a name, by its capital or an article grown onto it: "al-Khatib"."""
    return token.name or token.word.startswith(("al-", "el-", "ul-"))


def is_word(token: Token) -> bool:
    return token.word[0].isalnum()


def is_adverb(token: Token) -> bool:
    word = token.word
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in LY_NOUNS and not token.name)


def is_time(token: Token) -> bool:
    return token.word in TIMES and not (token.word in {"may", "march"} and not token.name)


def is_finite(line: Sequence[Token], at: int) -> bool:
    """Whether a finite verb stands at `at`; names and the nouns that look like verbs are none."""
    token = line[at]
    if token.word in AUXILIARIES:
        return not token.name or at == 0
    if token.name or token.word in NO_VERBS or not token.word[0].isalpha():
        return False
    before = line[at - 1].word if at else ""
    if before in QUANTIFIERS and token.word in PASTS:
        return True
    if before in DETERMINERS or before.endswith("'s") or before in {"of", "to"}:
        return False
    if before in SUBJECTS and not token.word.endswith("ing"):
        return is_verb(token.word, before)
    if token.word in PASTS:
        return at > 0 and before not in PREPOSITIONS
    if at and line[at - 1].name and token.word.endswith("ed") and line[at + 1 : at + 2]:
        return line[at + 1].word not in {"by", "of", "in"} and is_verb(token.word, before)
    return is_verb(token.word, before, finite=True)


def group_start(line: Sequence[Token], at: int) -> int:
    """First token of the verb group that ends in the verb at `at`: auxiliaries and adverbs before it belong to it."""
    first = at
    while first > 0 and at - first < 6:
        before = line[first - 1]
        if (before.word in AUXILIARIES and not (before.name and first > 1)) or (
            is_adverb(before)
            and before.word not in {"here", "there", "ago", "back", "today", "yesterday"}
            and first > 1
        ):
            first -= 1
        else:
            break
    while first < at and is_time(line[first]):
        first += 1
    return first


# ── the noun phrase before a verb ─────────────────────────────────────────────────────────────────────────────────────


def _matching(line: Sequence[Token], at: int, opening: str, floor: int) -> int:
    """Where the bracket that closes at `at` opens; `at` itself if it does not, nearby."""
    for back in range(at - 1, max(floor, at - 20) - 1, -1):
        if line[back].word == opening:
            return back
    return at


def _nounlike(line: Sequence[Token], at: int) -> bool:
    token = line[at]
    if not is_word(token):
        return token.word in {".", "'", "&", "%", "/"}
    return not (
        token.word in BREAKERS
        or token.word in PREPOSITIONS
        or token.word in TEMPORAL
        or token.word in {"ours", "mine", "yours", "theirs", "hers"}
        or _opens_participle(line, at)
        or (token.word in PRONOUNS and not token.name and token.word not in {"one", "both"})
        or token.word in {"and", "or"}
        or is_adverb(token)
        or is_time(token)
        or is_finite(line, at)
    )


def _opens_participle(line: Sequence[Token], at: int) -> bool:
    """Whether a participle stands at `at` after a comma: "…, prompting Norland to"."""
    word = line[at].word
    return at > 0 and line[at - 1].word == "," and word.endswith("ing") and len(word) > 5 and not line[at].name


def _joins(line: Sequence[Token], at: int, floor: int, end: int) -> bool:
    """Whether "and", "or" or a comma at `at` joins two noun phrases, the right one beginning at `at` + 1."""
    if at - 1 < floor or not _nounlike(line, at - 1):
        return False
    if line[at].word == ",":
        later = [token.word for token in line[at + 1 : end]]
        return (
            bool({"and", "or", "&"} & set(later))
            and line[at - 1].name
            and (line[at + 1].name or line[at + 1].word == "the")
        )
    back = at - 1
    while back >= floor and _nounlike(line, back) and line[back].word not in DETERMINERS:
        back -= 1
    if back >= floor and line[back].word in DETERMINERS:
        back -= 1
    if back < floor:
        return True
    word = line[back].word
    if word in PREPOSITIONS:
        inner = back - 1
        return inner >= floor and _nounlike(line, inner)
    return word in STOPS or word in BREAKERS or word in {"and", "or"}


def phrase_start(line: Sequence[Token], end: int, floor: int = 0) -> int:
    """Where the noun phrase begins that ends before token `end`; `end` itself when none does."""
    at = end
    floor = max(floor, end - _LONGEST_PHRASE)
    while at > floor:
        token = line[at - 1]
        word = token.word
        if word in {")", "]"} and at > floor + 1:
            opening = _matching(line, at - 1, "(" if word == ")" else "[", floor)
            if opening == at - 1:
                break
            at = opening
            continue
        if word in PRONOUNS and not (token.name and at - 1 > floor and line[at - 2].name):
            if at == end or word in {"both", "one", "others"} or line[at].word == "and":
                at -= 1
            break
        if word in PREPOSITIONS:
            if (
                at == end
                or at - 2 < floor
                or not _nounlike(line, at - 2)
                or (word in {"by", "to"} and not line[at - 2].name and _verbal(line, at - 2))
            ):
                break
            at -= 1
            continue
        if word in {"and", "or", "&", ","}:
            if at == end or not _joins(line, at - 1, floor, end):
                break
            at -= 1
            continue
        if not _nounlike(line, at - 1):
            break
        if _new_phrase(line, at, end, floor):
            break
        at -= 1
    return _trimmed(line, at, end)


def _verbal(line: Sequence[Token], at: int) -> bool:
    word = line[at].word
    return word.endswith(("ed", "ing")) and is_verb(word)


def _new_phrase(line: Sequence[Token], at: int, end: int, floor: int) -> bool:
    """Whether the phrase that begins at `at` is complete, so that the noun before it belongs to something else."""
    if at == end:
        return False
    word, before = line[at].word, line[at - 1]
    if word in DETERMINERS and word not in {"two", "three", "few", "several", "many", "other", "such", "one"}:
        return before.word not in {"all", "both", "half", "of"} and before.word not in {".", "&"}
    if word in {"two", "three", "several", "many", "some"}:
        return before.word not in DETERMINERS
    if is_name(line[at]) and not is_name(before) and is_word(before) and before.word not in DETERMINERS:
        return not _verb_free(line, at - 1, floor)  # marks are lost: "the blast Amnesty said"
    return False


def _verb_free(line: Sequence[Token], at: int, floor: int) -> bool:
    for back in range(at, floor - 1, -1):
        if line[back].word in STOPS or line[back].word in BREAKERS or line[back].word in DETERMINERS:
            return True
        if is_finite(line, back):
            return False
    return True


def _trimmed(line: Sequence[Token], at: int, end: int) -> int:
    while at < end and (
        line[at].word in {"and", "or", "&", ",", ".", "'", "but"}
        or line[at].word in PREPOSITIONS
        or is_adverb(line[at])
    ):
        at += 1
    return at


# ── the noun phrase after a cue ───────────────────────────────────────────────────────────────────────────────────────


def phrase_end(line: Sequence[Token], start: int, ceil: int, *, occasions: frozenset[str] = frozenset()) -> int:
    """Where the noun phrase ends that begins at `start`; `start` when none does. Its "on Tuesday" stays out."""
    at = start
    ceil = min(ceil, start + _LONGEST_PHRASE)
    while at < ceil:
        token = line[at]
        word = token.word
        if word == "(" and at > start:
            close = next((i for i in range(at, min(ceil, at + 12)) if line[i].word == ")"), at)
            if close == at:
                break
            at = close + 1
            continue
        if word in STOPS or word in BREAKERS or word in TEMPORAL or (at == start and is_time(token)):
            break
        if word in PRONOUNS and word not in {"one", "both"}:
            return at + 1 if at == start else at
        if word in PREPOSITIONS:
            if at == start or at + 1 >= ceil or not _attaches(line, at, ceil, occasions):
                break
        elif word in {"and", "or", "&"}:
            if at == start or at + 1 >= ceil or not _nounlike(line, at + 1) or _verb_soon(line, at + 1, ceil):
                break
        elif (at > start and (is_adverb(token) or is_time(token) or is_finite(line, at))) or (
            at > start and word in DETERMINERS and line[at - 1].word not in PREPOSITIONS | DETERMINERS | {"and", "or"}
        ):
            break
        at += 1
    while at > start and (line[at - 1].word in PREPOSITIONS | {"and", "or", "&", "."} or is_adverb(line[at - 1])):
        if line[at - 1].word == "." and at - 2 >= start and line[at - 1].end < line[at - 2].end + 2 and at < ceil:
            break  # an abbreviation's point
        at -= 1
    return at


def _verb_soon(line: Sequence[Token], at: int, ceil: int) -> bool:
    for ahead in range(at, min(ceil, at + 6)):
        if line[ahead].word in STOPS:
            return False
        if is_finite(line, ahead):
            return True
    return False


def _attaches(line: Sequence[Token], at: int, ceil: int, occasions: frozenset[str]) -> bool:
    """Whether the preposition at `at` goes on with a noun phrase, rather than telling when or in what it was said."""
    if is_time(line[at + 1]) or not (_nounlike(line, at + 1) or line[at + 1].word in DETERMINERS):
        return False
    if line[at].word in {"of", "for"}:
        return True
    for ahead in range(at + 1, min(ceil, at + 6)):
        word = line[ahead].word
        if word in occasions or is_time(line[ahead]):
            return False
        if word in STOPS or word in PREPOSITIONS:
            break
    if line[at].word == "to":
        return line[at + 1].name or line[at + 1].word in DETERMINERS
    return line[at].word not in {"by", "via"} or line[at - 1].name


def aside_start(line: Sequence[Token], close: int, floor: int) -> int | None:
    """Where the aside between commas (or dashes) opens that closes at the comma `close`; None when there is none."""
    if line[close].word not in {",", "—", "–", "--", "-"}:
        return None
    nearest = 0
    for back in range(close - 1, max(floor, close - _LONGEST_ASIDE) - 1, -1):
        word = line[back].word
        if word in {";", ":", QUOTE}:
            break
        if word == line[close].word and back > floor and back + 1 < close:
            nearest = nearest or back
            if line[back + 1].word in {"who", "whose"}:
                return back
    return nearest or None


def aside_end(line: Sequence[Token], at: int, ceil: int) -> int:
    """End of the appositions that follow at the comma `at`: ", a fellow at a think tank"; `at` when there are none."""
    end = at
    while end + 1 < ceil and line[end].word == "," and _apposes(line, end + 1, ceil):
        close = end + 1
        while close < ceil and line[close].word not in {",", ";", ":", QUOTE, "—", "–"}:
            close += 1
        end = close
    return end


def _apposes(line: Sequence[Token], at: int, ceil: int) -> bool:
    token = line[at]
    if token.word in {"who", "whose", "which"} or token.word.isdigit():
        return True
    if (
        token.word in BREAKERS
        or token.word in {"and", "or"}
        or token.word in PREPOSITIONS | TEMPORAL
        or is_adverb(token)
    ):
        return False
    if token.word.endswith("ing") or token.word in PRONOUNS or is_finite(line, at) or token.word == QUOTE:
        return False
    close = at
    while close < ceil and line[close].word not in {",", ";", ":", QUOTE}:
        if line[close].word in {"who", "which", "that", "whose"}:
            return True
        if is_finite(line, close):
            return False
        close += 1
    return True
