"""Whether a report says that it is a translation, and from which language: at its ends, in words made for that."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_LANGUAGES = {
    "ar": "arabic arabischen arabe árabe arabo арабского",
    "be": "belarusian belarusischen белорусского",
    "bg": "bulgarian bulgarischen bulgare",
    "bn": "bengali bangla",
    "cs": "czech tschechischen tchèque checo",
    "da": "danish dänischen",
    "de": "german deutschen allemand alemán tedesco немецкого",
    "el": "greek griechischen grec griego",
    "en": "english englischen anglais inglés inglese английского",
    "es": "spanish spanischen espagnol español castellano spagnolo испанского",
    "et": "estonian estnischen",
    "fa": "persian farsi persischen persan persa",
    "fi": "finnish finnischen",
    "fr": "french französischen français francés francese французского",
    "he": "hebrew hebräischen hébreu hebreo иврита",
    "hi": "hindi",
    "hu": "hungarian ungarischen hongrois",
    "hy": "armenian armenischen",
    "id": "indonesian indonesischen",
    "it": "italian italienischen italien italiano итальянского",
    "ja": "japanese japanischen japonais japonés",
    "ka": "georgian georgischen",
    "kk": "kazakh",
    "km": "khmer",
    "ko": "korean koreanischen coréen coreano",
    "ku": "kurdish kurmanji sorani kurdischen kurde",
    "lt": "lithuanian litauischen",
    "lv": "latvian lettischen",
    "my": "burmese birmanischen",
    "nl": "dutch niederländischen néerlandais neerlandés",
    "no": "norwegian norwegischen",
    "pl": "polish polnischen polonais polaco",
    "ps": "pashto",
    "pt": "portuguese portugiesischen portugais portugués",
    "ro": "romanian rumänischen roumain",
    "ru": "russian russischen russe ruso russo русского",
    "sr": "serbian serbischen serbe",
    "sv": "swedish schwedischen",
    "sw": "swahili",
    "ta": "tamil",
    "th": "thai",
    "tr": "turkish türkischen turc turco",
    "uk": "ukrainian ukrainischen ukrainien ucraniano украинского",
    "ur": "urdu",
    "vi": "vietnamese",
    "zh": "chinese mandarin cantonese chinesischen chinois chino китайского",
}
_CODES = {name: code for code, names in _LANGUAGES.items() for name in names.split()}
_NAME = "|".join(sorted(_CODES, key=lambda name: (-len(name), name)))
_OPENS = (
    r"(?:(?:this|the) (?:article|story|report|text|piece|interview|post|column|essay)"
    r"(?: (?:was|has been|is|first appeared|originally appeared|was originally (?:published|written) in \w+ and(?: has"
    r" been)?))?[ ,]*|(?:note|editor.s note|dieser (?:text|artikel|beitrag) wurde |cet article a été "
    r"|este artículo fue )"
    r"[: ]*)?"
)
_FROM = re.compile(
    rf"^[\[(*_ ]{{0,3}}{_OPENS}(?:(?:machine[- ]?)?translated (?:automatically )?(?:from|out of)(?: the)?(?: original)?"
    rf"|translation from(?: the)?|(?:übersetz(?:t|ung) )?aus dem|traduite? d(?:e l['’]|u |e )|"
    rf"traducido (?:del?|desde el)|traduzione dal(?:l['’])?|tradotto dal(?:l['’])?|перевод с|переведено с)"
    rf"\s*(?P<language>{_NAME})\b"
    r"(?:\s*(?:$|[.,;:)\]–—-]|(?:by|von|par|por|da|original|and edited|edition|version|übersetzt)\b).{0,120})$",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    rf"^[\[(*_ ]{{0,3}}(?:this|the) (?:article|story|report|text|piece) (?:was|is|has been) (?:first |originally )"
    rf"(?:published|written|reported) in (?P<language>{_NAME})\b.{{0,160}}\btranslat",
    re.IGNORECASE,
)
_BY = re.compile(
    rf"^[\[(*_ ]{{0,3}}{_OPENS}(?:(?:edited and )?translated(?: and edited)? by|translation(?: by|:)"
    r"|übersetz(?:t von|ung:)|traduit par|traducción:|traducido por) (?P<after>.{2,120})$",
    re.IGNORECASE,
)
_AT_ENDS = 3
_LONGEST = 240


def translated_from(paragraphs: Sequence[str], apart: Iterable[str]) -> str | None:
    """ISO 639-1 of the language that a report says it was translated from, "" where it names none, None for no word.

    Looked for in the first and last paragraphs of the text and in `apart`: lines cut from it, and the byline.
    """
    ends = [*paragraphs[:_AT_ENDS], *paragraphs[-_AT_ENDS:], *apart]
    lines = [
        part for line in ends if len(line) <= _LONGEST for part in (line, *re.findall(r"[\[(]([^\[\]()]+)[\])]", line))
    ]
    for line in lines:
        if found := _FROM.match(line) or _ORIGINAL.match(line):
            return _CODES[found["language"].lower()]
    named = next((found for line in lines if (found := _BY.match(line))), None)
    if named is None:
        return None
    language = re.search(rf"\b(?:from|aus dem|de l['’]|du|del)\s*(?:the )?({_NAME})\b", named["after"], re.IGNORECASE)
    return _CODES[language[1].lower()] if language else ""
