"""Sentences with their places: where a stop ends one, and where it does not.

Rules over the marks, after the problems that Kiss & Strunk, "Unsupervised multilingual sentence boundary detection"
(2006), name, with lists in place of statistics: a full stop after an abbreviation, an initial or inside a number ends
nothing; closing quotation marks and brackets belong to the sentence before them; and what a reporter adds to a
quotation (“… go?” he asked, “… go!” Mr. Venn said) belongs to it too. Where scraping has lost a stop ("… at noon The
gate …") or the space behind one, a sentence begins only where hardly anything else could.
"""

from __future__ import annotations

import re

from crossbearing.records import Report, Sentence, Span

_PARAGRAPH = re.compile(r"[^\n]+")
_CLOSERS = r"(?:[\"'”’»)\]]|\s[”»](?=\s|$)|\s\"(?=\s|$)){0,4}"
_STOP = re.compile(
    rf"(?P<stop>\.{{1,6}}|…|[!?]{{1,6}}){_CLOSERS}(?=\s)"
    r"|(?P<wide>[。！？؟۔।]{1,6})[”」』’»)\]]{0,4}(?=.)"
    r"|(?P<glued>(?<=[a-z]{3})[.!?][”’]?)(?=[A-Z][a-z]+[ ’'])"
    r"|(?P<lost>(?<=[\w)]) )(?=(?:The|An|He|She|They|It|We|These|Those|This|There|However|Meanwhile) [a-z])"
)
_OPENS = re.compile(r"\s*+(?P<marks>[\"'“‘«(\[–—•*-]*+)\s*+(?P<first>\w)")
_ABBREVIATION = re.compile(r"[\"'“‘«(\[–—-]*+([\w.’'-]+)\.")
_WORD = re.compile(r"\w+")
_LAST_WORD = re.compile(r"[\w’'-]+\W*$")
_NEVER_END = frozenset(
    "mr mrs ms mx messrs dr drs prof rev revd hon gen lt col maj capt cmdr cdr sgt cpl pvt pfc adm brig insp supt det"
    " gov sen rep reps sens pres amb atty sec treas fr msgr st ste mt ft jan feb mar apr jun jul aug sept sep oct nov"
    " dec mon tue tues wed thu thur thurs fri nos vol fig art pp vs v viz cf approx est ca rs dept hrh e.g i.e".split()
)
"""Abbreviations that a name, a number or more of the phrase follows."""
_MAY_END = frozenset("al co corp inc ltd plc bros jr sr etc u.s u.k u.n e.u u.s.s.r u.a.e d.c ph.d b.c a.d".split())
"""Abbreviations that may also be a sentence's last word: what follows decides."""
_HALF_DAYS = frozenset({"a.m", "p.m"})
_OF_THE_TIME = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december est edt cst cdt mst mdt pst pdt et gmt utc bst cet cest ist eastern central"
    " pacific mountain greenwich".split()
)
"""What goes on after "5 p.m.": a day, a month or a time zone."""
_STARTERS = frozenset(
    "the a an he she it they we i you this that these those there his her its their our my your but and so or yet in"
    " on at for as after before when while if since until by from with to under among despite during although though"
    " however meanwhile still then now also both all some many most more no not nor one two three what who why how"
    " where it’s it's he’s she’s they’re we’re earlier later last such other others several mr mrs ms dr".split()
)
"""Words that a capital letter makes the first of a sentence; never part of a name after an abbreviation."""
_SAYING = re.compile(
    r"(?:[A-Z][\w’'.-]{0,24}\s+){1,4}(?:said|says|asked|asks|told|added|adds|wrote|writes|shouted|cried|replied|warned"
    r"|insisted|exclaimed|tweeted|posted|wondered|declared)\b"
)
"""A name and a verb of saying: what a reporter adds to a quotation that ends in "?" or "!"."""
_SAYS_NEXT = frozenset(
    "said says say saying told tells added adds adding asked wrote writes claimed claims reported reports that stated"
    " states announced insisted warned replied declared explained noted quoted headlined titled called read".split()
)
"""After these what looks like a new sentence is what is said, its quotation marks lost."""
_LEAST_BEFORE_LOST = 4
"""Words that a sentence must have before its lost stop."""
_MOST_HEADING = 20
"""Words; a paragraph without a final stop and of no more words than this is a heading."""


