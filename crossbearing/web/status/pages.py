"""The pages of the watch, as an ASGI application: nothing can be changed here, and nothing is loaded from elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from crossbearing.records import Record
from crossbearing.standing_watch import Standing
from crossbearing.web import english, rendering
from crossbearing.web.answers import HTML, JSON
from crossbearing.web.door import hosts
from crossbearing.web.door.headers import secure
from crossbearing.web.status.metrics import MEDIA_TYPE, metrics, resident_bytes

STUCK_SECONDS = 3 * 3600.0
"""Without a step for so long, a watch hangs: the longest build of a large case takes a part of it."""


class Shown(Record, frozen=True):
    """What the page and /status.json say."""

    case: str
    """The name of the case's file, without its folder."""
    well: bool
    standing: Standing
    resident_bytes: int | None


def application(case: str, standing: Callable[[], Standing], clock: Callable[[], float] = time.time) -> ASGIApp:
    """The pages; `standing` says how the watch stands now, `clock` the seconds since 1970."""

    def shown() -> Shown:
        now = standing()
        well = not now.error and clock() - now.moved_at < STUCK_SECONDS
        return Shown(case, well, now, resident_bytes())

    def page(request: Request) -> Response:
        return Response(rendering.rendered("watch.html", it=shown()), media_type=HTML)

    def status(request: Request) -> Response:
        return Response(rendering.json(shown()), media_type=JSON)

    def numbers(request: Request) -> Response:
        return Response(metrics(standing()), media_type=MEDIA_TYPE)

    def health(request: Request) -> Response:
        well = shown().well
        return PlainTextResponse("ok\n" if well else "not well: see /\n", 200 if well else 503)

    def static(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in _STATIC or request.url.path != rendering.static_address(name):
            raise HTTPException(404)
        kind = _STATIC[name]
        headers = {"Cache-Control": "public, max-age=31536000, immutable"}
        return Response(rendering.static(name), media_type=kind, headers=headers)

    rows = {"/": page, "/status.json": status, "/metrics": numbers, "/healthz": health}
    routes = [Route(path, handler, methods=["GET"]) for path, handler in rows.items()]
    return _Guard(Starlette(routes=[*routes, Route("/static/{digest}/{name}", static, methods=["GET"])]))


_STATIC = {
    "page.css": "text/css; charset=utf-8",
    "room.css": "text/css; charset=utf-8",
    "icon.svg": "image/svg+xml; charset=utf-8",
}


class _Guard:
    """Answers under this machine's own names alone, and says to browsers what every page of ours says."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return

        async def secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                secure(headers)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        host = hosts.name(Request(scope).headers.get("host", ""))
        if host not in hosts.LOOPBACK:
            await PlainTextResponse(f"{english.OTHER_NAME}\n", 421)(scope, receive, secured)
            return
        await self._app(scope, receive, secured)
