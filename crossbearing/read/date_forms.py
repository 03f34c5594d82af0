"""The forms that a date takes in English news, as regular expressions: what `read.dates` looks for.

A closed grammar, as in HeidelTime (Strötgen & Gertz, "Multilingual and cross-domain temporal tagging", 2013). The forms
say where an expression stands and name its parts; what day it means is for `read.dates` to say. All run in linear time.
"""

from __future__ import annotations

import calendar
import re

MONTHS = {name.lower(): at for at, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): at for at, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
WEEKDAYS = {name.lower(): at for at, name in enumerate(calendar.day_name)}
WEEKDAYS |= {name.lower(): at for at, name in enumerate(calendar.day_abbr)}
WEEKDAYS |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
_WORDS = "a one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
NUMBERS = {word: max(1, at) for at, word in enumerate(_WORDS)} | {"an": 1, "twenty": 20, "thirty": 30, "couple of": 2}
_ORDINAL_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
ORDINALS = {word: at for at, word in enumerate(_ORDINAL_WORDS, 1)}


def _any(words: list[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_TENS_WORDS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ONES_WORDS = "one|two|three|four|five|six|seven|eight|nine"
_FULL_MONTHS = [name for name in calendar.month_name if name]
_SHORT_MONTHS = [*(name for name in calendar.month_abbr if name and name != "May"), "Sept"]
_NAMED = [*_FULL_MONTHS, *(name.upper() for name in _FULL_MONTHS)]
_SMALL = [name.lower() for name in _FULL_MONTHS if name not in ("March", "May")]
_MONTH = rf"(?:{_any([*_NAMED, *_SMALL])}|(?:{_any([*_SHORT_MONTHS, *(n.upper() for n in _SHORT_MONTHS)])})\b\.?)"
_LONG_MONTH = rf"(?:{_any(_NAMED)}|(?:{_any(_SHORT_MONTHS)})\b\.)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)(?:st|nd|rd|th)?"
_YEAR = r"(?:1\d|20)\d{2}(?!\d)"
_FULL_DAYS = list(calendar.day_name)
_WEEKDAY = rf"(?:{_any([*_FULL_DAYS, *(n.upper() for n in _FULL_DAYS), *(n.lower() for n in _FULL_DAYS)])})"
_ANY_WEEKDAY = rf"(?:{_WEEKDAY}|(?:Mon|Tues?|Weds?|Thurs?|Thur|Fri|Sat|Sun|MON|TUE|WED|THU|FRI|SAT|SUN)\b\.?)"
_SHADE = r"(?:(?:early|late|mid)[\s-]+)?"
_TO = r"(?:\s?[-–—/]\s?|\s+(?:and|to|or|until|through)\s+)"
_TIME_OF_DAY = r"(?:\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening|night)\b)?"
COUNTED = re.compile(
    r"\s+(?:other\s+|more\s+)?(?:people|men|women|children|soldiers|troops|miles|km|kilomet(?:re|er)s|dollars|homes"
    r"|houses|residents"
    r"|refugees|evacuees|civilians|fighters|tonnes|tons|victims|members|workers|others|dead|cases|met(?:re|er)s|feet"
    r"|acres|hectares"
    r"|pounds|euros|jobs|families|prisoners|migrants|injured|wounded|percent|per\s+cent|villages|buses|militants"
    r"|passengers|times)\b"
)
"""What stands here is a count: "in April 10 people died", "2000 troops"."""

MONTH_DAY = re.compile(
    rf"(?:\b(?P<weekday>{_ANY_WEEKDAY}),?\s+)?(?:\b(?P<which>last|next|this)\s+)?\b(?P<month>{_MONTH})\s+(?:the\s+)?"
    rf"(?P<day>{_DAY})(?:{_TO}(?P<day2>{_DAY})(?![:.,]?\d"
    rf"|\s+{_MONTH}))?(?P<yeared>\s*,?\s+(?:of\s+)?(?P<year>{_YEAR}))?"
    rf"(?![:.,]?\d|%|\s*[ap]\.?m\b)"
)
DAY_MONTH = re.compile(
    rf"(?:\b(?P<weekday>{_ANY_WEEKDAY}),?\s+(?:the\s+)?)?(?<![\d.,:$£€])\b(?:(?P<day>{_DAY}){_TO})?(?P<day2>{_DAY})\s+(?:of\s+)?"
    rf""
    rf"(?P<month>{_MONTH})\b(?P<yeared>\s*,?\s+(?:of\s+)?(?P<year>{_YEAR}))?(?!\d)"
)
ORDINAL_MONTH = re.compile(
    rf"\b(?P<ordinal>(?:twenty-|thirty-)?(?:{_any(_ORDINAL_WORDS)}|thirtieth))\s+(?:day\s+)?of\s+(?P<month>{_MONTH})\b"
    rf"(?:,?\s+(?P<year>{_YEAR}))?"
)
MONTH_YEAR = re.compile(rf"\b{_SHADE}(?P<month>{_MONTH})\s*,?\s+(?:of\s+)?(?P<year>{_YEAR})(?![,.]?\d)")
MONTH_OF_YEAR = re.compile(
    rf"\b{_SHADE}(?P<month>{_LONG_MONTH})(?:\s+(?P<day>{_DAY}))?,?\s+(?:of\s+)?(?P<which>this|last|next|that"
    rf"|the\s+same)\s+year\b"
    rf"|\b(?P<which2>[Ll]ast|[Nn]ext|[Tt]his|[Tt]his\s+past|[Tt]his\s+coming)\s+(?P<month2>{_LONG_MONTH})\b(?!\s+\d)"
)
ISO = re.compile(
    r"(?<![\w-])(?P<year>(?:1[5-9]"
    r"|20)\d{2})(?P<sep>[-/.])(?P<month>\d{2})(?P=sep)(?P<day>\d{2})(?![\d-])(?:T[\d:.]+Z?)?"
)
NUMERIC = re.compile(r"(?<![\w/.-])(?P<a>\d{1,2})(?P<sep>[./-])(?P<b>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d{2})(?!\d)")
WEEKDAY = re.compile(
    rf"(?:\b(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Pp]ast|[Cc]oming|[Pp]revious|[Tt]his past|[Tt]his coming)\s+)?"
    rf"\b(?P<weekday>{_WEEKDAY})(?P<suffix>['’]s|s)?\b{_TIME_OF_DAY}(?P<which2>\s+(?:last|this|next)\s+week\b)?"
)
RELATIVE_DAY = re.compile(
    rf"\b(?P<word>the day before yesterday|the day after tomorrow|today|yesterday|tomorrow|tonight|last night"
    rf"|this morning"
    rf"|this afternoon|this evening)\b{_TIME_OF_DAY}(?:['’]s\b)?",
    re.IGNORECASE,
)
_COUNT = rf"(?P<count>\d{{1,3}}|{_any(list(NUMBERS))}|couple\s+of)"
AGO = re.compile(
    rf"(?P<hedge>\b(?:about|around|some|nearly|almost|over|more\s+than|less\s+than|under|at\s+least"
    rf"|roughly)\s+(?:a\s+)?)?"
    rf"\b(?:a\s+)?{_COUNT}[\s-]+(?P<unit>day|week|month|year)s?\s+(?:ago|back(?=[,.]))\b",
    re.IGNORECASE,
)
PERIOD = re.compile(
    r"\b(?:(?:early|late|later|earlier|mid)[\s-]+|(?:the\s+)?end\s+of\s+)?(?P<which>last|this|next|previous"
    r"|the\s+previous"
    r"|the\s+past|the\s+following|the\s+coming|past|current|the\s+current)\s+(?P<unit>week|weekend|month"
    r"|year)\b(?:['’]s\b)?"
    r"|\b(?P<ends>at|over|during)\s+the\s+weekend\b"
    r"|\b(?P<whole>(?:the\s+end\s+of|(?:earlier|later)\s+in)\s+the\s+year|(?<=\bby\s)year['’]?s?[\s-]end)\b(?!\s+\d)",
    re.IGNORECASE,
)
BARE_MONTH = re.compile(rf"\b{_SHADE}(?P<month>{_LONG_MONTH})(?P<suffix>['’]s|s)?(?!\s+\d)(?![\w’'])")
MONTH_CUE = re.compile(
    r"(?:\b(?:in|since|until|till|by|during|from|of|to|between|before|after|around|through|throughout|for"
    r"|this)(?:\s+the)?"
    r"(?:\s+(?:end|start|beginning|middle|month|early|late|mid)(?:\s+of)?)?|\b(?:early|late|mid)|[a-z]+(?:day)"
    r"|\b(?P<range>and|or|to))[\s-]+$",
    re.IGNORECASE,
)
MONTH_LIST = re.compile(rf"\b{_MONTH}\s+(?:and|or|to)\s+$")
MONTH_DETERMINER = re.compile(r"(?:\b(?:the|a|an|his|her|its|their|our|this|that)|['’]s)\s+$", re.IGNORECASE)
NOUN_FOLLOWS = re.compile(
    r"\s+(?!(?:and|or|the|a|an|to|in|on|at|for|from|by|of|with|as|is|was|were|are|has|had|have|will|would|said|when"
    r"|that|who|which"
    r"|after|before|through|against|past|over|into|toward|towards)\b)[a-z]"
)
YEAR = re.compile(
    rf"(?:(?<![\w.,/\-–$£€:#])|(?<=\bpre-)|(?<=\bpost-)|(?<=\bmid-))(?:{_SHADE})(?P<year>{_YEAR})(?!\w|[,.]\d|[/:]\d"
    rf"|-\d{{3}}|%|\s*(?:%|percent|per\s+cent))"
)
STRONG_YEAR_CUE = re.compile(
    r"\b(?:in|since|until|till|during|early|late|mid|circa|year|years|fiscal|due|both|spring|summer|autumn|fall|winter|christmas"
    r"|back\s+in|into|as\s+of"
    r"|through|throughout|born|elected|of|by|from|before|after|around|for|between|pre|post|to)[\s-]*(?:(?:early|late"
    r"|mid)[\s-]+)?"
    r"(?:the\s+year\s+|the\s+(?:end|start|beginning|middle)\s+of\s+|the\s+)?$",
    re.IGNORECASE,
)
IN_YEAR = re.compile(r"\b(?:in|since|until|during|early|late|mid)[\s-]$", re.IGNORECASE)
YEAR_LIST = re.compile(rf"(?:\b{_YEAR}|['’]?\d{{2}}s?)\s*(?:,|and|or|to|[-–/]|through|,\s+and)\s*$")
WHOSE_YEAR = re.compile(
    r"(?:\b(?:[Aa]n?|[Tt]he|[Tt]hat|[Tt]his|[Hh]is|her|its|their|our|whose|that|[A-Z][a-z]+s|[A-Z][a-z]+(?:and|ese"
    r"|ian|ish|can|man))|['’]s?|\b(?:[Aa]n?|[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\s[a-z]{4,16}(?:ed|ful|al|ous|ic|ive|ing))\s$"
)
SPELLED_YEAR = re.compile(
    rf"\b(?:(?:(?P<month>{_LONG_MONTH})\s+)?(?:the\s+year\s+)?(?P<century>eighteen|nineteen|twenty)[\s-]+(?:hundred\s+(?:and\s+)?)?(?P<rest>(?:{_TENS_WORDS})(?:[\s-]+"
    rf"(?:{_ONES_WORDS}))?|(?:ten|eleven|twelve|\w{{3,5}}teen))"
    rf"|(?:the\s+year|in)\s+(?P<two>two\s+thousand)(?:\s+(?:and\s+)?(?P<few>{_ONES_WORDS}|ten|eleven|twelve|\w{{3,5}}teen"
    rf"|twenty(?:[\s-](?:{_ONES_WORDS}))?))?)\b(?!\s+(?:hundred|thousand|million|people|percent|dollars)|-)",
    re.IGNORECASE,
)
FEAST = re.compile(
    r"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his)\s+)?(?P<feast>Christmas\s+(?:Day|Eve)|Boxing\s+Day|New\s+Year['’]?s\s+(?:Day|Eve)"
    r"|Thanksgiving\s+Day|Valentine['’]?s\s+Day|All\s+Saints['’]?\s+Day"
    r"|(?:(?<=[Oo]n\s)|(?<=[Ll]ast\s)|(?<=[Nn]ext\s)|(?<=[Tt]his\s)|(?<=since\s)|(?<=before\s)|(?<=after\s)|(?<=until\s))"
    r"(?:Thanksgiving|Halloween))"
    r"(?:,?\s+(?P<year>" + _YEAR + r"))?\b(?!\s+(?:[Ww]eekend|[Pp]arade))"
)
ANAPHORA = re.compile(
    r"\b(?:(?P<same>(?:(?:on\s+)?(?:that|the\s+same)\s+(?:day|morning|evening|night))|the\s+same\s+day)"
    r"|(?P<next>the\s+(?:next|following)\s+(?:day|morning)|(?:a|one)\s+day\s+later|the\s+day\s+after(?=[,.;]))"
    r"|(?P<before>the\s+(?:previous|preceding)\s+(?:day|night)|(?:a|one)\s+day\s+(?:earlier|before(?=[,.;]))"
    r"|the\s+day\s+before(?=[,.;]))"
    rf"|{_COUNT}\s+(?P<unit>day|month|year)s?\s+(?P<way>later|earlier)"
    r"|(?:later\s+|earlier\s+)?(?P<that>(?:that|the\s+same)\s+(?P<which>month|year))|(?P<after>the\s+(?:next"
    r"|following)\s+(?P<which2>month|year)))\b",
    re.IGNORECASE,
)
DAY_OF_MONTH = re.compile(
    r"\b(?:[Oo]n|by|until)\s+(?P<words>the\s+(?P<day>3[01]|[12]?\d)(?:st|nd|rd|th))(?=\s*[,.;:)]|\s*$|\s+(?:and|when"
    r"|after|at|in|by|to|from|he|she"
    r"|they|it|the|a|his|her|as|but)\b)"
)
RANGE_YEAR = re.compile(
    rf"(?:\s?[-–/,]\s?|\s+)(?:and|to|or|until|through|from"
    rf"|,)?\s*(?:{_SHADE})(?P<month>{_MONTH})(?:\s+{_DAY})?,?\s+(?P<year>{_YEAR})"
)
NOT_A_DAY = re.compile(
    r"(?:Good|Black|Bloody|Easter|Palm|Ash|Super|Cyber|Fat|Shrove|Maundy|Holy|Red|Ruby|Girl|Man|Casual|Boxing)\s+$"
)
A_PAPER = re.compile(
    r"\s+(?:Times|Mirror|Telegraph|Mail|Express|Post|Herald|Independent|People|Star|Sun|Night\s+Live|World|Tribune"
    r"|Observer)\b"
)
EVERY = re.compile(r"\b(?:on|every|each|most|all|many|some|working|between)\s+$", re.IGNORECASE)
NOWADAYS = re.compile(
    r"today['’]s\s+(?:world|society|standards|youth|generation|age|economy|money|young|children|technology|market)",
    re.IGNORECASE,
)
BEYOND = frozenset({"over", "more", "less", "under", "at"})
"""First words of the hedges that name no time: "more than two years ago"."""
