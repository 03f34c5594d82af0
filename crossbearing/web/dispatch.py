"""Actions: what is posted → the handler of its row → a browser sent on, or an answer for a program."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from crossbearing.messages import gettext as _
from crossbearing.web import forms, rendering
from crossbearing.web.addresses import ours
from crossbearing.web.answers import answered, as_json, context, shown
from crossbearing.web.asked import Action, Asked, Query, Refused
from crossbearing.web.door import csrf, limits
from crossbearing.web.room import Room

Endpoint = Callable[[Request], Coroutine[Any, Any, Response]]


def acting(room: Room, action: Action) -> Endpoint:
    """The endpoint of one row of the table of actions."""
    files = forms.takes_files(action.form)
    most = room.house.upload_bytes if files else forms.SMALL_BYTES

    async def act(request: Request) -> Response:
        request = bounded(request, most)
        visit = context(request)
        try:
            visit.must("editor")
            csrf.same_origin(request)
            sent = await forms.read(request, files=files)
            csrf.check(request, visit, sent)
            given = forms.words(sent, action.form) if isinstance(sent, FormData) else sent
            form = forms.record(given, action.form, loose=isinstance(sent, FormData))
            visit.call(sent.get("your_name"))
            if action.named and not visit.who.name:
                raise Refused(400, _("say who you are, in the field your_name: a decision bears a name"))
            return await run_in_threadpool(_run, room, action, request, form)
        except Refused as error:
            return answered(room, request, error)
        finally:
            await request.close()

    return act


def _run(room: Room, action: Action, request: Request, form: Any) -> Response:
    visit = context(request)
    try:
        with room.readers.reader() as reader:
            asked = Asked(room, reader, visit.who, request.path_params, Query(), visit.csrf)
            try:
                done = action.handler(asked, form)
            except Refused as error:
                if error.again is None or as_json(request):
                    raise
                return shown(request, error.status, rendering.again(error.again, asked))
    except Exception as error:
        return answered(room, request, error)
    return sent_on(done.to) if not as_json(request) else answered(room, request, done.answer)


def bounded(request: Request, most: int) -> Request:
    """The request, with a body of at most `most` bytes."""
    return Request(request.scope, limits.bounded(request.receive, most, request.headers.get("content-length")))


def sent_on(to: str) -> Response:
    """To another page of this room: what leads elsewhere leads to the first one."""
    return Response(status_code=303, headers={"Location": ours(to, "/"), "Cache-Control": "no-store"})
