"""The access file: who may read and who may decide, each with the hash of a token.

    [[users]]
    name = "Mara Lindqvist"
    role = "editor"
    token_sha256 = "…"

A token is 256 random bits, so one round of SHA-256 keeps it as well as a slow hash would. It is shown once.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import stat
import threading
import tomllib
from pathlib import Path

import msgspec

from crossbearing.errors import CaseError, InputError
from crossbearing.records import Record
from crossbearing.web.asked import Role, Who

_BYTES = 1_000_000
NAME_LETTERS = 80
_QUOTED = {'"': '\\"', "\\": "\\\\"}


class User(Record, frozen=True):
    """One line of the file."""

    name: str
    role: Role
    token_sha256: str


class _File(Record, frozen=True, forbid_unknown_fields=True):
    users: tuple[User, ...] = ()


class Access:
    """The file as it is now: it is read again when it has changed, so that one who was removed is out at once."""

    def __init__(self, path: Path) -> None:
        """Raises InputError for a file that cannot be used."""
        self._path = path
        self._lock = threading.Lock()
        self._read: tuple[tuple[int, ...], tuple[User, ...]] = (_state(path), users(path))

    def of_token(self, token: str) -> Who | None:
        """Whose token it is. All are compared, and none faster than another."""
        digest = hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
        found = [user for user in self._users() if hmac.compare_digest(user.token_sha256, digest)]
        return Who(found[0].name, found[0].role) if found else None

    def of_name(self, name: str) -> Who | None:
        """The user of a name."""
        return next((Who(user.name, user.role) for user in self._users() if name and user.name == name), None)

    def _users(self) -> tuple[User, ...]:
        """Raises CaseError where the file cannot be used any more: then nobody is let in."""
        try:
            with self._lock:
                state = _state(self._path)
                if state != self._read[0]:
                    self._read = (state, users(self._path))
                return self._read[1]
        except InputError as error:
            raise CaseError(f"nobody can be let in: {error}") from error


def is_name(text: str) -> bool:
    """Whether it may stand under a decision."""
    return 0 < len(text) <= NAME_LETTERS and text.isprintable() and text == " ".join(text.split())


def users(path: Path) -> tuple[User, ...]:
    """The users in a file, by their names. Raises InputError for one that is missing, open to others or not valid."""
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            if status.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise InputError(f"{path}: others on this machine may read it; run: chmod 600 {path}")
            found = msgspec.convert(tomllib.loads(file.read(_BYTES).decode()), _File).users
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError, RecursionError) as error:
        raise InputError(f"{path}: no access file: {error}") from error
    if len({user.name for user in found}) != len(found):
        raise InputError(f"{path}: two users have one name")
    return tuple(sorted(found, key=lambda user: user.name))


def add(path: Path, name: str, role: Role) -> str:
    """Add a user to a file, which is made where it is missing; their token. Raises InputError."""
    known = users(path) if path.exists() else ()
    if not is_name(name):
        raise InputError(f"a name has 1 to {NAME_LETTERS} printable letters, single spaces between them")
    if name in {user.name for user in known}:
        raise InputError(f"{path}: there is a user {name} already; remove them first for a new token")
    token = "cb_" + secrets.token_urlsafe(32)
    _write(path, (*known, User(name, role, hashlib.sha256(token.encode()).hexdigest())))
    return token


def remove(path: Path, name: str) -> None:
    """Take a user out of a file: their token and their sessions end with that. Raises InputError."""
    known = users(path)
    left = tuple(user for user in known if user.name != name)
    if len(left) == len(known):
        raise InputError(f"{path}: there is no user {name}")
    _write(path, left)


def _write(path: Path, given: tuple[User, ...]) -> None:
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    text = "".join(
        f"[[users]]\nname = {_quoted(user.name)}\nrole = {_quoted(user.role)}\n"
        f"token_sha256 = {_quoted(user.token_sha256)}\n\n"
        for user in given
    )
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise InputError(f"{path}: could not be written: {error.strerror}") from error


def _quoted(text: str) -> str:
    """A basic string of TOML; names are printable, so these two letters are all that need it."""
    return '"' + "".join(_QUOTED.get(letter, letter) for letter in text) + '"'


def _state(path: Path) -> tuple[int, ...]:
    try:
        found = path.stat()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    return found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_size
