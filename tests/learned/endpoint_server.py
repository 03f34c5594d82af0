"""A server on this machine that speaks as an OpenAI-compatible one does, and says whatever a test has it say."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

Passages = dict[int, str]


class Reply(NamedTuple):
    """One response, byte by byte where `drip` (seconds between two) is given; `cut`: it promises more than it sends."""

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    drip: float = 0.0
    cut: bool = False


def completion(content: object, finish: str = "stop") -> bytes:
    """A chat completion with this text as its answer."""
    choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": finish}
    return json.dumps({"id": "1", "object": "chat.completion", "model": "any", "choices": [choice]}).encode()


def pointing(*entries: object) -> Reply:
    """A completion that points at these."""
    return Reply(completion(json.dumps({"attributions": entries})))


def entry(source: str, cue: str, content: str, passage: int = 1) -> dict[str, object]:
    return {"passage": passage, "source": source, "cue": cue, "content": content}


class Server:
    """What was asked, and what it answers: a function of the passages, or replies one after another."""

    def __init__(self, answers: Callable[[Passages], Reply]) -> None:
        self.answers = answers
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.url = ""

    @property
    def passages(self) -> list[Passages]:
        """What each request held of its report."""
        return [_passages(request) for request in self.requests]


def _passages(request: dict[str, Any]) -> Passages:
    report = json.loads(request["messages"][1]["content"])["report"]
    return {each["passage"]: each["text"] for each in report}


def in_turn(*replies: Reply) -> Callable[[Passages], Reply]:
    """These replies, one for each request, the last for all that follow."""
    waiting = list(replies)
    return lambda passages: waiting.pop(0) if len(waiting) > 1 else waiting[0]


@contextmanager
def serving(answers: Callable[[Passages], Reply]) -> Iterator[Server]:
    """The server, while it runs."""
    server = Server(answers)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.path == "/v1/chat/completions"
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.requests.append(request)
            server.headers.append(dict(self.headers.items()))
            self._reply(server.answers(_passages(request)))

        def _reply(self, reply: Reply) -> None:
            try:
                self.send_response(reply.status)
                for name, value in (("Content-Type", "application/json"), *reply.headers):
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(reply.body) + 100 * reply.cut))
                self.end_headers()
                for at in range(len(reply.body)) if reply.drip else ():
                    self.wfile.write(reply.body[at : at + 1])
                    time.sleep(reply.drip)
                if not reply.drip:
                    self.wfile.write(reply.body)
            except OSError:
                pass  # whoever asked had enough

        def log_message(self, *told: object) -> None:
            """Nothing on the tests' screen."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
        httpd.daemon_threads = True
        server.url = f"http://127.0.0.1:{httpd.server_address[1]}/v1"
        running = threading.Thread(target=httpd.serve_forever, args=(0.01,), daemon=True)
        running.start()
        try:
            yield server
        finally:
            httpd.shutdown()
            running.join()
