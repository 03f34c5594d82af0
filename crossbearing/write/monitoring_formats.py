"""The formats of a monitoring report, each a pure function of it that gives the file's bytes."""

from __future__ import annotations

from collections.abc import Callable

from crossbearing.errors import InputError
from crossbearing.records import MonitoringReport, Record
from crossbearing.write.monitoring_html import html
from crossbearing.write.monitoring_markdown import markdown
from crossbearing.write.monitoring_word import word


class Format(Record, frozen=True):
    """One row of the table."""

    name: str
    suffix: str
    """With which a file's name ends, in lower case."""
    media_type: str
    make: Callable[[MonitoringReport], bytes]


_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS = (
    Format("html", ".html", "text/html", html),
    Format("docx", ".docx", _DOCX, word),
    Format("markdown", ".md", "text/markdown", markdown),
)
_ALL = ", ".join(f"{each.name} ({each.suffix})" for each in FORMATS)


def by_name(name: str) -> Format:
    """The format of this name. Raises InputError, which lists all, where there is none."""
    for each in FORMATS:
        if each.name == name:
            return each
    raise InputError(f"{name}: no monitoring report can be written so. There are {_ALL}")


def by_suffix(file_name: str) -> Format:
    """The format that a file's name stands for. Raises InputError likewise."""
    for each in FORMATS:
        if file_name.lower().endswith(each.suffix):
            return each
    raise InputError(f"{file_name}: its name says no format of a monitoring report. There are {_ALL}")
