"""Exports: one table of all formats in which a case, or one story of it, is handed on.

A format is a pure function of `Dossiers` that yields the file's bytes piece by piece, so that a file may be larger than
the memory. No clock, path or machine is in them: the same case gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from crossbearing.errors import InputError
from crossbearing.messages import gettext as _
from crossbearing.records import Record
from crossbearing.write.bibtex import bibtex
from crossbearing.write.bundle import bundle
from crossbearing.write.dossiers import Dossiers
from crossbearing.write.follow_the_money import follow_the_money
from crossbearing.write.paper_markdown import markdown
from crossbearing.write.paper_word import word
from crossbearing.write.prov_o import prov_o
from crossbearing.write.references import csl_json
from crossbearing.write.schema_org import schema_org
from crossbearing.write.sections import dossier_json, json_lines
from crossbearing.write.table_csv import table
from crossbearing.write.web_annotations import web_annotations


class Format(Record, frozen=True):
    """One row of the table."""

    name: str
    """As `--as` has it."""
    suffix: str
    """With which a file's name ends, in lower case; several formats may share one."""
    media_type: str
    what: str
    """What it is, in one line."""
    make: Callable[[Dossiers], Iterable[bytes]]


_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

FORMATS = (
    Format("json", ".json", "application/json", _("dossier.json: everything, for programs"), dossier_json),
    Format("jsonl", ".jsonl", "application/jsonl", _("the same, one record a line"), json_lines),
    Format("csv", ".csv", "text/csv", _("the table of findings: a row for each claim"), table),
    Format("markdown", ".md", "text/markdown", _("the record as a document with footnotes"), markdown),
    Format("docx", ".docx", _DOCX, _("the same as a Word document"), word),
    Format("zip", ".zip", "application/zip", _("pages, dossier.json, captures, decisions and checksums"), bundle),
    Format(
        "annotations", ".annotations.jsonld", "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\"",
        _("W3C Web Annotations: what was read and decided, tied to words"), web_annotations,
    ),
    Format("jsonld", ".jsonld", "application/ld+json", _("schema.org: reports, claims and quotations"), schema_org),
    Format("prov", ".prov.jsonld", "application/ld+json", _("PROV-O: what was made from what, and by whom"), prov_o),
    Format("ftm", ".ftm.json", "application/json+ftm", _("FollowTheMoney: who is mentioned where"), follow_the_money),
    Format("bibtex", ".bib", "application/x-bibtex", _("BibTeX (biblatex): the reports as sources"), bibtex),
    Format("csl", ".csl.json", "application/vnd.citationstyles.csl+json", _("CSL-JSON: the same for Zotero"), csl_json),
)  # fmt: skip


def by_name(name: str) -> Format:
    """The format of this name. Raises InputError, which lists all, where there is none."""
    for each in FORMATS:
        if each.name == name:
            return each
    raise InputError(_("%(name)s: no format is called that. There are %(all)s", name=name, all=_listed(FORMATS)))


def by_suffix(file_name: str) -> Format:
    """The format that a file's name stands for: that of the longest suffix.

    Raises InputError, which lists those that it may be, where none or several have it.
    """
    ends = [each for each in FORMATS if file_name.lower().endswith(each.suffix)]
    longest = max((len(each.suffix) for each in ends), default=0)
    found = [each for each in ends if len(each.suffix) == longest]
    if len(found) == 1:
        return found[0]
    if found:
        raise InputError(f"{file_name}: say with --as which format it is to be: {_listed(found)}")
    raise InputError(f"{file_name}: its name says no format; say it with --as. There are {_listed(FORMATS)}")


def _listed(some: Iterable[Format]) -> str:
    return ", ".join(f"{each.name} ({each.suffix})" for each in some)
