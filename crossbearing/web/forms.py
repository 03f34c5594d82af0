"""What a request brings → a typed record: queries, forms, JSON objects. Everything in them is a stranger's.

Raises `Refused` (400, 408, 413, 415, 503), never anything else, whatever is sent.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec
from starlette.datastructures import FormData, ImmutableMultiDict, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from crossbearing.messages import gettext as _
from crossbearing.records import Record
from crossbearing.web.asked import Refused, Upload, fields

R = TypeVar("R", bound=Record)

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
SMALL_BYTES = 1_000_000
"""Of a body without files."""
SMALL_SECONDS, FILES_SECONDS = 30, 3600
"""Time for a body to come."""
_FILES, _FIELDS = 2_000, 2_000
_LARGEST = 2**63
"""What a database can count to."""

Fields = Mapping[str, Any]


def record(given: Fields, shape: type[R], *, loose: bool) -> R:
    """Fields as a record; `loose` reads numbers and truth from words, as forms and addresses have only these."""
    try:
        made = msgspec.convert(given, shape, strict=not loose, dec_hook=_file)
    except msgspec.ValidationError as error:
        raise Refused(400, str(error)) from None
    except RecursionError:
        raise Refused(400, _("nested too deeply")) from None
    for name in shape.__struct_fields__:
        value = getattr(made, name)
        if isinstance(value, int) and abs(value) >= _LARGEST:
            raise Refused(400, _("too large a number - at `%(place)s`", place="$." + name))
    return made


def words(sent: ImmutableMultiDict[str, Any], shape: type[Record]) -> dict[str, Any]:
    """The fields of a query or a form that `shape` has: lists for those of which there may be several."""
    found: dict[str, Any] = {}
    for field in fields(shape):
        given = sent.getlist(field.encode_name)
        if not all(_is_text(each) for each in given if isinstance(each, str)):
            raise Refused(400, _("no text in Unicode - at `%(place)s`", place="$." + field.encode_name))
        if not field.required:
            given = [each for each in given if each != ""]
        if given:
            found[field.encode_name] = given if _several(field.type) else given[-1]
    return found


def takes_files(shape: type[Record]) -> bool:
    """Whether a form has files."""
    return any(Upload in getattr(field.type, "__args__", ()) for field in fields(shape))


async def read(request: Request, *, files: bool) -> FormData | dict[str, Any]:
    """The body: a form, or a JSON object. Whoever calls closes the form (`request.close()`)."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        async with asyncio.timeout(FILES_SECONDS if files else SMALL_SECONDS):
            if kind in FORMS:
                return await request.form(max_files=_FILES if files else 0, max_fields=_FIELDS)
            if kind == "application/json":
                return _object(await request.body())
    except TimeoutError:
        raise Refused(408, _("what was to be sent did not come in time")) from None
    except ClientDisconnect:
        raise Refused(400, _("what was to be sent was cut off")) from None
    except OSError as error:  # files are kept on the disk as they come
        raise Refused(503, f"what was sent could not be kept: {error.strerror}") from None
    except HTTPException as error:  # Starlette's word on forms
        raise Refused(400, str(error.detail)) from None
    except (ValueError, LookupError) as error:  # python-multipart's on boundaries and charsets
        raise Refused(400, _("no form that can be read: %(reason)s", reason=type(error).__name__)) from None
    wanted = "application/x-www-form-urlencoded, multipart/form-data"
    raise Refused(415, _("send a form (%(kinds)s) or application/json", kinds=wanted))


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise Refused(400, _("no JSON: %(reason)s", reason=error)) from None
    if not isinstance(found, dict):
        raise Refused(400, _("a JSON object is wanted"))
    return found


def _is_text(given: str) -> bool:
    """No halves of letters, which some charsets that a form may name let through."""
    return not any("\ud800" <= letter <= "\udfff" for letter in given)


def _several(kind: Any) -> bool:
    return getattr(kind, "__origin__", None) in (tuple, list)


def _file(kind: type, sent: object) -> object:
    """The one type of a form that msgspec does not know."""
    if isinstance(sent, UploadFile):
        return Upload(sent.filename or "", sent.file)
    raise ValueError("Expected a file")
