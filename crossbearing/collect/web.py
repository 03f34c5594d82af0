"""One request to one address, with every limit that a server which lies or dawdles calls for.

Nothing is followed here and nothing repeated: see `politeness`. No cookie is kept, no password, no referer and no name
of this machine sent; no proxy and no other setting is read from the environment, since a proxy would resolve names by
itself and past every check. Certificates are verified.
"""

from __future__ import annotations

import asyncio
import datetime
import os
import zlib
from collections.abc import Mapping
from importlib.metadata import version
from types import TracebackType

import aiohttp
from yarl import URL

from crossbearing.collect.addresses import Reach, Refused, connector
from crossbearing.collect.found import too_large
from crossbearing.records import Record
from crossbearing.settings import Settings

ROBOT = "Crossbearing"
"""The name by which robots.txt may speak of this program."""
USER_AGENT = f"{ROBOT}/{version('crossbearing')} (collects news reports for a reader; obeys robots.txt as {ROBOT})"

_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.8"
_SECONDS = 60.0
"""For one request, from looking the name up to the last byte: 20 MB at 3 Mbit/s."""
_FIELD_BYTES = 8_190
_FIELDS_BYTES = 65_536
"""Of all header fields together."""
_PIECE = 65_536
_RATIO = 200
"""Bytes that one packed byte may become. Pages have 3 to 20; what is made to burst has 1,000."""
_RATIO_FROM = 1_000_000
"""Bytes below which the ratio does not matter."""


class Answer(Record, frozen=True):
    """What a server sent."""

    url: str
    status: int
    fields: tuple[tuple[str, str], ...]
    """Header fields as they came, in order."""
    body: bytes
    """Without its transfer coding and packing."""
    http: str
    """Status line and fields, as in `Capture.http`."""
    taken_at: str
    """UTC, ISO 8601."""

    def field(self, name: str) -> str | None:
        """The first field of this name (in lower case), if any."""
        return next((value for given, value in self.fields if given.lower() == name), None)


class NotFetched(Exception):  # noqa: N818 - said of the page
    """There is no usable answer. The text is ours, fit to be shown."""

    def __init__(self, reason: str, *, again: bool, wait: float = 0.0, asked: bool = True) -> None:
        super().__init__(reason)
        self.again = again
        """Whether the same request may fare better another time."""
        self.wait = wait
        """Seconds that the server asks to wait before that."""
        self.asked = asked
        """Whether the server was asked at all."""


class Web:
    """Sends requests; an asynchronous context manager."""

    def __init__(self, settings: Settings, reach: Reach, seconds: float = _SECONDS) -> None:
        self._most = settings.max_bytes
        self._reach = reach
        self._seconds = seconds

    async def __aenter__(self) -> Web:
        self._session = aiohttp.ClientSession(
            connector=connector(self._reach),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": USER_AGENT, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate"},
            timeout=aiohttp.ClientTimeout(total=None),
            auto_decompress=False,
            trust_env=False,
            middlewares=(_once,),
            max_line_size=_FIELD_BYTES,
            max_field_size=_FIELD_BYTES,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def get(self, url: str, headers: Mapping[str, str], most: int | None = None) -> Answer:
        """The answer to a GET of `url`, as `addresses.written` gives it, of at most `most` bytes; with any status.

        Raises NotFetched.
        """
        try:
            async with asyncio.timeout(self._seconds):
                return await self._get(url, headers, self._most if most is None else most)
        except TimeoutError as error:
            raise NotFetched(f"there was no whole answer within {self._seconds:g} s", again=True) from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise meaning(error) from error

    async def _get(self, url: str, headers: Mapping[str, str], most: int) -> Answer:
        target = URL(url, encoded=True)
        async with self._session.get(target, headers=headers, allow_redirects=False) as response:
            fields = tuple((_text(name), _text(value)) for name, value in response.raw_headers)
            if sum(len(name) + len(value) + 4 for name, value in fields) > _FIELDS_BYTES:
                raise NotFetched(f"it sent more than {_FIELDS_BYTES:,} bytes of header fields", again=False)
            body = await _body(response, most)
            release = response.version or aiohttp.HttpVersion11
            line = f"HTTP/{release.major}.{release.minor} {response.status} {response.reason or ''}".rstrip()
            return Answer(
                url=url,
                status=response.status,
                fields=fields,
                body=body,
                http="\r\n".join([line, *(f"{name}: {value}" for name, value in fields)]),
                taken_at=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            )


