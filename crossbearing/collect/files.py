"""Files and folders → captures.

Read are plain text, Markdown, HTML, PDF, DOCX, mail, pages saved as MHTML, JSON lines (and lists), and folders that a
manifest describes. Whatever cannot be read becomes a Failure that says why; nothing is passed over in silence but
hidden files and, beside a manifest, its own company (gold.yaml, README).
"""

from __future__ import annotations

import datetime
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from crossbearing.collect import lines, manifest, saved_pages
from crossbearing.collect.found import Found, failure, printable, too_large
from crossbearing.collect.naming import Place, capture_id, names
from crossbearing.collect.sniffing import Kind, document, kind, why_no_report, why_no_text
from crossbearing.errors import InputError, Unreadable
from crossbearing.records import Capture, Failure, Record, Stated
from crossbearing.settings import Settings

_ABOUT = ("readme", "license", "licence")
_MANIFEST_COMPANY = ("manifest", "gold", *_ABOUT)
_JSON_LINES = (".jsonl", ".ndjson")
_JSON_LINES_REPORTS = 50
"""A file of JSON lines may be as long as so many reports of the greatest length; each line may be as long as one."""


class Collected(Record, frozen=True):
    """What came of the paths: captures in the order of their names, and all that could not be read."""

    captures: tuple[Capture, ...]
    failures: tuple[Failure, ...]


def collect(paths: Sequence[Path], settings: Settings | None = None) -> Collected:
    """Read every report under `paths`: files, and folders with all that is in them.

    The order of `paths` changes nothing. Hidden files in folders are passed over and links that lead out of a folder
    are not followed. Raises InputError when a path does not exist, and when nothing at all could be read.
    """
    for path in paths:
        if not os.path.lexists(path):
            raise InputError(f"{_shown(path)}: no such file or folder")
    most = (settings or Settings()).max_bytes
    found: list[Found] = []
    failures: list[Failure] = []
    for path in paths:
        for item in _in_path(path, most):
            (found if isinstance(item, Found) else failures).append(item)  # type: ignore[arg-type]
    kept = _read_once(found, failures)
    if not kept:
        raise InputError(_nothing(paths, failures))
    unique = sorted({(failure.unit, failure.reason) for failure in failures})
    return Collected(
        captures=_named(kept), failures=tuple(Failure(stage="collect", unit=u, reason=r) for u, r in unique)
    )


def _read_once(found: list[Found], failures: list[Failure]) -> list[Found]:
    """One of each: the first by place. Another path to the same file is no news; another file with its bytes is."""
    kept: dict[tuple[str, bytes], Found] = {}
    for item in sorted(found, key=lambda item: (item.place, item.source)):
        first = kept.setdefault(item.identity(), item)
        if first.place != item.place:
            failures.append(failure(item.source, f"the same bytes as {first.source}; read once"))
    return list(kept.values())


def _named(found: list[Found]) -> tuple[Capture, ...]:
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    captures = []
    for item, name in zip(found, names([item.place for item in found]), strict=True):
        sha256, _ = item.identity()
        captures.append(
            Capture(
                id=capture_id(name, item.media_type, sha256, item.stated),
                name=name,
                source=item.source,
                media_type=item.media_type,
                sha256=sha256,
                taken_at=item.taken_at or now,
                stated=item.stated,
                body=item.body,
                timed=item.taken_at is not None,
                http=item.http,
                within=item.within,
            )
        )
    return tuple(sorted(captures, key=lambda capture: (capture.name, capture.id)))


def _nothing(paths: Sequence[Path], failures: list[Failure]) -> str:
    where = ", ".join(_shown(path) for path in paths) or "no paths"
    if not failures:
        return f"{where}: nothing to read there"
    first = min(failures, key=lambda each: (each.unit, each.reason))
    more = f" (and {len(failures) - 1} more)" if len(failures) > 1 else ""
    return f"{where}: nothing could be read; {first.unit}: {first.reason}{more}"


# ── walking ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _in_path(path: Path, most: int) -> Iterator[Found | Failure]:
    if path.is_dir():
        yield from _in_folder(path, most)
    elif path.name in manifest.NAMES:
        yield from _in_manifest(path, most)
    else:
        yield from _in_file(path, most)


