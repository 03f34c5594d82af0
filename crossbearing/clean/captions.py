"""Picture credits and labels: a caption's own words stay, whose picture it is goes.

A picture's credit says nothing of whose *text* a report is; left in, an agency would look like a source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crossbearing.clean.agencies import PHOTO
from crossbearing.records import Cut

_PHOTO = rf"(?:{PHOTO})(?![\w-])"
_NAME = r"[A-Z][\w.’'`-]{0,30}"
_NAMES = rf"{_NAME}(?: (?:{_NAME}|al|el|bin|de|van|von|da|der)){{0,5}}"
_SLASHED = (
    rf"(?:{_NAMES} ?/ ?){{0,5}}{_PHOTO}(?: ?/ ?(?:{_PHOTO}|{_NAMES})){{0,5}}(?: via {_NAMES}(?:/{_NAMES}){{0,3}})?"
)
_KIND = (
    r"(?:file |handout |archive )?(?:photograph|photo|picture|image|pic|video|illustration|composite|graphic|still|"
    r"screen ?(?:shot|grab))s?"
)

_LABEL = re.compile(
    r"(?:(?:image|media|video|photo|picture) caption\b:?"
    r"|(?:open|enlarge|view|expand) (?:this )?(?:photo|image|picture)(?: in gallery)?:?(?= )"
    r"|media playback is (?:un|not )supported on (?:this|your) device|(?:toggle|hide) caption\b"
    r"|(?:file|handout)[ -](?:photo|picture|image|pic|video)s? ?[:–—-]|(?:photo|image|picture) ?:(?= )"
    r"|file ?[–—-]+(?= ))\s*",
    re.IGNORECASE,
)
_END = (
    (
        "picture credit",
        re.compile(rf"(?:{_KIND}) ?(?:credit|by|source|courtesy(?: of)?)? ?: ?[^.!?]{{2,100}}\.?", re.IGNORECASE),
    ),
    (
        "picture credit",
        re.compile(rf"(?:{_KIND}|image) (?:copyright|credit|source|courtesy of|by),? [^.!?]{{2,80}}\.?", re.IGNORECASE),
    ),
    ("picture credit", re.compile(r"(?:©|\(c\)) ?[^.!?]{2,100}\.?", re.IGNORECASE)),
    ("picture credit", re.compile(rf"(?:{_NAMES} ?/ ?){{1,5}}(?:{_PHOTO}|{_NAMES})(?: via {_NAMES})?\.?")),
    ("picture credit", re.compile(rf"{_SLASHED}\.?|{_NAMES} via {_PHOTO}\.?")),
)
_CREDIT_HAS = re.compile(_PHOTO)
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]{0,2}")
_OPENS_CREDIT = re.compile(
    rf"(?:{_KIND}) ?(?:credit|by|source)? ?:|(?:{_KIND}) (?:credit|courtesy)|©|\(c\)", re.IGNORECASE
)
_SMALL = frozenset(
    "by for from via of the and de del di da du van von der al el bin courtesy copyright handout".split()
)
_LONGEST_CREDIT = 140
_MOST_CREDITS = 3
_LONGEST_CAPTION = 60
"""Words; a longer line has more than a caption in it."""

_INLINE = re.compile(rf"\s?© ?(?:{_NAMES} ?/ ?){{1,3}}{_PHOTO}")
_IN_BRACKETS = re.compile(r"\s?[\[(]([^\[\]()]{2,120})[\])]")
_BRACKETED = re.compile(
    rf"(?:{_KIND.replace('(?:file |handout |archive )?', '(?:file |handout |archive |stock )')}.{{0,40}}"
    rf"|{_KIND} ?(?:credit|by|source|courtesy)? ?(?::|by|from) ?.{{1,90}}|{_KIND} courtesy .{{1,80}}"
    rf"|(?:.{{0,80}}\band )agencies"
    rf"|(?:AP|AFP|EPA|Reuters|AAP|UPI|PTI|Getty|AA) ?(?:photo|images?|pic|picture|video)s?(?: ?/ ?.{{1,60}})?)",
    re.IGNORECASE,
)
_BRACKETED_SLASH = re.compile(rf"{_SLASHED}|{_NAMES} via {_PHOTO}|(?:{_NAMES} ?/ ?){{1,4}}{_NAMES}")


def without_credits(line: str) -> tuple[str, list[Cut]]:
    """`line` without the label before a caption and the credit after it; and what was cut."""
    cuts: list[Cut] = []
    if _is_credit(line, glued=False):
        return "", [Cut(text=line, rule="picture credit")]
    while found := _LABEL.match(line):
        cuts.append(Cut(text=found[0].strip(), rule="picture label"))
        line = line[found.end() :]
    line = _without(_INLINE, line, cuts)
    line = _without_bracketed(line, cuts)
    for _ in range(_MOST_CREDITS):
        at = _credit(line)
        if at is None:
            break
        cuts.append(Cut(text=line[at:].strip(), rule="picture credit"))
        line = line[:at].rstrip()
    return line, cuts


def is_caption(line: str, left: str, cuts: Sequence[Cut]) -> bool:
    """Whether what is left of a line is a picture's caption: short, with a label before it or a credit at its end."""
    if not cuts or len(left.split()) > _LONGEST_CAPTION:
        return False
    return cuts[0].rule == "picture label" or (cuts[-1].rule == "picture credit" and line.endswith(cuts[-1].text))