async def _once(request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """Send a request once. By itself aiohttp sends it again, at once, where the connection breaks."""
    try:
        return await handler(request)
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        raise meaning(error) from error


def _text(value: bytes) -> str:
    return value.decode("utf-8", "backslashreplace")


async def _body(response: aiohttp.ClientResponse, most: int) -> bytes:
    """The whole body, unpacked. What a response says of its own length is believed only where it is too much."""
    if response.content_length is not None and response.content_length > most:
        raise NotFetched(too_large(response.content_length, most), again=False)
    unpacking = _Unpacking(response.headers.get("Content-Encoding", "").strip().lower(), most)
    received = 0
    async for piece in response.content.iter_chunked(_PIECE):
        received += len(piece)
        if received > most:
            raise NotFetched(too_large(received, most), again=False)
        unpacking.take(piece, received)
    return unpacking.whole()


class _Unpacking:
    """gzip and deflate, undone step by step, so that no step makes more than is still allowed."""

    def __init__(self, coding: str, most: int) -> None:
        if coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise NotFetched("it is packed in a way that was not asked for", again=False)
        self._coding = coding.removeprefix("x-").replace("identity", "")
        self._most = most
        self._made = bytearray()
        self._unpacker: zlib._Decompress | None = None

    def take(self, piece: bytes, received: int) -> None:
        """Unpack the next piece; `received` packed bytes have come so far, it among them. Raises NotFetched."""
        if not self._coding:
            self._made += piece
            return
        if self._unpacker is None:
            self._unpacker = self._start(piece)
        try:
            while not self._unpacker.eof:
                made = self._unpacker.decompress(piece, _PIECE)
                self._made += made
                self._check(received)
                piece = self._unpacker.unconsumed_tail
                if self._unpacker.unused_data.startswith(b"\x1f\x8b"):  # the next of several members
                    piece, self._unpacker = self._unpacker.unused_data, zlib.decompressobj(_GZIP)
                elif not piece and len(made) < _PIECE:
                    break
        except zlib.error as error:
            raise NotFetched("its packing is damaged", again=True) from error

    def _start(self, piece: bytes) -> zlib._Decompress:
        if self._coding == "gzip":
            return zlib.decompressobj(_GZIP)
        # "deflate" is zlib's form by the standard and bare in many a server: zlib's begins with 8 in its low half
        # byte, and its first two bytes are a multiple of 31 (RFC 1950).
        zlib_form = piece[0] & 0x0F == 8 and (piece[0] << 8 | (piece[1] if len(piece) > 1 else 0)) % 31 == 0
        return zlib.decompressobj(zlib.MAX_WBITS if zlib_form else -zlib.MAX_WBITS)

    def _check(self, received: int) -> None:
        made = len(self._made)
        if made > self._most:
            raise NotFetched(f"it unpacks to more than the {self._most / 1e6:g} MB that it may have", again=False)
        if made > _RATIO_FROM and made > _RATIO * received:
            raise NotFetched(f"it unpacks to more than {_RATIO} times its size", again=False)

    def whole(self) -> bytes:
        """All that was unpacked. Raises NotFetched where the end is missing."""
        if self._unpacker is not None and not self._unpacker.eof:
            raise NotFetched("its answer broke off", again=True)
        return bytes(self._made)


_GZIP = 16 + zlib.MAX_WBITS


def meaning(error: Exception) -> NotFetched:
    """What went wrong with a request, in our own words."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, Refused):
            return NotFetched(f"not fetched: {cause}", again=False, asked=False)
        cause = cause.__cause__
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return NotFetched("its name is not known", again=True)
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return NotFetched("its certificate does not hold", again=True)
    if isinstance(error, aiohttp.ClientSSLError):
        return NotFetched("no secure connection could be made", again=True)
    if isinstance(error, aiohttp.ClientPayloadError | aiohttp.ServerDisconnectedError):
        return NotFetched("its answer broke off", again=True)
    if isinstance(error, aiohttp.ClientConnectorError):
        number = error.os_error.errno
        return NotFetched(f"it cannot be reached: {os.strerror(number) if number else 'no connection'}", again=True)
    if isinstance(error, aiohttp.ClientResponseError | ValueError):
        return NotFetched(f"it does not speak HTTP as it should ({type(error).__name__})", again=True)
    return NotFetched(f"the connection failed ({type(error).__name__})", again=True)