def _in_folder(top: Path, most: int) -> Iterator[Found | Failure]:
    inside = top.resolve()
    blocked: list[OSError] = []
    for folder, below, files in os.walk(top, onerror=blocked.append):
        at = Path(folder)
        given = next((name for name in manifest.NAMES if name in files), None)
        if given is not None:
            below.clear()
            yield from _in_manifest(at / given, most)
            continue
        for name in sorted(below):
            if (at / name).is_symlink():
                yield failure(_shown(at / name), "a link to a folder; not followed")
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(files):
            if name.startswith("."):
                continue
            if name.lower().startswith(_ABOUT):
                yield failure(_shown(at / name), "by its name no report; give its own path to have it read")
            elif (at / name).is_symlink() and not (at / name).resolve().is_relative_to(inside):
                yield failure(_shown(at / name), "a link that leads out of the folder; not followed")
            else:
                yield from _in_file(at / name, most)
    for error in blocked:
        yield failure(_shown(Path(str(error.filename))), f"cannot be read: {error.strerror}")


def _in_manifest(path: Path, most: int) -> Iterator[Found | Failure]:
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
        for item in _in_file(shown, most):
            if isinstance(item, Failure):
                yield failure(f"{_shown(path)}, report {entry.key}", f"{shown.name}: {item.reason}")
            elif item.media_type == "application/json":
                yield failure(f"{_shown(path)}, report {entry.key}", f"{shown.name}: JSON cannot stand in a manifest")
            else:
                place = Place(folders=folder.resolve().parts, stem=entry.key, exact=entry.key)
                yield msgspec.structs.replace(item, place=place, stated=entry.stated)
        if entry.undated is not None:
            yield failure(f"{_shown(path)}, report {entry.key}", _undated(entry.undated))
    for at, below, files in os.walk(folder):
        below[:] = [name for name in below if not name.startswith(".")]
        for name in files:
            beside = Path(at) / name
            if beside.resolve() in named or name.startswith(".") or name.lower().startswith(_MANIFEST_COMPANY):
                continue
            yield failure(_shown(beside), "not named by the manifest beside it; not read")


# ── one file ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _in_file(path: Path, most: int) -> Iterator[Found | Failure]:
    shown = _shown(path)
    body = _bytes(path, most * _JSON_LINES_REPORTS if path.suffix.lower() in _JSON_LINES else most)
    if isinstance(body, str):
        yield failure(shown, body)
        return
    known = document(body)
    why = None if known else why_no_text(body) or why_no_report(path.suffix)
    if why is not None:
        yield failure(shown, f"{why}; no report that can be read here")
        return
    if not body.strip():
        yield failure(shown, "empty")
        return
    what = known or kind(path.suffix, body)
    if what in ("application/json", "application/x-ndjson"):
        yield from _in_json(path, body, what, most)
        return
    place = Place(folders=path.resolve().parts[:-1], stem=printable(path.stem), exact=printable(path.name))
    taken_at = saved_pages.saved_at(body) if what == "multipart/related" else None
    yield Found(place=place, source=shown, media_type=what, stated=Stated(), body=body, taken_at=taken_at)


def _in_json(path: Path, body: bytes, what: Kind, most: int) -> Iterator[Found | Failure]:
    word = "line" if what == "application/x-ndjson" else "report"
    folders, file = path.resolve().parts[:-1], printable(path.stem)
    for line in lines.by_line(body) if word == "line" else lines.whole(body):
        source = f"{_shown(path)} {word} {line.unit}"
        if isinstance(line, lines.Broken):
            yield failure(source, line.reason)
            continue
        if len(line.body) > most:
            yield failure(source, too_large(len(line.body), most))
            continue
        stem = line.id or f"{file}-{line.unit}"
        place = Place(folders=(*folders, file), stem=stem, exact=f"{stem}-{line.unit}" if line.id else stem)
        yield Found(place=place, source=source, media_type="application/json", stated=line.stated, body=line.body)
        if line.undated is not None:
            yield failure(source, _undated(line.undated))


def _bytes(path: Path, most: int) -> bytes | str:
    """The file's bytes, or why they cannot be had."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return "no regular file"
        if status.st_size > most:
            return too_large(status.st_size, most)
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        return f"cannot be read: {error.strerror}"


def _undated(stated: str) -> str:
    return f"no date can be read from {stated[:60]!r}; one is looked for in the report instead"


def _shown(path: Path) -> str:
    """The path as given, with what cannot be shown (a stray byte, a control character) escaped."""
    return printable(str(path))
