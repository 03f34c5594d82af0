"""Runs a pure function over items in child processes that can be killed.

Parsers hang and crash on hostile pages, and no guard inside the process is enough: a 1 MB tag with 100,000 attributes
stops every HTML library tried. So each item is worked on in a child with limits on CPU time, memory, files and the
clock. A child that breaks a limit is killed, its item gets a reason, and a fresh child takes the rest.

Parent and child speak msgpack over pipes: an 8-byte length, then the message. Nothing is pickled, so a child that was
taken over can answer wrongly but run nothing in the parent.
"""

from __future__ import annotations

import importlib
import os
import queue
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import typing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import IO, Generic, Self, TypeVar

import msgspec

from crossbearing.confinement import allow_cpu, confine
from crossbearing.errors import CrossbearingError, Unreadable
from crossbearing.settings import Settings

Given = TypeVar("Given")
Result = TypeVar("Result")

_LENGTH = struct.Struct("!Q")
_AHEAD = 4
"""Items handed out per worker before the first of them must be taken: bounds what waits in memory."""
_REASON_CHARACTERS = 500
_MORE_BYTES = 10_000
"""Of an answer beside its result: a reason, names of fields."""
_START_SECONDS = 60
"""For a child to load its code, on a machine that is busy; an item's time is counted from when it is ready."""
_FROM_OUTSIDE = frozenset({signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT})
"""Signals that no page makes a parser give itself; the first is also the system's own when memory runs out."""


class Rejected(msgspec.Struct, frozen=True):
    """What comes back for an item that could not be worked on: why, in words for a reader."""

    reason: str
    settled: bool = True
    """Whether the item would fare the same again: it is unreadable, breaks a limit, crashes whoever reads it. False
    where it is not its fault, as far as can be told: its worker was killed from outside, or the code failed."""
    unreadable: bool = False
    """Whether the function itself said so, by `Unreadable`."""


class WorkerError(CrossbearingError):
    """The workers cannot be run at all: the function cannot be imported, or no child process starts."""


class _Setup(msgspec.Struct):
    function: str
    cpu_seconds: int
    memory_mb: int
    answer_mb: int


class _Reply(msgspec.Struct):
    result: bytes | None = None
    """As msgpack."""
    reason: str | None = None
    settled: bool = True
    unreadable: bool = False


def sandboxed(
    function: str, result: type[Result], items: Iterable[Given], settings: Settings
) -> Iterator[Result | Rejected]:
    """Call `function` on each item in sandboxed child processes; yield the results in the order of the items.

    `function` is an import path, "package.module:name": a function of one argument whose annotation is a type that
    msgspec can write and read. `result` is what it returns, another such type. It is given by path so that the parent
    need not load what only the children use. Where it raises `Unreadable`, the item's `Rejected` has that text; where
    it fails in another way, breaks a limit of `settings` or loses its worker, the `Rejected` says so, and whether that
    is settled.

    Raises WorkerError when no worker can be started.
    """
    pool = _Pool(_setup(function, settings), settings)
    decode = msgspec.msgpack.Decoder(result).decode
    try:
        for raw in pool.map(items):
            try:
                yield raw if isinstance(raw, Rejected) else decode(raw)
            except (msgspec.MsgspecError, RecursionError) as error:
                yield _nonsense(error)
    finally:
        pool.close()


class Sandbox(Generic[Given, Result]):
    """One sandboxed worker that is asked item by item: for work whose next item depends on the last answer.

    What holds of `sandboxed` holds here. The worker is started when it is first asked, and after an item that it did
    not live through another takes its place. A context manager.
    """

    def __init__(self, function: str, result: type[Result], settings: Settings) -> None:
        self._worker = _Worker(_setup(function, settings), settings)
        self._encode = msgspec.msgpack.Encoder().encode
        self._decode = msgspec.msgpack.Decoder(result).decode

    def ask(self, item: Given) -> Result | Rejected:
        """What the function makes of one item, or why it makes nothing. Raises WorkerError."""
        raw = self._worker.work(self._encode(item))
        try:
            return raw if isinstance(raw, Rejected) else self._decode(raw)
        except (msgspec.MsgspecError, RecursionError) as error:
            return _nonsense(error)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._worker.stop()


