"""A case that is open: its file, its settings and models, its store when it is first needed, and how it is let go."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from crossbearing.errors import CaseError
from crossbearing.models import models
from crossbearing.settings import Settings
from crossbearing.store.base import Store
from crossbearing.store.sqlite import SqliteStore
from crossbearing.store.whole import make_folder

if TYPE_CHECKING:
    from crossbearing.collect.visiting import Means

CASE_FILE = "case.db"


class Opened:
    """What `Case` stands on; a context manager."""

    def __init__(self, path: Path, settings: Settings, *, readonly: bool) -> None:
        self._path = path
        self._settings = settings
        self._readonly = readonly
        self._models = models(settings)

    @classmethod
    def open(cls, path: str | os.PathLike[str], *, readonly: bool = False, settings: Settings | None = None) -> Self:
        """Open the case in the file `path`, or in case.db of the folder `path`; it is made when it is first needed.

        A read-only case may lie where nothing can be written, and is not touched; it is read as it was at the first
        look, whatever another process does to it. Raises CaseError, InputError for
        settings of an endpoint that cannot be used, and ModelError for a folder that holds no model.
        """
        case = cls(file_of(path), settings or Settings(), readonly=readonly)
        if readonly or is_there(case._path):
            _ = case._store
        return case

    def lock(self) -> None:
        """Become the only one to add and build, until the case is closed; adding and building do so by themselves.

        Raises CaseError (`errors.CaseBusy`) at once while another process does.
        """
        self._store.lock()

    def close(self) -> None:
        """Let go of the case's file."""
        if "_store" in vars(self):
            self._store.close()
            del self._store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _require(self) -> None:
        if not is_there(self._path):
            raise CaseError(f"{self._path}: no case is there")

    @cached_property
    def _store(self) -> Store:
        if not self._readonly:
            make_folder(self._path.parent)
        return SqliteStore(self._path, readonly=self._readonly)

    @cached_property
    def _means(self) -> Means:
        from crossbearing.collect.visiting import Means  # noqa: PLC0415 — most cases need no network

        return Means(self._settings)


def file_of(path: str | os.PathLike[str]) -> Path:
    """The case's file: `path`, or case.db in the folder `path`."""
    folder = os.path.isdir(path)  # noqa: PTH112 - unlike Path's, it is false where we have no right to look
    return Path(path) / CASE_FILE if folder else Path(path)


def is_there(path: Path) -> bool:
    """Whether there is such a file. Raises CaseError where that cannot be known."""
    try:
        return path.exists()
    except OSError as error:
        raise CaseError(f"{path} could not be opened: {error.strerror}") from error
