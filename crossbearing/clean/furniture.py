"""Cuts the page away from around a report. Every cut is recorded with the rule that made it; in doubt, text stays.

Two shapes of input are met. Scraped paragraph by paragraph, furniture is whole lines (`lines`), lists of other stories
under a heading (here), credits at the end of captions (`captions`), writers' names and lives (`authors`). Scraped into
one run of text, it is glued to the first and last sentence or stands between two (`edges`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crossbearing import outlets
from crossbearing.clean import authors, captions, credit_lines, edges, lines
from crossbearing.clean.stamps import find
from crossbearing.records import Credit, Cut, Record

_HEADING = re.compile(
    r"(?:(?:read|see|more)(?: (?:more|also|next|this))?|also read|related(?: (?:articles?|stories|story|topics?"
    r"|content|news"
    r"|coverage|links?|posts?|reading|videos?|tags?))?|more (?:stories|news|from .{1,50}|on .{1,50}|like this"
    r"|in .{1,40}"
    r"|about .{1,40}|for you|to explore|headlines|top stories)|you (?:may|might|could) (?:also )?(?:like"
    r"|be interested).{0,40}"
    r"|recommended(?: .{1,30})?|(?:most|trending|top|latest|popular|breaking|featured|other|more)[ -]?(?:read"
    r"|popular|viewed"
    r"|shared|commented|watched|discussed|recent|now|stories|content|news|headlines|articles|posts|videos|updates"
    r"|topics"
    r"|trending)*(?: (?:trending|now|today|this week|in .{1,30}|from .{1,30}))?|editor.?s.? (?:picks?|choice)"
    r"|what to read next"
    r"|don.?t miss|sponsored(?: .{1,20})?|promoted(?: .{1,20})?|from (?:the|our|around the) (?:web|partners?"
    r"|sponsors?).{0,20}"
    r"|around the web|in (?:this|other) (?:story|news|section)|explore(?: more)?(?: on .{1,30})?|news feed"
    r"|keep reading|up next|watch (?:next"
    r"|more)"
    r"|follow (?:related )?(?:authors|topics|us|the topics).{0,50}|interact with .{1,40}|report (?:an? )?(?:error"
    r"|typo|mistake).{0,40}"
    r"|(?:tags?|topics?|filed under|keywords|categories|category|related topics)\b ?:? ?.{0,160}|newsletters?"
    r"|live ?blog"
    r"|(?:story|article) highlights|share your .{1,40}|inside .{1,20}today|special(?: reports?)?|opinion"
    r"|video of the day"
    r"|stay (?:connected|informed|updated).{0,30})[\s:.…»›>|]{0,4}",
    re.IGNORECASE,
)
_COMMENTS = re.compile(r"(?:\d{1,6} )?(?:comments?|discussion|responses|replies)(?: ?\(?\d{1,6}\)?)?:?", re.IGNORECASE)
_TEASER_LEAST, _TEASER_WORDS = 5, 25
"""Words of another story's headline; a subheading inside the report has fewer."""
_TEASERS_MOST = 60
_TEASERS_INSIDE = 5
"""At most so many lines under a heading that has the report's own text after it, and only such as are headlines."""
_PROSE = re.compile(r"[.!?…][\"'”’)\]]{0,2}$")
_PROSE_WORDS = 6
_EDGE = 6
_NEWSROOMS = frozenset({"outlet", "paper", "broadcaster"})
"""Whose bare name is a page's: an agency's is its credit, a government's may be a heading."""
_SUFFIX = re.compile(r"(?<!\s)\s+(\||[-–—·•»:]{1,2})\s+([^|–—·•»]{2,60})$")


class Stripped(Record, frozen=True):
    """What is left of a page's lines, and what was read from the lines that went."""

    lines: tuple[str, ...]
    cuts: tuple[Cut, ...]
    credits: tuple[Credit, ...]
    byline: str | None
    day: str | None
    captions: tuple[str, ...] = ()
    """Lines that stay and had a caption's label before them or a picture's credit after them."""


def strip_lines(given: Sequence[str], outlet: str | None, byline: str | None) -> Stripped:
    """Cut whole lines, lists under headings, captions' credits and writers from the paragraphs of a page."""
    rules = _rules(given, outlet)
    for i in _captioned(given, rules):
        rules[i] = "picture credit"
    cuts: list[Cut] = []
    found_credits: list[Credit] = []
    kept: list[str] = []
    dated: list[bool] = []
    captioned: list[str] = []
    day: str | None = None
    for line, rule in zip(given, rules, strict=True):
        if rule == "agency credit":
            found_credits += credit_lines.of_line(line)
        if rule is not None:
            cuts.append(Cut(text=line, rule=rule))
            stamped = find(line, 0, len(line)) if rule == "date line" else None
            day = day or (stamped[1].day if stamped is not None else None)
            if rule == "date line" and dated:
                dated[-1] = True
            continue
        text, taken = captions.without_credits(line)
        text, inserted = edges.without_inserts(text)
        cuts += taken + inserted
        if text:
            kept.append(text)
            captioned += [text] if captions.is_caption(line, text, taken) else []
            dated.append(False)
    kept, names, gone = _without_writers(kept, byline, dated)
    cuts += [Cut(text=line, rule="writer") for line in gone]
    return Stripped(
        lines=tuple(kept),
        cuts=tuple(cuts),
        credits=tuple(found_credits),
        byline=names,
        day=day,
        captions=tuple(captioned),
    )


