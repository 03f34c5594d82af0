"""What a claim rests on, as its text says it: its class of evidence, and the words that say so.

First what was seen: a document, a picture, an observation of the outlet's own people (`seen_evidence`). Then on
whose word it is: the deepest source of the claim's chain, by the words that name it, the office told beside the name
and the words about it. What cannot be told is an other report, the last of the classes. docs/design/0014-evidence.md
says why each class is what it is; the words are in evidence.toml.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from crossbearing import outlets
from crossbearing.records import Actor, Dossier, Evidence, EvidenceClass, Reason, Source, Span
from crossbearing.watch.evidence_words import Token, is_one, lexicon, places, tokens
from crossbearing.watch.scope import Scope
from crossbearing.watch.seen_evidence import Beside, SeenEvidence, observed, paper, picture
from crossbearing.watch.vouching import vouching

_MOST_OFFICES = 5
"""Of one person, so many offices are looked at."""
_LONGEST = 300
"""Characters of an office or of a source's words."""

Offices = Mapping[tuple[str, str], tuple[tuple[str, Span], ...]]
"""Report's id and a person's name there → offices told beside it: there, else where another report has the same
person."""

_BORNE: tuple[tuple[EvidenceClass, Callable[[Beside], SeenEvidence | None], str], ...] = (
    ("document", paper, "its words lead to a document"),
    ("imagery", picture, "its words lead to pictures"),
    ("own observation", observed, "the outlet's own people saw it"),
)


class _Class(NamedTuple):
    kind: EvidenceClass
    why: str
    spans: tuple[Span, ...] = ()


def offices(dossier: Dossier) -> Offices:
    """The offices of the persons of a story."""
    actors = {actor.id: actor for reading in dossier.readings for actor in reading.actors if actor.kind == "person"}
    there: dict[tuple[str, str], dict[tuple[str, Span], None]] = {}
    for actor in actors.values():
        if actor.role:
            there.setdefault(_key(actor), {})[actor.role, actor.span] = None
    found = {key: tuple(told)[:_MOST_OFFICES] for key, told in there.items()}
    for identity in dossier.identities:
        same = [actors[each] for each in identity.mentions if each in actors]
        told = dict.fromkeys((actor.role, actor.span) for actor in same if actor.role)
        for key in dict.fromkeys(_key(actor) for actor in same):
            found.setdefault(key, tuple(told)[:_MOST_OFFICES])
    return found


def _key(actor: Actor) -> tuple[str, str]:
    return actor.span.report, actor.name.casefold()


def evidence(scope: Scope, known: Offices) -> Evidence:
    """The class of a claim's evidence, the strongest that its words show, and who answers for a document (`vouching`).

    `known` are the `offices` of its story.
    """
    beside = Beside(scope)
    for kind, look, why in _BORNE:
        found = look(beside)
        if found is not None:
            if not found.own:
                return _because(_Class("other report", "another newsroom's people saw it", (found.words,)))
            vouched = vouching(beside, found) if kind == "document" else ()
            return _because(_Class(kind, why, (found.words,)), vouched)
    if not scope.claim.sources:
        return _because(_own_voice(scope))
    return _because(_word_of(_Told(beside, scope.claim.sources[0], known)))


def _because(found: _Class, others: tuple[Reason, ...] = ()) -> Evidence:
    return Evidence(found.kind, (Reason("evidence", f"{found.kind}: {found.why}", spans=found.spans), *others))


# ── nobody is named ───────────────────────────────────────────────────────────────────────────────────────────────────


def _own_voice(scope: Scope) -> _Class:
    report, span = scope.report, scope.claim.span
    known = outlets.by_name(report.outlet) if report.outlet else None
    if known is not None and known.kind == "government":
        return _Class("official statement", f"{known.name} states it on its own site", (span,))
    if known is not None and known.kind == "state media":
        return _Class("official statement", f"{known.name} speaks for the state that directs it", (span,))
    for part in report.parts:
        if part.span.start <= scope.claim.content.start < part.span.end:
            told = "a picture's caption" if part.kind == "caption" else "an embedded post"
            return _Class("other report", f"{told}, and nothing says how it is known", (span,))
    return _Class("other report", "the outlet's own voice, and nothing says how it knows", (span,))


# ── on whose word ─────────────────────────────────────────────────────────────────────────────────────────────────────


class _Told:
    """The deepest source of a claim: the words that name it, and all offices that are told of it."""

    def __init__(self, beside: Beside, source: Source, known: Offices) -> None:
        scope = beside.scope
        self.source = source
        self.sentence = beside.line
        named = scope.report.text[source.span.start : source.span.end] if source.span else source.name
        self.words = _line(named) or _line(source.name)
        told = known.get((scope.report.id, source.name.casefold()), ()) if source.kind == "person" else ()
        self.offices = (*((_line(source.role),) if source.role else ()), *(_line(office) for office, _ in told))
        elsewhere = () if source.role else tuple(span for _, span in told)
        self.spans = (*((source.span,) if source.span else ()), *elsewhere)

    @property
    def lines(self) -> tuple[list[Token], ...]:
        """The words beside the name, then the offices."""
        return self.words, *self.offices

    def one(self, words: frozenset[str]) -> bool:
        """Whether one of these words stands in them."""
        return any(is_one(token.word, words) for line in self.lines for token in line)

    def phrase(self, phrases: tuple[tuple[str, ...], ...]) -> bool:
        return any(any(places(line, phrases)) for line in self.lines)


def _line(words: str) -> list[Token]:
    return tokens(words, 0, min(len(words), _LONGEST))


