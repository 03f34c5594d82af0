"""The shipped model files: where they are and whether they are the ones that the code was made for."""

from __future__ import annotations

import hashlib
import tomllib
from importlib import resources
from importlib.resources.abc import Traversable

import msgspec

from crossbearing.errors import ModelError
from crossbearing.records import Record

CATALOGUE_VERSION = 1
"""Of an entry's meaning (inputs, pooling, scaling): code and files must agree on it."""


class File(Record, frozen=True):
    """One file of a model. `size` is in bytes."""

    file: str
    sha256: str
    size: int


class Entry(Record, frozen=True):
    """One model in `weights/catalogue.toml`."""

    name: str
    version: int
    dim: int
    max_tokens: int
    input: str
    output: str
    licence: str
    origin: str
    card: str
    graph: File
    tokenizer: File

    @property
    def fingerprint(self) -> str:
        """Changes whenever a result of the model can change: 16 hex digits over both files' SHA-256."""
        return hashlib.sha256(f"{self.graph.sha256} {self.tokenizer.sha256}".encode()).hexdigest()[:16]


def folder() -> Traversable:
    """The folder that ships with the package."""
    return resources.files(__package__).joinpath("weights")


def entry(name: str, where: Traversable | None = None) -> Entry:
    """The model's entry in the catalogue of `where` (default: the shipped folder).

    Raises ModelError when the catalogue is missing, does not parse, lacks the entry, or is of another version.
    """
    where = where or folder()
    try:
        found = tomllib.loads(where.joinpath("catalogue.toml").read_text(encoding="utf-8"))
        model = msgspec.convert(found[name], Entry)
    except OSError as error:
        raise ModelError(f"no catalogue of models in {where}: reinstall crossbearing") from error
    except KeyError as error:
        raise ModelError(f"the catalogue of models in {where} has no entry “{name}”") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise ModelError(f"the catalogue of models in {where} cannot be read: {error}") from error
    if model.version != CATALOGUE_VERSION:
        raise ModelError(
            f"model “{name}” in {where} has version {model.version}, this program needs {CATALOGUE_VERSION}"
        )
    return model


def read(file: File, where: Traversable | None = None) -> bytes:
    """The file's bytes, checked. Raises ModelError when it is missing or its SHA-256 is not the catalogue's."""
    where = where or folder()
    try:
        body = where.joinpath(file.file).read_bytes()
    except OSError as error:
        raise ModelError(f"model file {file.file} is missing from {where}: reinstall crossbearing") from error
    if hashlib.sha256(body).hexdigest() != file.sha256:
        raise ModelError(f"model file {file.file} in {where} is not the one that its catalogue names")
    return body
