"""Adding: files that were sent and addresses that were given → a job.

What was sent lies in a folder beside the case until its job has ended, so that a server that is stopped loses nothing:
the next one finds it there. A file's name is a stranger's: what is kept of it is a plain name in that folder.
"""

from __future__ import annotations

import os
import secrets
import shutil
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from crossbearing.errors import CaseError
from crossbearing.messages import gettext as _
from crossbearing.records import Record
from crossbearing.web.asked import Asked, Done, Refused, Upload
from crossbearing.web.work.jobs import Job, Jobs

ADDRESSES = 50
"""At once; whoever has more makes a list of them and adds it by the command."""
_NAME_BYTES = 150
_MANIFESTS = ("manifest.yaml", "manifest.yml")
_PARTIAL = "partial-"
_ADDRESSES = ".addresses"


class Adding(Record, frozen=True):
    """The form: files, and addresses of pages, feeds or sitemaps with blanks or line breaks between them."""

    files: tuple[Upload, ...] = ()
    addresses: str = ""


def add(asked: Asked, form: Adding) -> Done:
    """Take in what was sent, as a job. Raises Refused (400) for nothing, and for what is no address."""
    addresses = form.addresses.split()
    files = [each for each in form.files if each.name]  # a browser sends one without a name for none
    for each in addresses:
        if not each.lower().startswith(("http://", "https://")):
            raise Refused(400, _("%(given)s is no address: it begins with http:// or https://", given=each[:100]))
    if len(addresses) > ADDRESSES:
        raise Refused(400, _("at most %(number)s addresses at once", number=ADDRESSES))
    if not files and not addresses:
        raise Refused(400, _("choose files, or give an address"))
    folder = _put_by(inbox(asked.room.case), files, addresses)
    job = _job(asked.room.jobs, folder, asked.who.name)
    return Done(job, f"/jobs/{job.id}")


def inbox(case: Path) -> Path:
    """Where files lie until they are in the case."""
    return case.with_name(case.name + "-inbox")


def take_up(case: Path, jobs: Jobs) -> int:
    """Make jobs of what an earlier server was sent and had not added; of how many."""
    try:
        folders = sorted(inbox(case).iterdir())
    except FileNotFoundError:
        return 0
    except OSError as error:
        raise CaseError(f"{inbox(case)} could not be read: {error.strerror}") from error
    whole = [folder for folder in folders if not folder.name.startswith(_PARTIAL)]
    for folder in whole:
        _job(jobs, folder, "")
    for folder in set(folders).difference(whole):
        shutil.rmtree(folder, ignore_errors=True)
    return len(whole)


def _job(jobs: Jobs, folder: Path, by: str) -> Job:
    """What lies in a folder, as a job: all of it together where a manifest describes it, else each file."""
    files = sorted(each for each in folder.iterdir() if each.name != _ADDRESSES)
    listed = folder / _ADDRESSES
    addresses = listed.read_text(encoding="utf-8").split() if listed.exists() else []
    together = any(each.name in _MANIFESTS for each in files)
    paths = [os.fspath(each) for each in ([folder] if together else files)]
    names = [each.name for each in files]
    return jobs.add([*paths, *addresses], by, names=[*names, *addresses], folder=folder)


def plain(name: str, taken: set[str]) -> str:
    """A name for a file, as near to the one that was sent as can be; not one of `taken`, to which it is added."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    kept = "".join(letter if letter.isprintable() else "_" for letter in last).strip().lstrip(".") or "file"
    stem, dot, ending = kept.rpartition(".")
    stem, ending = (stem, dot + ending) if stem and len(ending) <= 10 else (kept, "")
    number, tried = 1, ""
    while not tried or tried.casefold() in taken:
        more = f"-{number}" if number > 1 else ""
        room = _NAME_BYTES - len((more + ending).encode())
        tried = stem.encode()[:room].decode(errors="ignore") + more + ending
        number += 1
    taken.add(tried.casefold())
    return tried


def _put_by(place: Path, files: Sequence[Upload], addresses: Sequence[str]) -> Path:
    key = secrets.token_hex(8)
    partial, folder, taken = place / f"{_PARTIAL}{key}", place / key, set[str]()
    names = [plain(each.name, taken) for each in files]
    try:
        place.mkdir(mode=0o700, exist_ok=True)
        partial.mkdir(mode=0o700)
        for name, each in zip(names, files, strict=True):
            with (partial / name).open("xb") as file:
                shutil.copyfileobj(each.file, file, 1 << 20)
        if addresses:
            (partial / _ADDRESSES).write_text("\n".join(addresses), encoding="utf-8")
        partial.rename(folder)
    except OSError as error:
        shutil.rmtree(partial, ignore_errors=True)
        raise CaseError(_("what was sent could not be put by: %(reason)s", reason=error.strerror)) from error
    return folder
