"""What every response says to a browser, whatever it is: load nothing from elsewhere, run nothing but our files.

Sources: Content Security Policy Level 3 (W3C), Fetch standard (Cross-Origin-Resource-Policy, nosniff), HTML standard
(Cross-Origin-Opener-Policy), Referrer Policy (W3C). The referrer is for this origin alone; with "no-referrer" browsers
would send `Origin: null` with our own forms (Fetch, "append a request Origin header"), and `csrf` could not read it.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from starlette.datastructures import MutableHeaders

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
FOREIGN = "default-src 'none'; sandbox; frame-ancestors 'none'"
"""Of bytes that came from outside."""
SAFE = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def secure(headers: MutableHeaders) -> None:
    """Put them into a response that has none of its own."""
    for name, value in SAFE.items():
        headers.setdefault(name, value)


def attachment(name: str) -> str:
    """Content-Disposition by which a browser saves a file under a name (RFC 6266, RFC 8187); any name is safe here."""
    plain = re.sub(r"[^\w.-]+", "_", name, flags=re.ASCII).lstrip(".") or "file"
    return f"attachment; filename=\"{plain[:100]}\"; filename*=UTF-8''{quote(name.encode('utf-8', 'replace'), safe='')}"
