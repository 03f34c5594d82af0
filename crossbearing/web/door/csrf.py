"""That what changes something was sent from a page of this room, or by a program, and not from a page elsewhere.

Three things hold it: the cookie is not sent along from elsewhere (SameSite=Strict); browsers say where a request comes
from (Sec-Fetch-Site, Origin); and a form carries a token that only a page of this room can know, bound to the cookie
(the synchroniser and signed patterns of OWASP's cheat sheet). A program with a token of its own in Authorization has
nothing that a browser would send by itself. A program on this machine without one sends JSON, or a header that says so:
neither can a page elsewhere without asking first (Fetch standard, "CORS-preflight"), and asking is never allowed.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request

from crossbearing.messages import gettext as _
from crossbearing.web.asked import Refused
from crossbearing.web.door.visits import Visit

FIELD, HEADER = "csrf", "x-csrf-token"
PROGRAM = "X-Requested-With"
"""A header that no form sends; with any value a program says by it that it is none."""


def same_origin(request: Request) -> None:
    """Raises Refused (403) for what a browser says comes from elsewhere."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    if site != "same-origin":
        raise Refused(403, _("sent from another site"))
    if origin is not None and _host(origin) != request.headers.get("host", "").lower():
        raise Refused(403, _("sent from another site"))


def check(request: Request, visit: Visit, sent: Mapping[str, Any]) -> None:
    """Raises Refused (403) for what carries no token of this room and is not sent by a program."""
    if visit.bearer:
        return
    kind = request.headers.get("content-type", "").lower()
    if not visit.has_login and (kind.startswith("application/json") or request.headers.get(PROGRAM)):
        return
    given = request.headers.get(HEADER) or sent.get(FIELD)
    if not isinstance(given, str) or not visit.csrf or not hmac.compare_digest(given.encode(), visit.csrf.encode()):
        raise Refused(403, _("this page is from before: load it anew, and send once more"))


def _host(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""
