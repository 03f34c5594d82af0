"""What a number counts: the noun after it as a unit, and what the text says of the counted ("dead", "injured", …)."""

from __future__ import annotations

from typing import NamedTuple

from crossbearing.read.clauses import is_verb
from crossbearing.read.numerals import Token, number_at

_FUNCTION_WORDS = frozenset(
    "a an the of to in on at for from by with without into onto over under near and or but as than that which who"
    " whom whose when where while after before during since until between among amid against across along around"
    " behind inside outside within through per via if because so not also only still just now then there here his her"
    " its their our he she it they we i you this these those all both each every more most other others another early"
    " late about some no once ago apart away later earlier today yesterday tomorrow meanwhile including despite was"
    " were is are has have had be been will would can could may might must should shall do does did said says out off"
    " up down back again together alone including such like yet too very well often familiar close prior aware able"
    " already ever never plus minus upstream downstream".split()
)
_QUALITIES = frozenset(
    "new old young big large small great little huge major minor main key senior junior top leading former current"
    " different separate various additional extra further total whole full entire innocent ordinary local foreign"
    " armed unarmed heavy light critical serious severe consecutive straight good bad high low long short next last"
    " previous past recent final alleged possible potential known unknown remaining anonymous living dead strong"
    " powerful male female elderly adult national official one two three four five six seven eight nine ten first"
    " second third several many few own same only single lone fellow black white red green blue brown grey permanent"
    " important modern".split()
)
"""Words between a number and its noun that say what kind it is without making it another thing."""
_IRREGULAR = {
    "people": "people", "men": "man", "women": "woman", "children": "child", "buses": "bus", "bodies": "body",
    "feet": "foot", "lives": "life", "police": "police", "series": "series", "troops": "troop",
    "policemen": "policeman",
    "servicemen": "serviceman", "gunmen": "gunman", "fishermen": "fisherman", "firemen": "fireman", "teeth": "tooth",
    "wives": "wife", "knives": "knife", "thieves": "thief", "wolves": "wolf", "halves": "half", "crises": "crisis",
    "aircraft": "aircraft", "personnel": "personnel", "cattle": "cattle", "sheep": "sheep", "staff": "staff",
    "gases": "gas", "viruses": "virus", "geese": "goose", "mice": "mouse", "horsemen": "horseman",
    "spokesmen": "spokesman",
    "businessmen": "businessman", "countrymen": "countryman", "clergymen": "clergyman", "militiamen": "militiaman",
    "tribesmen": "tribesman", "lawmen": "lawman", "seamen": "seaman", "infantrymen": "infantryman", "movies": "movie",
    "calories": "calorie", "cookies": "cookie", "species": "species", "headquarters": "headquarters", "houses": "house",
}  # fmt: skip
_UNITS = {
    "km": "kilometre", "kms": "kilometre", "kilometer": "kilometre", "kg": "kilogram", "kgs": "kilogram",
    "kilogramme": "kilogram", "kilo": "kilogram", "m": "metre", "meter": "metre", "%": "percent", "pct": "percent",
    "percent": "percent", "mm": "millimetre", "millimeter": "millimetre", "cm": "centimetre",
    "centimeter": "centimetre",
    "mph": "mile per hour", "kph": "kilometre per hour", "kmh": "kilometre per hour", "ft": "foot", "hrs": "hour",
    "mins": "minute", "liter": "litre", "ton": "ton", "lb": "pound", "lbs": "pound", "mw": "megawatt", "gw": "gigawatt",
    "hr": "hour", "min": "minute", "yr": "year", "yrs": "year", "sq": "square", "°c": "degree",
}  # fmt: skip
_MONEY_NOUNS = {
    "dollar": "USD", "euro": "EUR", "yen": "JPY", "rupee": "INR", "yuan": "CNY", "renminbi": "CNY", "rouble": "RUB",
    "ruble": "RUB", "shekel": "ILS", "hryvnia": "UAH", "hryvnias": "UAH", "naira": "NGN", "ringgit": "MYR",
    "baht": "THB",
    "rupiah": "IDR", "zloty": "PLN", "forint": "HUF", "taka": "BDT", "bitcoin": "BTC", "usd": "USD", "eur": "EUR",
    "gbp": "GBP", "lira": "TRY", "liras": "TRY",
}  # fmt: skip
_DOLLARS = {
    "us": "USD",
    "american": "USD",
    "australian": "AUD",
    "canadian": "CAD",
    "singapore": "SGD",
    "zealand": "NZD",
}
_MEASURES = frozenset(
    "second minute hour day week month year decade century kilometre mile metre foot inch tonne ton kilogram pound"
    " acre hectare degree person seat storey story point man woman member millimetre centimetre litre gallon dollar"
    " euro nation country state vehicle bus car ship vessel team party magnitude percent strong bed room page bedroom"
    " megawatt lane barrel round gun party".split()
)
"""Units that a number is joined to by a hyphen."""
_NOUNS_IN_LY = frozenset("family assembly anomaly monopoly supply bully reply butterfly daily weekly elderly".split())
_COLLECTIVES = frozenset("crew infantry cavalry horsepower livestock poultry headcount artillery".split())
_COMPOUNDS = frozenset("police women arms weapons sports customs operations communications".split())
"""Plurals that go on: "police officers", "arms dealers"."""
_KINDS = {
    word: kind
    for kind, words in (
        ("dead", "kill kills killed killing dead die dies died dying death deaths fatality fatalities slain perished"
                 " bodies body corpses corpse drowned martyred martyrs"),
        ("injured", "injure injured injures injuring injury injuries wound wounded wounds wounding hurt hospitalised"
                    " hospitalized maimed"),
        ("missing", "missing unaccounted"),
        ("evacuated", "evacuate evacuated evacuates evacuating"),
        ("displaced", "displaced displacing displaces homeless uprooted uprooting"),
        ("arrested", "arrest arrested arrests arresting detain detained detains detaining detention detentions"),
        ("rescued", "rescued rescues rescuing"),
        ("kidnapped", "kidnapped abducted kidnapping abducting"),
    )
    for word in words.split()
}  # fmt: skip
_AUXILIARIES = frozenset("was were been are is being".split())
_STOPS = frozenset({",", ";", ".", "and", "but", "while", "as", "after", "when"})
_STOPS_BEFORE = _STOPS | {"at", "in", "from", "to", "on", "by", "near", "under", "with", "for", "of", "says", "said"}
_TOLLS = {"toll": "dead", "victims": "dead", "fatalities": "dead", "deaths": "dead", "dead": "dead",
"wounded": "injured",
          "injured": "injured", "missing": "missing"}  # fmt: skip
