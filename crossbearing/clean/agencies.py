"""The names of news and photo agencies as patterns, from `outlets.toml`."""

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


@cache
def text() -> tuple[tuple[str, Outlet], ...]:
    """Every written form of every agency, longest first, with the agency it means."""
    forms = {form: agency for agency in outlets.agencies() for form in (agency.name, *agency.aliases)}
    return tuple(sorted(forms.items(), key=lambda pair: (-len(pair[0]), pair[0])))


@cache
def pattern() -> str:
    """A pattern (without flags) for any agency's name, "the" before it allowed, as written or in capitals.

    Initials are also taken with one capital ("Afp"): some texts lose theirs.
    """
    forms = {form: None for form, _ in text()}
    forms |= {form.upper(): None for form in forms}
    forms |= {form.capitalize(): None for form in forms if form.isupper() and 2 < len(form) < 6}
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    return r"(?:[Tt]he )?(?:" + "|".join(re.escape(form) for form in ordered) + r")(?!\w|-\w)"


def named(words: str) -> str | None:
    """The agency that `words` name, by the name Crossbearing uses."""
    found = outlets.by_name(words)
    return found.name if found is not None and found.kind != "outlet" else None
