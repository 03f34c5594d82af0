"""What a page is given and what it may answer: the nouns that all modules of this room share.

A page is a pure function of what it is asked and of the case as it stands: `Asked` → a record. The record is its JSON
twin as it is, and what its template shows.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, Literal, NamedTuple

import msgspec

from crossbearing.records import Record

if TYPE_CHECKING:
    from crossbearing.web.readers import Reader
    from crossbearing.web.room import Room

Role = Literal["reader", "editor"]


class Who(Record, frozen=True):
    """Who asks."""

    name: str
    """As they are to be named in a decision; "" where nobody has to log in and none was given."""
    role: Role


class Query(Record, frozen=True):
    """What may stand after "?" in a page's address; pages that take something have a record of their own.

    A field that is a tuple may be given several times. An empty one that has a default is as if it had been left out.
    """

    recorded: Annotated[str, msgspec.Meta(pattern=r"^(d-[0-9a-f]{16})?$")] = ""
    """Id of a decision that was just recorded: the page says so, and loads the rest from the decision's own."""


@functools.cache
def fields(shape: type[Record]) -> tuple[msgspec.structs.FieldInfo, ...]:
    """The fields of a query or a form: to find out takes longer than to answer."""
    return msgspec.structs.fields(shape)


class Problem(Record, frozen=True):
    """Why a request has no answer, in the one shape of all errors (RFC 9457, "Problem Details for HTTP APIs")."""

    status: int
    title: str
    detail: str
    type: str = "about:blank"


class Refused(Exception):  # noqa: N818 - what is raised is a refusal, with its status
    """Raised by a page or an action that has no answer; becomes a `Problem`."""

    def __init__(self, status: int, detail: str, again: Again | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.again = again
        """What a browser is shown instead: the form, with what was typed and what is wrong with it."""


class Moved(Exception):  # noqa: N818 - what is raised is where to go
    """Raised by a page that is to be found elsewhere from now on: an old id that another took up."""

    def __init__(self, to: str) -> None:
        super().__init__(to)
        self.to = to
        """Address of the page."""


class Asked(NamedTuple):
    """One request for a page."""

    room: Room
    reader: Reader
    """The case, as it stood when the request came."""
    who: Who
    path: Mapping[str, str]
    """What stands in the address for the names in `Page.path`."""
    query: Any
    """An instance of `Page.query`; of an action, a `Query`."""
    csrf: str = ""
    """What a form on this page must send back; `csrf_field()` in a template does."""


class Page(msgspec.Struct, frozen=True):
    """One row of the table of pages: everything that can be read."""

    name: str
    path: str
    """As Starlette has it: "/stories/{story}". With ".json" behind it, the same as JSON."""
    handler: Callable[[Asked], Record]
    shape: type[Record]
    """What the handler answers with."""
    template: str
    summary: str
    """For the API's document: what is there, in one line."""
    query: type[Query] = Query


class Again(NamedTuple):
    """A page that only a form is answered with: by its template, with what it is to show."""

    name: str
    template: str
    it: Record


class File(NamedTuple):
    """Bytes that browsers save and never show."""

    body: bytes | Path
    """A path is removed when it was sent."""
    name: str
    """What to save it as; any name is safe."""
    media_type: str = ""
    """Of what we made. Empty: the bytes came from outside and may be anything; they are served as no type at all."""


class Download(msgspec.Struct, frozen=True):
    """One row of the table of downloads: what is read and saved as a file. Who may read the pages may have it."""

    name: str
    path: str
    handler: Callable[[Asked], File]
    summary: str
    query: type[Query] = Query
    media_type: str = "*/*"
    """For the API's document; a range where it depends on what is asked for."""


class Action(msgspec.Struct, frozen=True):
    """One row of the table of actions: everything that changes something. Only editors may, nobody in a read-only room.

    A form or a JSON object with the fields of `form` is posted; a browser is sent on to the page whose address the
    handler gives (htmx follows by itself), a program gets the answer as JSON. Fields of a form that may come several
    times are tuples; one that holds files is a tuple of `Upload`. An empty field that has a default is as if it
    had been left out. The fields "csrf" and "your_name" never reach the handler.
    """

    name: str
    path: str
    handler: Callable[[Asked, Any], Done]
    form: type[Record]
    shape: type[Record]
    summary: str
    named: bool = True
    """Who does it must have a name: of their login or, where nobody logs in, given once (`name_field()` in a form)."""


class Upload:
    """One file of a form: no record, so that no JSON object can pass for one."""

    def __init__(self, name: str, file: BinaryIO) -> None:
        self.name = name
        """As the browser sent it: a stranger's."""
        self.file = file
        """Its bytes, to be read before the handler returns."""


class Done(NamedTuple):
    """What an action did."""

    answer: Record
    to: str
    """Address of the page that shows it."""
