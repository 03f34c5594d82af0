"""The process that builds, as the server sees it: started when it is needed, spoken to in lines, ended in peace."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

import msgspec

from crossbearing.web.work.building import Ended, Said, Told, Work

GRACE_SECONDS = 15
"""For a process that was told to end to finish what it writes."""
_LINE_BYTES = 10_000_000
_SIGNALS = {number.value: number.name for number in signal.Signals}


class Builder:
    """One process at a time, for one case."""

    def __init__(self, case: Path) -> None:
        self._case = case
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._doing = threading.Lock()
        self._stopped = False

    def do(self, work: Work, tell: Callable[[Told], None]) -> Ended:
        """Have it done, and wait. A process that dies over it is a reason, not an error."""
        with self._doing:
            return self._do(work, tell)

    def _do(self, work: Work, tell: Callable[[Told], None]) -> Ended:
        try:
            child = self._running()
            _pipe(child.stdin).write(msgspec.json.encode(work) + b"\n")
            _pipe(child.stdin).flush()
            while line := _pipe(child.stdout).readline(_LINE_BYTES):
                said = msgspec.json.decode(line, type=Said)
                if isinstance(said, Ended):
                    return said
                tell(said)
        except (OSError, msgspec.DecodeError) as error:
            return self._died(f": {error}")
        return self._died("")

    def stop(self) -> None:
        """End the process, and start none any more. It ends what it writes; what was written stays."""
        with self._lock:
            self._stopped = True
            child = self._child
        if child is None:
            return
        with suppress(OSError):
            _pipe(child.stdin).close()  # by which it knows
        try:
            child.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
        # Whoever still reads its last words (`do`) has read them to the end by now.
        with self._doing, suppress(OSError):
            _pipe(child.stdout).close()

    def _running(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._stopped:
                raise OSError("the server ends")
            if self._child is None or self._child.poll() is not None:
                # A group of its own: Ctrl-C at the terminal ends the server, and the server ends the process.
                self._child = subprocess.Popen(  # noqa: S603 - our own program
                    [sys.executable, "-m", "crossbearing.web.work.building", os.fspath(self._case.absolute())],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    start_new_session=True,
                )
            return self._child

    def _died(self, more: str) -> Ended:
        with self._lock:
            child, self._child = self._child, None
        if child is None:
            return Ended(reason=f"nothing can be built{more}")
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        status = child.wait()
        for pipe in (child.stdin, child.stdout):
            with suppress(OSError):
                _pipe(pipe).close()
        how = _SIGNALS.get(-status, str(-status)) if status < 0 else f"status {status}"
        return Ended(reason=f"the process that builds ended before it was done ({how}); what it had made is kept")


def _pipe(given: IO[bytes] | None) -> IO[bytes]:
    if given is None:
        raise OSError("no pipe")
    return given
