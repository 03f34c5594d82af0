"""Who may: each request is met at the door and gets a `Visit`, which says who asks and what they may.

Where nobody has to log in, everybody is an editor (on this machine alone) or, in a room that is only read, a reader.
Where there is an access file, they come with a token of their own, or with a session that began with it.
"""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response

from crossbearing.messages import gettext as _
from crossbearing.web import english
from crossbearing.web.asked import Refused, Role, Who
from crossbearing.web.door.access import NAME_LETTERS, Access, is_name
from crossbearing.web.door.sessions import WHOLE_SECONDS, Sessions, new_cookie

_COOKIE = re.compile(r"[\w-]{43}", re.ASCII)


class Visit:
    """One request's visitor. Only the door makes one."""

    def __init__(self, door: Door, who: Who | None, cookie: str, *, bearer: bool, kept: bool) -> None:
        self._door = door
        self._who = who
        self._kept = kept
        self.cookie = cookie
        self.bearer = bearer
        """Whether they came with a token: a program, then."""

    @property
    def who(self) -> Who:
        """Raises Refused (401) where nobody has logged in who must."""
        if self._who is None:
            raise Refused(401, english.LOG_IN)
        return self._who

    @property
    def known(self) -> bool:
        return self._who is not None

    @property
    def logged_in(self) -> bool:
        """Whether they have shown who they are."""
        return self.has_login and self.known

    @property
    def has_login(self) -> bool:
        """Whether one logs in here at all."""
        return self._door.access is not None

    @property
    def csrf(self) -> str:
        """What a form must carry; "" for who has no cookie."""
        return self._door.sessions.token(self.cookie) if self.cookie else ""

    def must(self, role: Role) -> None:
        """Raises Refused: 401 for nobody, 403 for one who may not."""
        if self.who.role != "editor" and role == "editor":
            raise Refused(403, english.ONLY_EDITORS)

    def call(self, name: object) -> None:
        """Where nobody logs in: how the visitor is to be named, from now on where they have a cookie.

        Raises Refused (400) for what is no name. Where one logs in, it says nothing.
        """
        if name is None or name == "":
            return
        name = named(name)
        if self.has_login or self._who is None:
            return
        self._who = Who(name, self._who.role)
        if self._kept:
            self._door.sessions.begin(name, self.cookie)

    def cookies(self, request: Request, response: Response) -> None:
        """Give a browser that came without a cookie one, with a page: its forms are bound to it."""
        if self.cookie and not self._kept:
            set_cookie(request, response, self.cookie, lasting=False)


class Door:
    """Lets in whoever asks."""

    def __init__(self, access: Access | None, *, readonly: bool) -> None:
        self.access = access
        self.sessions = Sessions()
        self._anybody = Who("", "reader" if readonly else "editor")

    def met(self, request: Request) -> Visit:
        """Who asks. Raises Refused (401) for a token that is none, CaseError where the access file cannot be read."""
        cookie = request.cookies.get(cookie_name(request), "")
        cookie = cookie if _COOKIE.fullmatch(cookie) else ""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if self.access is not None and scheme:
            who = self.access.of_token(token.strip()) if scheme.lower() == "bearer" else None
            if who is None:
                raise Refused(401, english.NO_TOKEN)
            return Visit(self, who, "", bearer=True, kept=False)
        name = self.sessions.name(cookie) if cookie else ""
        if self.access is not None:
            return Visit(self, self.access.of_name(name), cookie, bearer=False, kept=True)
        who = Who(name, self._anybody.role)
        return Visit(self, who, cookie or new_cookie(), bearer=False, kept=bool(cookie))


def named(name: object) -> str:
    """A name as it may stand under a decision. Raises Refused (400)."""
    text = " ".join(name.split()) if isinstance(name, str) else ""
    if not is_name(text):
        raise Refused(400, _("a name has 1 to %(number)s printable letters", number=NAME_LETTERS))
    return text


def cookie_name(request: Request) -> str:
    """By the port, since browsers keep one jar for all ports of a host; bound to the host where it came by https."""
    if request.url.scheme == "https":
        return "__Host-crossbearing"
    server = request.scope.get("server") or ("", 0)
    return f"crossbearing-{server[1]}"


def set_cookie(request: Request, response: Response, value: str, *, lasting: bool) -> None:
    """`lasting` until the session would end in any case, or as long as the browser is open."""
    secure = request.url.scheme == "https"
    age = WHOLE_SECONDS if lasting else None
    response.set_cookie(
        cookie_name(request), value, max_age=age, path="/", secure=secure, httponly=True, samesite="strict"
    )
