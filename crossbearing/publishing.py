"""A case's dossiers as files in a folder. What is there and says what it should is not made again.

Beside the pages lies a mark: of which dossier each page was made, and the hash of its bytes. So a case of many stories
of which one has changed is written by making one page, the index and dossier.json; one that has not changed, by nothing
but reading the files through.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path

import msgspec

from crossbearing import pipeline
from crossbearing.records import Record
from crossbearing.store.base import Store
from crossbearing.store.folder import remove_files, write_each, write_files
from crossbearing.write import page
from crossbearing.write.pages import pages

MARK = ".crossbearing.json"
_PAGE = re.compile(r"story-[0-9a-f]{16}\.html")


class Mark(Record, frozen=True):
    """What was written into a folder."""

    whole: str = ""
    """Digest of all that the files were made of."""
    made_of: dict[str, str] = msgspec.field(default_factory=dict)
    """Page → digest of its dossier and of the code that made the page."""
    sha256: dict[str, str] = msgspec.field(default_factory=dict)
    """File → hash of its bytes."""


def files(store: Store) -> dict[str, bytes]:
    """All files of a case, by name: index.html, a page for each story, dossier.json."""
    failures = pipeline.failures(store)
    return {name: b"".join(pieces) for name, pieces in pages(pipeline.dossiers(store), failures, lambda _: True)}


def write(store: Store, folder: Path) -> tuple[Path, ...]:
    """Bring the files of a folder up to date; the paths of all of them. Pages of stories that are no more are removed.

    Raises CaseError for what cannot be written.
    """
    mark, failures = _mark(folder), pipeline.failures(store)
    made_of = {name: _digest(_code(), made) for name, made in _made(store).items()}
    whole = _digest(*(text for pair in sorted(made_of.items()) for text in pair), *map(repr, failures))
    intact = {name for name, sha256 in mark.sha256.items() if _hash(folder / name) == sha256}
    if mark.whole != whole or not intact >= mark.sha256.keys() or not mark.sha256:
        old = {name for name in intact if name in made_of and mark.made_of.get(name) == made_of[name]}
        hashes = write_each(folder, pages(pipeline.dossiers(store), failures, lambda name: name not in old))
        hashes |= {name: mark.sha256[name] for name in old}
        mark = Mark(whole, made_of, dict(sorted(hashes.items())))
        write_files(folder, {MARK: msgspec.json.encode(mark)})
    there = (each for each in folder.glob("story-*.html") if _PAGE.fullmatch(each.name))
    remove_files(each for each in there if each.name not in mark.sha256)
    return tuple(folder / name for name in sorted(mark.sha256))


def _made(store: Store) -> Mapping[str, str]:
    """Page → digest of the dossier that it is to show, of the stories that have one."""
    made = store.made("write")
    stories = [story.id for story in pipeline.grouping(store)]
    return {page.file_of(story): made[story].digest for story in stories if story in made and made[story].digest}


@cache
def _code() -> str:
    """Digest of the code, templates, styles and outlets that make pages: a page of another version is made anew."""
    whole = hashlib.sha256(resources.files("crossbearing").joinpath("outlets.toml").read_bytes())
    waiting = [resources.files("crossbearing.write")]
    while waiting:
        for item in sorted(waiting.pop().iterdir(), key=lambda each: each.name):
            if item.is_dir() and item.name != "__pycache__":
                waiting.append(item)
            elif item.is_file():
                whole.update(item.read_bytes())
    return whole.hexdigest()


def _mark(folder: Path) -> Mark:
    """What was written there last; nothing where no mark can be read, for then all is written anew."""
    try:
        return msgspec.json.decode((folder / MARK).read_bytes(), type=Mark)
    except (OSError, msgspec.MsgspecError):
        return Mark()


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
