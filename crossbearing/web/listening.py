"""The socket that a server of ours listens on."""

from __future__ import annotations

import socket

from crossbearing.errors import InputError

BACKLOG = 128


def listen(host: str, port: int) -> socket.socket:
    """Listen on an address and port; 0: on any that is free. Raises InputError where nothing can listen there."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        # asyncio sends at once (TCP_NODELAY) only on sockets that say that they are TCP: else an answer's end waits
        # for the delayed acknowledgement of its beginning, 40 ms.
        listening = socket.socket(family, kind, protocol)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
            listening.listen(BACKLOG)
        except OSError:
            listening.close()
            raise
    except (OSError, UnicodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "no name of a host"
        raise InputError(f"cannot listen on {host} port {port}: {why}; --port chooses another") from error
    listening.set_inheritable(False)
    return listening