def sentences(report: Report) -> tuple[Sentence, ...]:
    """The report's sentences in order; together they hold all of its text but white space."""
    found = []
    text, headline = report.text, report.headline
    for number, paragraph in enumerate(_PARAGRAPH.finditer(text)):
        spans = _split(text, paragraph.start(), paragraph.end())
        for start, end in spans:
            titled = headline is not None and headline.start <= start and end <= headline.end
            heading = titled or (len(spans) == 1 and _is_heading(text[start:end]))
            found.append(Sentence(span=Span(report.id, start, end), paragraph=number, heading=heading))
    return tuple(found)


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    at = start
    for stop in _STOP.finditer(text, start, end):
        if _ends(text, at, end, stop):
            spans.append((at, stop.end()))
            at = stop.end()
    spans.append((at, end))
    trimmed = []
    for first, last in spans:
        words = text[first:last]
        if words.strip():
            trimmed.append((first + len(words) - len(words.lstrip()), last - len(words) + len(words.rstrip())))
    return trimmed


def _ends(text: str, start: int, end: int, stop: re.Match[str]) -> bool:
    """Whether a sentence that began at `start` ends with this stop."""
    if stop["wide"] or stop["glued"]:
        return True
    if stop["lost"]:
        return _lost_its_stop(text, start, stop.start())
    after = _OPENS.match(text, stop.end(), end)
    if after is None:
        return True
    first = after["first"]
    if first.islower():
        return False
    marks = stop[0]
    if not stop["stop"].startswith("."):
        return marks[-1] not in "\"”’»'" or after["marks"] != "" or not _SAYING.match(text, after.start("first"), end)
    if len(marks) > 1:
        return True
    word = _ABBREVIATION.fullmatch(text[max(start, stop.start() - 24) : stop.start() + 1].rsplit(maxsplit=1)[-1])
    return word is None or _ends_after(word[1], text[after.start("first") : after.start("first") + 40])


def _ends_after(word: str, following: str) -> bool:
    """Whether a full stop between this word and what follows ends a sentence."""
    first, low = following[0], word.lower()
    if low in _NEVER_END or (low == "no" and first.isdigit()):
        return False
    words = _WORD.findall(following)
    if low in _HALF_DAYS:
        zone = len(words) > 1 and words[1] == "time"
        return not (first.isdigit() or zone or words[0].lower() in _OF_THE_TIME)
    initial = len(low) == 1 and low.isalpha() and word.isupper()
    if low in _MAY_END or "." in low or initial:
        return words[0].lower() in _STARTERS and words[0] != "I" and (not initial or len(words[0]) > 1 or word == "I")
    return True


def _lost_its_stop(text: str, start: int, at: int) -> bool:
    """Whether so much stands between `start` and `at` that the capital letter after `at` begins a sentence."""
    before = text[max(start, at - 80) : at]
    last = _LAST_WORD.search(before)
    if last is None or last[0].lower().strip("’'") in _SAYS_NEXT:
        return False
    return len(before.split()) >= _LEAST_BEFORE_LOST


def _is_heading(words: str) -> bool:
    """Few words without a stop; a quotation that is still open at its end belongs to the paragraph that follows."""
    if len(words.split()) > _MOST_HEADING or not any(c.isalpha() for c in words):
        return False
    bare = words.rstrip("\"'”’»)]")
    if words[0] in '"“«' and not any(mark in bare[1:] for mark in '"”»'):
        return False
    return bool(bare) and bare[-1] not in ".!?…:;,。！？؟"
