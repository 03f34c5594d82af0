"""States of one thing that rule each other out, by the words that tell them: halted and resumed, missing and found.

Two kinds. In a *course* the later state takes the place of the earlier: who was at large is caught, what was halted
resumes, who was charged is convicted; that is an update. *Opposites* hold of one thing at one time by turns of opinion
or of fact: fair and unfair, rose and fell, guilty and innocent; that is a contradiction.

The lexicon is of English news in general. A word stands in it where it tells its state without its sentence.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

State = str
"""Words that tell one state, as alternatives of a regular expression: whole words, any case."""

_COURSES: tuple[tuple[State, State], ...] = (
    (
        r"halt(?:ed|s)?|suspend(?:ed|s)?|paused?|stalled|interrupted|broke(?:n)? off|stranded",
        r"resum(?:ed|es|ption)|restart(?:ed|s)?|under ?way again|reconvened?",
    ),
    (
        r"closed|shut(?: down)?|evacuated",
        r"re-?open(?:ed|s)?|allowed (?:back|to return)",
    ),
    (
        r"at large|on the run|whereabouts|manhunt|search(?:ed|ing)? for|still free|hunt(?:ed|ing)? for",
        r"arrested|captured|caught|apprehended|(?:in|into|taken into) custody|surrendered|recaptured",
    ),
    (
        r"missing|trapped|unaccounted",
        r"found|rescued|located|recovered|pulled (?:out|from)",
    ),
    (
        r"detained|jailed|imprisoned|in custody|arrested|held|hostages?",
        r"freed|released|bailed|on bail",
    ),
    (
        r"arrested|accused|charged|on trial|indicted|stands? trial",
        r"convicted|found guilty|pleaded guilty|acquitted|cleared|sentenced|exonerated",
    ),
    (
        r"questioned|quizzed|arrested",
        r"charged|arraigned|indicted",
    ),
    (
        r"offered|offer (?:to|of)|bid|nominat(?:ed|es)|invited|proposed",
        r"withdr[ae]wn?|withdraws|retracted|rescinded|pulled (?:out|its)|turned down|declined",
    ),
    (
        r"negotiat\w+|in talks|discuss(?:ed|ing|ions)|considering|close to|weigh(?:ing|s|ed)",
        r"signed|agreed|reached (?:a|an) (?:deal|agreement)|hired|(?:deal|agreement) was reached|clinched",
    ),
    (
        r"critical(?:ly)?|hospitali[sz]ed|in hospital|life support|injured|wounded",
        r"died|dies|dead|succumbed|discharged",
    ),
    (
        r"burning|blaz(?:e|ing)|on fire|out of control",
        r"extinguished|put out|contained|under control",
    ),
    (
        r"outage|blackout|cut off|without (?:power|electricity|water)|knocked out|disrupted|broken",
        r"restored|repaired|back (?:on|to normal)|reconnected|fixed",
    ),
    (
        r"ruled|upheld|ruling|ordered|struck down|convicted|granted|decision",
        r"overturned|reversed|overruled|quashed|vacated|stayed|blocked|annulled",
    ),
    (
        r"blocked|banned|barred|frozen|froze",
        r"lifted|unblocked|unfroze|cleared the way",
    ),
    (
        r"opposed|refused|resisted|holding out|balked",
        r"relented|gave in|dropped (?:his|her|its|their) (?:opposition|objections?)|backed down|conceded|"
        r"agreed|admitted|withdrew (?:his|her|its|their) (?:opposition|objections?)",
    ),
    (
        r"denied|denies|insisted|disputed",
        r"admit(?:s|ted)|acknowledge[sd]?|confess(?:ed|es)|conceded",
    ),
    (
        r"accus(?:ed|es|ing)|claimed|alleged|charge[sd]?",
        r"withdr[ae]wn?|retract(?:ed|s)|took back|taken back",
    ),
    (
        r"scheduled|planned|due",
        r"cancell?ed|postponed|called off|scrapped|delayed|put off",
    ),
    (
        r"wait(?:ing|ed|s)|stranded|stuck|bound for|en route|on (?:its|their|his|her) way|heading",
        r"arriv(?:ed|es|ing)|entered|landed|crossed into",
    ),
)
"""(the state before, the state after)."""

_OPPOSITES: tuple[tuple[State, State], ...] = (
    (
        r"rose|risen|jumped|gained|added|climbed|increased|up \d[\d.]*",
        r"fell|fallen|dropped|lost|declined|decreased|down \d[\d.]*|slumped",
    ),
    (
        r"guilty|culpable",
        r"innocent|not guilty|blameless",
    ),
    (
        r"legal(?:ly)?|lawful(?:ly)?|constitutional",
        r"illegal(?:ly)?|unlawful(?:ly)?|unconstitutional|violat(?:ed|es|ing|ion)",
    ),
    (
        r"accidental(?:ly)?|accident|by accident|unintentional(?:ly)?|natural causes",
        r"deliberate(?:ly)?|intentional(?:ly)?|on purpose|arson|foul play",
    ),
    (
        r"alone|lone|single-?handed(?:ly)?",
        r"accomplices?|together with|with others",
    ),
    (
        r"destroyed|gutted|razed",
        r"intact|undamaged|unharmed|unscathed",
    ),
    (
        r"peaceful(?:ly)?|calm",
        r"violent(?:ly)?|riot(?:s|ing|ous)?|clashes",
    ),
    (
        r"clean|safe|secure",
        r"dirty|filthy|unsafe|contaminated|insecure",
    ),
    (
        r"better|improve[sd]?|benefits?|helps?",
        r"worse|worsen(?:s|ed)?|harm(?:s|ed|ful)?|hurts?|damages?",
    ),
    (
        r"smooth(?:ly)?|swift(?:ly)?|quick(?:ly)?|prompt(?:ly)?",
        r"slow(?:ly)?|delayed|late|sluggish",
    ),
    (
        r"supports?|supported|backs?|backed|endorse[sd]?|approve[sd]?",
        r"oppose[sd]?|opposing|reject(?:s|ed)?|condemn(?:s|ed)?",
    ),
    (
        r"accept(?:s|ed)?|approve[sd]?|passed",
        r"reject(?:s|ed)?|refuse[sd]?|turned down|voted down|failed",
    ),
    (
        r"victory|win|won|success(?:ful)?|succeeded",
        r"defeat|loss|lost|failure|failed|unsuccessful",
    ),
    (
        r"true|accurate|correct",
        r"false|untrue|inaccurate|incorrect|wrong",
    ),
    (
        r"well[- ]equipped|experienced|prepared",
        r"ill[- ]equipped|inexperienced|unprepared",
    ),
    (
        r"loved|beloved|hero(?:ic|es)?|revered|popular",
        r"hated|feared|villain|reviled|unpopular",
    ),
    (
        r"fair",
        r"unfair|biased|partisan",
    ),
    (
        r"armed|carrying a (?:gun|weapon|knife)",
        r"unarmed",
    ),
    (
        r"alive|surviv(?:ed|es|ing|ors?)",
        r"dead|died|killed",
    ),
)
"""(the one, the other), in no order."""


class Opposed(NamedTuple):
    """Two states that two texts tell, by their words; `later` where one takes the place of the other."""

    kind: Literal["course", "opposite"]
    ours: str
    theirs: str
    later: Literal["ours", "theirs"] | None


class _Rule(NamedTuple):
    kind: Literal["course", "opposite"]
    one: re.Pattern[str]
    other: re.Pattern[str]


def _pattern(words: State) -> re.Pattern[str]:
    return re.compile(rf"\b(?<!not )(?<!n't )(?<!never )(?:{words})\b", re.IGNORECASE)


_RULES = (
    *(_Rule("course", _pattern(one), _pattern(other)) for one, other in _COURSES),
    *(_Rule("opposite", _pattern(one), _pattern(other)) for one, other in _OPPOSITES),
)


@lru_cache(maxsize=1 << 12)
def _told(text: str) -> dict[int, tuple[str | None, str | None]]:
    """By rule, the words that tell its one state and its other; kept, since a claim is in many pairs."""
    found = {}
    for number, rule in enumerate(_RULES):
        one, other = rule.one.search(text), rule.other.search(text)
        if one or other:
            found[number] = one and one[0], other and other[0]
    return found


def opposed(ours: str, theirs: str) -> Opposed | None:
    """The first pair of states of which each text tells one, and neither tells both."""
    first, second = _told(ours), _told(theirs)
    for number in sorted(first.keys() & second.keys()):
        kind = _RULES[number].kind
        match first[number], second[number]:
            case (str(one), None), (None, str(other)):
                return Opposed(kind, one, other, "theirs" if kind == "course" else None)
            case (None, str(other)), (str(one), None):
                return Opposed(kind, other, one, "ours" if kind == "course" else None)
    return None