def _setup(function: str, settings: Settings) -> _Setup:
    return _Setup(function, settings.cpu_seconds, settings.memory_mb, settings.answer_mb)


def _nonsense(error: Exception) -> Rejected:
    return Rejected(f"its worker gave an answer that cannot be read: {error}")


class _Pool:
    """As many workers as settings say, started when first needed, each lent to one thread at a time."""

    def __init__(self, setup: _Setup, settings: Settings) -> None:
        self._setup = setup
        self._settings = settings
        self._workers = [_Worker(setup, settings) for _ in range(settings.processes)]
        self._idle: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)

    def map(self, items: Iterable[object]) -> Iterator[bytes | Rejected]:
        encode = msgspec.msgpack.Encoder().encode
        waiting: deque[Future[bytes | Rejected]] = deque()
        with ThreadPoolExecutor(len(self._workers)) as threads:
            try:
                for item in items:
                    waiting.append(threads.submit(self._work, encode(item)))
                    if len(waiting) >= _AHEAD * len(self._workers):
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            finally:
                threads.shutdown(wait=False, cancel_futures=True)
                self.close()

    def _work(self, message: bytes) -> bytes | Rejected:
        worker = self._idle.get()
        try:
            return worker.work(message)
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        for worker in self._workers:
            worker.stop()


