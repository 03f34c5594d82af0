"""PDF, DOCX, mail and saved pages come out as the paragraphs that a reader sees."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

import pytest

from benchmarks.hostile import seeds as deep
from benchmarks.hostile.attacks_archives import deflated
from crossbearing.clean import clean, said_of_file
from crossbearing.clean.hyphens import Hyphens
from crossbearing.collect.saved_pages import saved_at
from crossbearing.errors import Unreadable
from crossbearing.records import Cut, Report
from tests.clean import documents
from tests.clean.documents import BODY, HEAD, HTML, LAST, LEDE, MORE, TITLE
from tests.clean.test_clean import capture

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def pdf(body: bytes) -> Report:
    return clean(capture(body, "application/pdf"))


def mail(message: EmailMessage | bytes) -> Report:
    return clean(capture(message if isinstance(message, bytes) else message.as_bytes(), "message/rfc822"))


def docx(body: bytes) -> Report:
    return clean(capture(body, WORD))


def lines(report: Report) -> list[str]:
    return report.text.split("\n\n")


# ── PDF ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("columns", "height"), [(1, 240), (2, 240), (2, 300), (3, 420)])
def test_a_pdf_reads_as_it_was_typeset_in_columns_and_over_pages(columns: int, height: float) -> None:
    told = [*BODY, *(f"In the year {year} {text[0].lower()}{text[1:]}" for year in (2028, 2029) for text in BODY)]
    report = pdf(documents.typeset(told, columns=columns, height=height, title=TITLE, author="Ilse Tarn"))
    assert lines(report) == [TITLE, *told]
    assert (report.title, report.byline) == (TITLE, "Ilse Tarn")
    assert (report.published.value, report.published.evidence) == ("2000-01-01", "pdf metadata")
    rules = {cut.text: cut.rule for cut in report.cuts}
    assert rules["Page 1"] == "page number"
    assert [cut for cut in report.cuts if cut.text == HEAD] == [Cut(text=HEAD, rule="running head")]


def test_the_head_of_a_single_page_is_its_text_and_its_number_is_not() -> None:
    report = pdf(documents.typeset(BODY, columns=2))
    assert lines(report) == [TITLE, HEAD, *BODY]
    assert report.cuts == (Cut(text="Page 1", rule="page number"),)


def test_a_headline_that_later_pages_bear_as_their_head_stays() -> None:
    pages = [[(50.0, 730.0, TITLE)], [(50.0, 760.0, TITLE)], [(50.0, 760.0, TITLE)]]
    words = [(50.0, 600.0, LEDE[:75]), (50.0, 586.0, LEDE[76:150])]
    report = pdf(documents.drawn(*([*head, *words] for head in pages), sizes=(20, 9)))
    assert lines(report)[0] == TITLE
    assert Cut(text=TITLE, rule="running head") in report.cuts


def test_a_page_that_is_damaged_is_told() -> None:
    pages = {2: b"<< /Type /Pages /Kids [3 0 R 9 0 R] /Count 2 >>"}
    report = pdf(deep.pdf(deep.sheets(deep.stream(deep.shown(LEDE.encode()[:75]))) | pages))
    assert report.cuts == (Cut(text="page 2", rule="a damaged page"),)


def test_a_date_line_in_a_pdf_is_better_than_the_day_it_was_made() -> None:
    report = pdf(documents.typeset(["Published: 4 May 2031", *BODY]))
    assert (report.published.value, report.published.evidence) == ("2031-05-04", "text")


def test_words_parted_at_the_end_of_a_line() -> None:
    told = [
        "The state-",
        "owned salvage firm told the govern-",
        "ment that the harbour, a well-",
        "known one, is open.",
    ]
    report = pdf(documents.drawn([(50, 700 - 14 * n, text) for n, text in enumerate([*told, "It owned nothing."])]))
    assert (
        "The state-owned salvage firm told the government that the harbour, a well-known one, is open." in report.text
    )


@pytest.mark.parametrize(
    ("before", "after", "text", "joined"),
    [
        ("the govern-", "ment said", "", "the government said"),
        ("a coast-", "guard ship", "the coastguard", "a coastguard ship"),
        ("a coast-", "guard ship", "the coast-guard", "a coast-guard ship"),
        ("a state-", "owned firm", "a state that owned it", "a state-owned firm"),
        ("self-", "defence", "", "self-defence"),
        ("Marrowby-", "Ash line", "", "Marrowby-Ash line"),
        ("2030-", "31", "", "2030-31"),
    ],
)
def test_hyphens(before: str, after: str, text: str, joined: str) -> None:
    assert Hyphens([before, f"of {text}"]).joined(before, after) == joined


def test_the_cells_of_a_row_stay_together_and_what_is_off_the_page_is_not_read() -> None:
    table = [
        ("Barge", "Length", "Crew"),
        ("Odessa Star", "80 m", "4"),
        ("Marrow Queen", "75 m", "3"),
        ("Tern", "9 m", "1"),
    ]
    cells = [(60.0 + 150 * x, 500.0 - 16 * y, cell) for y, row in enumerate(table) for x, cell in enumerate(row)]
    report = pdf(
        documents.drawn([(50, 700, "The barges were three, the port authority said."), *cells, (700, 600, "hidden")])
    )
    assert "Odessa Star 80 m 4" in report.text
    assert "hidden" not in report.text


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (documents.drawn([], pictures=True), "a PDF with no text layer; it is scanned images"),
        (documents.drawn([]), "a PDF without text"),
        (documents.drawn([(50, 700, LEDE)], encrypt="secret"), "an encrypted PDF; it opens with a password only"),
        (b"%PDF-1.7\n1 0 obj\n<<", "a damaged PDF"),
        (deep.pdf(deep.sheets(deep.stream(b"x", b"/Filter [/FlateDecode /FlateDecode]"))), "packed twice"),
        (
            deep.pdf(deep.sheets(deep.stream(deflated(65, zlib_head=True), b"/Filter /FlateDecode"))),
            "a PDF that unpacks to more than 64 MB",
        ),
        (b"%PDF-1.7\n" + b"1 0 obj null endobj\n" * 100_001, "a PDF of more than 100,000 objects"),
    ],
)
def test_a_pdf_that_is_not_read_says_why(body: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        pdf(body)


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        (TITLE, TITLE),
        ("Microsoft Word - statement final 2.docx", None),
        ("statement_final (2) of may.indd", None),
        ("Press release no. 14", None),
        ("untitled document of mine", None),
        ("Barges sink", None),
        (None, None),
    ],
)
def test_a_title_that_a_program_put_there_is_none(stated: str | None, title: str | None) -> None:
    assert said_of_file.title(stated) == title


@pytest.mark.parametrize(
    ("stated", "name"), [("Ilse Tarn", "Ilse Tarn"), ("itarn", None), ("Press Office", None), ("Windows User", None)]
)
def test_an_account_is_no_author(stated: str, name: str | None) -> None:
    assert said_of_file.person(stated) == name


# ── DOCX ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_word_document() -> None:
    document = documents.word()
    document.core_properties.author = "Odo Brandt"
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ("Barge", "Crew", "Tern", "1"), strict=True
    ):
        cell.text = text
    document.add_paragraph("It was the third loss this year.")
    report = docx(documents.saved(document))
    assert lines(report) == [TITLE, *BODY, "Barge | Crew", "Tern | 1", "It was the third loss this year."]
    assert (report.title, report.byline) == (TITLE, "Odo Brandt")
    assert report.published.evidence == "docx metadata"


CHANGED = (
    "<w:p><w:ins><w:r><w:t>Both were </w:t></w:r></w:ins><w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
    "<w:r><w:t>lifted</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t> in secret</w:t></w:r>"
    "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    "<w:sdt><w:sdtContent><w:r><w:t> on Friday</w:t></w:r></w:sdtContent></w:sdt>"
    '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:tab/><w:t>by crane.</w:t></w:r></w:p>'
)
NOTES = (
    '<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
    '<w:footnote w:id="2"><w:p><w:r><w:t>The port authority’s own count.</w:t></w:r></w:p></w:footnote>'
)
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def packed(body: str, head: str = "", notes: str = "") -> bytes:
    """The least that is a Word document."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "word/document.xml", f"<?xml version='1.0'?>{head}<w:document {SPACE}><w:body>{body}</w:body></w:document>"
        )
        package.writestr("word/footnotes.xml", f"<w:footnotes {SPACE}>{notes}</w:footnotes>")
    return out.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_changes_and_notes_read_as_they_are_seen() -> None:
    report = docx(packed(paragraph(LEDE) + CHANGED + paragraph(LAST), notes=NOTES))
    assert lines(report) == [LEDE, "Both were lifted on Friday by crane.", "The port authority’s own count.", LAST]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (
            packed(paragraph("&a;"), "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"),
            "declares a document type",
        ),
        (packed(paragraph("a" * 19_000_000)), r"unpacks to 19.0 MB, [0-9,]+ times its packed size"),
        (packed("<w:p>"), "is no XML"),
        (packed(paragraph(LEDE))[:-30], "a damaged DOCX document"),
        (packed(""), "no text is left"),
    ],
)
def test_a_word_document_that_is_not_read_says_why(body: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        docx(body)


# ── mail ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_mail_says_who_sent_it_and_when() -> None:
    message = documents.mail("\n\n".join(BODY) + "\n\n-- \nPress office\nQuay 1, Marrowby\n")
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="statement.pdf")
    report = mail(message)
    assert lines(report) == [TITLE, *BODY]
    assert report.outlet == "Marrowby Port Authority"
    assert (report.published.value, report.published.evidence) == ("2031-05-05", "mail header")
    assert report.published.time == "2031-05-05T21:40:00+09:00"
    assert report.cuts == (
        Cut(text="Press office Quay 1, Marrowby", rule="signature"),
        Cut(text="statement.pdf (application/pdf, 5 bytes)", rule="attachment"),
    )