_TAKE_LIVES = frozenset("claimed claiming claim lost cost costing took taken".split())
_REACH = 6
"""How many words away what is said of the counted may stand."""


class Counted(NamedTuple):
    """The unit, and the token before which the figure's words end."""

    unit: str
    end: int


def word_at(line: list[Token], at: int) -> str:
    """The word of a token, "" beyond the line."""
    return line[at].word if 0 <= at < len(line) else ""


def kind(word: str) -> str | None:
    """What a word says of the counted: "dead" for "killed"."""
    return _KINDS.get(word)


def unit_after(line: list[Token], last: int, *, one: bool = False) -> Counted:
    """The noun that the number before token `last` counts, in the singular, with the noun that makes it another thing.

    `one`: the number is one, and its noun in the singular.
    """
    at = last
    if word_at(line, at) == "-" and word_at(line, at + 1) == "odd":
        at += 2
    if word_at(line, at) in {"-", "–"} and glued(line, at):
        word = singular(word_at(line, at + 1))
        return Counted(word, at + 2) if word in _MEASURES else Counted("", last)
    if word_at(line, at) == "of":
        at += 1
        while word_at(line, at) in {"its", "his", "her", "their", "our", "the", "them", "these", "those", "all"}:
            at += 1
    while word_at(line, at) in {"more", "other", "others", "further", "additional", "extra"}:
        at += 1
    if word_at(line, at) == "%":
        return Counted("percent", at + 1)
    if (word_at(line, at), word_at(line, at + 1)) == ("per", "cent"):
        return Counted("percent", at + 2)
    if word_at(line, at) in {"percentage", "square", "cubic", "nautical"} and word_at(line, at + 1):
        return Counted(f"{line[at].word} {singular(line[at + 1].word)}", at + 2)
    if at < len(line) and kind(line[at].word) and not _is_plural(line[at].word):
        described = line[at].word.endswith("ed") or line[at].word in {"dead", "missing", "homeless", "slain"}
        if described and at + 1 < len(line) and _is_plural(line[at + 1].word):
            return Counted(singular(line[at + 1].word), at + 2)  # "12 wounded soldiers"
        return Counted("", at + 1)  # "24 dead": what is said of them stands for the noun
    return _noun(line, at, last, one=one)


