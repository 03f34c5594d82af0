from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.write.table_csv import COLUMNS, as_cell, as_read
from tests.write.handed_on import exported
from tests.write.payloads import PAYLOADS, a_dossier_of
from tests.write.test_exports import a_dossier

STARTS = tuple("=+-@\t\r\n＝＋－＠")


def rows_of(body: bytes, **how: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), **how))  # type: ignore[arg-type]


def whole(payload: str) -> str:
    return "".join("\ufffd" if "\ud800" <= ch <= "\udfff" else ch for ch in payload)


def test_a_row_for_each_claim_of_each_finding() -> None:
    head, *rows = rows_of(exported("csv", a_dossier()))
    assert tuple(head) == COLUMNS
    told = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    assert [(each["finding"], each["report"], each["passage"]) for each in told] == [
        ("1", "lantern", "Nine barges sank at Orle on 3 May"),
        ("2", "weir", "nine barges sank"),
        ("3", "weir", "Seven barges sank at Orle on 3 May"),
    ]
    assert told[0] == {
        "story": "Nine barges sank", "finding": "1", "words": "Nine barges sank at Orle on 3 May",
        "independent_origins": "1", "outlets": "1", "outlet": "The Lantern", "day": "2031-05-04", "report": "lantern",
        "start": "0", "end": "33", "passage": "Nine barges sank at Orle on 3 May",
        "whose_word": "on the word of harbour office", "stance": "asserts", "status": "happened", "figures": "9 barges",
        "dates": "2031-05-03", "said_on": "", "url": "", "capture_sha256": "", "story_id": "story-barges-0",
        "finding_id": "finding-nine", "claim_id": "claim-nine",
    }  # fmt: skip
    assert told[2]["said_on"] == "2031-05-04"


def test_the_form_is_that_of_rfc_4180() -> None:
    body = exported("csv", a_dossier())
    assert body.startswith(b"\xef\xbb\xbf")
    assert body.endswith(b"\r\n")
    assert body.count(b"\n") == body.count(b"\r\n") == 4
    assert b',1,"Nine barges' in body, "numbers stay numbers"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_is_a_formula_and_every_text_comes_back(payload: str) -> None:
    rows = rows_of(exported("csv", a_dossier_of(payload)))
    assert not [cell for row in rows for cell in row if cell.lstrip().startswith(STARTS)]
    told = dict(zip(COLUMNS, rows[1], strict=True))
    assert {as_read(told[column]) for column in ("story", "words", "passage", "outlet", "report")} == {whole(payload)}
    assert as_read(told["whose_word"]).endswith(whole(payload))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nor_where_another_character_parts_the_cells(payload: str) -> None:
    """As where Excel takes a semicolon for the separator, and quotation marks within a cell for no quotation marks."""
    text = exported("csv", a_dossier_of(payload)).decode("utf-8-sig")
    for line in text.splitlines():
        for cell in re.split(r"[;\t|]", line):
            assert not cell.lstrip(' \u00a0"').startswith(STARTS)


@given(st.text(st.sampled_from("=+-@'\"\t\r\n ;,|a1＝\u2028\u00a0\x0b"), max_size=12) | st.text())
def test_any_text_comes_back(text: str) -> None:
    assert as_read(as_cell(text)) == whole(text)
    assert not as_cell(text).startswith(STARTS)


@pytest.mark.parametrize("text", ["", "words", "a=b", "5-3", "x@y", "'words'", "he said: -5", "twenty-one"])
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert as_cell(text) == text


def test_pandas_reads_it() -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    frame = pandas.read_csv(io.BytesIO(exported("csv", a_dossier())))
    assert list(frame.columns) == list(COLUMNS)
    assert frame["start"].tolist() == [0, 68, 0]
    assert frame.groupby("finding")["independent_origins"].max().tolist() == [1, 1, 0]
