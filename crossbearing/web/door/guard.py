"""What every request passes before it reaches its page, and every response on its way back.

The order: is it for this room at all, how long is it, who asks, and have they asked too often.
"""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from crossbearing.errors import CaseError
from crossbearing.web import english
from crossbearing.web.answers import answered, refusal
from crossbearing.web.asked import Refused
from crossbearing.web.door import hosts, limits
from crossbearing.web.door.headers import secure
from crossbearing.web.room import Room


class Guard:
    """An ASGI application around that of one room."""

    def __init__(self, app: ASGIApp, room: Room) -> None:
        self._app = app
        self._room = room
        self._pages = limits.Buckets(limits.PAGES)
        self._logins = limits.Buckets(limits.LOGINS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # a web socket: there are none, and this is how one is refused
            await send({"type": "websocket.close", "code": 1008})
            return

        async def secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                secure(MutableHeaders(scope=message))
            await send(message)

        request = Request(scope, receive)
        refused = self._refused(request)
        if refused is not None:
            await refused(scope, receive, secured)
            return
        await self._app(scope, receive, secured)

    def _refused(self, request: Request) -> Response | None:
        room, house = self._room, self._room.house
        host = hosts.name(request.headers.get("host", ""))
        if house.names is not None and host not in house.names:
            return refusal(room, request, 421, english.OTHER_NAME)
        if len(request.scope.get("raw_path") or b"") + len(request.url.query) > limits.ADDRESS_BYTES:
            return refusal(room, request, 414, english.LONG_ADDRESS)
        if sum(len(name) + len(value) for name, value in request.headers.raw) > limits.HEADER_BYTES:
            return refusal(room, request, 431, english.LONG_HEADERS)
        client = limits.client(request.scope)
        try:
            visit = room.door.met(request)
        except Refused as error:
            return self._late(request, self._logins, client) or answered(room, request, error)
        except CaseError as error:
            return answered(room, request, error)
        request.state.visit = visit
        if not house.limited:
            return None
        if request.url.path == "/login" and request.method == "POST":
            return self._late(request, self._logins, client)
        # Users of one address, such as that of a company, do not stand in one another's way.
        return self._late(request, self._pages, f"user {visit.who.name}" if visit.logged_in else client)

    def _late(self, request: Request, buckets: limits.Buckets, client: str) -> Response | None:
        seconds = buckets.take(client)
        if not seconds:
            return None
        late = refusal(self._room, request, 429, english.too_often(seconds))
        late.headers["Retry-After"] = str(seconds)
        return late
