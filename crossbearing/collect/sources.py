"""What a user gives to be read: paths, and addresses of the web."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from crossbearing.collect.found import printable
from crossbearing.errors import InputError

_LIST_BYTES = 10_000_000


def parted(sources: Iterable[str | os.PathLike[str]]) -> tuple[list[str], list[str | os.PathLike[str]]]:
    """What a user gives, as addresses and paths; "@name" is a text file with an address a line.

    Raises InputError for such a file that cannot be read, and for a line in it that is no address.
    """
    urls: list[str] = []
    paths: list[str | os.PathLike[str]] = []
    for source in sources:
        text = os.fspath(source)
        if text.lower().startswith(("http://", "https://")):
            urls.append(text)
        elif text.startswith("@"):
            urls += _listed(Path(text[1:]))
        else:
            paths.append(source)
    return urls, paths


def _listed(path: Path) -> list[str]:
    try:
        if path.stat().st_size > _LIST_BYTES:
            raise InputError(f"{path}: a list of addresses may have {_LIST_BYTES // 1_000_000} MB")
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: no text in UTF-8") from error
    urls = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    for url in urls:
        if not url.lower().startswith(("http://", "https://")):
            raise InputError(f"{path}: {printable(url)[:100]!r} is no address; there is one on each line")
    return urls
