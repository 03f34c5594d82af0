"""A case, or one story of it, as a file in one of the formats of `write.exports`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from crossbearing import pipeline
from crossbearing.errors import InputError
from crossbearing.records import Capture, Dossier, Sighting
from crossbearing.store.base import Store
from crossbearing.store.whole import make_folder, settle, whole
from crossbearing.write.dossiers import Dossiers
from crossbearing.write.exports import Format

_STAGES = tuple((stage.name, stage.version) for stage in pipeline.STAGES)


def given(store: Store, story: str | None = None) -> Dossiers:
    """What exports of a case are made of; of one story alone, where it is named.

    Raises InputError for a story that the case does not have, or that failed.
    """
    if story is None:
        every = store.captures, store.sightings, store.decisions(), _STAGES
        return Dossiers(lambda: pipeline.dossiers(store), pipeline.failures(store), *every)
    for dossier in pipeline.dossiers(store, [story]):
        return _of_one(store, dossier)
    raise InputError(f"the case has no dossier of a story {story}")


def write(path: Path, form: Format, material: Dossiers) -> int:
    """Write the file of a format; as `keep` does."""
    return keep(path, form.make(material))


def keep(path: Path, pieces: Iterable[bytes]) -> int:
    """Write a file, which is complete or not there; its size in bytes.

    Raises InputError where something is there already: no case, no report and no earlier export is written over.
    Raises CaseError for what cannot be written.
    """
    if path.exists() or path.is_symlink():
        raise InputError(f"{path}: something is there already; remove it, or choose another name")
    make_folder(path.parent)
    size = 0
    with whole(path) as file:
        for piece in pieces:
            size += file.write(piece)
    settle(path.parent)
    return size


def _of_one(store: Store, dossier: Dossier) -> Dossiers:
    wanted = sorted({came.capture for came in dossier.captures} | {report.capture for report in dossier.reports})

    def captures() -> Iterator[Capture]:
        return (store.capture(each) for each in wanted)

    def sightings() -> Iterator[Sighting]:
        return (each for each in store.sightings() if each.capture in wanted)

    of_it = {each.id for each in dossier.rulings.decisions}
    decisions = []
    for each in store.decisions():
        # what undoes one of them, or undoes that, says whether it holds
        if each.id in of_it or each.replaces in of_it or any(it.capture in wanted for it in each.anchors):
            of_it.add(each.id)
            decisions.append(each)
    return Dossiers(lambda: iter((dossier,)), (), captures, sightings, tuple(decisions), _STAGES)
