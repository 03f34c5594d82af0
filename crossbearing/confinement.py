"""What a worker gives up before it sees a stranger's bytes.

Three lines, since none holds alone. The system's: no network of its own (Linux name spaces, where they are allowed) and
a filter of system calls (seccomp) that refuses sockets, programs, changes to files and signals to others; it holds
even when machine code was taken over, but only on Linux on the two usual processors. Limits of resources, which every
Unix has. And a hook of Python's own audit events, which refuses the same wherever Python runs: it stops a library that
fetches, writes or starts something by design or by a flaw in its Python; native code that was taken over passes it by.

The filter lists what is refused and lets the rest pass: parsers and the C library need more calls than are worth
counting, and differ by version.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import struct
import sys
from contextlib import suppress
from errno import ENOSYS, EPERM

_NEW_NAMESPACES = 0x10000000 | 0x40000000  # CLONE_NEWUSER | CLONE_NEWNET
_CHANGES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


def confine(memory_mb: int) -> None:
    """No core dumps, no network, no programs, nothing written, and so many megabytes more of address space.

    What the system does not offer is left out without a word; what is left then is told in SECURITY.md.
    """
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).unshare(_NEW_NAMESPACES)  # fails without harm where it is not allowed
    with suppress(OSError, AttributeError):
        _filter_calls()
    limit = _address_space() + memory_mb * 1_000_000
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    sys.addaudithook(_refuse)


def allow_cpu(seconds: int) -> None:
    """Let this process use `seconds` more of CPU time (counted in whole seconds, so up to one more)."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(used.ru_utime + used.ru_stime) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def _address_space() -> int:
    """Bytes of address space in use, or what is plenty where the system does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123 (no pathlib in a hot, tiny child)
            return int(statm.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 4_000_000_000


# ── Python's own events ───────────────────────────────────────────────────────────────────────────────────────────────


_EVENTS = (
    *("socket.", "urllib.", "http.client.", "ftplib.", "smtplib.", "imaplib.", "poplib.", "nntplib.", "telnetlib."),
    *("subprocess.", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.fork", "os.startfile", "pty.spawn"),
    *("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown"),
    *("os.chflags", "os.utime", "os.setxattr", "os.removexattr", "shutil.", "tempfile.", "sqlite3.connect"),
    *("webbrowser.", "syslog.", "winreg."),
)


def _refuse(event: str, args: tuple[object, ...]) -> None:
    """Raises PermissionError for what no parser has to do. Hooks are never taken away again."""
    if event.startswith(_EVENTS):
        raise PermissionError(EPERM, f"a worker may not do this ({event})")
    if event == "open" and not isinstance(args[0], int) and isinstance(args[2], int) and args[2] & _CHANGES:
        raise PermissionError(EPERM, "a worker may not write files")
    if event in ("os.kill", "os.killpg") and (event == "os.killpg" or args[0] != os.getpid()):
        raise PermissionError(EPERM, "a worker may not signal other processes")


# ── the filter of system calls (seccomp(2), linux/filter.h, linux/seccomp.h) ──────────────────────────────────────────


_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER, _ARCH, _ARGUMENTS = 0, 4, 16
_FOREIGN_CALLS = 0x40000000
"""Numbers from here on are x86-64's other set of calls, x32."""
_THREAD = 0x10000  # CLONE_THREAD
_NO_NEW_PRIVS, _SECCOMP, _FILTER = 38, 22, 2

_Calls = tuple[int, ...]

# Per processor: its mark; calls refused; calls that the C library does without; open and openat with the place of their
# flags; clone; kill and tgkill.
_PROCESSORS: dict[str, tuple[int, _Calls, _Calls, dict[int, int], int, _Calls]] = {
    "x86_64": (
        0xC000003E,
        (
            *(41, 53, 42, 49, 44, 46, 307),  # socket socketpair connect bind sendto sendmsg sendmmsg
            *(59, 322, 57, 58),  # execve execveat fork vfork
            *(101, 310, 311, 434, 438, 424, 200, 129, 297),  # ptrace process_vm_* pidfd_* tkill rt_*sigqueueinfo
            *(425, 321, 272, 308, 165, 323, 298, 248, 249, 250),  # io_uring bpf unshare setns mount uffd perf keys
            *(85, 87, 263, 82, 264, 316, 83, 258, 84, 76),  # creat unlink* rename* mkdir* rmdir truncate
            *(86, 265, 88, 266, 90, 91, 268, 452, 92, 93, 94, 260),  # link* symlink* chmod* chown*
            *(133, 259, 188, 189, 190, 280, 304),  # mknod* *setxattr utimensat open_by_handle_at
        ),
        (435, 437),  # clone3 openat2: their arguments cannot be looked into
        {2: 1, 257: 2},
        56,
        (62, 234),
    ),
    "aarch64": (
        0xC00000B7,
        (
            *(198, 199, 203, 200, 206, 211, 269),
            *(221, 281),
            *(117, 270, 271, 434, 438, 424, 130, 138, 240),
            *(425, 280, 97, 268, 40, 282, 241, 217, 218, 219),
            *(35, 38, 276, 34, 45),
            *(37, 36, 52, 53, 452, 54, 55),
            *(33, 5, 6, 7, 88, 265),
        ),
        (435, 437),
        {56: 2},
        220,
        (129, 131),
    ),
}


def _filter_calls() -> None:
    """Install the filter; nothing where the processor or the system has none."""
    if sys.platform != "linux" or platform.machine() not in _PROCESSORS:
        return
    program = _program(platform.machine(), os.getpid())
    held = ctypes.create_string_buffer(program, len(program))
    # struct sock_fprog: how many instructions, and where they are
    what = ctypes.create_string_buffer(struct.pack("@HP", len(program) // 8, ctypes.addressof(held)))
    libc = ctypes.CDLL(None)
    if libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
        libc.prctl(_SECCOMP, _FILTER, what, 0, 0)


def _program(machine: str, pid: int) -> bytes:
    """The filter: each step a code, two distances to jump (if so, if not) and a number."""
    arch, refused, missing, opens, clone, signals = _PROCESSORS[machine]
    steps = [(_LOAD, 0, 0, _ARCH), (_EQUAL, 1, 0, arch), (_RETURN, 0, 0, _KILL), (_LOAD, 0, 0, _NUMBER)]
    steps += [(_AT_LEAST, 0, 1, _FOREIGN_CALLS), (_RETURN, 0, 0, _KILL)]
    for number in refused:
        steps += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ERRNO | EPERM)]
    for number in missing:
        steps += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ERRNO | ENOSYS)]
    asked = [(number, at, (_ANY_BIT, 1, 0, _CHANGES)) for number, at in opens.items()]
    asked += [(clone, 0, (_ANY_BIT, 0, 1, _THREAD)), *((number, 0, (_EQUAL, 0, 1, pid)) for number in signals)]
    for number, at, test in asked:
        steps += [(_EQUAL, 0, 4, number), (_LOAD, 0, 0, _ARGUMENTS + 8 * at), test]
        steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _ERRNO | EPERM)]
    steps.append((_RETURN, 0, 0, _ALLOW))
    return b"".join(struct.pack("@HBBI", *step) for step in steps)
