"""What a word may be called, by each corpus's own classes: some say nothing of what others mark.

A word has the list of the labels that it may have. Training takes the sum of their probabilities, so that what a corpus
is silent on costs nothing.
"""

from __future__ import annotations

import re

from common import ENTITIES

from evaluation.corpora import Tagged, Token


def may_be(*kinds: str) -> list[str]:
    """The labels of these kinds."""
    return [f"{side}-{kind}" for kind in ENTITIES if kind in kinds for side in "BI"]


SCHEMES: dict[str, dict[str, list[str]]] = {
    "worldwide": {
        "Person": ["person"], "Organization": ["organisation"], "Location": ["place"], "NORP": ["group"],
        "Facility": ["facility"], "Product": ["product"], "Money": ["money"], "Misc": ["event", "other"],
    },
    "wikigold": {"PER": ["person"], "ORG": ["organisation"], "LOC": ["place", "facility"],
                 "MISC": ["group", "product", "event", "other"]},
    "btc": {"PER": ["person"], "ORG": ["organisation"], "LOC": ["place", "facility"]},
    "wnut": {"person": ["person"], "corporation": ["organisation"], "group": ["organisation", "group"],
             "location": ["place", "facility"], "product": ["product"], "creative-work": ["other"]},
    "uner": {"PER": ["person"], "ORG": ["organisation"], "LOC": ["place", "facility"]},
}  # fmt: skip
"""Corpus → its classes → ours."""
OUTSIDE = {
    "worldwide": ["O", *may_be("event")],
    "wikigold": ["O", *may_be("money")],
    "btc": ["O", *may_be("group", "product", "event", "money", "other", "facility")],
    "wnut": ["O", *may_be("money", "group", "event")],
    "uner": ["O", *may_be("group", "product", "event", "money", "other", "facility")],
}
"""What a word that a corpus leaves unmarked may still be."""


def allowed(scheme: str, sentence: list[Tagged]) -> list[list[str]]:
    """The labels that each word of a sentence may have. An I of BIO that nothing began is a B."""
    found, before = [], "O"
    for _, given in sentence:
        begun = given.startswith("I-") and before.partition("-")[2] != given[2:]
        before = "B-" + given[2:] if begun else given
        found.append(_allowed(scheme, before))
    return found


def _allowed(scheme: str, tag: str) -> list[str]:
    prefix, _, kind = tag.partition("-")
    if prefix == "O" or not kind:
        return OUTSIDE[scheme]
    if kind not in SCHEMES[scheme]:
        return ["O"] if kind == "Date" else OUTSIDE[scheme]
    side = "B" if prefix in ("B", "S") else "I"
    return [f"{side}-{name}" for name in SCHEMES[scheme][kind]]


# ── treebanks ─────────────────────────────────────────────────────────────────────────────────────────────────────────

_COMMON = ("NN", "VB", "JJ", "RB", "PRP", "MD")
"""How the Penn Treebank's tags of nouns, verbs and the like begin."""


def common_words(tokens: tuple[Token, ...]) -> list[list[str]]:
    """EWT has no names marked, but nouns, verbs and the like that are no proper nouns are none. Of others it says
    nothing."""
    return [["O"] if each.tag.startswith(_COMMON) and not each.tag.startswith("NNP") else [] for each in tokens]


_GUM = {"person": "person", "organization": "organisation", "place": "place", "event": "event", "object": "product"}
_MENTION = re.compile(r"\(([^()]+)(\))?|([^()]+)\)")
_IN_NAMES = frozenset(("PROPN", "DET", "ADP", "PUNCT", "NUM"))
Open = tuple[str, str, int]
"""A mention that is not closed yet: its chain, our kind ("" where it is no name), its first word."""


def gum_entities(tokens: tuple[Token, ...]) -> list[list[str]]:
    """What each word may be: of a mention with a page of its own in Wikipedia, its unbroken run of proper nouns is a
    name; words that are no proper nouns are none; about other proper nouns nothing is said."""
    found = [["O"] if token.upos != "PROPN" else [] for token in tokens]
    begun: list[Open] = []
    for at, token in enumerate(tokens):
        value = next((part[7:] for part in token.misc.split("|") if part.startswith("Entity=")), "")
        for match in _MENTION.finditer(value):
            if match[1]:
                fields = match[1].split("-")
                linked = len(fields) > 6 and not fields[-1].isdigit()
                begun.append((fields[0], _GUM.get(fields[1], "") if len(fields) > 1 and linked else "", at))
            if match[2] or match[3]:
                _close(begun, (match[1] or match[3]).split("-")[0], at, tokens, found)
    return found


def _close(begun: list[Open], chain: str, end: int, tokens: tuple[Token, ...], found: list[list[str]]) -> None:
    """The last mention of the chain ends with the word `end`."""
    depth = next((depth for depth in range(len(begun) - 1, -1, -1) if begun[depth][0] == chain), None)
    if depth is None:
        return
    _, kind, start = begun.pop(depth)
    run = range(start, end + 1)
    if kind and tokens[end].upos == "PROPN" and all(tokens[at].upos in _IN_NAMES for at in run):
        first = next(at for at in run if tokens[at].upos != "DET")
        for at in range(first, end + 1):
            found[at] = [("B-" if at == first else "I-") + kind]
