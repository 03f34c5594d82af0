"""Outlets and news agencies that are known by name or domain, from `outlets.toml`.

Its entries are general knowledge, kept by hand. An outlet that is not in it is read all the same; it only goes by the
name that its page or the input gives it.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

import msgspec

from crossbearing.records import Outlet, OutletKind

REPRINTED: frozenset[OutletKind] = frozenset({"agency", "state media"})
"""Kinds of outlets whose text others reprint, and credit."""

_NOT_A_LETTER = re.compile(r"[^\w]+")
_NO_LETTERS = re.compile(r"[\W_]+")


class _File(msgspec.Struct, forbid_unknown_fields=True):
    outlet: tuple[Outlet, ...]


@cache
def outlets() -> tuple[Outlet, ...]:
    """All known outlets, in the order of the file."""
    text = resources.files("crossbearing").joinpath("outlets.toml").read_bytes()
    return msgspec.toml.decode(text, type=_File).outlet


def by_name(name: str) -> Outlet | None:
    """The outlet of that name or alias; case, punctuation and a leading "The" do not count."""
    return _names().get(_folded(name))


def by_domain(domain: str) -> Outlet | None:
    """The outlet that publishes under `domain` or a domain above it: "www.a.example.org" finds "example.org"."""
    labels = domain.lower().rstrip(".").split(".")
    known = _domains()
    return next((known[name] for at in range(len(labels) - 1) if (name := ".".join(labels[at:])) in known), None)


def same_name(a: str, b: str) -> bool:
    """Whether both are one name as written; case, punctuation and a leading "The" do not count."""
    return _folded(a) == _folded(b)


def letters(name: str) -> str:
    """A name's letters and digits alone, in lower case, without a leading "The": what two spellings of it share."""
    return _NO_LETTERS.sub("", name.casefold().removeprefix("the "))


def agencies() -> tuple[Outlet, ...]:
    """The outlets whose text others reprint: news agencies, state-run ones among them."""
    return tuple(outlet for outlet in outlets() if outlet.kind in REPRINTED)


@cache
def _names() -> dict[str, Outlet]:
    known: dict[str, Outlet] = {}
    for outlet in outlets():
        for name in (outlet.name, *outlet.aliases):
            known.setdefault(_folded(name), outlet)
    return known


@cache
def _domains() -> dict[str, Outlet]:
    return {domain: outlet for outlet in outlets() for domain in outlet.domains}


def _folded(name: str) -> str:
    words = _NOT_A_LETTER.sub(" ", name.casefold()).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)
