"""The webhook of the soak: takes alerts, verifies their signatures, and now and then fails, hangs or hangs up."""

from __future__ import annotations

import base64
import hashlib
import hmac
import random
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal

import msgspec

VARIABLE = "CROSSBEARING_WEBHOOK_SOAK"
"""The environment variable with the key."""
HANGS = 15.0
"""Seconds: longer than a sender waits for an answer."""

Outcome = Literal["taken", "refused", "hung", "hung up"]
"""Taken and said so; not taken and said so; taken, and the sender waited in vain; taken, and the answer never came."""
_ODDS: dict[Outcome, float] = {"taken": 0.82, "refused": 0.10, "hung": 0.03, "hung up": 0.05}


_FIELDS = ("id", "timestamp", "signature")
"""Of a request, by "Standard Webhooks" 1.0: webhook-id and so on."""


class Receipt(msgspec.Struct, frozen=True):
    """One POST."""

    at: float
    """Seconds since 1970, when it had come whole."""
    alert: str
    signed: bool
    outcome: Outcome


class Hook:
    """A receiver that is running; see `receiving`."""

    def __init__(self, seed: int) -> None:
        self.key = secrets.token_bytes(32)
        self.receipts: list[Receipt] = []
        self.strangers: list[str] = []
        """Requests that are no alert."""
        self.calm = False
        """Whether it takes everything from now on."""
        self.port = 0
        self._draw = random.Random(seed)  # noqa: S311
        self._lock = threading.Lock()

    def secret(self) -> str:
        """The key, as the environment holds it."""
        return "whsec_" + base64.b64encode(self.key).decode()

    def receive(self, alert: str, moment: str, signature: str, body: bytes) -> Outcome:
        """One POST: what is to be done with it."""
        digest = hmac.digest(self.key, f"{alert}.{moment}.".encode() + body, hashlib.sha256)
        signed = hmac.compare_digest(f"v1,{base64.b64encode(digest).decode()}", signature)
        with self._lock:
            drawn: Outcome = self._draw.choices(list(_ODDS), list(_ODDS.values()))[0]
            outcome: Outcome = "taken" if self.calm else drawn
            self.receipts.append(Receipt(time.time(), alert, signed, outcome))
        return outcome


@contextmanager
def receiving(seed: int) -> Iterator[Hook]:
    """A receiver on loopback for as long as the block runs."""
    hook = Hook(seed)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            alert, moment, signature = (self.headers.get(f"webhook-{name}", "") for name in _FIELDS)
            outcome = hook.receive(alert, moment, signature, body)
            if outcome == "hung":
                time.sleep(HANGS)
            if outcome in ("hung", "hung up"):
                self.close_connection = True
                return
            self.send_response(204 if outcome == "taken" else 500)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_GET(self) -> None:
            hook.strangers.append(self.path)
            self.send_error(405)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Nothing is logged."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    hook.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield hook
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
