"""Answers: records, and all that goes wrong in one shape, as a page or as JSON, as it was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from crossbearing.errors import CaseError, InputError
from crossbearing.messages import Message
from crossbearing.records import Record
from crossbearing.web import english, rendering
from crossbearing.web.asked import Moved, Problem, Refused, Who

if TYPE_CHECKING:
    from crossbearing.web.door.visits import Visit
    from crossbearing.web.room import Room

HTML, JSON, PROBLEM = "text/html; charset=utf-8", "application/json", "application/problem+json"
NOBODY = Who("", "reader")


def as_json(request: Request) -> bool:
    """Whether a program asks: by the address, by what it accepts or, without a word on that, by what it sends."""
    if request.url.path.endswith(".json"):
        return True
    accepts = request.headers.get("accept", "*/*")
    sends = request.headers.get("content-type", "")
    return "html" not in accepts and ("json" in accepts or sends.startswith(JSON))


def context(request: Request) -> Visit:
    """Who asks, as the door let them in."""
    visit: Visit = request.state.visit
    return visit


def answered(room: Room, request: Request, what: Record | Exception) -> Response:
    """A record as JSON, or an error as it is asked for. Raises what is no error of ours."""
    if isinstance(what, Record):
        return Response(rendering.json(what), media_type=JSON, headers={"Cache-Control": "no-store"})
    if isinstance(what, Refused):
        return refusal(room, request, what.status, what.detail)
    if isinstance(what, Moved):
        path, mark, rest = what.to.partition("?")
        to = f"{path}.json{mark}{rest}" if request.url.path.endswith(".json") else what.to
        return Response(status_code=308, headers={"Location": to, "Cache-Control": "no-store"})
    if isinstance(what, InputError):
        return refusal(room, request, 404 if request.method in ("GET", "HEAD") else 400, _said(what))
    if isinstance(what, CaseError):
        return refusal(room, request, 503, _said(what))
    if isinstance(what, HTTPException):
        made = refusal(room, request, what.status_code, english.DETAILS.get(what.status_code, str(what.detail)))
        made.headers.update(what.headers or {})
        return made
    raise what


def refusal(room: Room, request: Request, status: int, detail: str) -> Response:
    """A problem."""
    what = Problem(status, english.TITLES.get(status, english.NOT_POSSIBLE), detail)
    headers = {"Cache-Control": "no-store"}
    if status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="crossbearing"'
    if as_json(request):
        return Response(rendering.json(what), status, headers, PROBLEM)
    visit: Visit | None = getattr(request.state, "visit", None)
    asks = {"who": NOBODY, "csrf": ""} if visit is None or not visit.known else {"who": visit.who, "csrf": visit.csrf}
    template = "login.html" if status == 401 else "problem.html"
    body = rendering.rendered(template, it=what, room=room, back=_here(request), name="problem", **asks)
    return shown(request, status, body, headers)


def shown(request: Request, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> Response:
    """A page that is no success. For htmx it comes with the word to show it in place of the page."""
    all_headers = {"Cache-Control": "no-store", **(headers or {})}
    if "hx-request" in request.headers:
        all_headers |= {"HX-Retarget": "#main", "HX-Reselect": "#main", "HX-Reswap": "outerHTML"}
    return Response(body, status, all_headers, HTML)


def _said(error: Exception) -> str:
    """What an error says: as a message, where it was made of one."""
    return next((each for each in error.args if isinstance(each, Message)), str(error))


def _here(request: Request) -> str:
    """Where to go on after a login."""
    if request.method != "GET":
        return "/"
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")
