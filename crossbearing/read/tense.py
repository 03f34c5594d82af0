"""Whether what is said of a day or month is over or still to come, by the verb that it belongs to.

English news gives "on Tuesday" its week and "in June" its year by tense alone: "arrived on Tuesday" is the last one,
"will arrive on Tuesday" the next. No parser: the nearest verb before the date decides, or, where the date opens its
clause, the first after it. What leans to the future and may have come by now ("would", "was due", "until") is "open":
the reader then takes the nearest such day.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Literal

Direction = Literal["past", "future", "open"]

_REACH = 200
"""How many characters before or after a date its verb may stand."""
_NOT_VERBS = "the|a|an|his|her|its|their|our|my|your|this|that|these|those|all|about|around|more|at|some|both|nearby"
_ADVERBS = r"(?: (?:not|also|be|then|have|now|soon|only|still|been|to|likely|formally|officially)){0,3}"
_PLANS = "due|set|scheduled|expected|planned|slated|supposed|likely|meant|poised"
_PAST = (
    "said says told was were had did has have hit met went came took saw made left began wrote held sent found gave"
    " broke fell rose won lost struck fled flew drove shot sank swept spoke swore stood rang ran led paid put quit"
    " spent stole thought threw understood withdrew became blew bought brought built burst caught chose cut drew"
    " fought got grew heard kept knew laid lay tore bore beat bit dug fed forbade forgave froze hid hurt overthrew"
    " rode sought sold shook shone shut slid slew sprang stuck stung sued taught undertook woke wore wept wound upheld"
    " agreed died fired freed"
)
_WILL = rf"will|shall|won['’]?t|(?:is|are|be|been) (?:to|going|{_PLANS})"
_WOULD = rf"would|could|may|might|can|must|should|(?:was|were|had been) (?:to|going|{_PLANS})"
_PUT_OFF = "postponed|adjourned|extended|delayed|deferred|rescheduled|put off|pushed back"
_WISHES = "plans?|hopes?|intends?|expects?|wants?"
_BEGINS = "begins?|starts?|opens|arrives|departs|expires?|takes? place|kicks? off|resumes?|convenes?"
_AHEAD = "due|scheduled|slated|planned|expected|payable|effective|upcoming|forthcoming|deadline|ahead of"
_PRESENT = "leaves|meets?|travels|holds?|visits|faces|heads|ends|votes|returns|goes|go to|falls|gathers?"
_PROMISED = "agreed|vow(?:s|ed)|decided|planned|pledged|promised|ordered|expected|threatened|invited|hoped"
_VERB = re.compile(
    rf"\b(?P<future>(?:{_WILL}){_ADVERBS} [\w’'-]+|\w{{1,20}}['’]ll"
    r"|(?:is|are) (?!being\b|following\b|during\b)[a-z]{2,16}ing|to be [a-z]+(?:ed|en|n|t|d)"
    rf"|(?:{_PUT_OFF}) (?:until|till|to|through|for|from)|(?:{_WISHES}) to [a-z]+|{_BEGINS})\b"
    rf"|\b(?P<open>(?:{_WOULD}){_ADVERBS} [\w’'-]+|{_AHEAD}|{_PRESENT}|(?:{_PROMISED}) to [a-z]+"
    r"|order(?:s|ed)? [a-z ]{0,30}to [a-z]+)\b"
    rf"|\bto (?!(?:{_NOT_VERBS})\b)(?P<infinitive>[a-z’'-]+)\b"
    rf"|(?<!-)\b(?P<past>{'|'.join(_PAST.split())}|[a-z]{{3,}}ed)\b"
)
_OPENS_CLAUSE = re.compile(
    r"(?:^|[,;:–—(“\"]|\b(?:that|and|but|while))\s*"
    r"(?:(?:on|in|by|since|until|from|during|only|just|early|late|later|back|then|the|mid|this|last|next|before|after|for)"
    r"[\s-]+){0,4}$",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:by|until|till|through|before|ahead of|for)(?: (?:the|early|late|mid|next|end of|\d+ [ap]\.?m\.?)){0,2}[ -]$",
    re.IGNORECASE,
)
_LASTS = re.compile(
    r"\b(?:is|are|has|have|remains?|stays?|runs?|lasts?)\b[^,;:]{0,60}\b(?:until|till|through)(?: \w+){0,2}[ -]$"
)
"""What holds now and has its end in the date: "schools are closed until Tuesday"."""
_DESCRIBES = re.compile(r"\b(?:the|a|an|its|his|her|their|of|in|by)\s$")
_HEADLINE_PLAN = re.compile(r"\b(?:to [a-z]+|will)\b")


class Tense:
    """The verbs of one sentence, [start, end) of `text`, found once for all its dates."""

    def __init__(self, text: str, start: int, end: int, *, heading: bool = False) -> None:
        self._text, self._start, self._end, self._heading = text, start, end, heading
        self._verbs = list(_VERB.finditer(text, start, end))
        self._starts = [verb.start() for verb in self._verbs]

    def direction(self, start: int, end: int) -> Direction | None:
        """The direction of the date at [start, end) of the text; None: nothing tells."""
        before = self._text[max(self._start, start - 60) : start]
        if self._heading:
            planned = _HEADLINE_PLAN.search(self._text, max(self._start, start - _REACH), start)
            return "open" if planned else None
        opens = _OPENS_CLAUSE.search(before) is not None
        found = (self._ahead(end) if opens else None) or self._behind(start)
        if found is None and not opens:
            found = self._ahead(end)
        if found != "future" and not opens and _BOUND.search(before[-40:]):
            return "future" if _LASTS.search(before) else "open"
        return found

    def _behind(self, place: int) -> Direction | None:
        infinitive = False
        for at in range(bisect_left(self._starts, place) - 1, -1, -1):
            verb = self._verbs[at]
            if verb.start() < place - _REACH:
                break
            if verb.end() > place:
                continue
            if verb["infinitive"]:
                infinitive = True
            elif verb["future"]:
                return "future"
            elif verb["open"]:
                return "open"
            elif not (
                verb[0].endswith("ed") and _DESCRIBES.search(self._text[max(0, verb.start() - 8) : verb.start()])
            ):
                return "open" if infinitive else "past"
        return "open" if infinitive else None

    def _ahead(self, place: int) -> Direction | None:
        for at in range(bisect_left(self._starts, place), len(self._verbs)):
            verb = self._verbs[at]
            if verb.start() > place + _REACH:
                break
            if not verb["infinitive"]:
                return "past" if verb["past"] else "future" if verb["future"] else "open"
        return None