QUOTING = (
    f"{LEDE}\n\n{MORE}\n\n"
    + """On Sun, 4 May 2031 at 10:00, Odo Brandt
<odo@example.org> wrote:
> Is the quay open?
> Odo
"""
)
FORWARDED = f"""See below.

---------- Forwarded message ---------
From: Marrowby Port Authority <press@port.marrowby.example>
Date: Mon, 5 May 2031 at 21:40
Subject: {TITLE}
To: <newsrooms@example.org>


{LEDE}

{MORE}

{LAST}
"""


@pytest.mark.parametrize(
    ("message", "told"),
    [
        (documents.mail(QUOTING), [TITLE, LEDE, MORE]),
        (documents.mail("\n".join(f"> {line}" for line in LEDE.split(", "))), None),
        (documents.mail(None, HTML), [TITLE, *BODY]),
        (documents.mail("View this in your browser", HTML), [TITLE, *BODY]),
        (documents.mail("\n\n".join(BODY), "<p>See the plain part.</p>"), [TITLE, *BODY]),
        (
            documents.mail(None, HTML.replace("</body>", f"<div class='gmail_quote'><p>{LEDE} Old.</p></div></body>")),
            [TITLE, *BODY],
        ),
        (documents.mail(FORWARDED, Subject=f"Fwd: {TITLE}", From="Odo Brandt <odo@example.org>"), [TITLE, *BODY]),
        (documents.mail("\n\n".join(BODY).replace("storm", "stürm"), Subject=f"Re: {TITLE}"), None),
    ],
)
def test_the_writers_own_words_are_read(message: EmailMessage, told: list[str] | None) -> None:
    report = mail(message)
    assert report.title == TITLE
    assert told is None or lines(report) == told
    assert report.outlet == "Marrowby Port Authority"


