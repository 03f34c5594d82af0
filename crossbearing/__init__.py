"""Many outlets' reports of one event in, one cited record out. Names are loaded when they are first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crossbearing.case import Case
    from crossbearing.errors import (
        CaseError,
        CrossbearingError,
        InputError,
        IntegrityError,
        MandateError,
        ModelError,
    )
    from crossbearing.outcomes import Added, Built
    from crossbearing.records import (
        Alert,
        Claim,
        Copying,
        Dossier,
        Failure,
        Figure,
        Finding,
        Identity,
        Mandate,
        Match,
        Origin,
        Quote,
        Reason,
        Relation,
        Report,
        Source,
        Span,
        Story,
        Utterance,
        When,
    )
    from crossbearing.settings import Settings
    from crossbearing.store.index import Hits, Search
    from crossbearing.verify import Verified

__all__ = [
    "Added",
    "Alert",
    "Built",
    "Case",
    "CaseError",
    "Claim",
    "Copying",
    "CrossbearingError",
    "Dossier",
    "Failure",
    "Figure",
    "Finding",
    "Hits",
    "Identity",
    "InputError",
    "IntegrityError",
    "Mandate",
    "MandateError",
    "Match",
    "ModelError",
    "Origin",
    "Quote",
    "Reason",
    "Relation",
    "Report",
    "Search",
    "Settings",
    "Source",
    "Span",
    "Story",
    "Utterance",
    "Verified",
    "When",
]

_HOMES = ("errors", "records", "settings", "verify", "case")
"""Where the names live, the quickest to import first."""


def __getattr__(name: str) -> object:
    if name in __all__:
        for home in _HOMES:
            module = import_module(f"crossbearing.{home}")
            if name in vars(module):
                return vars(module)[name]
    raise AttributeError(f"module 'crossbearing' has no attribute {name!r}")


def __dir__() -> list[str]:
    return list(__all__)
