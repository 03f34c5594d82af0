"""Files and folders → what is in them.

Read are reports (text, Markdown, HTML, saved pages, mail, PDF, Word documents), what holds many of them (JSON lines,
tables, feeds, archives), and folders that a manifest describes. Whatever cannot be read becomes a Failure that says
why; nothing is passed over in silence but hidden files and, beside a manifest, its own company (gold.yaml, README).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from crossbearing.collect import manifest
from crossbearing.collect.containers import At, Item, Opener, undated
from crossbearing.collect.found import Found, failure, printable
from crossbearing.collect.gathering import Gathered
from crossbearing.collect.naming import Place
from crossbearing.collect.storing import Progress
from crossbearing.errors import InputError, Unreadable
from crossbearing.records import Capture, Failure, Record
from crossbearing.settings import Settings

_ABOUT = ("readme", "license", "licence")
_MANIFEST_COMPANY = ("manifest", "gold", *_ABOUT)

_NO_ONE_REPORT = "a file that may hold many reports (JSON, a table, an archive, a feed) cannot stand in a manifest"


class Collected(Record, frozen=True):
    """What came of the paths: captures in the order of their names, and all that could not be read."""

    captures: tuple[Capture, ...]
    failures: tuple[Failure, ...]


def collect(paths: Sequence[Path], settings: Settings | None = None) -> Collected:
    """Read every report under `paths`, all at once: for what fits into memory. See `gather`."""
    with gather(paths, settings or Settings()) as gathered:
        captures: dict[str, Capture] = {}
        for arrivals in gathered.reports:
            for arrival in arrivals:
                captures.setdefault(arrival.id, gathered.capture(arrival))
        return Collected(captures=tuple(captures.values()), failures=gathered.failures)


def gather(paths: Sequence[Path], settings: Settings, progress: Progress | None = None) -> Gathered:
    """Everything under `paths`: files, and folders with all that is in them; to be used as a context manager.

    The order of `paths` changes nothing. Hidden files in folders are passed over and links that lead out of a folder
    are not followed. `progress` hears of "open" with each item; their number is 0 until it is known. Raises InputError
    when a path does not exist, and when nothing at all could be read.
    """
    for path in paths:
        if not os.path.lexists(path):
            raise InputError(f"{_shown(path)}: no such file or folder")
    with Opener(settings) as opener:
        items = (item for path in paths for item in _in_path(path, opener))
        gathered = Gathered(items if progress is None else _counted(items, progress))
    if not gathered.reports:
        gathered.close()
        raise InputError(_nothing(paths, gathered.failures))
    return gathered


def _counted(items: Iterable[Item], progress: Progress) -> Iterator[Item]:
    count = 0
    progress("open", 0, 0)
    for item in items:
        count += 1
        progress("open", count, 0)
        yield item
    progress("open", count, count)


def _nothing(paths: Sequence[Path], failures: Sequence[Failure]) -> str:
    where = ", ".join(_shown(path) for path in paths) or "no paths"
    if not failures:
        return f"{where}: nothing to read there"
    first = min(failures, key=lambda each: (each.unit, each.reason))
    more = f" (and {len(failures) - 1} more)" if len(failures) > 1 else ""
    return f"{where}: nothing could be read; {first.unit}: {first.reason}{more}"


# ── walking ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _in_path(path: Path, opener: Opener) -> Iterator[Item]:
    if path.is_dir():
        yield from _in_folder(path, opener)
    elif path.name in manifest.NAMES:
        yield from _in_manifest(path, opener)
    else:
        yield from _in_file(path, opener)


def _in_folder(top: Path, opener: Opener) -> Iterator[Item]:
    inside = top.resolve()
    blocked: list[OSError] = []
    for folder, below, files in os.walk(top, onerror=blocked.append):
        at = Path(folder)
        given = next((name for name in manifest.NAMES if name in files), None)
        if given is not None:
            below.clear()
            yield from _in_manifest(at / given, opener)
            continue
        for name in sorted(below):
            if (at / name).is_symlink():
                yield failure(_shown(at / name), "a link to a folder; not followed")
        below[:] = sorted(name for name in below if not name.startswith("."))
        above = at.resolve().parts
        for name in sorted(files):
            shown = _shown(at / name)
            if name.startswith("."):
                continue
            if name.lower().startswith(_ABOUT):
                yield failure(shown, "by its name no report; give its own path to have it read")
            elif not (at / name).is_symlink() and (at / name).is_file():
                path = os.fspath(at / name)
                yield from opener.read(At(path=path, shown=shown, folders=above, name=printable(name)))
            elif (at / name).is_symlink() and not (at / name).resolve().is_relative_to(inside):
                yield failure(shown, "a link that leads out of the folder; not followed")
            else:
                yield from _in_file(at / name, opener)
    for error in blocked:
        yield failure(_shown(Path(str(error.filename))), f"cannot be read: {error.strerror}")


def _in_manifest(path: Path, opener: Opener) -> Iterator[Item]:
    """The reports that a manifest names, and a word on each file beside it that it does not name."""
    try:
        entries = manifest.read(path)
    except Unreadable as error:
        yield failure(_shown(path), str(error))
        return
    folder = path.parent
    named: set[Path] = {path.resolve()}
    for entry in entries:
        if isinstance(entry, manifest.BadEntry):
            yield failure(f"{_shown(path)}, report {entry.key}", entry.reason)
            continue
        named.add(entry.file)
        shown = folder / entry.file.relative_to(folder.resolve())
        for item in _in_file(shown, opener):
            if isinstance(item, Failure):
                yield failure(f"{_shown(path)}, report {entry.key}", f"{shown.name}: {item.reason}")
            elif not isinstance(item, Found) or item.within:
                yield failure(f"{_shown(path)}, report {entry.key}", f"{shown.name}: {_NO_ONE_REPORT}")
            else:
                place = Place(folders=folder.resolve().parts, stem=entry.key, exact=entry.key)
                yield msgspec.structs.replace(item, place=place, stated=entry.stated)
        if entry.undated is not None:
            yield failure(f"{_shown(path)}, report {entry.key}", undated(entry.undated))
    for at, below, files in os.walk(folder):
        below[:] = [name for name in below if not name.startswith(".")]
        for name in files:
            beside = Path(at) / name
            if beside.resolve() in named or name.startswith(".") or name.lower().startswith(_MANIFEST_COMPANY):
                continue
            yield failure(_shown(beside), "not named by the manifest beside it; not read")


def _in_file(path: Path, opener: Opener) -> Iterator[Item]:
    if not path.is_file():
        yield failure(_shown(path), "no regular file" if path.exists() else "cannot be read: No such file or directory")
        return
    folders, name = path.resolve().parts[:-1], printable(path.name)
    yield from opener.read(At(path=os.fspath(path), shown=_shown(path), folders=folders, name=name))


def _shown(path: Path) -> str:
    """The path as given, with what cannot be shown (a stray byte, a control character) escaped."""
    return printable(str(path))
