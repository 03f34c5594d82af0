"""From a capture to a report: pages, JSON lines, Markdown, and any text at all."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossbearing.clean import clean
from crossbearing.errors import Unreadable
from crossbearing.records import Capture, Report, Stated
from tests.clean.test_furniture import LAST, LEDE, MORE

ARTICLE = f"<article><h1>Barges sink in Marrowby</h1><p>{LEDE}</p><p>{MORE}</p><p>{LAST}</p></article>"


def capture(body: bytes, media_type: str, **stated: str) -> Capture:
    return Capture(
        id="capture-1", name="one", source="one", media_type=media_type, sha256="", taken_at="",
        stated=Stated(**stated), body=body,
    )  # fmt: skip


def page(head: str = "", body: str = ARTICLE, **stated: str) -> Report:
    html = f"<html lang='en-GB'><head>{head}</head><body><nav><a href='/'>Home</a></nav>{body}</body></html>"
    return clean(capture(html.encode(), "text/html", **stated))


def linked(**fields: object) -> str:
    about = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f"<script type='application/ld+json'>{json.dumps(about)}</script>"


def test_a_page() -> None:
    report = page(
        "<title>Barges sink in Marrowby | Marrowby Post</title>"
        + linked(
            datePublished="2031-05-04T23:30:00+09:00",
            publisher={"name": "Marrowby Post"},
            author={"@type": "Person", "name": "Ilse Tarn"},
        )
    )
    assert report.text.split("\n\n") == ["Barges sink in Marrowby", LEDE, MORE, LAST]
    assert (report.outlet, report.byline, report.language) == ("Marrowby Post", "Ilse Tarn", "en")
    assert (report.published.value, report.published.evidence) == ("2031-05-04", "json-ld")


@pytest.mark.parametrize(
    ("head", "body", "stated", "published"),
    [
        (
            linked(datePublished="2031-05-04"),
            ARTICLE,
            {"published": "2031-05-03", "by": "manifest"},
            ("2031-05-03", "manifest"),
        ),
        (
            '<meta property="article:published_time" content="2031-05-04T01:02:03Z">',
            ARTICLE,
            {},
            ("2031-05-04", "meta"),
        ),
        ("", f'<time datetime="2031-05-04">yesterday</time>{ARTICLE}', {}, ("2031-05-04", "time element")),
        ("", ARTICLE.replace("<p>Two", "<p>Mon 5 May 2031 Two"), {}, ("2031-05-05", "text")),
        ("", ARTICLE, {}, (None, "none found")),
    ],
)
def test_the_day_of_publication(
    head: str, body: str, stated: dict[str, str], published: tuple[str | None, str]
) -> None:
    found = page(head, body, **stated).published
    assert (found.value, found.evidence) == published


def test_words_that_no_reader_sees_never_become_the_text() -> None:
    report = page(linked(articleBody="The port has been blown up. " * 500), f"<article><p>{LEDE}</p></article>")
    assert "blown up" not in report.text
    assert LEDE in report.text


def test_an_outlet_is_known_by_its_domain() -> None:
    assert page(url="https://www.reuters.com/world/barges").outlet == "Reuters"


NAME = "<title>Barges sink in Marrowby {}</title>"
RIGHTS = "<p>Copyright 2031 Marrowby Post Ltd. Letters to the editor are welcome.</p>"
LOGO = '<a href="/index.html">THE MARROWBY POST</a>'


@pytest.mark.parametrize(
    ("head", "body", "outlet"),
    [
        (NAME.format("| The Marrowby Post"), ARTICLE, "The Marrowby Post"),
        (NAME.format("– Marrowby Post"), ARTICLE, "Marrowby Post"),
        ("<title>Marrowby Post | Barges sink in Marrowby</title>", ARTICLE, "Marrowby Post"),
        (NAME.format("| World | Marrowby Post"), ARTICLE + RIGHTS, "Marrowby Post"),
        (NAME.format("| World | Marrowby Post"), LOGO + ARTICLE, "Marrowby Post"),
        (
            NAME.format("| World | Marrowby Post"),
            '<img alt="Marrowby Post logo" src="a.png">' + ARTICLE,
            "Marrowby Post",
        ),
        ("<title>Barges sink in Marrowby</title>", LOGO + ARTICLE + RIGHTS, "THE MARROWBY POST"),
        (NAME.format("| World"), ARTICLE, None),
        (NAME.format("| World | Port Ash Herald"), ARTICLE, None),
        (NAME.format("– the captain blames the fog and the port authority"), ARTICLE, None),
        ("<title>Barges sink in Marrowby</title>", ARTICLE + RIGHTS, None),
        ("<title>Barges sink: the port - and the union - explain</title>", ARTICLE, None),
    ],
)
def test_an_outlet_is_known_by_what_its_page_calls_it(head: str, body: str, outlet: str | None) -> None:
    assert page(head, body).outlet == outlet


@pytest.mark.parametrize("body", ["", "<p>Home</p><p>News</p>", "<form><input name=q></form><p>Please sign in</p>"])
def test_a_page_without_an_article_says_so(body: str) -> None:
    with pytest.raises(Unreadable, match="no article"):
        page("", body)


def test_json_lines_hold_text_or_markup() -> None:
    text = clean(
        capture(
            json.dumps({"Title": "x", "Content": f"{LEDE}\n\n{MORE}"}).encode(), "application/json", title="Barges sink"
        )
    )
    assert text.text.split("\n\n") == ["Barges sink", LEDE, MORE]
    markup = clean(
        capture(json.dumps({"html": ARTICLE}).encode(), "application/json", published="2031-05-04", by="json")
    )
    assert LEDE in markup.text
    assert markup.published.evidence == "json"
    with pytest.raises(Unreadable, match="its fields are headline"):
        clean(capture(b'{"headline": "x"}', "application/json"))


def test_front_matter_is_what_a_markdown_report_states() -> None:
    body = f"---\ntitle: Barges sink\ndate: 2031-05-04\noutlet: Marrowby Post\n---\n# Barges sink\n\n{LEDE}\n"
    report = clean(capture(body.encode(), "text/markdown"))
    assert (report.title, report.outlet, report.published.value) == ("Barges sink", "Marrowby Post", "2031-05-04")
    assert report.text == f"Barges sink\n\n{LEDE}"


@pytest.mark.parametrize(
    ("text", "stated", "title"),
    [
        (f"Barges sink in Marrowby\n\n{LEDE}", None, "Barges sink in Marrowby"),
        (f"World\n\nBARGES SINK IN MARROWBY!\n\n{LEDE}", "Barges sink in Marrowby", "BARGES SINK IN MARROWBY!"),
        (f"{LEDE}\n\n{MORE}", "Barges sink", "Barges sink"),
        (f"Barges sink. {LEDE}", "Barges sink", "Barges sink"),
        (f"{LEDE}\n\n{MORE}", None, None),
        (f"(Port Ash) Barges sank\n\n{MORE}", None, None),
    ],
)
def test_the_headline_is_the_first_paragraph(text: str, stated: str | None, title: str | None) -> None:
    report = clean(capture(text.encode(), "text/plain", **({"title": stated} if stated else {})))
    assert report.title == title
    if report.headline is not None:
        assert report.text[report.headline.start : report.headline.end] == title
        assert report.text.count(str(title)) == 1


@settings(deadline=None)  # a page takes 20 ms, and on a busy machine ten times that
@given(
    st.text(max_size=400)
    | st.lists(
        st.sampled_from([LEDE, "By Ilse Tarn", "Read more:", "(AFP)", "© AP", "\n", "Share", " 4 May 2031 "])
    ).map("\n".join),
    st.none() | st.text(max_size=30),
    st.sampled_from(["text/plain", "text/markdown", "text/html"]),
)
def test_any_text_gives_a_report_that_holds_the_contract(text: str, title: str | None, media_type: str) -> None:
    body = text.encode("utf-8", "surrogatepass")
    one = capture(body, media_type, **({"title": title} if title else {}))
    try:
        report = clean(one)
    except Unreadable as error:
        assert str(error)
        return
    assert report == clean(one)
    lines = report.text.split("\n\n")
    assert all(line and line == " ".join(line.split()) for line in lines)
    assert not any(ord(ch) < 32 and ch != "\n" for ch in report.text)
    if report.headline is not None:
        assert report.text[report.headline.start : report.headline.end] == report.title == lines[0]


def test_control_characters_in_a_page_do_not_lose_it() -> None:
    report = page(body=ARTICLE.replace(" ", " \x0b\x01\ufffe", 8))
    assert report.text.split("\n\n")[-1] == LAST


@pytest.mark.parametrize(
    "url", ["http://[::1/barges", "https://[", "//", "http:///x", "not an address", "http://a b/c"]
)
def test_an_address_that_is_none_costs_nothing_but_itself(url: str) -> None:
    head = f'<link rel="canonical" href="{url}"><meta property="og:url" content="{url}">{linked(url=url)}'
    for report in (page(url=url), page(head), page(head, url=url)):
        assert LEDE in report.text
        assert report.outlet is None
