"""Dossiers that are in memory, as an export takes them, for the tests of exports."""

from __future__ import annotations

from crossbearing.records import Dossier, Failure
from crossbearing.write.dossiers import Dossiers
from crossbearing.write.exports import by_name


def handed_on(*dossiers: Dossier, failures: tuple[Failure, ...] = ()) -> Dossiers:
    """What exports of a case of these dossiers are made of."""
    ordered = sorted(dossiers, key=lambda each: (each.story.first or "9999", each.story.id))
    return Dossiers(lambda: iter(ordered), failures)


def exported(name: str, *dossiers: Dossier) -> bytes:
    """The file of a format."""
    return b"".join(by_name(name).make(handed_on(*dossiers)))
