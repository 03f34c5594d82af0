"""A worker reaches no network, starts no program and changes no file: by Python, and past Python by the C library."""

from __future__ import annotations

import ctypes
import io
import os
import platform
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from errno import EPERM
from pathlib import Path

import pytest

from crossbearing.settings import Settings
from crossbearing.workers import Rejected, Sandbox, sandboxed

ONE = Settings(processes=1, cpu_seconds=10)
LIBC = ctypes.CDLL(None, use_errno=True)
FILTERED = sys.platform == "linux" and platform.machine() in ("x86_64", "aarch64")
SOCKET = {"x86_64": 41, "aarch64": 198}.get(platform.machine(), -1)
IO_URING = 425

DEEDS: dict[str, Callable[[str], object]] = {
    "connect": lambda port: socket.create_connection(("127.0.0.1", int(port)), 2),
    "datagram": lambda port: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", int(port))),
    "local socket": lambda path: socket.socket(socket.AF_UNIX).connect(path),
    "look a name up": lambda _: socket.getaddrinfo("weir.example", 80),
    "run": lambda _: subprocess.run(["/bin/true"], check=True),
    "shell": lambda _: os.system("/bin/true"),  # noqa: S605
    "exec": lambda _: os.execv("/bin/true", ["true"]),  # noqa: S606
    "fork": lambda _: os.fork(),
    "signal": lambda _: os.kill(os.getppid(), signal.SIGTERM),
    "write": lambda path: Path(path).write_text("spoilt"),
    "append": lambda path: os.open(path, os.O_WRONLY | os.O_APPEND),
    "make": lambda path: os.close(os.open(path + "-new", os.O_CREAT | os.O_RDONLY)),
    "truncate": lambda path: os.truncate(path, 0),
    "remove": lambda path: Path(path).unlink(),
    "rename": lambda path: Path(path).rename(path + "-moved"),
    "folder": lambda path: Path(path + "-folder").mkdir(),
    "link": lambda path: Path(path + "-link").symlink_to("/etc"),
    "mode": lambda path: Path(path).chmod(0o777),
}

NATIVE: dict[str, Callable[[str], int]] = {
    "connect": lambda _: LIBC.socket(2, 1, 0),
    "local socket": lambda _: LIBC.socket(1, 1, 0),
    "by number": lambda _: LIBC.syscall(SOCKET, 2, 1, 0),
    "fork": lambda _: LIBC.fork(),
    "exec": lambda _: LIBC.execv(b"/bin/true", None),
    "shell": lambda _: 0 if LIBC.system(b"/bin/true") == 0 else -1,
    "signal": lambda _: LIBC.kill(os.getppid(), 15),
    "write": lambda path: LIBC.open(path.encode(), os.O_WRONLY),
    "make": lambda path: LIBC.open(path.encode() + b"-new", os.O_CREAT, 0o600),
    "truncate": lambda path: LIBC.truncate(path.encode(), ctypes.c_long(0)),
    "remove": lambda path: LIBC.unlink(path.encode()),
    "rename": lambda path: LIBC.rename(path.encode(), path.encode() + b"-moved"),
    "folder": lambda path: LIBC.mkdir(path.encode() + b"-folder", 0o700),
    "mode": lambda path: LIBC.chmod(path.encode(), 0o777),
    "another way to all of it": lambda _: LIBC.syscall(IO_URING, 1, None),
}


def do(deed: tuple[str, str, str]) -> str:
    """In the worker: what comes of it."""
    how, name, with_what = deed
    if how == "python":
        DEEDS[name](with_what)
        return "done"
    result = NATIVE[name](with_what)
    return "done" if result >= 0 else f"refused with {ctypes.get_errno()}"


def allowed(_: str) -> str:
    """What parsers do need still goes: files are read, code is imported, threads are started."""
    thread = threading.Thread(target=lambda: None)
    thread.start()
    thread.join()
    import colorsys  # noqa: PLC0415

    with io.open(os.devnull, "rb") as file:  # noqa: UP020
        file.read()
    os.kill(os.getpid(), 0)
    return Path(__file__).read_text(encoding="utf-8")[:3] + colorsys.__name__


def rogue(kind: str) -> str:
    """In the worker: answers that no honest one gives, past the code that answers."""
    held = {"too long": (1 << 60).to_bytes(8, "big"), "nested": b"\x81\xa1z" + b"\x91" * 100_000 + b"\xc0"}[kind]
    message = held if kind == "too long" else len(held).to_bytes(8, "big") + held
    for number in range(3, 20):  # wherever the pipe to the parent is
        try:
            os.write(number, message)
        except OSError:
            continue
    return "told"


def test_nothing_goes_out_and_nothing_is_changed_by_python(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text("as it was")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        port = str(server.getsockname()[1])
        given = {name: port if name in ("connect", "datagram") else str(kept) for name in DEEDS}
        results = sandboxed("tests.test_confinement:do", str, [("python", *each) for each in given.items()], ONE)
        for name, result in zip(given, results, strict=True):
            assert isinstance(result, Rejected), name
            assert "PermissionError" in result.reason, name
            assert "a worker may not" in result.reason, name
        with pytest.raises(TimeoutError):
            server.accept()
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert kept.read_text() == "as it was"


@pytest.mark.skipif(not FILTERED, reason="the filter of system calls is for Linux on x86-64 and ARM64")
def test_nor_by_machine_code(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text("as it was")
    mode = kept.stat().st_mode
    items = [("native", name, str(kept)) for name in NATIVE]
    results = dict(zip(NATIVE, sandboxed("tests.test_confinement:do", str, items, ONE), strict=True))
    assert {name: result for name, result in results.items() if result != f"refused with {EPERM}"} == {}
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert (kept.read_text(), kept.stat().st_mode) == ("as it was", mode)


def test_what_parsers_need_still_goes() -> None:
    assert list(sandboxed("tests.test_confinement:allowed", str, [""], ONE)) == ['"""colorsys']


@pytest.mark.parametrize(("kind", "says"), [("too long", "answer is too large"), ("nested", "cannot be read")])
def test_a_worker_that_was_taken_over_cannot_bring_the_reader_down(kind: str, says: str) -> None:
    with Sandbox[str, str]("tests.test_confinement:rogue", str, ONE) as sandbox:
        result = sandbox.ask(kind)
        assert isinstance(result, Rejected)
        assert says in result.reason
