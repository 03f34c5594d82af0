"""Documents of our own making, as programs write them: PDF (reportlab), DOCX (python-docx), mail and MHTML (email)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from email.message import EmailMessage

import docx
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

TITLE = "Two barges sink in the harbour of Marrowby"
LEDE = (
    "Two barges sank in the harbour of Marrowby on Monday after a storm drove them onto the quay, the port authority "
    "said in a statement that it sent to newsrooms late in the evening."
)
MORE = (
    "Nobody was hurt, but the quay will stay closed until Friday, its spokeswoman Ilse Tarn told reporters. Divers had "
    "found no leak of fuel, she said, and the state-owned salvage company would lift both vessels within the week."
)
LAST = (
    "The harbour master, Odo Brandt, said that the moorings had been inspected in March and were in good order. He "
    "would not say who owned the barges. The ministry opened an inquiry and asked anyone with pictures to come forward."
)
BODY = (LEDE, MORE, LAST)
HEAD = "Marrowby Port Authority – Press release"
HTML = (
    f"<html><head><title>{TITLE}</title></head><body>" + "".join(f"<p>{each}</p>" for each in BODY) + "</body></html>"
)


def typeset(paragraphs: Sequence[str], *, columns: int = 1, height: float = A4[1], **about: str) -> bytes:
    """A PDF with a headline, a running head and page numbers, in one or more columns."""
    out = io.BytesIO()
    document = BaseDocTemplate(out, pagesize=(A4[0], height), invariant=1, **about)

    def around(canvas: Canvas, _: object) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, height - 20, HEAD)
        canvas.drawCentredString(A4[0] / 2, 20, f"Page {canvas.getPageNumber()}")

    width = (A4[0] - 120 - 20 * (columns - 1)) / columns
    frames = [Frame(60 + n * (width + 20), 40, width, height - 80) for n in range(columns)]
    document.addPageTemplates([PageTemplate(frames=frames, onPage=around)])
    style = ParagraphStyle("body", parent=getSampleStyleSheet()["BodyText"], alignment=4, spaceAfter=6)
    document.build([Paragraph(TITLE, getSampleStyleSheet()["Title"]), *(Paragraph(text, style) for text in paragraphs)])
    return out.getvalue()


Placed = tuple[float, float, str]


def drawn(
    *pages: Sequence[Placed], sizes: tuple[int, int] = (11, 11), pictures: bool = False, encrypt: str | None = None
) -> bytes:
    """A PDF of pages of 600 × 800 points with text at the given places, the first line's letters of another size."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(600, 800), invariant=1, encrypt=encrypt)
    first, rest = sizes
    for number, lines in enumerate(pages):
        for at, (x, y, text) in enumerate(lines):
            canvas.setFont("Helvetica", rest if number or at else first)
            canvas.drawString(x, y, text)
        if pictures:
            canvas.drawInlineImage(_picture(), 50, 50, 400, 400)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _picture() -> object:
    from PIL import Image  # noqa: PLC0415 — reportlab brings it

    return Image.new("RGB", (20, 20), "grey")


def word() -> docx.document.Document:
    """A Word document with a title, for more to be put into it."""
    document = docx.Document()
    document.add_paragraph(TITLE, style="Title")
    for text in BODY:
        document.add_paragraph(text)
    return document


def saved(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def mail(plain: str | None = "\n\n".join(BODY), markup: str | None = None, **fields: str) -> EmailMessage:
    """A mail; `fields` replace those of its header, with _ for -."""
    message = EmailMessage()
    head = {
        "From": "Marrowby Port Authority <press@port.marrowby.example>",
        "To": "newsrooms@example.org",
        "Subject": TITLE,
        "Date": "Mon, 05 May 2031 21:40:00 +0900",
    }
    for name, value in (head | {name.replace("_", "-"): value for name, value in fields.items()}).items():
        message[name] = value
    if plain is not None:
        message.set_content(plain)
    if markup is not None and plain is None:
        message.set_content(markup, subtype="html")
    elif markup is not None:
        message.add_alternative(markup, subtype="html")
    return message