def test_whoever_passes_a_mail_on_did_not_write_it() -> None:
    outer = documents.mail("", From="Odo Brandt <odo@example.org>", Subject="look")
    outer.add_attachment(documents.mail())
    assert (mail(outer).title, mail(outer).outlet) == (TITLE, "Marrowby Port Authority")
    bare = mail(documents.mail("\n\n".join(BODY), From="Odo Brandt <odo@example.org>", Subject="FW: look"))
    assert (bare.outlet, bare.published.value) == (None, None)


@pytest.mark.parametrize(
    ("charset", "encoded"),
    [("latin-1", "latin-1"), ("us-ascii", "utf-8"), ("no-such-set", "utf-8"), ("punycode", "utf-8")],
)
def test_a_character_set_that_is_not_what_it_says(charset: str, encoded: str) -> None:
    text = LEDE.replace("storm", "stürmische Nacht")
    head = f"From: =?{charset}?q?Caf=C3=A9?= <a@b.example>\nSubject: x\nContent-Type: text/plain; charset={charset}\n\n"
    assert "stürmische Nacht" in mail(head.encode() + text.encode(encoded)).text


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (
            b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(60)),
            "parts within parts",
        ),
        (
            b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\nContent-Type: text/plain\n\na\n" * 3000,
            "more than 2,000 parts",
        ),
        (b"A: b\n" * 30_000 + b"\ntext", "whose head has more than 20,000 lines"),
        (b"Subject: nothing\n\n", "a mail without a text of its own"),
    ],
)
def test_a_mail_that_is_not_read_says_why(body: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        mail(body)


# ── saved pages ───────────────────────────────────────────────────────────────────────────────────────────────────────


def saved_page(html: bytes = HTML.encode(), address: str = "https://post.marrowby.example/barges") -> bytes:
    frame = "<html><body><p>An advertisement in a frame, which is a page of its own. It sells boats.</p></body></html>"
    parts = [("https://ads.example/1", frame.encode()), (address, html)]
    text = b"".join(
        b"------x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\nContent-Location: %s\r\n\r\n%s\r\n"
        % (place.encode(), page)
        for place, page in parts
    )
    head = f"Snapshot-Content-Location: {address}\r\nSubject: x\r\nDate: Tue, 6 May 2031 10:00:00 +0200\r\n"
    return (
        head.encode()
        + b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="----x"\r\n\r\n'
        + text
        + b"------x--\r\n"
    )


def test_a_saved_page_is_read_with_its_address() -> None:
    body = saved_page()
    report = clean(capture(body, "multipart/related"))
    assert lines(report) == [TITLE, *BODY]
    assert report.url == "https://post.marrowby.example/barges"
    assert report.published.value is None
    assert saved_at(body) == "2031-05-06T08:00:00+00:00"
    assert saved_at(body.replace(b"+0200", b"")) is None


def test_a_saved_page_without_a_page() -> None:
    with pytest.raises(Unreadable, match="without a part that is HTML"):
        clean(capture(saved_page().replace(b"text/html", b"image/png"), "multipart/related"))
