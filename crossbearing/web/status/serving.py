"""The pages of the watch, served to this machine alone, in a thread beside it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn

from crossbearing.standing_watch import Standing
from crossbearing.web.listening import listen
from crossbearing.web.status.pages import application

HOST = "127.0.0.1"
CONNECTIONS = 50
"""At once; those beyond are told to come again (503)."""
GRACE_SECONDS = 1


@contextmanager
def served(case: str, port: int, standing: Callable[[], Standing]) -> Iterator[str]:
    """The pages' address, for as long as the block runs. Raises InputError where nothing can listen there."""
    with listen(HOST, port) as listening:
        config = uvicorn.Config(
            application(case, standing),
            http="h11",
            ws="none",
            lifespan="off",
            access_log=False,
            log_level="error",
            server_header=False,
            proxy_headers=False,
            limit_concurrency=CONNECTIONS,
            timeout_keep_alive=5,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listening],), name="pages", daemon=True)
        thread.start()
        try:
            yield f"http://{HOST}:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(GRACE_SECONDS * 3)
