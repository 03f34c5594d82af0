"""Whether what a clause says happened, goes on, is planned, possible or alleged, holds on a condition or is an opinion.

And whether it is negated: both are read from the clause's own predicate, never from another clause's words.

The predicate is the word of the passage that all others hang from; "expected to sign" is one with what it leads to. Its
auxiliaries, adverbs and lemma are asked first. Where they tell nothing, the reader's factuality decides (how sure the
writer is that it happened; Rudinger et al., "Neural models of factuality", NAACL 2018).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from crossbearing.read.propositions import heads_clause
from crossbearing.read.syntax import Syntax
from crossbearing.records import Status

_UNREAL = -0.5
"""Below this factuality, what no word marks did not happen (yet): "the right to leave", "to boost trade"."""

_FUTURE = frozenset("will shall 'll wo ll".split())
_MAYBE = frozenset("may might could".split())
_OUGHT = frozenset("should must ought".split())
_CONDITIONS = frozenset("if unless provided providing".split())
_NOT = frozenset("not n't n’t never neither nor without nowhere hardly scarcely barely".split())
_NOBODY = frozenset("nobody none nothing neither".split())
_ONLY = frozenset("only just merely simply".split())
_UNDONE = frozenset("fail refuse decline neglect unable unwilling".split())
_INTENDS = frozenset(
    "plan intend aim hope vow pledge promise agree prepare schedule set expect due slate poise likely ready project"
    " propose threaten seek want decide offer wait about go bind determined arrange".split()
)
_PLANS = frozenset("plan schedule slate".split())
"""With what is planned as their object: "a vote is planned"."""
_HEARSAY = frozenset("think believe rumour rumor fear presume suspect allege report say suppose understand".split())
_ACCUSES = frozenset("accuse blame allege suspect charge".split())
_ALLEGED = frozenset(
    "allegedly reportedly purportedly supposedly apparently alleged suspected purported reported".split()
)
_PERHAPS = frozenset("perhaps maybe possibly potentially probably likely unlikely conceivably possible".split())
_GOES_ON = frozenset("continue remain keep persist".split())
_JUDGES = frozenset(
    "good bad better best worse worst wrong right great terrible horrible awful shameful disgraceful tragic wonderful"
    " unacceptable acceptable important crucial vital essential necessary dangerous unfair fair ridiculous absurd"
    " unfortunate regrettable outrageous appalling proud sad mistake disgrace shame tragedy priority".split()
)
_HOLDS = frozenset("think thinks thought feel feels felt hope hopes hoped consider considers considered".split())
"""Cues by which somebody says what they hold, not what they know."""
_PRESENT = frozenset("is are am 's 're 'm".split())
_PERFECT = frozenset("has have 've".split())


class Modality(NamedTuple):
    """Status and polarity of a clause, with the words (by number) that show each."""

    status: Status
    status_by: tuple[int, ...]
    negated: bool
    negated_by: tuple[int, ...]


def modality(syntax: Syntax, start: int, end: int, *, reported: bool, cue: str = "") -> Modality:
    """How text[start:end] is said. `reported`: it is somebody's words in indirect speech; `cue`: by which verb."""
    predicate = predicate_of(syntax, start, end)
    if predicate is None:
        return Modality("happened", (), False, ())
    inside = syntax.within(start, end)
    status, by = _status(syntax, predicate, reported=reported)
    if status in ("happened", "ongoing") and cue in _HOLDS:
        status, by = "opinion", ()
    no = tuple(word for at in _chain(syntax, predicate) for word in _negations(syntax, at) if word in inside)
    return Modality(status, by, bool(no), no)


def predicate_of(syntax: Syntax, start: int, end: int) -> int | None:
    """The word that the passage is built on: the highest predicate, else its highest word; None without words."""
    inside = syntax.within(start, end)
    tops = [word for word in inside if syntax.heads[word] not in inside and syntax.is_word(word)]
    for word in tops:
        if heads_clause(syntax, word) or (
            syntax.relations[word] in ("root", "ccomp", "xcomp") and syntax.is_predicate(word)
        ):
            return word
    verbs = [word for word in inside if syntax.upos[word] == "VERB" and heads_clause(syntax, word)]
    return next(iter((*(word for word in tops if syntax.is_predicate(word)), *verbs, *tops)), None)


def _chain(syntax: Syntax, predicate: int) -> list[int]:
    """The predicate and what it leads to: "expected" → "sign", "failed" → "close"."""
    chain = [predicate]
    while len(chain) < _DEEP:
        further = [word for word in syntax.below(chain[-1], "xcomp") if syntax.upos[word] in ("VERB", "ADJ", "NOUN")]
        if not further:
            break
        chain.append(further[0])
    return chain


_DEEP = 4


def lemma(word: str) -> Iterable[str]:
    """What a verb's form may be a form of, by its ending."""
    yield word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(ending)]
            yield from (stem + last for last in instead)
            if len(stem) > 2 and stem[-1] == stem[-2]:
                yield stem[:-1]
    if word in _IRREGULAR:
        yield _IRREGULAR[word]


