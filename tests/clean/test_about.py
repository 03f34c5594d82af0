"""What a page says of its report: headline, address, section, language before translation; captions and posts."""

from __future__ import annotations

import json

import pytest
from lxml import html

from crossbearing.addresses import tidy
from crossbearing.clean import clean
from crossbearing.clean.address import canonical
from crossbearing.clean.headline import headline
from crossbearing.clean.section import section
from crossbearing.clean.translation import translated_from
from crossbearing.records import Capture, Report, Stated
from tests.clean.test_furniture import LAST, LEDE, MORE, cleaned

TITLE = "Barges sink in Marrowby"


@pytest.mark.parametrize(
    ("head", "stated", "address"),
    [
        ('<link rel="canonical" href="https://a.example/barges">', "https://www.a.example/barges?utm_id=x", "https://a.example/barges"),
        ('<link rel="canonical" href="/barges">', "https://a.example/amp/barges", "https://a.example/barges"),
        ('<meta property="og:url" content="https://a.example/b">', "https://m.a.example/b", "https://a.example/b"),
        ('<link rel="canonical" href="https://other.example/b">', "https://a.example/b#top", "https://a.example/b"),
        ('<link rel="canonical" href="https://a.example/">', "https://a.example/b", "https://a.example/b"),
        ('<link rel="canonical" href="javascript:alert(1)">', "https://a.example/b", "https://a.example/b"),
        ('<link rel="canonical" href="https://[x">', "https://a.example/b", "https://a.example/b"),
        ('<link rel="canonical" href="https://a.example/b?id=7&fbclid=1">', None, "https://a.example/b?id=7"),
        ("", "https://a.example/b?id=7&utm_medium=y&page=", "https://a.example/b?id=7&page="),
        ("", "manifest-key", "manifest-key"),
        ("", None, None),
    ],
)  # fmt: skip
def test_the_canonical_address(head: str, stated: str | None, address: str | None) -> None:
    assert canonical(html.document_fromstring(f"<html><head>{head}</head><body>x</body></html>"), stated) == address


def test_an_address_without_what_tracks_readers() -> None:
    assert tidy("https://a.example/b?utm_campaign=x#c") == "https://a.example/b"
    assert tidy("https://a.example/b?a=%20b&c") == "https://a.example/b?a=%20b&c"
    assert tidy(f"https://a.example/b?{'a&' * 200}#c") == f"https://a.example/b?{'a&' * 200}"
    assert tidy(None) is None


@pytest.mark.parametrize(
    ("heading", "og", "title", "linked", "right"),
    [
        (TITLE, TITLE, f"{TITLE} | Post", "", TITLE),
        (TITLE, "You won’t believe it", f"{TITLE} | Post", "", TITLE),
        ("Marrowby Post", TITLE, f"{TITLE} – Marrowby Post", "", TITLE),
        ("World", "Barges sink", "Marrowby", "Two barges sink", "Two barges sink"),
        ("", "", f"{TITLE} | Post", "", TITLE),
        ("", "", "", "", None),
    ],
)  # fmt: skip
def test_the_headline(heading: str, og: str, title: str, linked: str, right: str | None) -> None:
    page = (
        f'<title>{title}</title><meta property="og:title" content="{og}"><h1>{heading}</h1><form><h1>Log in</h1></form>'
    )
    nodes = [{"headline": linked}] if linked else []
    assert headline(html.document_fromstring(page), nodes, "Marrowby Post") == right


