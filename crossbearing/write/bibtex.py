r"""The sources in BibTeX, for biblatex and biber: an `@online` entry for each report, in UTF-8.

Letters of all scripts stay as they are: biber and biblatex read UTF-8. All that TeX gives a meaning is written as the
command that prints it. Braces become \textbraceleft{} and \textbraceright{}, since BibTeX counts even escaped ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from crossbearing.write.bylines import PersonName
from crossbearing.write.dossiers import Dossiers
from crossbearing.write.references import Reference, references

_PRINTED = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        "`": r"\textasciigrave{}",
        **{ch: f"\\{ch}" for ch in "#$%&_"},
    }
)
_LIGATURES = re.compile(r"([-',])(?=\1)")
"""Two of which TeX makes one character."""
_SAFE_IN_URLS = ":/?#[]@!$&'()*+,;=%-._~"
"""Reserved and unreserved characters of RFC 3986, and the percent sign of what is encoded already."""


def bibtex(given: Dossiers) -> Iterator[bytes]:
    """One entry after another, with an empty line between."""
    for number, reference in enumerate(references(given)):
        yield (b"\n" if number else b"") + _entry(reference).encode()


def printed(text: str) -> str:
    """Text as TeX prints it to the letter."""
    return _LIGATURES.sub(r"\1{}", text.translate(_PRINTED))


def _entry(reference: Reference) -> str:
    """Title and outlet in braces of their own: they keep their capitals, and an outlet is not parted as a name is.

    The address is percent-encoded ASCII, since biber takes `url` to the letter.
    """
    fields = {
        "author": " and ".join(_name(each) for each in reference.persons),
        "title": f"{{{printed(reference.title)}}}",
        "organization": f"{{{printed(reference.outlet)}}}" if reference.outlet is not None else "",
        "date": reference.day or "",
        "url": quote(reference.url, safe=_SAFE_IN_URLS) if reference.url is not None else "",
        "urldate": reference.accessed or "",
        "language": reference.language or "",
        "note": f"SHA-256: {reference.sha256}" if reference.sha256 is not None else "",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@online{{{reference.key},\n{lines}}}\n"


def _name(name: PersonName) -> str:
    """ "Ilse van der Berg" as "van der Berg, Ilse": no reader has to guess where the family's name begins."""
    family = printed(f"{name.particle} {name.family}".strip())
    return f"{family}, {printed(name.given)}"