def _word_of(told: _Told) -> _Class:
    name = _line(told.source.name)
    is_press = told.source.kind in ("person", "organisation") and len(name) > 1 and not told.offices
    if is_press and is_one(name[-1].word, lexicon().press):
        return _press(told)._replace(spans=told.spans)
    return _BY_KIND.get(told.source.kind, _body)(told)._replace(spans=told.spans)


def _press(told: _Told) -> _Class:
    if told.one(lexicon().offices):
        return _Class("official statement", f"{told.source.name} speaks for itself")
    return _Class("other report", f"{told.source.name} reports it, and nothing says how it knows")


def _state_media(told: _Told) -> _Class:
    return _Class("official statement", f"{told.source.name} speaks for the state that directs it")


def _place(told: _Told) -> _Class:
    if _is_unnamed(told):
        return _nameless(told)
    return _Class("official statement", f"{told.source.name} stands for its government")


def _person(told: _Told) -> _Class:
    name, known = told.source.name, lexicon()
    called = {token.word for token in _line(name)}
    lines = ([token for token in told.words if token.word not in called], *told.offices)
    holds = [line for line in lines if not _is_past(line)]
    # who was an analyst still knows; "a former minister and head of an institute" is the second alone
    knows = any(is_one(token.word, known.experts) for line in lines for token in line)
    studies = [part for line in lines for part in _parts(line) if not _is_past(part)]
    watches = any(is_one(token.word, known.expert_bodies) for part in studies for token in part)
    if knows or watches or any(any(places(part, known.expert_groups)) for part in studies):
        return _Class("named expert", f"on the word of {name}, an expert by what is told of them")
    if any(is_one(token.word, known.offices | known.bodies) for line in holds for token in line):
        return _Class("official statement", f"on the word of {name}, who speaks for an office or body")
    past = ", who no longer holds the office" if len(holds) < len(lines) else ""
    return _Class("named witness", f"on the word of {name}{past}")


def _parts(line: list[Token]) -> list[list[Token]]:
    """A line of offices, parted where another begins."""
    parts: list[list[Token]] = [[]]
    for token in line:
        if token.word in ("and", ",", "now"):
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _is_past(line: list[Token]) -> bool:
    """Whether it is told of an office that somebody held before."""
    return any(token.word in lexicon().former or token.word.startswith("ex-") for token in line)


def _body(told: _Told) -> _Class:
    name, known = told.source.name, lexicon()
    if _is_unnamed(told):
        return _nameless(told)
    if outlets.by_name(name) is not None and not told.one(known.offices):
        outlet = outlets.by_name(name)
        if outlet is not None and outlet.kind == "state media":
            return _state_media(told)
        if outlet is not None and outlet.kind != "government":
            return _press(told)
    if _indefinite(told.words) and not any(token.name for token in told.words[1:]) and not told.one(known.offices):
        return _Class("other report", f"{_said(told)} is not named")
    if told.one(known.experts | known.expert_bodies) or told.phrase(known.expert_groups):
        return _Class("named expert", f"on the word of {name}, a body that studies or watches such things")
    return _Class("official statement", f"on the word of {name}, of its own field")


def _unnamed(told: _Told) -> _Class:
    known, said = lexicon(), _said(told)
    if _is_unnamed(told):
        return _nameless(told)
    crowd = [token for token in told.words if is_one(token.word, known.bodies)]
    office = [token for token in told.words if is_one(token.word, known.offices)]
    if crowd and not _indefinite(told.words):
        return _Class("official statement", f"{said}, who speak with one voice for their body")
    if office and (crowd or not _indefinite(told.words)):
        return _Class("official statement", f"{said}, who speak for their office")
    if office:
        return _Class("unnamed official", f"{said}, and no more is told of who it is")
    return _Class("other report", f"{said}, who is not named")


def _nameless(told: _Told) -> _Class:
    known = lexicon()
    official = any(
        is_one(token.word, known.unnamed | known.of_state | known.bodies | known.offices) for token in told.words
    )
    if official:
        return _Class("unnamed official", f"{_said(told)}, who is not named")
    return _Class("other report", f"{_said(told)}, who is not named and not said to hold an office")


def _is_unnamed(told: _Told) -> bool:
    """Whether the words say "official", "source", or that somebody asked not to be named."""
    known = lexicon()
    return (
        _has_head(told.words, known.unnamed)
        or _has_head(told.words, known.sources)
        or any(places(told.sentence, known.anonymity))
    )


def _has_head(line: list[Token], nouns: frozenset[str]) -> bool:
    """Whether the head of the phrase, before "of", "at", "who", is one of these; "the minister" names its bearer."""
    for at, token in enumerate(line):
        if at and token.word in _ENDS:
            line = line[:at]
            break
    if not line or not is_one(line[-1].word, nouns):
        return False
    plural = line[-1].word.endswith("s")
    return plural or line[-1].word not in lexicon().offices or _indefinite(line)


_ENDS = frozenset("of at in from with for who which that on to close familiar briefed asked speaking , (".split())


def _indefinite(line: list[Token]) -> bool:
    return bool(line) and line[0].word in ("a", "an", "one", "another", "two", "three", "several", "some", "many")


def _said(told: _Told) -> str:
    return f"“{told.source.name}”"


_BY_KIND: Mapping[str, Callable[[_Told], _Class]] = {
    "agency": _press,
    "outlet": _press,
    "state media": _state_media,
    "place": _place,
    "person": _person,
    "unnamed": _unnamed,
}