@pytest.mark.parametrize(
    ("linked", "head", "address", "name"),
    [
        ({"articleSection": ["World", "Ports"]}, "", "https://a.example/sport/x", "World"),
        ({}, '<meta property="article:section" content="Ports">', None, "Ports"),
        ({"articleSection": 7}, "", "https://a.example/world/2031/x", "world"),
        ({}, "", "https://a.example/middle-east/x", "middle east"),
        ({}, "", "https://a.example/barges/world", None),
        ({}, "", "https://[x", None),
    ],
)
def test_the_section(linked: dict[str, object], head: str, address: str | None, name: str | None) -> None:
    tree = html.document_fromstring(f"<html><head>{head}</head><body>x</body></html>")
    assert section(tree, [linked], address) == name


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Translated from Korean", "ko"),
        ("(Translated from the Russian by Ilse Tarn)", "ru"),
        ("This article was translated from Ukrainian.", "uk"),
        ("This article was originally published in German and has been translated into English.", "de"),
        ("[Translated by Bo Quill from French]", "fr"),
        ("Translated by Bo Quill", ""),
        ("Übersetzung aus dem Englischen: Ilse Tarn", "en"),
        ("(Aus dem Russischen von Ilse Tarn)", "ru"),
        ("Traduit de l’anglais par Ilse Tarn", "en"),
        ("Traducido del inglés por Ilse Tarn", "en"),
        ("The note, translated from Korean, was found in the hold.", None),
        ("Translated from Korean officials’ notes it reads like a threat.", None),
        ("Aus dem Russischen Haus kamen am Montag keine Angaben zu dem Fall.", None),
    ],
)
def test_a_translation_says_so_at_its_ends(line: str, language: str | None) -> None:
    assert translated_from([LEDE, MORE, LAST, line], ()) == language
    assert translated_from([LEDE], [line]) == language
    assert translated_from([LEDE, MORE, LAST, line, LEDE, MORE, LAST], ()) is None


def parts(report: Report) -> list[tuple[str, str]]:
    return [(part.kind, report.text[part.span.start : part.span.end]) for part in report.parts]


def page(body: str, head: str = "") -> Report:
    markup = f"<html><head>{head}</head><body>{body}</body></html>"
    capture = Capture(
        id="capture-1", name="one", source="one", media_type="text/html", sha256="", taken_at="",
        stated=Stated(url="https://a.example/world/barges?utm_source=x"), body=markup.encode(),
    )  # fmt: skip
    return clean(capture)


CAPTION = "The harbour of Marrowby on the morning after."
POST = "Both of them went down within a minute of each other."
SIGNED = "— Ilse Tarn (@ilse_tarn) May 4, 2031"


def test_captions_and_posts_stay_in_the_text_and_are_marked() -> None:
    report = page(
        f"<article><h1>Barges sink in Marrowby</h1><figure><img src='a.png'><figcaption>{CAPTION}</figcaption></figure>"
        f"<p>{LEDE}</p><blockquote class='twitter-tweet'><p>{POST}</p>{SIGNED}</blockquote><p>{MORE}</p><p>{LAST}</p>"
        "</article><ul><li><figure><img src='b.png'><figcaption>Fog closes the harbour for a third day."
        "</figcaption></figure></li></ul>"
    )
    assert ("caption", CAPTION) in parts(report)
    assert ("post", POST) in parts(report)
    assert ("post", SIGNED) in parts(report)
    assert "Fog closes" not in report.text
    assert {words for _, words in parts(report)}.isdisjoint({LEDE, MORE, LAST})


def test_a_text_without_markup_has_its_captions_and_posts_too() -> None:
    report = cleaned(
        f"Barges sink in Marrowby\n\nFILE PHOTO: {CAPTION}\n\n{LEDE}\n\n{POST}\n\n{SIGNED}\n\n{MORE}\n\n{LAST}"
    )
    assert parts(report) == [("caption", CAPTION), ("post", POST), ("post", SIGNED)]


def test_a_page_says_what_it_is() -> None:
    about = {"@type": "NewsArticle", "headline": TITLE, "articleSection": "Ports"}
    report = page(
        f"<article><h1>{TITLE}</h1><p>{LEDE}</p><p>{MORE}</p><p>{LAST}</p><p>Translated from Dutch</p></article>",
        f"<script type='application/ld+json'>{json.dumps(about)}</script>",
    )
    assert (report.url, report.section, report.translated_from) == ("https://a.example/world/barges", "Ports", "nl")
