"""The application: the tables of pages and actions as routes, and one shape for all that goes wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from itertools import chain

from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Match, Route

from crossbearing.messages import gettext as _
from crossbearing.web import english, forms, rendering
from crossbearing.web.answers import HTML, JSON, answered, context, refusal
from crossbearing.web.asked import Asked, Download, Page, Refused
from crossbearing.web.dispatch import acting
from crossbearing.web.door.guard import Guard
from crossbearing.web.door.headers import FOREIGN, attachment
from crossbearing.web.door.login import login_routes
from crossbearing.web.openapi import Tables
from crossbearing.web.openapi import pages as describing
from crossbearing.web.room import Room
from crossbearing.web.routes import ACTIONS, DOWNLOADS, PAGES

Endpoint = Callable[[Request], Awaitable[Response]]
VARY = "Cookie, Authorization"


def application(room: Room) -> Guard:
    """The pages over one case and what can be done in it, as an ASGI application. A room that is only read has no
    action at all."""

    served = routes(room)

    async def wrong(request: Request, error: Exception) -> Response:
        response = answered(room, request, error)
        if response.status_code == 405:  # the framework names those of the first route alone
            there = (each.methods or () for each in served if each.matches(request.scope)[0] is not Match.NONE)
            response.headers["Allow"] = ", ".join(sorted(set(chain.from_iterable(there))))
        return response

    async def broken(request: Request, error: Exception) -> Response:
        return answered(room, request, HTTPException(500))

    return Guard(Starlette(routes=served, exception_handlers={HTTPException: wrong, Exception: broken}), room)


def routes(room: Room) -> list[Route]:
    """Every address of a room."""
    made = [Route("/static/{digest}/{name}", _static(room), methods=["GET"])]
    openapi, api = describing(Tables(PAGES, DOWNLOADS, ACTIONS))
    made.append(Route("/openapi.json", _reading(room, openapi, as_json=True), methods=["GET"]))
    for page in (*PAGES, api):
        path = "" if page.path == "/" else page.path
        made.append(Route(f"{path or '/index'}.json", _reading(room, page, as_json=True), methods=["GET"]))
        made.append(Route(page.path, _reading(room, page, as_json=False), methods=["GET"]))
    made += [Route(row.path, _downloading(room, row), methods=["GET"]) for row in DOWNLOADS]
    if room.door.access is not None:
        made += login_routes(room, room.door.access)
    if not room.readonly:
        for action in ACTIONS:
            paths = (f"{action.path}.json", action.path)
            made += [Route(path, acting(room, action), methods=["POST"]) for path in paths]
    return made


def _reading(room: Room, page: Page, *, as_json: bool) -> Endpoint:
    async def read(request: Request) -> Response:
        return await run_in_threadpool(_read, room, page, request, as_json=as_json)

    return read


def _read(room: Room, page: Page, request: Request, *, as_json: bool) -> Response:
    visit = context(request)
    try:
        visit.must("reader")
        query = forms.record(forms.words(request.query_params, page.query), page.query, loose=True)
        with room.readers.reader() as reader:
            asked = Asked(room, reader, visit.who, request.path_params, query, visit.csrf)
            it = page.handler(asked)
            body = rendering.json(it) if as_json else rendering.html(page, asked, it)
    except Exception as error:
        return answered(room, request, error)
    response = _kept(request, body, JSON if as_json else HTML)
    if not as_json:
        visit.cookies(request, response)
    return response


def _downloading(room: Room, row: Download) -> Endpoint:
    async def download(request: Request) -> Response:
        return await run_in_threadpool(_download, room, row, request)

    return download


def _download(room: Room, row: Download, request: Request) -> Response:
    visit = context(request)
    try:
        visit.must("reader")
        if "hx-request" in request.headers:  # by which a stranger's bytes would become a part of a page
            raise Refused(403, english.ONLY_SAVED)
        query = forms.record(forms.words(request.query_params, row.query), row.query, loose=True)
        with room.readers.reader() as reader:
            given = row.handler(Asked(room, reader, visit.who, request.path_params, query))
    except Exception as error:
        return answered(room, request, error)
    headers = {"Content-Disposition": attachment(given.name), "Cache-Control": "private, no-cache", "Vary": VARY}
    if not given.media_type:
        headers["Content-Security-Policy"] = FOREIGN
    kind = given.media_type or "application/octet-stream"
    if isinstance(given.body, bytes):
        response = _kept(request, given.body, kind)
        response.headers.update(headers)
        return response
    return FileResponse(given.body, headers=headers, media_type=kind, background=BackgroundTask(given.body.unlink))


def _kept(request: Request, body: bytes, kind: str) -> Response:
    """A page that a browser may keep for itself, and asks about each time."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": VARY}
    known = {each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")}
    if tag in known:
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=kind)


def _static(room: Room) -> Endpoint:
    async def static(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in rendering.STATIC or request.url.path != rendering.static_address(name):
            return refusal(room, request, 404, _("no such file"))
        kind = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}[name.rpartition(".")[2]]
        headers = {"Cache-Control": "public, max-age=31536000, immutable"}
        return Response(rendering.static(name), media_type=f"{kind}; charset=utf-8", headers=headers)

    return static
