"""Whether a word that can be a reporting verb is one here, or the noun or adjective that looks like it."""

from __future__ import annotations

from crossbearing.read.cues import Verb, cues
from crossbearing.read.lines import ASKS, Line
from crossbearing.read.phrases import is_adverb, is_finite, phrase_start
from crossbearing.read.wordlists import DETERMINERS, PREPOSITIONS, PRONOUNS, QUOTE


def stands_as_verb(line: Line, at: int, first: int, verb: Verb, *, particle: bool) -> bool:
    """Whether the form at `at` stands as a verb, where it could be a noun or an adjective as well."""
    lexicon = cues()
    before, after = line.word(at - 1), line.word(at + 1)
    if first < at and not all(is_adverb(line.tokens[back]) for back in range(first, at)):
        return True
    if verb.form == "ing":
        return before not in DETERMINERS and after != "of"
    if before == "to":
        return verb.form == "base"
    if before in DETERMINERS or before in PREPOSITIONS or before.endswith(("'s", "s'")):
        return False
    if verb.form in {"past", "participle"}:
        return before not in {"as", "so-called", "than"}
    if after == "," and line.word(at + 2) == QUOTE:
        return True
    clear = particle or after in ASKS | PRONOUNS | DETERMINERS | {QUOTE, ":"}
    if is_finite(line.tokens, at) and verb.lemma not in lexicon.plurals:
        return True
    if verb.form == "base":
        begins = phrase_start(line.tokens, first)
        many = before.endswith("s") or "and" in line.words(begins, first - begins)
        return before in {"they", "we", "i", "you", "who"} or (many and (clear or verb.lemma not in lexicon.plurals))
    if before in PRONOUNS or verb.lemma not in lexicon.plurals:
        return bool(before) and (clear or after not in PREPOSITIONS or before in PRONOUNS)
    begins = phrase_start(line.tokens, first)
    one = begins < first and (line.word(begins) in DETERMINERS or line.tokens[first - 1].name)
    return one and (clear or line.word(begins - 1) == QUOTE)
