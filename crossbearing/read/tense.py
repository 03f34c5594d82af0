"""Whether what is said of a day or month is over or still to come, by the verb that it belongs to.

English news gives "on Tuesday" its year and week by tense alone: "arrived on Tuesday" is the last one, "will arrive on
Tuesday" the next. No parser: the nearest verb before the date decides, or, where the date opens its clause, the first
after it. An infinitive ("agreed to meet") takes its direction from the verb that governs it.
"""

from __future__ import annotations

import re
from typing import Literal

Direction = Literal["past", "future"]

_REACH = 200
"""How many characters before or after a date its verb may stand."""
_NOT_AFTER_TO = r"the|a|an|his|her|its|their|our|my|your|this|that|these|those|all|about|around|more|at|some|both"
_VERB = re.compile(
    r"\b(?P<future>(?:will|shall|won['’]?t|can|may|might|must|should|(?:is|are|be) (?:to|due|set|scheduled|expected|planned"
    r"|slated|likely|going|supposed)(?: to)?|due|scheduled|slated|planned|(?:is|are) (?!being)\w{2,}ing)(?: (?:not|also|be|then"
    r"|have|now|soon|only|still|been|to)){0,3} [\w’'-]+|upcoming|forthcoming|ahead of|(?:\w{1,20})?['’]ll)\b"
    r"|\b(?P<would>would|could)(?: (?:not|also|be|then|now|soon|only|still)){0,3} (?!have\b|not\b)[\w’'-]+"
    r"|\b(?P<promise>agree[sd]?|vow(?:s|ed)?|decided|plans?|plan(?:ned|ning)|pledge[sd]?|promise[sd]?|order(?:s|ed)|expect(?:s|ed)?"
    r"|threaten(?:s|ed)?|urge[sd]?|call(?:s|ed) (?:on|for)|invited?|wants?|wanted|hope[sd]?|intend(?:s|ed)|aim(?:s|ed)?|due|set"
    r"|scheduled|slated|prepar(?:es|ed|ing)|order|plan|deadline|deal|likely|ready|need(?:s|ed)?) to (?:be )?[\w’'-]+"
    rf"|\bto (?!(?:{_NOT_AFTER_TO})\b)(?P<infinitive>(?:be )?[a-z’'-]+)\b"
    r"|\b(?P<scheduled>begins?|starts?|opens|arrives|leaves|meets?|travels|holds?|visits|faces|expires?|heads|takes? place|ends"
    r"|votes|returns|goes|go to|resumes?|falls|kicks? off|convenes?|gathers?)\b"
    r"|(?<!-)\b(?P<past>said|told|was|were|had|did|has|have|hit|met|went|came|took|saw|made|left|began|wrote|held|sent|found|gave"
    r"|broke|fell|rose|won|lost|struck|fled|flew|drove|shot|sank|swept|spoke|swore|stood|rang|ran|led|paid|put|quit|read|sold"
    r"|spent|stole|thought|threw|understood|withdrew|became|blew|bought|brought|built|burst|caught|chose|cut|drew|fought|got"
    r"|grew|heard|kept|knew|laid|lay|says|[a-z]{2,}(?:[^e\W]|e)ed)\b"
)
_OPENS_CLAUSE = re.compile(
    r"(?:^|[,;:–—(“\"]|\b(?:that|and|but|while))\s*(?:(?:on|in|by|since|until|from|during|only|just|early|late|later|back|then|the|"
    r"mid|this|last|next|before|after|for)[\s-]+){0,4}$",
    re.IGNORECASE,
)
_HEADLINE_PLAN = re.compile(r"\bto [a-z]+")


def direction(text: str, sentence: tuple[int, int], place: tuple[int, int], *, heading: bool = False) -> Direction | None:
    """The direction of the date at `place` within `sentence` (both offsets into `text`); None: nothing tells."""
    first, last = max(sentence[0], place[0] - _REACH), min(sentence[1], place[1] + _REACH)
    before = text[first : place[0]]
    if heading:
        return "future" if _HEADLINE_PLAN.search(before) or re.search(r"\bwill\b", text[first:last]) else None
    opens = _OPENS_CLAUSE.search(before[-60:]) is not None
    if opens and (ahead := _ahead(text, place[1], last)):
        return ahead
    return _behind(before) or (None if opens else _ahead(text, place[1], last))


def _behind(before: str) -> Direction | None:
    infinitive = False
    for verb in reversed(list(_VERB.finditer(before))):
        if verb["infinitive"]:
            infinitive = True
            continue
        if verb["past"] and not infinitive and _describes(before, verb):
            continue
        return "past" if verb["past"] else "future"
    return "future" if infinitive and not before[:1].islower() else None


def _ahead(text: str, start: int, end: int) -> Direction | None:
    for verb in _VERB.finditer(text, start, end):
        if not verb["infinitive"]:
            return "past" if verb["past"] else "future"
    return None


def _describes(before: str, verb: re.Match[str]) -> bool:
    """Whether a form in -ed stands before its noun ("the besieged town") and says nothing of when."""
    return verb[0].endswith("ed") and re.search(r"\b(?:the|a|an|its|his|her|their|of|in|by)\s$", before[: verb.start()]) is not None
