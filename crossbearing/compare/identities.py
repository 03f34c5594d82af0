"""Identities: the actors of a story, each under all the names that its reports give it.

Within a report `read.actors` has already given every mention its fullest name; here names of several reports meet. They
are joined by rules, the surest first, and each rule joins only where it leaves no choice: as in entity resolution by
sieves (Raghunathan et al., 2010) rather than by a threshold on similarity, since one wrong join makes two men of one
family speak with one voice. Two full names that stand in the same report are two people, however alike.

A capital that is named as the source of a saying ("Seoul says") stands for its country's government, and that mention
goes with the country; elsewhere it is the city. Houses of government ("the Kremlin") stay actors of their own. Singular
unnamed sources ("a senior official") are one actor per report: nothing shows that two reports mean the same person.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from crossbearing.compare.spelling import bones, folded, initials, same_word, same_words, sound
from crossbearing.records import Actor, ActorKind, Identity, Material, Reading, Report, content_id

_PAST = frozenset("former late ex outgoing ousted deputy vice acting".split())
_LEADERS = frozenset("leader president ruler king emir chancellor premier strongman dictator".split())
_INDEFINITE = frozenset("a an one another some".split())
_KNOWN_AS = {"isis": "islamic state", "isil": "islamic state", "daesh": "islamic state", "is": "islamic state"}
_STRONG = 6
"""Place names of so many letters that differ by vowels alone are one, even in one report."""

Words = tuple[str, ...]


@dataclass(slots=True)
class _Name:
    """One name of one kind in one report (or, for countries, in all): what is joined with others."""

    kind: ActorKind
    name: str
    words: Words
    report: str
    mentions: list[str]
    shown: Counter[str]
    roles: set[str]
    country: str = ""
    """Of a country, or of a capital that speaks for it."""
    alone: bool = False
    """An unnamed person, whom nothing ties to anybody of another report."""


def identities(material: Material) -> tuple[Identity, ...]:
    """Every actor mention of the story in exactly one identity, most mentioned first.

    `name` is the fullest name among those that occur most; `names` are all, sorted. The result does not depend on the
    order of the reports; an id is minted from the sorted mentions.
    """
    ordered = sorted(zip(material.reports, material.readings, strict=True), key=lambda pair: pair[0].id)
    names = [name for report, reading in ordered for name in _names(report, reading)]
    groups = _Groups(names)
    for rule in (_same_spelling, _country, _short_of_person, _short_of_body, _by_initials, _same_office):
        rule(groups)
    made = [_identity([names[at] for at in members]) for members in groups.members()]
    return tuple(sorted(made, key=lambda identity: (-len(identity.mentions), identity.name, identity.id)))


# ── names ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _names(report: Report, reading: Reading) -> list[_Name]:
    speaking = _speaking(reading)
    found: dict[tuple[str, str, str], _Name] = {}
    spoken_of: dict[str, str] = {}  # "a resident" of this report, whom "the resident" means from then on
    for actor in reading.actors:
        country = _country_of(actor, speaking)
        if actor.kind == "role" and _indefinite(report, actor):
            spoken_of[actor.name.lower()] = actor.id
        lone = spoken_of.get(actor.name.lower(), "") if actor.kind == "role" else ""
        alone = bool(lone)
        key = (actor.kind, country or actor.name, lone)
        name = found.get(key)
        if name is None:
            name = _Name(actor.kind, actor.name, _words(actor), report.id, [], Counter(), set(), country, alone)
            found[key] = name
        name.mentions.append(actor.id)
        name.shown[actor.name] += 1
        if actor.role:
            name.roles.add(" ".join(folded(actor.role)))
    return list(found.values())


def _words(actor: Actor) -> Words:
    """The words by which a name is compared; a capital under its older name is the same city."""
    name = actor.name.lower()
    kind, code = _countries().get(name, ("", "")) if actor.kind == "place" else ("", "")
    return ("capital", code.lower()) if kind == "capital" else folded(_KNOWN_AS.get(name, actor.name))


def _speaking(reading: Reading) -> frozenset[tuple[int, int]]:
    """Where the report names a source: spans of the sources of its attributions and claims."""
    chains = [*(a.sources for a in reading.attributions), *(c.sources + c.co_sources for c in reading.claims)]
    return frozenset((s.span.start, s.span.end) for chain in chains for s in chain if s.span is not None)


def _country_of(actor: Actor, speaking: Iterable[tuple[int, int]]) -> str:
    """The code of the country that a place stands for; "" for any other place."""
    if actor.kind != "place":
        return ""
    kind, code = _countries().get(actor.name.lower().replace("’", "'"), ("", ""))
    if kind == "country":
        return code
    speaks = any(start <= actor.span.start and actor.span.end <= end for start, end in speaking) if code else False
    return code if speaks else ""


@cache
def _countries() -> dict[str, tuple[str, str]]:
    rows = resources.files(__package__).joinpath("countries.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {name: (kind, code) for name, kind, code in (row.split("\t") for row in rows)}


def _indefinite(report: Report, actor: Actor) -> bool:
    return report.text[actor.span.start : actor.span.end].lower().split()[:1] in [[word] for word in _INDEFINITE]


def _identity(members: Sequence[_Name]) -> Identity:
    shown: Counter[str] = Counter()
    for member in members:
        shown += member.shown
    mentions = tuple(sorted(mention for member in members for mention in member.mentions))
    kind = min((member.kind for member in members), key=lambda kind: (kind == "role", kind))
    named = {name: count for member in members for name, count in member.shown.items() if member.kind == kind}
    speaks = any(member.country for member in members)
    best = max(
        named, key=lambda name: (speaks and _is_country(name), len(folded(name)), not _shouted(name), shown[name], name)
    )
    return Identity(id=content_id("i", *mentions), name=best, kind=kind, names=tuple(sorted(shown)), mentions=mentions)


def _shouted(name: str) -> bool:
    """In capitals, and too long for an abbreviation: a name from a headline or a credit."""
    return name.isupper() and len(name) > 5


def _is_country(name: str) -> bool:
    return _countries().get(name.lower(), ("", ""))[0] == "country"


# ── groups ────────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Groups:
    """Names joined so far (union-find), and who must not be joined."""

    def __init__(self, names: Sequence[_Name]) -> None:
        self.names = names
        self._parent = list(range(len(names)))
        self._people: list[dict[str, set[Words]]] = [
            {name.report: {name.words}} if name.kind == "person" and len(name.words) > 1 else {} for name in names
        ]
        """Of each group: the full names of people by report."""

    def find(self, at: int) -> int:
        """The group of a name, by its first member."""
        while self._parent[at] != at:
            self._parent[at] = self._parent[self._parent[at]]
            at = self._parent[at]
        return at

    def of_kind(self, *kinds: ActorKind) -> list[int]:
        """Numbers of the names of these kinds that may be joined, in their order."""
        return [at for at, name in enumerate(self.names) if name.kind in kinds and not name.alone]

    def join(self, a: int, b: int, *, sure: bool = False) -> None:
        """Makes one of two groups, unless some report names two people in them; `sure` asks no report."""
        first, second = sorted((self.find(a), self.find(b)))
        if first == second or not (sure or self._compatible(first, second)):
            return
        self._parent[second] = first
        for report, full in self._people[second].items():
            self._people[first].setdefault(report, set()).update(full)

    def _compatible(self, a: int, b: int) -> bool:
        ours, theirs = self._people[a], self._people[b]
        return all(ours[report] == theirs[report] for report in ours.keys() & theirs.keys())

    def members(self) -> list[list[int]]:
        """The groups, each with the numbers of its names."""
        found: dict[int, list[int]] = defaultdict(list)
        for at in range(len(self.names)):
            found[self.find(at)].append(at)
        return list(found.values())

    def only(self, candidates: Iterable[int]) -> int | None:
        """The one group that all candidates are in; None where there is none, or a choice."""
        found = {self.find(at) for at in candidates}
        return found.pop() if len(found) == 1 else None


# ── rules ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _same_spelling(groups: _Groups) -> None:
    """The same words, then spellings of the same words."""
    by_words: dict[tuple[ActorKind, Words, str], int] = {}
    for at in groups.of_kind("person", "organisation", "place", "group", "role"):
        name = groups.names[at]
        groups.join(at, by_words.setdefault((name.kind, name.words, name.country), at), sure=True)
    blocks: dict[tuple[ActorKind, Words], list[int]] = defaultdict(list)
    for at in groups.of_kind("person", "organisation", "place"):
        if groups.find(at) == at:
            name = groups.names[at]
            blocks[name.kind, tuple(sorted(bones(word) for word in name.words))].append(at)
            blocks[name.kind, ("", "".join(name.words))].append(at)
    for _, block in sorted(blocks.items()):
        for number, a in enumerate(block):
            for b in block[number + 1 :]:
                _join_spellings(groups, a, b)


def _join_spellings(groups: _Groups, a: int, b: int) -> None:
    one, other = groups.names[a], groups.names[b]
    if one.country or other.country or not same_words(one.words, other.words):
        return
    if one.kind == "person":
        if len(one.words) > 1 or one.words == other.words:
            groups.join(a, b, sure="".join(one.words) == "".join(other.words))
        return
    if one.kind == "place":
        listed = one.name.lower() in _countries() or other.name.lower() in _countries()
        together = one.report == other.report and min(len(one.name), len(other.name)) < _STRONG
        if listed or (together and not _same_sound(one.words, other.words)):
            return
    elif "".join(one.words) != "".join(other.words) and min(len(word) for word in (*one.words, *other.words)) < 3:
        return
    groups.join(a, b)


def _same_sound(a: Words, b: Words) -> bool:
    return [sound(word) for word in a] == [sound(word) for word in b]


def _country(groups: _Groups) -> None:
    """A country under its names, and capitals that speak for it."""
    by_code: dict[str, int] = {}
    for at in groups.of_kind("place"):
        code = groups.names[at].country
        if code:
            groups.join(at, by_code.setdefault(code, at), sure=True)


def _short_of_person(groups: _Groups) -> None:
    """ "Tarn", "Mr Tarn" or "Ada Tarn" beside the one "Ada Maria Tarn" of the story."""
    people = groups.of_kind("person")
    by_end: dict[str, list[int]] = defaultdict(list)
    by_beginning: dict[str, list[int]] = defaultdict(list)
    for at in people:
        words = groups.names[at].words
        by_end[bones(words[-1])].append(at)
        if len(words) > 1:
            by_beginning[words[0]].append(at)
    for at in sorted(people, key=lambda at: -len(groups.names[at].words)):
        words = groups.names[at].words
        alike = by_end[bones(words[-1])]
        fitting = [
            b for b in alike if len(groups.names[b].words) > len(words) and _ends_like(words, groups.names[b].words)
        ]
        if not fitting and len(words) == 1 and groups.names[at].roles:
            fitting = by_beginning[words[0]]  # a family name put first: "Mr Tarn" beside "Tarn Ada"
        whole = groups.only(fitting)
        if whole is not None:
            groups.join(at, whole)
    for block in by_end.values():
        single = [at for at in block if len(groups.names[at].words) == 1]
        for number, a in enumerate(single):
            for b in single[number + 1 :]:
                if same_word(groups.names[a].words[0], groups.names[b].words[0]):
                    groups.join(a, b)


def _ends_like(short: Words, long: Words) -> bool:
    """The last word is the same, and those before it stand in the longer name in their order."""
    if not same_word(short[-1], long[-1]):
        return False
    rest = iter(long[:-1])
    return all(any(same_word(word, other) for other in rest) for word in short[:-1])


def _short_of_body(groups: _Groups) -> None:
    """ "The Observatory" beside the one longer name that has its words and the same noun, last or before its "of"."""
    bodies = groups.of_kind("organisation")
    by_word: dict[str, list[int]] = defaultdict(list)
    for at in bodies:
        for word in sorted(set(groups.names[at].words)):
            by_word[word].append(at)
    for at in sorted(bodies, key=lambda at: -len(groups.names[at].words)):
        short = groups.names[at]
        whole = groups.only(b for b in by_word[short.words[-1]] if _shortens(short, groups.names[b]))
        if whole is not None:
            groups.join(at, whole)


def _shortens(short: _Name, long: _Name) -> bool:
    if len(short.words) >= len(long.words) or not set(short.words) <= set(long.words):
        return False
    before_of = next((long.words[k - 1] for k, word in enumerate(long.words) if word in ("of", "for", "on")), "")
    return short.words[-1] in (long.words[-1], before_of) and long.name[:1].isupper()


def _by_initials(groups: _Groups) -> None:
    """ "SOHR" beside the one name that has these initials."""
    bodies = groups.of_kind("organisation", "place")
    long: dict[str, list[int]] = defaultdict(list)
    for at in bodies:
        for letters in initials(groups.names[at].name):
            long[letters].append(at)
    for at in groups.of_kind("organisation"):
        name = groups.names[at]
        letters = name.name.replace(".", "")
        if 2 <= len(letters) <= 7 and letters.isalpha() and sum(letter.isupper() for letter in letters) > 1:
            whole = groups.only(long.get(letters.lower(), ()))
            if whole is not None:
                groups.join(at, whole)


def _same_office(groups: _Groups) -> None:
    """ "The Norian leader" of one report beside the one person whom another calls "Norian president"."""
    bearers: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at in groups.of_kind("person"):
        for role in groups.names[at].roles:
            for office in _offices(role):
                bearers[office].append(at)
    for at in groups.of_kind("role"):
        offices = _offices(" ".join(groups.names[at].words))
        if len(groups.names[at].words) > 1 and offices:
            holder = groups.only(b for office in offices for b in bearers.get(office, ()))
            if holder is not None:
                groups.join(at, holder)


def _offices(role: str) -> list[tuple[str, str]]:
    """An office as whose and which; a leader's counts as any leader's."""
    words = role.split()
    if len(words) < 2 or _PAST & set(words):
        return []
    head, whose = words[-1], " ".join(words[:-1])
    return [(whose, "leader" if head in _LEADERS else head)]