def _noun(line: list[Token], at: int, last: int, *, one: bool) -> Counted:
    words = _noun_phrase(line, at, one=one)
    if not words or (line[words[-1]].name and line[words[-1]].word not in _UNITS):
        return Counted("", at if word_at(line, at - 1) in {"others", "more", "other"} else last)
    head = words[-1]
    unit = singular(line[head].word)
    before = line[head - 1]
    if unit == "dollar" or unit in _MONEY_NOUNS:
        named = before.word if len(words) > 1 else ""
        return Counted(_DOLLARS.get(named, _MONEY_NOUNS[unit] if not before.name else unit), head + 1)
    if unit == "pound":
        return Counted("pound" if word_at(line, head + 1) == "of" else "GBP", head + 1)
    plain = not before.name and before.word not in _QUALITIES and not before.word.endswith("ed")
    if len(words) > 1 and words[-2] == head - 1 and plain and unit not in _UNITS.values():
        unit = f"{before.word} {unit}"
    return Counted(unit, head + 1)


def _noun_phrase(line: list[Token], at: int, *, one: bool) -> list[int]:
    """Places of the words from `at` on that may be the counted noun and what stands before it, up to its plural."""
    words: list[int] = []
    began = at
    while at < len(line) and at - began < 8 and len(words) < 5:
        token = line[at]
        joins = token.word == "and" and at > began and line[at - 1].name and at + 1 < len(line) and line[at + 1].name
        if joins:
            at += 1
            continue
        if not token.word[0].isalpha() or token.word in _FUNCTION_WORDS or _is_adverb(token.word):
            break
        end = _compound_end(line, at)
        if end > at:
            at = end + 1  # "government-held": the compound describes, its last part is no noun
            continue
        measure = token.word in _UNITS or token.word in {"magnitude", "millimetre", "metre", "degrees"}
        if one and words and token.word.endswith("ing"):
            break
        if not measure and not token.name and _acts(line, at, begun=bool(words)):
            if words or not _describes(line, at):
                break
            at += 1
            continue
        words.append(at)
        at += 1
        if measure or (_is_plural(token.word) and not token.name and token.word not in _COMPOUNDS):
            return words
        if token.word in _COMPOUNDS and not _is_plural(word_at(line, at)):
            return words
    return words if one or not words else _collective(line, words)


def _collective(line: list[Token], words: list[int]) -> list[int]:
    """Without a plural only what has none ("three crew"), or a measure that lost its hyphen ("a two day visit")."""
    last = words[-1]
    return words if line[last].word in _COLLECTIVES or singular(line[last].word) in _MEASURES else []


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and len(word) > 4 and word not in _NOUNS_IN_LY


def _acts(line: list[Token], at: int, *, begun: bool) -> bool:
    return is_verb(line[at].word, "", finite=begun) and not _is_plural(line[at].word)


def _describes(line: list[Token], at: int) -> bool:
    """Whether a participle stands before a plural noun that it describes: "two besieged towns"."""
    return line[at].word.endswith("ed") and at + 1 < len(line) and _is_plural(line[at + 1].word)


def _compound_end(line: list[Token], at: int) -> int:
    """The last token of the hyphened word that begins at `at`; `at` itself where none does."""
    while word_at(line, at + 1) in {"-", "–"} and glued(line, at + 1):
        at += 2
    return at


