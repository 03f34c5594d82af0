"""The application: the table of pages as routes, each also as JSON, and one shape for all that goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import get_origin
from urllib.parse import quote

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from crossbearing.errors import CaseError, InputError
from crossbearing.web import rendering
from crossbearing.web.asked import Asked, Download, Moved, Page, Problem, Query, Refused, Who
from crossbearing.web.room import Room
from crossbearing.web.routes import DOWNLOADS, PAGES

HTML, JSON, PROBLEM = "text/html; charset=utf-8", "application/json", "application/problem+json"
TITLES = {
    400: "Not understood",
    401: "Not logged in",
    403: "Not allowed",
    404: "Not found",
    405: "Not allowed here",
    413: "Too large",
    429: "Too many requests",
    500: "An error of ours",
    503: "Not now",
}


def application(room: Room) -> Starlette:
    """The pages over one case, as an ASGI application."""
    routes = [Route("/static/{digest}/{name}", _static, methods=["GET"])]
    routes += [Route(each.path, _sending(room, each), methods=["GET"]) for each in DOWNLOADS]
    for page in PAGES:
        path = "" if page.path == "/" else page.path
        routes.append(Route(f"{path or '/index'}.json", _answering(room, page, as_json=True), methods=["GET"]))
        routes.append(Route(page.path, _answering(room, page, as_json=False), methods=["GET"]))
    return Starlette(routes=routes, exception_handlers={HTTPException: _http, Exception: _broken})


def _answering(room: Room, page: Page, *, as_json: bool) -> Callable[[Request], object]:
    async def answer(request: Request) -> Response:
        return await run_in_threadpool(_answer, room, page, request, as_json=as_json)

    return answer


def _answer(room: Room, page: Page, request: Request, *, as_json: bool) -> Response:
    def made() -> Response:
        query = _query(request, page.query)
        with room.readers.reader() as reader:
            asked = Asked(room, reader, Who("", "editor"), request.path_params, query)
            it = page.handler(asked)
            body = rendering.json(it) if as_json else rendering.html(page, asked, it)
        return Response(body, media_type=JSON if as_json else HTML)

    return _or_refusal(made, as_json=as_json)


def _query(request: Request, kind: type[Query]) -> Query:
    """What stands after "?" as the record that the page takes."""
    several = {field.name for field in msgspec.structs.fields(kind) if get_origin(field.type) is tuple}
    given = request.query_params
    values = {name: given.getlist(name) if name in several else given[name] for name in given}
    return msgspec.convert(values, kind, strict=False)


def _sending(room: Room, download: Download) -> Callable[[Request], object]:
    def made(request: Request) -> Response:
        with room.readers.reader() as reader:
            file = download.handler(Asked(room, reader, Who("", "editor"), request.path_params, Query()))
        headers = {
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
        }
        return Response(file.body, media_type="application/octet-stream", headers=headers)

    async def answer(request: Request) -> Response:
        return await run_in_threadpool(_or_refusal, partial(made, request), as_json=False)

    return answer


def _or_refusal(made: Callable[[], Response], *, as_json: bool) -> Response:
    try:
        return made()
    except Moved as error:
        return RedirectResponse(f"{error.to}.json" if as_json else error.to, 308)
    except msgspec.ValidationError as error:
        return refusal(400, str(error), as_json=as_json)
    except Refused as error:
        return refusal(error.status, error.detail, as_json=as_json)
    except InputError as error:
        return refusal(404, str(error), as_json=as_json)
    except CaseError as error:
        return refusal(503, str(error), as_json=as_json)


def refusal(status: int, detail: str, *, as_json: bool) -> Response:
    """An error as it is asked for."""
    what = Problem(status, TITLES.get(status, "Not possible"), detail)
    body = rendering.json(what) if as_json else rendering.problem(what)
    return Response(body, status, media_type=PROBLEM if as_json else HTML)


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in rendering.STATIC or request.url.path != rendering.static_address(name):
        return refusal(404, "no such file", as_json=False)
    kind = "text/css" if name.endswith(".css") else "text/javascript"
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(rendering.static(name), media_type=f"{kind}; charset=utf-8", headers=headers)


def _wants_json(request: Request) -> bool:
    return request.url.path.endswith(".json")


async def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = "there is nothing at this address" if status == 404 else "not in this way"
    return refusal(status, detail, as_json=_wants_json(request))


async def _broken(request: Request, error: Exception) -> Response:
    return refusal(500, "the server's log says more", as_json=_wants_json(request))
