"""One honest file of each format, of our own writing. Where a format packs its text, the text can be mutated first."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Mapping

import msgspec

TITLE = "Two barges sink in the harbour of Marrowby"
PARAGRAPHS = (
    "Two barges sank in the harbour of Marrowby on Monday after a storm drove them onto the quay, the port authority "
    "said in a statement late in the evening.",
    "Nobody was hurt, but the quay will stay closed until Friday, its spokeswoman Ilse Tarn told reporters. Divers had "
    "found no leak of fuel, she said.",
    "The harbour master, Odo Brandt, would not say who owned the vessels. The Café Doré, on the quay, stayed open.",
)
TEXT = "\n\n".join((TITLE, *PARAGRAPHS)) + "\n"
PAGE = (
    f"<!DOCTYPE html><html lang='en'><head><title>{TITLE} | Marrowby Post</title>"
    '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2031-05-05T21:40:00+09:00",'
    '"author":{"name":"Ilse Tarn"},"publisher":{"name":"Marrowby Post"}}</script></head><body><nav><a href="/">Home'
    f"</a></nav><article><h1>{TITLE}</h1>{''.join(f'<p>{each}</p>' for each in PARAGRAPHS)}</article></body></html>"
)
ADDRESS = "https://post.marrowby.example/barges"


class Seed(msgspec.Struct, frozen=True):
    """An honest file: `pack(inner)` are its bytes."""

    format: str
    suffix: str
    inner: bytes
    pack: Callable[[bytes], bytes]

    @property
    def body(self) -> bytes:
        return self.pack(self.inner)


def as_it_is(body: bytes) -> bytes:
    return body


# ── packing ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(zipfile.ZipInfo(name), body, compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()


def gzipped(body: bytes) -> bytes:
    return gzip.compress(body, 6, mtime=0)


def record(kind: str, body: bytes, *, address: str = ADDRESS, length: int | str | None = None, more: str = "") -> bytes:
    """A WARC/1.1 record; `length` may be untrue."""
    media = "application/warc-fields" if kind == "warcinfo" else "application/http;msgtype=response"
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2031-05-06T08:00:00Z\r\n{more}"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{zlib.crc32(body):012d}>\r\nContent-Type: {media}\r\n"
        f"Content-Length: {len(body) if length is None else length}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def answer(page: bytes, *, media: str = "text/html; charset=utf-8", more: str = "") -> bytes:
    """What a server sends."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {media}\r\n{more}Content-Length: {len(page)}\r\n\r\n"
    return head.encode() + page


def warc(page: bytes) -> bytes:
    return record("warcinfo", b"software: own\r\n") + record("response", answer(page))


def wacz(page: bytes) -> bytes:
    index = json.dumps({"url": ADDRESS, "ts": "20310506080000", "title": TITLE}).encode()
    about = json.dumps({"profile": "data-package", "wacz_version": "1.1.1", "resources": []}).encode()
    head = b'{"format":"json-pages-1.0","id":"pages"}\n'
    return zipped(
        {"datapackage.json": about, "pages/pages.jsonl": head + index, "archive/data.warc.gz": gzipped(warc(page))}
    )


def pdf(objects: Mapping[int, bytes], *, table: bool = True, trailer: bytes = b"") -> bytes:
    """A PDF of these objects; the first is its catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    size = max(objects) + 1
    if table:
        out += b"xref\n0 %d\n" % size
        out += b"".join(
            b"%010d %05d %c \n" % (places.get(n, 0), 0 if n in places else 65535, b"n" if n in places else b"f")
            for n in range(size)
        )
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(out)


def stream(body: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(body), more, body)


def shown(text: bytes) -> bytes:
    """A page's content: one line of text below the other."""
    lines = (line.replace(b"\\", b"").replace(b"(", b"").replace(b")", b"") for line in text.split(b"\n"))
    return b"BT /F1 11 Tf 50 760 Td 14 TL\n" + b"\n".join(b"(%s) ' " % line for line in lines) + b"\nET"


FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def sheets(content: bytes, more: bytes = b"") -> dict[int, bytes]:
    """The objects of a PDF of one page: 1 catalogue, 2 pages, 3 page, 4 content, 5 font."""
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> %s >> >>" % more,
        4: content,
        5: FONT,
    }


def told_in_pdf(text: bytes) -> bytes:
    return pdf(sheets(stream(shown(text))), trailer=b"/Info << /Title (Barges) /CreationDate (D:20310505214000Z) >>")


WORD_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DOCUMENT = f"<?xml version='1.0'?><w:document {WORD_SPACE}><w:body>%s</w:body></w:document>"