def _captioned(given: Sequence[str], rules: Sequence[str | None]) -> list[int]:
    """Lines that are an agency's bare name before a caption: whose picture it is, not whose text."""
    found: list[int] = []
    for i, rule in enumerate(rules):
        if rule != "agency credit" or not credit_lines.is_bare(given[i]):
            continue
        following = next((line for k, line in enumerate(given[i + 1 :], i + 1) if rules[k] is None), None)
        if following is not None and not _is_prose(following):
            found.append(i)
    return found


def _rules(given: Sequence[str], outlet: str | None) -> list[str | None]:
    """The rule by which each line goes, None for those that stay."""
    rules: list[str | None] = [_rule(line, i, len(given), outlet) for i, line in enumerate(given)]
    ends = _comments_from(given, rules)
    if ends is not None:
        rules[ends:] = [rule or "comments" for rule in rules[ends:]]
    last_prose = max((i for i, line in enumerate(given) if rules[i] is None and _is_prose(line)), default=-1)
    for i, line in enumerate(given):
        if rules[i] not in (None, "navigation") or len(line) > 160 or not _HEADING.fullmatch(line):
            continue
        if rules[i] is None:
            rules[i] = "list of other stories"
        _cut_list(given, rules, i, last_prose)
    return rules


def _rule(line: str, index: int, count: int, outlet: str | None) -> str | None:
    rule = lines.rule(line)
    if rule != "reading aid" and credit_lines.of_line(line):
        return "agency credit"
    if rule is None and (index < _EDGE or index >= count - _EDGE) and len(line) <= 60:
        known = outlets.by_name(line)
        same = outlet is not None and line.casefold() == outlet.casefold()
        if same or (known is not None and known.kind in _NEWSROOMS):
            return "outlet's name"
    return rule


def _cut_list(given: Sequence[str], rules: list[str | None], heading: int, last_prose: int) -> None:
    inside = heading < last_prose
    most = _TEASERS_INSIDE if inside else _TEASERS_MOST
    for i in range(heading + 1, min(len(given), heading + 1 + most)):
        if rules[i] is not None:
            continue
        if _is_prose(given[i]) or (inside and len(given[i].split()) < _TEASER_LEAST):
            return
        rules[i] = "list of other stories"


def _is_prose(line: str) -> bool:
    words = len(line.split())
    return words > _TEASER_WORDS or (words >= _PROSE_WORDS and _PROSE.search(line) is not None)


def _comments_from(given: Sequence[str], rules: Sequence[str | None]) -> int | None:
    """Where readers' comments begin: a heading for them after most of the text. All that follows is theirs."""
    total = sum(len(line) for line in given)
    before = 0
    for i, line in enumerate(given):
        if rules[i] == "comments" and _COMMENTS.fullmatch(line) and before > 0.6 * total:
            return i
        before += len(line)
    return None


def _without_writers(
    kept: list[str], byline: str | None, dated: Sequence[bool]
) -> tuple[list[str], str | None, list[str]]:
    found = authors.byline(kept)
    opening = ({found[0]}, found[1]) if found is not None else authors.unmarked(kept, byline, dated)
    names = byline or (opening[1] if opening is not None else None)
    gone = authors.closing(kept, names)
    if opening is not None:
        gone |= opening[0]
    return [line for i, line in enumerate(kept) if i not in gone], names, [kept[i] for i in sorted(gone)]


def without_suffix(title: str, outlet: str | None) -> tuple[str, Cut | None]:
    """A page's title without " | The Outlet" at its end. After a dash only a known name, or the report's own, goes."""
    found = _SUFFIX.search(title)
    if found is None:
        return title, None
    name = found[2].strip()
    own = (
        outlet is not None
        and outlets.letters(name)
        and (outlets.letters(name) in outlets.letters(outlet) or outlets.letters(outlet) in outlets.letters(name))
    )
    before = len(title[: found.start()].split())  # "Opinion | The council must go" loses nothing
    short = found[1] == "|" and len(name.split()) <= min(6, before)
    known = outlets.by_name(name)
    # "Talks to go on – Kremlin": an authority after the dash is whose word the headline is.
    named = known is not None and known.kind != "government"
    if not (short or own or named or outlets.by_domain(name) is not None):
        return title, None
    return title[: found.start()].rstrip(), Cut(text=title[found.start() :].strip(), rule="outlet's name")
