"""Nouns in the singular, and units of measure under one name each: "kms" is kilometre, "60 km/h" kilometre per hour."""

from __future__ import annotations

from crossbearing.read.numerals import Token, glued, word_at

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
UNITS = {
    "km": "kilometre", "kms": "kilometre", "kilometer": "kilometre", "kg": "kilogram", "kgs": "kilogram",
    "kilogramme": "kilogram", "kilo": "kilogram", "m": "metre", "meter": "metre", "%": "percent", "pct": "percent",
    "percent": "percent", "mm": "millimetre", "millimeter": "millimetre", "cm": "centimetre",
    "centimeter": "centimetre",
    "mph": "mile per hour", "kph": "kilometre per hour", "kmh": "kilometre per hour", "ft": "foot", "hrs": "hour",
    "mins": "minute", "liter": "litre", "ton": "ton", "lb": "pound", "lbs": "pound", "mw": "megawatt", "gw": "gigawatt",
    "hr": "hour", "min": "minute", "yr": "year", "yrs": "year",
    "kt": "kiloton", "kw": "kilowatt", "km²": "square kilometre", "m²": "square metre", "m³": "cubic metre",
    "g": "gram", "mg": "milligram", "ml": "millilitre",
}  # fmt: skip
"""Ways of writing a unit, in the singular."""
MEASURES = frozenset(
    "second minute hour day week month year decade century kilometre mile metre foot inch tonne ton kilogram pound"
    " acre hectare degree person seat storey story point man woman member millimetre centimetre litre gallon dollar"
    " euro nation country state vehicle bus car ship vessel team party magnitude percent bed room page bedroom"
    " megawatt lane barrel round gun kiloton kilotonne megaton megatonne gram kilowatt gigawatt knot calibre caliber"
    "".split()
)
"""Units that a number is joined to by a hyphen."""
_IN_OE = frozenset({"shoes", "toes", "foes", "canoes", "hoes", "oboes"})
_OF_KIND = frozenset({"percentage", "square", "cubic", "nautical", "metric", "basis"})
"""Words that make another unit of the noun after them."""
_LENGTHS = frozenset({"kilometre", "mile", "metre", "foot", "centimetre", "millimetre"})
_SCALES_OF_HEAT = {
    "celsius": "Celsius",
    "centigrade": "Celsius",
    "c": "Celsius",
    "fahrenheit": "Fahrenheit",
    "f": "Fahrenheit",
}
_PER = {"h": "hour", "hr": "hour", "hour": "hour", "s": "second", "second": "second", "sec": "second"}
_HOTTEST = 150
"""Beyond this "C" and "F" glued to digits are no temperature."""


def measure_at(line: list[Token], at: int) -> tuple[str, int] | None:
    """The unit of more than one word or mark that begins at token `at`, right after a number, and where it ends."""
    word, following = word_at(line, at), word_at(line, at + 1)
    if word == "%" or (word in {"pc", "pct"} and not line[at].name):
        return "percent", at + 1
    if (word, following) == ("per", "cent"):
        return "percent", at + 2
    if word in _OF_KIND and following:
        return f"{word} {singular(following)}", at + 2
    if word == "sq" and following:
        noun = at + 2 if following == "." else at + 1
        return (f"square {singular(word_at(line, noun))}", noun + 1) if word_at(line, noun) else None
    return _temperature(line, at) or _speed(line, at)


def _temperature(line: list[Token], at: int) -> tuple[str, int] | None:
    """ "degrees", "°C", "38C", "degrees Fahrenheit"."""
    word = word_at(line, at)
    if word in {"c", "f"} and line[at].name and line[at - 1].end == line[at].start:
        digits = line[at - 1].word
        small = digits[0].isdecimal() and len(digits) < 6 and float(digits.replace(",", ".")) < _HOTTEST
        return (f"degree {_SCALES_OF_HEAT[word]}", at + 1) if small else None
    if word not in {"°", "º", "degree", "degrees"}:
        return None
    scale = word_at(line, at + 1)
    if scale in _SCALES_OF_HEAT and (len(scale) > 1 or line[at + 1].name):
        return f"degree {_SCALES_OF_HEAT[scale]}", at + 2
    return "degree", at + 1


def _speed(line: list[Token], at: int) -> tuple[str, int] | None:
    """ "km/h", "kilometres per hour", "miles an hour"."""
    length, per, time = singular(word_at(line, at)), word_at(line, at + 1), word_at(line, at + 2)
    if length not in _LENGTHS or time not in _PER:
        return None
    if per in {"per", "an", "a"} and len(time) > 2:
        return f"{length} per {_PER[time]}", at + 3
    return (f"{length} per {_PER[time]}", at + 3) if per == "/" and glued(line, at + 1) else None


def is_plural(word: str) -> bool:
    """Whether a word (lower case) looks like a noun in the plural."""
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
    elif word.endswith(("sses", "shes", "ches", "xes")) or (word.endswith("oes") and word not in _IN_OE):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return UNITS.get(word, word)