def _without(pattern: re.Pattern[str], line: str, cuts: list[Cut]) -> str:
    cuts += [Cut(text=found[0].strip(), rule="picture credit") for found in pattern.finditer(line)]
    return pattern.sub("", line)


def _without_bracketed(line: str, cuts: list[Cut]) -> str:
    kept: list[str] = []
    at = 0
    for found in _IN_BRACKETS.finditer(line):
        inner = found[1].strip()
        square_slash = _BRACKETED_SLASH.fullmatch(inner) and _CREDIT_HAS.search(inner) and re.search("/| via ", inner)
        if not (_BRACKETED.fullmatch(inner) or square_slash):
            continue
        kept.append(line[at : found.start()])
        cuts.append(Cut(text=found[0].strip(), rule="picture credit"))
        at = found.end()
    return "".join(kept) + line[at:] if kept else line


def _credit(line: str) -> int | None:
    """Where the credit at the end of `line` begins, or None.

    It begins the line, follows a sentence's end (often with no space between), or opens with a word such as
    "Photograph:" that nothing but a credit has.
    """
    first = max(0, len(line) - _LONGEST_CREDIT)
    starts = {found.end() for found in _SENTENCE_END.finditer(line, first)}
    starts |= {found.start() for found in _OPENS_CREDIT.finditer(line, first)}
    if first == 0:
        starts.add(0)
    for start in sorted(starts):
        at = start + (len(line[start:]) - len(line[start:].lstrip()))
        if at < len(line) and _is_credit(line[at:], glued=0 < start == at):
            return start
    return None


def _is_of_names(words: str) -> bool:
    """Whether what follows the word that opens a credit is names: few words, none of a sentence's in lower case."""
    rest = words.split(":", 1)[-1].split()
    if words.count("/") > 1 and len(rest) <= 8:
        return True
    plain = [word for word in rest if word[:1].islower() and word not in _SMALL and "/" not in word]
    return len(rest) <= 16 and not plain


def _is_credit(words: str, *, glued: bool) -> bool:
    if any(pattern.fullmatch(words) for _, pattern in _END[:3]):
        return bool(_OPENS_CREDIT.match(words)) and _is_of_names(words)
    if not any(pattern.fullmatch(words) for _, pattern in _END[3:]) or _CREDIT_HAS.search(words) is None:
        return False
    # A bare "Reuters" after a sentence may be whose text it is; with a slash, "via" or no space it is a picture's.
    return "/" in words or " via " in words or glued