def word(document: bytes, core: bytes = b"<c/>") -> bytes:
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    return zipped({"[Content_Types].xml": types, "word/document.xml": document, "docProps/core.xml": core})


MAIL = (
    "From: Marrowby Port Authority <press@port.marrowby.example>\r\nTo: newsrooms@example.org\r\nSubject: "
    f"{TITLE}\r\nDate: Mon, 05 May 2031 21:40:00 +0900\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; "
    f'boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{TEXT}\r\n--x\r\n'
    f"Content-Type: text/html; charset=utf-8\r\n\r\n{PAGE}\r\n--x--\r\n"
).encode()
SAVED = (
    f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {ADDRESS}\r\nDate: Tue, 6 May 2031 10:00:00 +0200\r\n"
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="y"\r\n\r\n--y\r\n'
    f"Content-Type: text/html; charset=utf-8\r\nContent-Location: {ADDRESS}\r\n\r\n{PAGE}\r\n--y--\r\n"
).encode()
ITEM = (
    f"<item><title>{TITLE}</title><link>{ADDRESS}</link><guid>{ADDRESS}</guid><pubDate>Mon, 05 May 2031 21:40:00 +0900"
    f"</pubDate><source url='https://post.marrowby.example'>Marrowby Post</source><description>{PARAGRAPHS[0]}"
    "</description></item>"
)
RSS = f"<?xml version='1.0'?><rss version='2.0'><channel><title>Marrowby Post</title>{ITEM}</channel></rss>"
ATOM = (
    "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>Marrowby Post</title><entry><id>urn:1</id>"
    f"<title>{TITLE}</title><link href='{ADDRESS}'/><published>2031-05-05T21:40:00+09:00</published>"
    f"<content type='html'>{''.join(f'&lt;p&gt;{each}&lt;/p&gt;' for each in PARAGRAPHS)}</content></entry></feed>"
)
SITEMAP = (
    "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' "
    "xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'><url><loc>"
    f"{ADDRESS}</loc><n:news><n:title>{TITLE}</n:title><n:publication_date>2031-05-05</n:publication_date></n:news>"
    "</url></urlset>"
)
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Marrowby Post",
    "items": [{"id": "1", "url": ADDRESS, "title": TITLE, "content_text": TEXT, "date_published": "2031-05-05"}],
}
LINE = json.dumps({"id": "one", "url": ADDRESS, "title": TITLE, "date": "2031-05-05", "text": TEXT})
TABLE = 'id,url,title,date,text\r\none,"' + ADDRESS + f'","{TITLE}",2031-05-05,"' + TEXT.replace('"', '""') + '"\r\n'
BLOCKS = "".join(f"<w:p><w:r><w:t>{each}</w:t></w:r></w:p>" for each in (TITLE, *PARAGRAPHS))


def seeds() -> tuple[Seed, ...]:
    """One for each format."""
    page = PAGE.encode()
    return (
        Seed("text", ".txt", TEXT.encode(), as_it_is),
        Seed("text", ".txt", TEXT.encode("utf-16"), as_it_is),
        Seed("markdown", ".md", f"---\ntitle: {TITLE}\ndate: 2031-05-05\n---\n\n# {TEXT}".encode(), as_it_is),
        Seed("html", ".html", page, as_it_is),
        Seed("json", ".json", f"[{LINE}]".encode(), as_it_is),
        Seed("json lines", ".jsonl", f"{LINE}\n{LINE.replace('one', 'two')}\n".encode(), as_it_is),
        Seed("csv", ".csv", TABLE.encode(), as_it_is),
        Seed("pdf", ".pdf", TEXT.encode("cp1252"), told_in_pdf),
        Seed("docx", ".docx", (DOCUMENT % BLOCKS).encode(), word),
        Seed("eml", ".eml", MAIL, as_it_is),
        Seed("mhtml", ".mhtml", SAVED, as_it_is),
        Seed("gzip", ".html.gz", page, gzipped),
        Seed("zip", ".zip", page, lambda inner: zipped({"a/barges.html": inner, "a/other.txt": TEXT.encode()})),
        Seed("warc", ".warc", page, warc),
        Seed("warc", ".warc.gz", page, lambda inner: gzipped(warc(inner))),
        Seed("wacz", ".wacz", page, wacz),
        Seed("rss", ".rss", RSS.encode(), as_it_is),
        Seed("atom", ".xml", ATOM.encode(), as_it_is),
        Seed("sitemap", ".xml", SITEMAP.encode(), as_it_is),
        Seed("json feed", ".json", json.dumps(JSON_FEED).encode(), as_it_is),
    )