def glued(line: list[Token], at: int) -> bool:
    """Whether the mark at `at` joins two words without a space."""
    return 0 < at < len(line) - 1 and line[at - 1].end == line[at].start and line[at].end == line[at + 1].start


def _is_plural(word: str) -> bool:
    return word in _IRREGULAR or (
        len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "ous", "us", "is", "'s"))
    )


def singular(word: str) -> str:
    """The singular of a noun in lower case; units of measure and of money under one name each."""
    word = word.removesuffix("'s")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return _UNITS.get(word, word)


def said_of(line: list[Token], number_end: int, first: int, last: int) -> str | None:
    """What is said of the counted: in the noun or right after it, right before the figure, further after or before.

    The number ends before token `number_end`; the figure's words are tokens [first, last).
    """
    return (
        _first_kind(line, range(number_end, min(len(line), last + 2)), _STOPS)
        or _first_kind(line, range(first - 1, max(-1, first - 4), -1), _STOPS)
        or _lives(line, first, last)
        or _passive_kind(line, last)
        or _first_kind(line, range(last + 2, min(len(line), last + _REACH)), _STOPS)
        or _first_kind(line, range(first - 1, max(-1, first - _REACH), -1), _STOPS_BEFORE)
        or _toll(line, first)
    )


def _first_kind(line: list[Token], places: range, stops: frozenset[str]) -> str | None:
    """The first of these words that says something of the counted, unless another figure or clause comes before it."""
    for at in places:
        word = line[at].word
        if word in stops or (word[0].isdecimal() or number_at(line, at)):
            return None
        if found := kind(word):
            return found
    return None


def _passive_kind(line: list[Token], last: int) -> str | None:
    """ "93 villagers from two towns and a camp were killed"; "19 pupils were among 52 villagers killed"."""
    for at in range(last, min(len(line) - 1, last + 3 * _REACH)):
        word = line[at].word
        if word in _AUXILIARIES:
            after = [token.word for token in line[at + 1 : at + 2 + _REACH]]
            if "among" in after[:2]:
                return next((found for each in after if (found := kind(each))), None)
            if after[:3] == ["taken", "to", "hospital"] or after[:4] == ["taken", "to", "a", "hospital"]:
                return "injured"
            return next((found for each in after[:2] if (found := kind(each))), None)
        if word in {";", "who", "which", "when", "while"} or (
            at > last and is_verb(word, line[at - 1].word, finite=True)
        ):
            return None
    return None


def _lives(line: list[Token], first: int, last: int) -> str | None:
    """ "claimed 12 lives", "12 people lost their lives"."""
    after = [token.word for token in line[last : last + 4]]
    if any(after[at : at + 3] == ["lost", "their", "lives"] for at in (0, 1)):
        return "dead"
    if singular(word_at(line, last - 1)) != "life":
        return None
    before = {token.word for token in line[max(0, first - 4) : first]}
    return "dead" if before & _TAKE_LIVES else None


def _toll(line: list[Token], first: int) -> str | None:
    """ "The death toll … rose to at least 61", "the number of victims is 76"; but for "from 40 to 70" no other
    number between."""
    for at in range(first - 1, max(-1, first - 4 * _REACH), -1):
        word = line[at].word
        if word[0].isdecimal() and word_at(line, at - 1) != "from":
            return None
        if word == "toll" or (word in _TOLLS and word_at(line, at - 2) == "number"):
            return _TOLLS[word]
    return None


def number_of(line: list[Token], first: int) -> str:
    """The noun of "the number of victims is at least 70", where the figure at `first` ends it; "" for any other."""
    for at in range(first - 1, max(-1, first - 3 * _REACH), -1):
        if line[at].word in {"number", "toll"} and word_at(line, at + 1) == "of" and _is_plural(word_at(line, at + 2)):
            return singular(word_at(line, at + 2))
        if line[at].word[0].isdecimal() or line[at].word in {";", "and", "but"}:
            return ""
    return ""
