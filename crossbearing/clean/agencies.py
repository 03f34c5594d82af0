"""The names of news and photo agencies as patterns: from `outlets.toml`, and what calls itself an agency."""

from __future__ import annotations

import re
from functools import cache

from crossbearing import outlets
from crossbearing.records import Outlet

PHOTO = (
    "Reuters|AFP|AP|EPA-EFE|EPA|Getty Images|Getty|Shutterstock|Alamy|Bloomberg|Sputnik|TASS|ITAR-TASS|Xinhua|KCNA|KNS|"
    "Anadolu(?: Agency| Images)?|SOPA(?: Images)?|NurPhoto|ZUMA(?: Press| Wire)?|REX(?: Features)?|PA(?: Wire| Media)?|"
    "dpa|DPA|Kyodo|Yonhap|Jiji|Ruptly|Maxar(?: Technologies)?|Planet Labs|(?:The )?Canadian Press|(?:The )?Associated "
    "Press|AAP|UPI|imago(?: images)?|IMAGO|Magnum(?: Photos)?|Redux|Polaris|Corbis|iStock|ANSA|EFE|SANA|IRNA|WANA|ISNA|"
    "Tasnim|Fars|PTI|ANI|WAFA|Ukrinform|CNN|Agence France-Presse|Handout|Handout via Reuters|Pool|File|Supplied|"
    "Courtesy|Social Media(?: Website)?|Facebook|Twitter|Telegram|Instagram|YouTube|Flickr|Wikimedia(?: Commons)?"
)
"""Whose pictures news pages carry, and the other words that stand in a credit's place."""


_NO_NAME = "by|from|via|source|sources|with|and|additional|reporting|report|reports|the|an|our|this|that"
_WORD = rf"(?!(?i:{_NO_NAME})\b)[A-ZÀ-ÞŠŽČĆĐŁ][\w’'-]{{1,25}}"
_KIND = (
    r"(?:(?:news|press|wire|telegraph(?:ic)?) (?:agency|services?)|news ?wires?|press association|wire services?)"
    r"(?![\w-])"
)
CALLED_AGENCY = rf"(?!(?i:state|local|foreign|international|other)\b)(?:{_WORD} ){{1,3}}(?i:{_KIND})"
"""An agency that is not known, by what it calls itself: one to three words of a name, then "News Agency", "Press
Service", "Newswire". "Wire services" alone name nobody."""
_CALLED_AGENCY = re.compile(rf"(?:[Tt]he )?({CALLED_AGENCY})")


@cache
def text() -> tuple[tuple[str, Outlet], ...]:
    """Every written form of every agency, longest first, with the agency it means."""
    forms = {form: agency for agency in outlets.agencies() for form in (agency.name, *agency.aliases)}
    return tuple(sorted(forms.items(), key=lambda pair: (-len(pair[0]), pair[0])))


@cache
def pattern() -> str:
    """A pattern (without flags) for any agency's name, "the" before it allowed, as written or in capitals; of agencies
    that are not known, what calls itself one.

    Initials are also taken with one capital ("Afp"): some texts lose theirs.
    """
    forms = {form: None for form, _ in text()}
    forms |= {form.upper(): None for form in forms}
    forms |= {form.capitalize(): None for form in forms if form.isupper() and 2 < len(form) < 6}
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    known = "|".join(re.escape(form) for form in ordered)
    return rf"(?:[Tt]he )?(?:(?:{known})(?!\w|-\w)|{CALLED_AGENCY})"


def named(words: str) -> str | None:
    """The agency that `words` name, by the name Crossbearing uses; one that is not known by its own."""
    found = outlets.by_name(words)
    if found is not None:
        return found.name if found.kind in outlets.REPRINTED else None
    called = _CALLED_AGENCY.fullmatch(words)
    return called[1] if called is not None else None