class _Worker:
    """One child process, replaced by a fresh one after each item that it did not live through."""

    def __init__(self, setup: _Setup, settings: Settings) -> None:
        self._setup = setup
        self._settings = settings
        self._child: subprocess.Popen[bytes] | None = None

    def work(self, message: bytes) -> bytes | Rejected:
        child = self._child or self._start()
        most = self._settings.answer_mb * 1_000_000 + _MORE_BYTES
        reply, late = _ask(child, message, self._settings.wall_seconds, most)
        if not isinstance(reply, _Reply):
            self._child = None
            status = _bury(child)
            return Rejected(f"{reply}; its worker was stopped") if reply else _epitaph(status, late, self._settings)
        if reply.result is None:
            return Rejected(reply.reason or "the worker gave no reason", reply.settled, reply.unreadable)
        return reply.result

    def _start(self) -> subprocess.Popen[bytes]:
        # A small environment: a child that is taken over finds no secrets in it. The hash seed is fixed so that a
        # library which walks a set gives the same result each time.
        environment = {
            "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry),
            "PYTHONHASHSEED": "0",
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
        }
        passed = ("PATH", "LD_LIBRARY_PATH", "TMPDIR")
        environment |= {name: os.environ[name] for name in passed if name in os.environ}
        try:
            child = subprocess.Popen(
                [sys.executable, "-P", "-B", "-m", "crossbearing.workers"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                start_new_session=True,
            )
        except OSError as error:
            raise WorkerError(f"no worker process can be started: {error}") from error
        self._child = child
        ready, late = _ask(child, msgspec.msgpack.encode(self._setup), _START_SECONDS, _MORE_BYTES)
        if not isinstance(ready, _Reply) or ready.reason is not None:
            self.stop()
            died = f"no worker was ready within {_START_SECONDS} s" if late else "a worker died while it started"
            raise WorkerError((ready.reason if isinstance(ready, _Reply) else ready) or died)
        return child

    def stop(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            _bury(child)


def _ask(child: subprocess.Popen[bytes], message: bytes, seconds: float, most: int) -> tuple[_Reply | str, bool]:
    """The child's answer; or what is wrong with it, "" where the child died before it gave one. And whether the child
    was killed because `seconds` were over."""
    late = threading.Event()

    def kill() -> None:
        late.set()
        child.kill()

    timer = threading.Timer(seconds, kill)
    timer.start()
    try:
        _write(typing.cast(IO[bytes], child.stdin), message)
        answer = _read(typing.cast(IO[bytes], child.stdout), most)
        return (answer if isinstance(answer, str) else msgspec.msgpack.decode(answer, type=_Reply)), late.is_set()
    except (OSError, ValueError):
        return "", late.is_set()
    except (msgspec.MsgspecError, RecursionError) as error:  # the second, where it nests without end
        return f"its worker gave an answer that cannot be read: {error}", late.is_set()
    finally:
        timer.cancel()


def _bury(child: subprocess.Popen[bytes]) -> int:
    with suppress(OSError):
        child.kill()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    return child.wait()


def _epitaph(status: int, late: bool, settings: Settings) -> Rejected:
    if late:
        return Rejected(f"took more than {settings.wall_seconds:g} s; its worker was stopped")
    if status == -signal.SIGXCPU:
        return Rejected(f"took more than {settings.cpu_seconds} s of CPU time; its worker was stopped")
    if -status in _FROM_OUTSIDE:
        how = f"its worker was ended from outside ({signal.strsignal(-status)})"
        return Rejected(f"{how}, or the machine ran out of memory; the next build tries again", settled=False)
    if status < 0:
        return Rejected(f"its worker crashed ({signal.strsignal(-status)})")
    return Rejected(f"its worker ended early, with status {status}")


def _write(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(_LENGTH.pack(len(message)) + message)
    pipe.flush()


def _read(pipe: IO[bytes], most: int | None = None) -> bytes | str:
    """A message; "" where the pipe ended before it did, and a word where it would be longer than `most`, unread."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return ""
    (length,) = _LENGTH.unpack(head)
    if most is not None and length > most:
        return f"its worker's answer is too large ({length / 1e6:.1f} MB)"
    message = pipe.read(length)
    return message if len(message) == length else ""


# ── in the child ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _serve() -> None:
    """Read a setup, then items until the pipe ends; answer each. Runs in the child only."""
    inbox = sys.stdin.buffer
    outbox = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not run into the messages
    setup_message = _read(inbox)
    if isinstance(setup_message, str):
        return
    setup = msgspec.msgpack.decode(setup_message, type=_Setup)
    try:
        function, decoder = _load(setup.function)
    except Exception as error:  # whatever goes wrong, the parent is told
        reason = f"{setup.function} cannot be run in a worker: {type(error).__name__}: {error}"
        if isinstance(error, OSError) and error.filename is None:  # a library unpacks its model into a temporary file
            reason = f"no room for temporary files in {tempfile.tempdir or 'any folder for them'}: {error.strerror}"
        _write(outbox, msgspec.msgpack.encode(_Reply(reason=reason[:_REASON_CHARACTERS])))
        return
    confine(setup.memory_mb)
    _write(outbox, msgspec.msgpack.encode(_Reply()))
    while isinstance(message := _read(inbox), bytes):
        allow_cpu(setup.cpu_seconds)
        _write(outbox, msgspec.msgpack.encode(_answer(function, decoder, message, setup)))


def _load(path: str) -> tuple[Callable[[object], object], msgspec.msgpack.Decoder[object]]:
    module, _, name = path.partition(":")
    function = getattr(importlib.import_module(module), name)
    hints = typing.get_type_hints(function)
    hints.pop("return", None)
    return function, msgspec.msgpack.Decoder(next(iter(hints.values())))


def _answer(
    function: Callable[[object], object], decoder: msgspec.msgpack.Decoder[object], message: bytes, setup: _Setup
) -> _Reply:
    try:
        result = msgspec.msgpack.encode(function(decoder.decode(message)))
        if len(result) > setup.answer_mb * 1_000_000:
            return _Reply(reason=f"what was read from it is too large ({len(result) / 1e6:.1f} MB)")
        return _Reply(result=result)
    except Unreadable as error:
        return _Reply(reason=str(error)[:_REASON_CHARACTERS], unreadable=True)
    except MemoryError:
        return _Reply(reason=f"took more than {setup.memory_mb} MB of memory")
    except RecursionError:
        return _Reply(reason="nested too deeply")
    except Exception as error:  # an item must never take the others with it
        return _Reply(reason=f"failed with {type(error).__name__}: {error}"[:_REASON_CHARACTERS], settled=False)


if __name__ == "__main__":
    _serve()
