"""References: BibTeX read by pybtex and bibtexparser, its TeX by pylatexenc; CSL-JSON set by citeproc-py and held
against the parts of csl-data.json that we use (written anew after the official schema, which allows no other keys)."""

from __future__ import annotations

import json
from functools import cache
from typing import Any
from unicodedata import category

import jsonschema
import pytest
from bibtexparser.entrypoint import parse_string as parse_otherwise
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from pybtex.database import parse_string
from pylatexenc import latex2text

from crossbearing.write.bibtex import printed
from crossbearing.write.bylines import PersonName, parted, persons
from crossbearing.write.exports import by_name
from crossbearing.write.references import references
from tests.write.linked_story import WORDS, the_case

_DATE = {
    "type": "object",
    "required": ["date-parts"],
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 1,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}},
        }
    },
    "additionalProperties": False,
}
_STRINGS = ("title", "container-title", "URL", "language", "note")
CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["type", "id", "title"],
        "properties": {
            "type": {"const": "article-newspaper"},
            "id": {"type": "string", "pattern": "^[a-z0-9]+-[0-9a-f]{12}$"},
            "author": {
                "type": "array",
                "items": {
                    "properties": {part: {"type": "string"} for part in ("given", "non-dropping-particle", "family")},
                    "additionalProperties": False,
                },
            },
            "issued": _DATE,
            "accessed": _DATE,
            **{name: {"type": "string", "minLength": 1} for name in _STRINGS},
        },
        "additionalProperties": False,
    },
}
_UNKNOWN = {"textbraceleft": "{", "textbraceright": "}", "textless": "<", "textgreater": ">", "textbar": "|"}
"""Commands of LaTeX2e (encguide) that pylatexenc does not know."""


@cache
def document(name: str) -> str:
    return b"".join(by_name(name).make(the_case())).decode()


def set_in_tex(text: str) -> str:
    """What TeX prints, as pylatexenc reads it."""
    known = latex2text.get_default_latex_context_db()
    macros = [latex2text.MacroTextSpec(name, ch) for name, ch in {**_UNKNOWN, "textasciicircum": "^"}.items()]
    known.add_context_category("ours", macros=macros, prepend=True)
    read = latex2text.LatexNodes2Text(latex_context=known, strict_latex_spaces=True)
    return str(read.latex_to_text(text, tolerant_parsing=False))


def test_both_parsers_find_every_entry() -> None:
    keys = [each.key for each in references(the_case())]
    assert len(set(keys)) == len(keys) > len(WORDS)
    by_pybtex = parse_string(document("bibtex"), "bibtex").entries
    by_other = parse_otherwise(document("bibtex"))
    assert list(by_pybtex) == keys
    assert [entry.key for entry in by_other.entries] == keys
    assert (by_other.failed_blocks, by_other.comments, by_other.strings, by_other.preambles) == ([], [], [], [])


def test_titles_come_back_to_the_letter() -> None:
    entries = parse_string(document("bibtex"), "bibtex").entries
    wanted = list(references(the_case()))[-len(WORDS) :]
    for word, reference in zip(WORDS, wanted, strict=True):
        fields = entries[reference.key].fields
        title = set_in_tex(fields["title"].removeprefix("{").removesuffix("}"))
        kept = (" " if category(ch) in ("Cc", "Cs") else ch for ch in word)
        assert title == " ".join("".join(kept).split())
        assert title == reference.title
        assert set_in_tex(fields["organization"].removeprefix("{").removesuffix("}")) == reference.outlet
        assert fields.get("url", "https://quay.example/").startswith("https://quay.example/")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("50 % of a_b & c", r"50 \% of a\_b \& c"),
        ("{\\}", r"\textbraceleft{}\textbackslash{}\textbraceright{}"),
        ("a -- b --- c ''d'' ,,e", "a -{}- b -{}-{}- c '{}'d'{}' ,{},e"),
        ("$5 #1 ~ ^", r"\$5 \#1 \textasciitilde{} \textasciicircum{}"),
        ("Ünÿ — “ж” العبّارة", "Ünÿ — “ж” العبّارة"),
    ],
)
def test_what_tex_gives_a_meaning_is_written_as_a_command(text: str, wanted: str) -> None:
    assert printed(text) == wanted
    assert set_in_tex(wanted) == text


def test_an_entry_has_what_is_known() -> None:
    wire = next(
        entry for key, entry in parse_string(document("bibtex"), "bibtex").entries.items() if "coastwire" in key
    )
    assert wire.type == "online"
    assert dict(wire.fields) == {
        "title": "{Ferry aground off Sallow Point}",
        "organization": "{Coast Wire}",
        "date": "2041-05-04",
        "url": "https://wire.example/grebe?a=1&b=%22",
        "urldate": "2041-05-05",
        "language": "en",
        "note": wire.fields["note"],
    }
    assert wire.fields["note"].startswith("SHA-256: ")


def test_csl_json_is_as_its_schema_has_it() -> None:
    items: list[dict[str, Any]] = json.loads(document("csl"))
    jsonschema.validate(items, CSL)
    assert [item["id"] for item in items] == [each.key for each in references(the_case())]


def test_citeproc_sets_a_bibliography() -> None:
    items = json.loads(document("csl"))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    for item in items:
        bibliography.register(Citation([CitationItem(item["id"])]))
    lines = [str(line) for line in bibliography.bibliography()]
    assert len(lines) == len(items)
    (wire,) = (line for line in lines if line.startswith("Coast Wire"))
    assert wire == (
        "Coast Wire (2041) “Ferry aground off Sallow Point”, Coast Wire, 4 May. "
        "Available at: https://wire.example/grebe?a=1&b=%22 (Accessed: May 5, 2041)."
    )


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ilse Tarn", ["Ilse Tarn"]),
        ("Ilse Tarn and Bo Kern", ["Ilse Tarn", "Bo Kern"]),
        ("Ilse van der Berg; Jean-Luc d'Orme", ["Ilse van der Berg"]),
        ("Åsa Öberg, O'Neil Smith", ["Åsa Öberg", "O'Neil Smith"]),
        ("Анна Котова", ["Анна Котова"]),
        ("Ilse Tarn, Reuters", ["Ilse Tarn"]),
        ("Agence France-Presse", []),
        ("Longmere News Agency, Bo Kern", ["Bo Kern"]),
        ("Staff", []),
        ("our correspondent in Port Ash", []),
        ("Ilse Tarn in Port Ash and agencies", []),
        ("by <script>alert(1)</script>", []),
        ("Ilse Tarn 3rd Street", []),
        ("A} and {B C", []),
        ("A B " * 100, []),
        ("A" * 250, []),
        (None, []),
    ],
)
def test_of_a_byline_only_names_are_authors(byline: str | None, names: list[str]) -> None:
    assert list(persons(byline)) == names


def test_names_are_parted_as_bibtex_parts_them() -> None:
    assert parted("Ilse Maria van der Berg") == PersonName("Ilse Maria", "van der", "Berg")
    assert parted("Bo Kern") == PersonName("Bo", "", "Kern")