_ENDINGS = (("ied", ("y",)), ("ies", ("y",)), ("ed", ("", "e")), ("ing", ("", "e")), ("es", ("", "e")), ("s", ("",)))
_IRREGULAR = {"thought": "think", "said": "say", "understood": "understand", "sought": "seek", "bound": "bind",
              "kept": "keep", "going": "go", "gon": "go"}  # fmt: skip


def _is_any(syntax: Syntax, word: int, lemmas: frozenset[str]) -> bool:
    return any(each in lemmas for each in lemma(syntax.words[word]))


def _status(syntax: Syntax, predicate: int, *, reported: bool, depth: int = 0) -> tuple[Status, tuple[int, ...]]:
    chain = _chain(syntax, predicate)
    for ask in (_conditional, _alleged, _planned, _opinion, _possible, _ongoing):
        found = ask(syntax, chain, reported=reported)
        if found is not None:
            return found
    last = chain[-1]
    above = syntax.heads[predicate]
    bare = not syntax.helpers(predicate) and not syntax.has_subject(predicate)
    if (
        bare
        and above >= 0
        and depth < _DEEP
        and syntax.relations[predicate] in ("conj", "advcl")
        and syntax.factual[last] < 0
    ):
        asked = above, reported, depth + 1
        if asked not in syntax.statuses:
            syntax.statuses[asked] = _status(syntax, above, reported=reported, depth=depth + 1)
        status, _ = syntax.statuses[asked]
        if status in ("planned", "possible", "conditional"):
            return status, (last,)
    denied = any(_negations(syntax, at) for at in chain)
    if syntax.factual[last] <= _UNREAL and not denied and syntax.upos[last] == "VERB":
        return ("planned" if _to(syntax, last) else "possible"), (last,)
    return "happened", ()


def _helpers(syntax: Syntax, word: int, words: frozenset[str]) -> tuple[int, ...]:
    return tuple(child for child in syntax.helpers(word) if syntax.words[child] in words)


def _to(syntax: Syntax, word: int) -> tuple[int, ...]:
    return tuple(child for child in syntax.below(word, "mark", "aux") if syntax.words[child] == "to")


Found = tuple[Status, tuple[int, ...]] | None


def _conditional(syntax: Syntax, chain: list[int], *, reported: bool) -> Found:
    """ "if the rain goes on"; "the dam will fail" where such a clause hangs from it; "would have failed"."""
    predicate = chain[0]
    marks = tuple(word for word in syntax.below(predicate, "mark") if syntax.words[word] in _CONDITIONS)
    if marks and syntax.relations[predicate] == "advcl":
        return "conditional", marks
    modal = _helpers(syntax, predicate, _FUTURE | _MAYBE | frozenset({"would", "'d", "can"}))
    for clause in syntax.below(predicate, "advcl"):
        hinge = tuple(word for word in syntax.below(clause, "mark") if syntax.words[word] in _CONDITIONS)
        if modal and hinge:
            return "conditional", (*modal, *hinge)
    would = _helpers(syntax, predicate, frozenset({"would"}))
    have = _helpers(syntax, predicate, frozenset({"have", "'ve"}))
    return ("conditional", (*would, *have)) if would and have else None


def _alleged(syntax: Syntax, chain: list[int], *, reported: bool) -> Found:
    """ "allegedly", "is thought to", "blamed"; of a headline's noun: "suspected attack"."""
    predicate = chain[0]
    for at in chain:
        said = tuple(word for word in syntax.below(at, "advmod") if syntax.words[word] in _ALLEGED)
        if said:
            return "alleged", said
    if not syntax.is_predicate(predicate):
        said = tuple(word for word in syntax.below(predicate, "amod") if syntax.words[word] in _ALLEGED)
        return ("alleged", said) if said else None
    passive = any(syntax.kinds[word] == "aux:pass" for word in syntax.under[predicate])
    if passive and len(chain) > 1 and _is_any(syntax, predicate, _HEARSAY):
        return "alleged", (predicate,)
    return ("alleged", (predicate,)) if _is_any(syntax, predicate, _ACCUSES) and not passive else None


def _planned(syntax: Syntax, chain: list[int], *, reported: bool) -> Found:
    """ "will", "is to", "plans to", "is expected to"; a headline's "Minister to visit"; "would" in indirect speech."""
    for number, at in enumerate(chain):
        if future := _helpers(syntax, at, _FUTURE):
            return "planned", future
        to = _to(syntax, at)
        copula = _helpers(syntax, at, frozenset("is are was were am be 's 're".split()))
        if to and copula and copula[0] < to[0]:
            return "planned", (copula[0], *to)
        if number and to and _is_any(syntax, chain[number - 1], _INTENDS) and syntax.factual[at] < 0:
            return "planned", (chain[number - 1], *to)
        would = _helpers(syntax, at, frozenset({"would", "'d"}))
        if would and reported:
            return "planned", would
    predicate = chain[0]
    if len(chain) == 1 and syntax.upos[predicate] == "VERB" and _is_any(syntax, predicate, _PLANS):
        return "planned", (predicate,)
    if len(chain) == 1 and _awaited(syntax, predicate):
        return "planned", (predicate,)
    if syntax.relations[predicate] == "root" and syntax.upos[predicate] in ("NOUN", "PROPN"):
        for clause in syntax.below(predicate, "acl"):
            if (to := _to(syntax, clause)) and syntax.factual[clause] < 0:
                return "planned", to
    if not syntax.is_predicate(predicate):
        ahead = tuple(word for word in syntax.below(predicate, "amod") if syntax.words[word] in _AHEAD)
        return ("planned", ahead) if ahead else None
    return None


