"""The shipped model files: where they are and whether they are the ones that the code was made for."""

from __future__ import annotations

import hashlib
import re
import tomllib
from importlib import resources
from importlib.resources.abc import Traversable
from typing import TypeVar

import msgspec

from crossbearing.errors import ModelError
from crossbearing.learned.sides import MOST_PIECES
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


class ReaderEntry(Record, frozen=True):
    """The reader in `weights/catalogue.toml`: three graphs, the names of their labels, and how well it reads.

    `sizes` are those of the first graph's outputs; `of_text` is the weight of what a word is in the text beside what
    it is to a cue; `begin` is what it costs (in nats) to begin a span of a role (cue, source, content; a role that is
    not named costs nothing). `figures` were measured on these very graphs when they were written.
    """

    name: str
    version: int
    max_pieces: int
    of_text: float
    sizes: tuple[int, ...]
    upos: tuple[str, ...]
    entities: tuple[str, ...]
    relations: tuple[str, ...]
    licence: str
    origin: str
    card: str
    measured: str
    figures: dict[str, float]
    graph: File
    links: File
    relate: File
    tokenizer: File
    begin: dict[str, float] = msgspec.field(default_factory=dict)

    @property
    def graphs(self) -> str:
        """One SHA-256 over those of the three graphs and the decoder's numbers: what `figures` speak of."""
        parts = [self.graph.sha256, self.links.sha256, self.relate.sha256, str(self.of_text)]
        parts += [f"{role}={cost}" for role, cost in sorted(self.begin.items())]
        return hashlib.sha256(" ".join(parts).encode()).hexdigest()

    @property
    def fingerprint(self) -> str:
        """Changes whenever a result of the model can change: 16 hex digits."""
        labels = f"{self.upos} {self.entities} {self.relations} {self.max_pieces}"
        return hashlib.sha256(f"{self.graphs} {self.tokenizer.sha256} {labels}".encode()).hexdigest()[:16]


class PairsEntry(Record, frozen=True):
    """The judge of pairs in `weights/catalogue.toml`: two graphs, and how well it judges (its card says on what).

    `max_pieces` is how many word pieces of a claim it was made for, `dim` the size of their states between the graphs.
    """

    name: str
    version: int
    dim: int
    max_pieces: int
    licence: str
    origin: str
    card: str
    figures: dict[str, float]
    reading: File
    judging: File
    tokenizer: File

    @property
    def fingerprint(self) -> str:
        """Changes whenever a judgement can change: 16 hex digits over the files' SHA-256."""
        sums = " ".join(file.sha256 for file in (self.reading, self.judging, self.tokenizer))
        return hashlib.sha256(sums.encode()).hexdigest()[:16]


LEAST = {
    "source": 0.70,
    "cue": 0.65,
    "content": 0.55,
    "entities": 0.70,
    "las": 0.80,
}
"""What a reader must reach to be loaded (its card's names of figures): less, and rules alone would read better."""


def folder() -> Traversable:
    """The folder that ships with the package."""
    return resources.files(__package__).joinpath("weights")


def entry(name: str, where: Traversable | None = None) -> Entry:
    """The encoder `name` in the catalogue of `where` (default: the shipped folder).

    Raises ModelError when the catalogue is missing, does not parse, lacks the entry, or is of another version.
    """
    return _entry(name, Entry, where or folder())


def reader(where: Traversable | None = None, *, unmeasured: bool = False) -> ReaderEntry:
    """The reader in the catalogue of `where` (default: the shipped folder).

    Raises ModelError as `entry` does, and, unless `unmeasured`, when its figures are those of other graphs or lower
    than LEAST.
    """
    where = where or folder()
    model = _entry("reader", ReaderEntry, where)
    if unmeasured:
        return model
    if model.measured != model.graphs:
        raise ModelError(f"the figures of model “{model.name}” in {where} were measured on other weights")
    for figure, least in LEAST.items():
        reached = model.figures.get(figure)
        if reached is None or not reached >= least:
            raise ModelError(
                f"model “{model.name}” in {where} has {figure} {reached}, below the {least} that it must have"
            )
    return model


def pairs(where: Traversable | None = None) -> PairsEntry:
    """The judge of pairs in the catalogue of `where` (default: the shipped folder). Raises ModelError as `entry` does,
    and where it was made for texts of another length."""
    where = where or folder()
    model = _entry("pairs", PairsEntry, where)
    if model.max_pieces != MOST_PIECES:
        raise ModelError(f"model “{model.name}” in {where} reads {model.max_pieces} pieces, not {MOST_PIECES}")
    return model


_Kind = TypeVar("_Kind", Entry, ReaderEntry, PairsEntry)
_NAME = re.compile(r"\w[\w.-]{0,99}")
"""A file of the folder itself: a catalogue from elsewhere may name no other."""


def _entry(name: str, kind: type[_Kind], where: Traversable) -> _Kind:
    try:
        found = tomllib.loads(where.joinpath("catalogue.toml").read_text(encoding="utf-8"))
        model = msgspec.convert(found[name], kind)
    except OSError as error:
        raise ModelError(f"no catalogue of models in {where}: reinstall crossbearing") from error
    except KeyError as error:
        raise ModelError(f"the catalogue of models in {where} has no entry “{name}”") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError, RecursionError) as error:
        raise ModelError(f"the catalogue of models in {where} cannot be read: {error}") from error
    if model.version != CATALOGUE_VERSION:
        raise ModelError(
            f"model “{name}” in {where} has version {model.version}, this program needs {CATALOGUE_VERSION}"
        )
    return model


def read(file: File, where: Traversable | None = None) -> bytes:
    """The file's bytes, checked. Raises ModelError when it is missing or its SHA-256 is not the catalogue's."""
    where = where or folder()
    if not _NAME.fullmatch(file.file):
        raise ModelError(f"the catalogue of models in {where} has “{file.file}”, which is not a file's name")
    try:
        path = where.joinpath(file.file)
        if not path.is_file():
            raise FileNotFoundError(file.file)
        body = path.read_bytes()
    except OSError as error:
        raise ModelError(f"model file {file.file} is missing from {where}: reinstall crossbearing") from error
    if len(body) != file.size or hashlib.sha256(body).hexdigest() != file.sha256:
        raise ModelError(f"model file {file.file} in {where} is not the one that its catalogue names")
    return body
