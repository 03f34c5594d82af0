"""Files to take away: the case, or one story of it, in each format that there is."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from crossbearing import exporting
from crossbearing.errors import CaseError
from crossbearing.messages import gettext as _
from crossbearing.records import Record
from crossbearing.web import english
from crossbearing.web.asked import Asked, File, Refused
from crossbearing.web.whole import keys
from crossbearing.web.whole.keys import Title
from crossbearing.write.exports import FORMATS, by_name


class Offered(Record, frozen=True):
    """One format and where the file is."""

    name: str
    suffix: str
    media_type: str
    what: str
    href: str


class Exports(Record, frozen=True):
    """The formats; `story` is None for the whole case."""

    story: Title | None
    formats: tuple[Offered, ...]


def of_case(asked: Asked) -> Exports:
    """The formats of the whole case."""
    return Exports(None, _offered("/export"))


def of_story(asked: Asked) -> Exports:
    """The formats of one story. Raises Refused (404) for one that the case does not have."""
    story = asked.path["story"]
    known = keys.stories(asked.reader.store, [story])
    if story not in known:
        raise Refused(404, english.NO_STORY)
    return Exports(keys.titled(story, known), _offered(f"/stories/{story}/export"))


def file(asked: Asked) -> File:
    """The file of the format, and of the story where one is, that the address names.

    Raises InputError for a format or a story that there is not, CaseError where there is no room for the file.
    """
    form = by_name(asked.path["format"])
    story = asked.path.get("story")
    material = exporting.given(asked.reader.store, story)
    handle, name = tempfile.mkstemp(prefix="crossbearing-", suffix=form.suffix)
    try:
        with os.fdopen(handle, "wb") as out:
            out.writelines(form.make(material))
    except BaseException as error:
        with suppress(OSError):
            Path(name).unlink()
        if isinstance(error, OSError):
            raise CaseError(_("the file could not be written: %(reason)s", reason=error.strerror)) from error
        raise
    return File(Path(name), f"{story or asked.room.case.stem}{form.suffix}", form.media_type)


def _offered(path: str) -> tuple[Offered, ...]:
    return tuple(Offered(each.name, each.suffix, each.media_type, each.what, f"{path}/{each.name}") for each in FORMATS)