def _awaited(syntax: Syntax, predicate: int) -> bool:
    """ "is expected in the town", "is due on Monday"; "were expected" may have come to nothing."""
    now = _helpers(syntax, predicate, frozenset({"is", "are", "be", "'s", "'re"}))
    passive = any(syntax.kinds[word] == "aux:pass" for word in syntax.under[predicate])
    return bool(now) and ((passive and _is_any(syntax, predicate, _EXPECTED)) or syntax.words[predicate] == "due")


_EXPECTED = frozenset({"expect", "await"})
_AHEAD = frozenset("planned upcoming forthcoming scheduled proposed expected".split())


def _opinion(syntax: Syntax, chain: list[int], *, reported: bool) -> Found:
    """ "should", "must"; "is unacceptable", "was the worst mistake"."""
    for at in chain:
        if ought := _helpers(syntax, at, _OUGHT):
            return "opinion", ought
        if syntax.below(at, "cop"):
            judged = [at, *syntax.below(at, "amod")]
            if by := tuple(word for word in judged if syntax.words[word] in _JUDGES):
                return "opinion", by
    return None


def _possible(syntax: Syntax, chain: list[int], *, reported: bool) -> Found:
    """ "may", "might", "could", "would", "perhaps", "whether"; what could not be done, was not done."""
    for at in chain:
        maybe = _helpers(syntax, at, _MAYBE)
        have = _helpers(syntax, at, frozenset({"have"}))
        if maybe and (have or syntax.words[maybe[0]] != "could" or not _negations(syntax, at)):
            return "possible", maybe
        if would := _helpers(syntax, at, frozenset({"would", "'d"})):
            return "possible", would
        if perhaps := tuple(word for word in syntax.below(at, "advmod") if syntax.words[word] in _PERHAPS):
            return "possible", perhaps
        if syntax.words[at] in _PERHAPS and syntax.below(at, "cop"):
            return "possible", (at,)
    asked = tuple(word for word in syntax.below(chain[0], "mark") if syntax.words[word] in {"whether", "if"})
    return ("possible", asked) if asked else None


def _ongoing(syntax: Syntax, chain: list[int], *, reported: bool) -> Found:
    """ "is leaking", "has been leaking", "remains", "still"."""
    predicate = chain[0]
    if syntax.words[predicate].endswith("ing"):
        now = _helpers(syntax, predicate, _PRESENT | _PERFECT)
        if now and not syntax.below(predicate, "cop"):
            return "ongoing", (*now[:1], predicate)
    if being := _helpers(syntax, predicate, frozenset({"being"})):
        now = _helpers(syntax, predicate, _PRESENT)
        return ("ongoing", (*now[:1], *being)) if now else None
    past = _helpers(syntax, predicate, frozenset({"was", "were", "had"}))
    still = tuple(word for word in syntax.below(predicate, "advmod") if syntax.words[word] == "still")
    if still and not past:
        return "ongoing", still
    if _is_any(syntax, predicate, _GOES_ON) and not syntax.words[predicate].endswith("ed"):
        return "ongoing", (predicate,)
    return None


def _negations(syntax: Syntax, predicate: int) -> tuple[int, ...]:
    """The words that negate a predicate: "not", "nobody" as its subject, "no gate" as its subject or object, "fail"."""
    found = []
    if _is_any(syntax, predicate, _UNDONE) and syntax.below(predicate, "xcomp"):
        found.append(predicate)
    for child in syntax.under[predicate]:
        word, relation = syntax.words[child], syntax.relations[child]
        if word in _NOT and relation in ("advmod", "mark", "cc", "aux") and not _is_only(syntax, child):
            found.append(child)
        elif relation in ("nsubj", "obj", "obl"):
            if word in _NOBODY and relation != "obl":
                found.append(child)
            if relation != "obl" or syntax.relations[predicate] == "root":
                found += [at for at in syntax.below(child, "det") if syntax.words[at] in {"no", "neither"}]
    if syntax.below(predicate, "cop"):
        found += [at for at in syntax.below(predicate, "det") if syntax.words[at] == "no"]
    return tuple(sorted(found))


def _is_only(syntax: Syntax, word: int) -> bool:
    """ "not only": no negation."""
    return word + 1 < len(syntax.words) and syntax.words[word + 1] in _ONLY
