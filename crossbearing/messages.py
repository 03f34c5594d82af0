"""English that pages say, kept with what it was made of, so that a page can say it in another language.

A `Message` is its English text, a `str` like any other: JSON and files say it as it is. A page in another language asks
its `Language`, which looks the message up in a catalogue (GNU gettext) and puts the values in anew. Messages are
written as Jinja's new style of gettext has them: "%(name)s" for a value, "%%" for a percent sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from gettext import NullTranslations

from markupsafe import Markup, escape

_NUMBER = re.compile(r"1(.?)234(.?)5")


class Message(str):
    """English text; `forms` are the message, or that for one and that for many; `values` stand in it."""

    __slots__ = ("forms", "values")

    forms: tuple[str, ...]
    values: Mapping[str, object]


class Listed(Message):
    """Texts after one another, with a message between them."""

    __slots__ = ("items", "separator")

    items: tuple[str, ...]
    separator: Message


class Number(Message):
    """A number, with "," between thousands and "." before the fraction."""

    __slots__ = ()


def gettext(message: str, **values: object) -> Message:
    """A message with its values."""
    made = Message(message % values)
    made.forms, made.values = (message,), values
    return made


def ngettext(one: str, many: str, num: int, **values: object) -> Message:
    """A message about `num` things; "%(num)s" stands for it."""
    values.setdefault("num", num)
    made = Message((one if num == 1 else many) % values)
    made.forms, made.values = (one, many), values
    return made


def listed(items: Iterable[str], separator: Message) -> Message:
    """Texts after one another."""
    every = tuple(items)
    made = Listed(separator.join(every))
    made.items, made.separator = every, separator
    return made


# NOTE: as your language writes this number: what is between the thousands, and before the fraction
SAMPLE = gettext("1,234.5")
# NOTE: between the things of a list
COMMA = gettext(", ")
# NOTE: between two names
AND = gettext(" and ")


class Language:
    """What pages say, in the language of a catalogue; English where that has nothing."""

    def __init__(self, translations: NullTranslations) -> None:
        self._translations = translations
        self.is_english = type(translations) is NullTranslations
        self.code = translations.info().get("language", "en")
        """ISO 639-1, with a region where the catalogue names one."""
        written = _NUMBER.search(translations.gettext(SAMPLE))
        self._separators = str.maketrans({",": written[1], ".": written[2]} if written else {})

    def say(self, text: object) -> object:
        """A message in this language; all else as it is."""
        if not isinstance(text, Message) or self.is_english:
            return text
        if isinstance(text, Number):
            return text.translate(self._separators)
        if isinstance(text, Listed):
            return str(self.say(text.separator)).join(str(self.say(item)) for item in text.items)
        one, many = (*text.forms, "")[:2]
        form = self.form(one, many, text.values.get("num"))
        return form % {name: self.say(value) for name, value in text.values.items()}

    def gettext(self, message: str, **values: object) -> Markup:
        """A message of a template. Values are escaped; the message is HTML, as a catalogue is our own."""
        return self._markup(self.form(message), values)

    def ngettext(self, one: str, many: str, num: int, **values: object) -> Markup:
        """The same about `num` things."""
        values.setdefault("num", num)
        return self._markup(self.form(one, many, num=num), values)

    def form(self, one: str, many: str = "", num: object = None) -> str:
        """A message in this language, without its values."""
        if many and isinstance(num, int):
            return self._translations.ngettext(one, many, num)
        return self._translations.gettext(one)

    def _markup(self, form: str, values: Mapping[str, object]) -> Markup:
        return Markup(form % {name: escape(self.say(value)) for name, value in values.items()})  # noqa: S704
