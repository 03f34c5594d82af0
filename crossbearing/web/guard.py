"""What every request passes before it reaches its page: who asks."""

from __future__ import annotations

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from crossbearing.errors import CaseError
from crossbearing.web.answers import answered
from crossbearing.web.asked import Refused
from crossbearing.web.room import Room


class Guard:
    """ASGI middleware around the application of one room."""

    def __init__(self, app: ASGIApp, room: Room) -> None:
        self._app = app
        self._room = room

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            request.state.visit = self._room.door.met(request)
        except (Refused, CaseError) as error:
            await answered(self._room, request, error)(scope, receive, send)
            return
        await self._app(scope, receive, send)
