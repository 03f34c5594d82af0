"""A receiver of webhooks on loopback, in a thread of its own: it answers as it is told to, however wrongly."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple


class Received(NamedTuple):
    """One request."""

    path: str
    fields: dict[str, str]
    """Names in lower case."""
    body: bytes

    @property
    def key(self) -> str:
        return self.fields["webhook-id"]


Answer = Callable[[Received, socket.socket], bytes]
"""Gives what is sent back; or sends by itself, or nothing, and gives b""."""


def status(line: str, *fields: str) -> bytes:
    """A whole answer without a body."""
    return "\r\n".join([f"HTTP/1.1 {line}", *fields, "Content-Length: 0", "", ""]).encode()


OK = status("204 No Content")


def takes(_: Received, __: socket.socket) -> bytes:
    return OK


def resets(_: Received, connection: socket.socket) -> bytes:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
    return b""


class Receiver:
    """See `receiving`."""

    def __init__(self, answer: Answer, listener: socket.socket, tls: ssl.SSLContext | None) -> None:
        self.answer = answer
        self.received: list[Received] = []
        self.port: int = listener.getsockname()[1]
        self.over = threading.Event()
        self._listener = listener
        self._tls = tls

    def url(self, path: str = "/alerts") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def keys(self) -> list[str]:
        """The ids of what came, each time that it came."""
        return [each.key for each in self.received]

    def hangs(self, _: Received, __: socket.socket) -> bytes:
        """An answer that does not come."""
        self.over.wait(30)
        return b""

    def run(self) -> None:
        with suppress(OSError):  # the listener is closed
            while True:
                connection, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _secured(self, connection: socket.socket) -> socket.socket:
        return connection if self._tls is None else self._tls.wrap_socket(connection, server_side=True)

    def _serve(self, connection: socket.socket) -> None:
        with suppress(OSError), self._secured(connection) as sock, sock.makefile("rb") as stream:
            first, fields = stream.readline().decode(), dict[str, str]()
            while line := stream.readline().decode().strip():
                name, _, value = line.partition(":")
                fields[name.lower()] = value.strip()
            body = stream.read(int(fields.get("content-length", "0")))
            if not first:
                return
            received = Received(first.split(" ")[1], fields, body)
            self.received.append(received)
            sock.sendall(self.answer(received, sock))


@contextmanager
def receiving(answer: Answer = takes, tls: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """A receiver for as long as the block runs."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        receiver = Receiver(answer, listener, tls)
        thread = threading.Thread(target=receiver.run, daemon=True)
        thread.start()
        try:
            yield receiver
        finally:
            receiver.over.set()
            listener.shutdown(socket.SHUT_RDWR)
            thread.join(5)
