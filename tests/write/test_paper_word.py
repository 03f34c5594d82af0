from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import docx
import pytest
from lxml import etree

from crossbearing.write.word_xml import W, as_xml
from tests.write.handed_on import exported
from tests.write.payloads import PAYLOADS, a_dossier_of
from tests.write.test_exports import a_dossier

NOTES = 11


OUTSIDE = {f"{{{W}}}{name}" for name in ("hyperlink", "instrText", "fldSimple", "object", "altChunk", "drawing")}


def parts(body: bytes) -> dict[str, Any]:
    """Name → root of each part."""
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        return {name: etree.fromstring(file.read(name)) for name in file.namelist()}


def every(root: Any, name: str) -> list[Any]:
    return list(root.iter(f"{{{W}}}{name}"))


def words(element: Any) -> str:
    """The text of an element, with its breaks and tabs."""
    signs = {f"{{{W}}}br": "\n", f"{{{W}}}tab": "\t"}
    return "".join(signs.get(each.tag, each.text or "") for each in element.iter() if each.tag != f"{{{W}}}instr")


def folded(text: str) -> str:
    """As a document can hold it: one kind of line break."""
    return as_xml(text).replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_any_text_is_text_in_a_document_that_word_opens(payload: str) -> None:
    read = parts(exported("docx", a_dossier_of(payload)))
    notes = [each for each in every(read["word/footnotes.xml"], "footnote") if int(each.get(f"{{{W}}}id")) > 0]
    called = [each.get(f"{{{W}}}id") for each in every(read["word/document.xml"], "footnoteReference")]
    assert called == [each.get(f"{{{W}}}id") for each in notes] == [str(n) for n in range(1, NOTES + 1)]
    assert all(words(note).endswith(f": {folded(payload)}") for note in notes)
    for name in ("word/document.xml", "word/footnotes.xml"):
        assert not [each for each in read[name].iter() if each.tag in OUTSIDE]


def test_python_docx_opens_it() -> None:
    document = docx.Document(io.BytesIO(exported("docx", a_dossier())))
    headings = [
        each.text
        for each in document.paragraphs
        if each.style is not None and str(each.style.name).lower().startswith("heading")
    ]
    assert headings[:2] == ["Nine barges sank", "What is said"]
    assert [each.text for each in document.tables[0].rows[0].cells][:3] == ["What is counted", "Outlet", "Day"]
    assert document.core_properties.title == "Nine barges sank"
    assert document.core_properties.author == "Crossbearing"
    assert document.core_properties.created is None


def test_nothing_leads_out_of_the_file_and_no_clock_is_in_it() -> None:
    body = exported("docx", a_dossier())
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        assert {each.date_time for each in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert file.namelist()[0] == "[Content_Types].xml"
        whole = b"".join(file.read(name) for name in file.namelist())
    assert b"External" not in whole
    assert not re.search(rb"20\d\d-\d\d-\d\dT", whole)


def test_passages_are_in_their_own_face_and_language() -> None:
    read = parts(exported("docx", a_dossier()))
    run = next(each for each in every(read["word/document.xml"], "r") if words(each) == "Nine barges sank")
    assert run[0][0].get(f"{{{W}}}val") == "Words"
    assert run[0][1].get(f"{{{W}}}val") == "en"


def test_every_part_is_declared_and_every_style_is_there() -> None:
    read = parts(exported("docx", a_dossier()))
    declared = {each.get("PartName", "").lstrip("/") for each in read["[Content_Types].xml"]}
    assert {name for name in read if name.endswith(".xml") and not name.startswith("[")} == declared - {""}
    styles = {each.get(f"{{{W}}}styleId") for each in every(read["word/styles.xml"], "style")}
    for name in ("word/document.xml", "word/footnotes.xml", "word/footer1.xml"):
        used = {
            each.get(f"{{{W}}}val") for kind in ("pStyle", "rStyle", "tblStyle") for each in every(read[name], kind)
        }
        assert used <= styles
