"""Logging in and out, where there is an access file: a token for a session, under a new cookie each time."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from crossbearing.errors import CaseError
from crossbearing.web import english, forms
from crossbearing.web.answers import answered, context
from crossbearing.web.asked import Refused
from crossbearing.web.dispatch import bounded, sent_on
from crossbearing.web.door import csrf
from crossbearing.web.door.access import Access
from crossbearing.web.door.visits import set_cookie
from crossbearing.web.room import Room


def login_routes(room: Room, access: Access) -> list[Route]:
    """The form, where it is sent to, and the way out. Nothing else is open to those who are not logged in."""

    async def form(request: Request) -> Response:
        if context(request).known:
            return sent_on("/")
        return answered(room, request, Refused(401, english.LOG_IN))

    async def login(request: Request) -> Response:
        request = bounded(request, forms.SMALL_BYTES)
        visit = context(request)
        try:
            # Who is not logged in has no token to send with the form, and nothing that a stranger could use.
            csrf.same_origin(request)
            sent = await forms.read(request, files=False)
            token, back = sent.get("token"), sent.get("back")
            who = await run_in_threadpool(access.of_token, token.strip()) if isinstance(token, str) else None
            if who is None or not isinstance(sent, FormData):
                raise Refused(401, english.NO_TOKEN)
        except (Refused, CaseError) as error:
            return answered(room, request, error)
        finally:
            await request.close()
        if visit.cookie:
            room.door.sessions.end(visit.cookie)
        response = sent_on(back if isinstance(back, str) else "/")
        set_cookie(request, response, room.door.sessions.begin(who.name), lasting=True)
        return response

    async def logout(request: Request) -> Response:
        request = bounded(request, forms.SMALL_BYTES)
        visit = context(request)
        try:
            visit.must("reader")
            csrf.same_origin(request)
            csrf.check(request, visit, await forms.read(request, files=False))
        except Refused as error:
            return answered(room, request, error)
        finally:
            await request.close()
        room.door.sessions.end(visit.cookie)
        response = sent_on("/login")
        # A browser that goes back would show pages that it has kept (Clear Site Data, W3C).
        response.headers["Clear-Site-Data"] = '"cache"'
        set_cookie(request, response, "", lasting=False)
        return response

    return [
        Route("/login", form, methods=["GET"]),
        Route("/login", login, methods=["POST"]),
        Route("/logout", logout, methods=["POST"]),
    ]
