"""One POST to one address, with every limit that a server which lies or dawdles calls for.

The standard library's client does what is wanted and no more: it follows no redirect, reads no proxy and no other
setting from the environment, and checks certificates.
"""

from __future__ import annotations

import http.client
import io
import ipaddress
import socket
import ssl
import time
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from crossbearing.errors import InputError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MOST_BYTES = 1_000_000
"""Of a response. An answer of 4,096 tokens has some 20 kB."""
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 529})
"""Statuses that may be others a moment later."""
_PIECE = 65_536


class Address(NamedTuple):
    """Where requests go."""

    secure: bool
    host: str
    port: int | None
    path: str

    @property
    def url(self) -> str:
        """In one form, whatever way it was written."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.secure else 'http'}://{host}{f':{self.port}' if self.port else ''}{self.path}"


class NoResponse(Exception):  # noqa: N818 - said of the server
    """There is no usable response. The text is ours, fit to be shown, and holds nothing that the server sent."""

    def __init__(self, reason: str, *, again: bool, wait: float | None = None) -> None:
        super().__init__(reason)
        self.again = again
        """Whether the same request may fare better a moment later."""
        self.wait = wait
        """Seconds that the server asks to wait."""


def address(url: str, *, plain_http: bool = False) -> Address:
    """The address that a base URL like `http://127.0.0.1:8080/v1` names.

    Raises InputError for one that is not http or https, holds a password, a query or a fragment, or leads over plain
    http to another machine, where `plain_http` does not allow it.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise InputError("the endpoint's address cannot be read as a URL") from None
    if parts.scheme not in ("http", "https") or not host or not (host + parts.path).isascii() or " " in url:
        raise InputError("the endpoint's address must be a URL such as http://127.0.0.1:8080/v1")
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise InputError("the endpoint's address may hold no user, password, query or fragment")
    if parts.scheme == "http" and not plain_http and not is_loopback(host):
        raise InputError(f"the endpoint {host} is on another machine: it must be reached by https")
    return Address(parts.scheme == "https", host, port, parts.path.rstrip("/"))


def is_loopback(host: str) -> bool:
    """Whether what is sent to the host stays on this machine, as far as its name or number tells."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def post(to: Address, body: bytes, key: str, seconds: float) -> bytes:
    """The body of the response to a JSON `body`. Raises NoResponse.

    From connecting on, all of it takes at most about `seconds`; looking up a name takes as long as the system lets it.

    `key`, where not empty, goes as a bearer token.
    """
    deadline = time.monotonic() + seconds
    headers = {"Content-Type": "application/json", "Accept": "application/json", "Connection": "close"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    connection = _connection(to, seconds)
    try:
        connection.connect()
        connection.response_class = partial(_timed_response, deadline)  # type: ignore[assignment]
        connection.sock.settimeout(_left(deadline))
        connection.request("POST", f"{to.path}/chat/completions", body, headers)
        with connection.getresponse() as response:
            _require_ok(response)
            return _all(response)
    except TimeoutError as error:
        raise NoResponse(f"there was no whole answer within {seconds:g} s", again=True) from error
    except ssl.SSLCertVerificationError as error:
        raise NoResponse("its certificate does not hold", again=False) from error
    except http.client.IncompleteRead as error:
        raise NoResponse("its answer broke off", again=True) from error
    except http.client.HTTPException as error:
        raise NoResponse(f"it does not speak HTTP as it should ({type(error).__name__})", again=True) from error
    except OSError as error:
        raise NoResponse(f"it cannot be reached: {_words(error)}", again=True) from error
    finally:
        connection.close()


def _connection(to: Address, seconds: float) -> http.client.HTTPConnection:
    if to.secure:
        return http.client.HTTPSConnection(to.host, to.port, timeout=seconds, context=ssl.create_default_context())
    return http.client.HTTPConnection(to.host, to.port, timeout=seconds)


def _require_ok(response: http.client.HTTPResponse) -> None:
    status = response.status
    if status == HTTPStatus.OK:
        return
    if 300 <= status < 400:
        raise NoResponse(f"it redirects elsewhere (HTTP {status}), which is not followed", again=False)
    known = {each.value: each.phrase for each in HTTPStatus}
    wait = response.headers.get("Retry-After", "")
    seconds = float(wait) if wait.isascii() and wait.isdigit() and len(wait) < 6 else None
    raise NoResponse(f"HTTP {status} {known.get(status, '')}".rstrip(), again=status in _PASSING, wait=seconds)


def _all(response: http.client.HTTPResponse) -> bytes:
    """The whole body. What a response says of its own length is not relied on."""
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise NoResponse("its answer is packed, which was not asked for", again=False)
    found = bytearray()
    while piece := response.read(_PIECE):
        found += piece
        if len(found) > MOST_BYTES:
            raise NoResponse(f"its answer has more than {MOST_BYTES:,} bytes", again=False)
    if response.length:
        raise NoResponse("its answer broke off", again=True)
    return bytes(found)


def _words(error: OSError) -> str:
    """What the operating system says, without a path or a name in it."""
    if isinstance(error, socket.gaierror):
        return "its name is not known"
    if isinstance(error, ssl.SSLError):
        return "no secure connection could be made"
    return error.strerror or type(error).__name__


# ── a deadline for the whole of a response, however slowly it drips ───────────────────────────────────────────────────


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


class _Dripping(io.RawIOBase):
    """What a socket receives. A socket's own limit holds for one read only, and a server may send byte by byte."""

    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self._sock = sock
        self._stream = sock.makefile("rb", buffering=0)  # keeps it open when the connection lets go of it
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        self._sock.settimeout(_left(self._deadline))
        return self._stream.readinto(buffer) or 0

    def close(self) -> None:
        self._stream.close()
        super().close()


class _Timed:
    """A socket, as far as a response uses one."""

    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self._sock = sock
        self._deadline = deadline

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Dripping(self._sock, self._deadline))


def _timed_response(
    deadline: float, sock: socket.socket, debuglevel: int = 0, method: str | None = None, url: str | None = None
) -> http.client.HTTPResponse:
    return http.client.HTTPResponse(_Timed(sock, deadline), debuglevel, method, url)  # type: ignore[arg-type]
