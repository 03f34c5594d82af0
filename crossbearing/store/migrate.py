"""Bring a case up to this version's tables, with the migrations that ship in the package."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection

from crossbearing.errors import CaseError


def configuration() -> Config:
    """Alembic's settings for the packaged migrations; no file is read."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def known(version: str) -> bool:
    """Whether this program has the migrations that led to a version."""
    return version in {script.revision for script in ScriptDirectory.from_config(configuration()).walk_revisions()}


def migrate(connection: Connection, path: Path) -> None:
    """Run what is missing, inside the connection's transaction. Raises CaseError for a case of a newer version."""
    config = configuration()
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise CaseError(f"{path} was written by a newer version of Crossbearing; this one cannot read it") from error
