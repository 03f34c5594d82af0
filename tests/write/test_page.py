from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

import msgspec
import pytest
from lxml import etree, html

from crossbearing.records import (
    Dossier,
    Edit,
    Failure,
    Provenance,
    Reason,
    Revision,
    Span,
    Version,
    Withdrawal,
)
from crossbearing.write.page import file_name, index, page
from tests.write.ferry import HARM, OUTLETS, SPANS, TEXTS, ferry

REPLACE = msgspec.structs.replace
FAILURES = (Failure("clean", f"reports/{HARM}.html", "no article in the page"), Failure("collect", "a.bin", "binary"))
VOID = {"meta", "input", "br", "path", "circle", "use", "rect"}
VISIBLE = "descendant-or-self::text()"


def tree(text: str) -> html.HtmlElement:
    return html.document_fromstring(text)


def small() -> Dossier:
    """A story of one report."""
    full = ferry()
    mine = {finding.id for finding in full.findings if finding.outlets == (OUTLETS["radio"],)}
    return REPLACE(
        full,
        story=REPLACE(full.story, id="s-small", reports=("report-radio",), title=SPANS["r1"]),
        reports=tuple(report for report in full.reports if report.name == "radio"),
        readings=tuple(reading for reading in full.readings if reading.report == "report-radio"),
        findings=tuple(finding for finding in full.findings if finding.id in mine),
        relations=(),
        copying=(),
        utterances=(),
        timeline=tuple(moment for moment in full.timeline if moment.finding in mine),
    )


def empty() -> Dossier:
    """Reports in which nothing was read."""
    full = ferry()
    readings = tuple(REPLACE(reading, quotes=(), claims=(), sentences=()) for reading in full.readings)
    bare = REPLACE(full, readings=readings, findings=(), relations=(), copying=(), utterances=(), timeline=())
    return REPLACE(bare, story=REPLACE(bare.story, first=None, last=None))


def revised() -> Dossier:
    """A report whose earlier version means harm, in its words and in what is said of its capture."""
    full = ferry()
    report, reading = full.reports[0], full.readings[0]
    text = f"{HARM} The Grebe sank.\n\nNobody was hurt."
    span, cut = Span("report-old", 0, len(HARM) + 16), Span("report-old", len(HARM) + 18, len(text))
    claim = REPLACE(reading.claims[0], id="claim-old", span=span, content=span)
    old = REPLACE(report, id="report-old", text=text, headline=None)
    came = Provenance(
        "report-old", "capture-old", HARM, "0" * 64, HARM, source=f"https://weir.example/{HARM}",
        seen=("2031-05-04T10:00:00+00:00", "2031-05-05T10:00:00+00:00"), sightings=2, number=1,
    )  # fmt: skip
    edits = (Edit("changed", span, report.headline, (Span("report-old", 0, 4),), ()), Edit("cut", cut, None))
    gone = Withdrawal(
        "w-1", report.id, "claim-old", span, "report-old", report.id, "changed", report.headline, None, True, (), (),
        (Reason("figure", HARM),),
    )  # fmt: skip
    return REPLACE(
        full,
        captures=(came,),
        versions=(Version(report.id, 1, old, REPLACE(reading, report="report-old", claims=(claim,))),),
        revisions=(Revision(report.id, "report-old", report.id, edits, (), False),),
        withdrawn=(gone,),
    )


PAGES = {
    "ferry": page(ferry()),
    "revised": page(revised()),
    "small": page(small()),
    "empty": page(empty()),
    "index": index([small(), ferry()], FAILURES),
    "bare index": index([], []),
}
every_page = pytest.mark.parametrize("text", PAGES.values(), ids=PAGES)


class Balance(HTMLParser):
    """Tags must close in the order in which they opened; `svg` children close themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing opens."""

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> at {self.getpos()}")


@every_page
def test_tags_close_as_they_open(text: str) -> None:
    parser = Balance()
    parser.feed(text)
    assert not parser.wrong
    assert not parser.open


@every_page
def test_anchors_are_unique_and_links_within_a_page_lead_somewhere(text: str) -> None:
    root = tree(text)
    ids = Counter(root.xpath("//@id"))
    assert not [name for name, times in ids.items() if times > 1]
    links = {link.removeprefix("#") for link in root.xpath("//@href") if link.startswith("#")}
    assert links <= ids.keys()
    named = {name for names in root.xpath("//@aria-labelledby | //@for") for name in names.split()}
    assert named <= ids.keys()


@every_page
def test_nothing_is_fetched(text: str) -> None:
    root = tree(text)
    assert not root.xpath("//@src | //link | //iframe | //object | //embed | //img | //base | //@style | //@srcset")
    assert not root.xpath("//@*[starts-with(name(), 'on')]")
    style = "".join(root.xpath("//style/text()"))
    assert "url(" not in style
    assert "@import" not in style
    outward = [link for link in root.xpath("//a[@href]") if not link.get("href").startswith("#")]
    assert all(re.fullmatch(r"https?://\S+|[\w-]+\.(?:html|json)", link.get("href")) for link in outward)
    assert all("noopener noreferrer" in link.get("rel") for link in outward if "://" in link.get("href"))


@every_page
def test_the_policy_names_the_style_and_the_script_that_stand_there(text: str) -> None:
    policy = tree(text).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none';")
    for tag in ("style", "script"):
        found = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(found[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
        assert len(found) == 1


@every_page
def test_headings_go_down_one_step_at_a_time(text: str) -> None:
    levels = [int(element.tag[1]) for element in tree(text).xpath("//*[self::h1 or self::h2 or self::h3 or self::h4]")]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_passage_is_the_words_of_its_span() -> None:
    cited = tree(PAGES["ferry"]).xpath("//*[@data-span]")
    assert len(cited) > 50
    for element in cited:
        report, start, end = element.get("data-span").rsplit("-", 2)
        assert "".join(element.xpath(VISIBLE)) == TEXTS[report][int(start) : int(end)]


def test_every_place_in_the_texts_is_the_words_of_its_span() -> None:
    root = tree(PAGES["ferry"])
    pieces: dict[str, list[html.HtmlElement]] = {}
    for piece in root.xpath("//article[@class='report']//*[@data-p]"):
        pieces.setdefault(piece.get("data-p"), []).append(piece)
    assert len(pieces) > 20
    assert any(len(each) > 1 for each in pieces.values())
    for place, parts in pieces.items():
        report, start, end = place.rsplit("-", 2)
        text = TEXTS[report][int(start) : int(end)]
        assert "".join("".join(part.xpath(VISIBLE)) for part in parts) == text.replace("\n\n", "")
        assert [part.get("id") for part in parts] == [place] + [None] * (len(parts) - 1)


def test_the_full_texts_are_the_texts() -> None:
    for article in tree(PAGES["ferry"]).xpath("//article[@class='report']"):
        paragraphs = ["".join(each.xpath(VISIBLE)) for each in article.xpath(".//div[@class='text']/p")]
        assert "\n\n".join(paragraphs) == TEXTS[article.get("id")]


@pytest.mark.parametrize("name", ["ferry", "index"])
def test_what_means_harm_is_only_text(name: str) -> None:
    root = tree(PAGES[name])
    assert len(root.xpath("//script")) == 1
    assert not root.xpath("//@onmouseover | //@href[contains(., 'javascript')]")
    assert HARM in "".join(root.xpath("//main//text()"))
    assert HARM not in PAGES[name]


def test_an_address_that_is_no_web_address_is_shown_and_no_link() -> None:
    root = tree(PAGES["ferry"])
    assert "javascript:alert(1)" in root.xpath("//article[@id='report-harm']//dd[@class='url']//text()")
    link = root.xpath("//article[@id='report-wire']//dd[@class='url']/a")[0]
    assert link.get("href") == "https://wire.example/grebe?a=1&b=%22"


def test_a_page_says_all_that_the_dossier_holds() -> None:
    root = tree(PAGES["ferry"])
    shown = {each.get("id") for each in root.xpath("//article[contains(@class, 'finding')]")}
    assert shown == {finding.id for finding in ferry().findings}
    first = root.xpath("//article[@id='f-w1']")[0]
    said = etree.tostring(first, method="text", encoding="unicode")
    assert first.xpath("string(.//*[@class='big'])") == "2"
    for words in ("coast guard", "a clerk (not counted)", "left out by", "Tolland Times", "disagrees with", "2 more"):
        assert words in said
    assert [" ".join(each.text_content().split()) for each in root.xpath("//*[@class='between']")] == [
        "is denied",
        "disagrees",
        "then",
    ]
    assert "Merrow Gazette took it from Coast Wire." in root.xpath("string(//article[@id='k-1'])")
    assert "No speaker named" in root.xpath("string(//section[@id='speakers'])")
    assert f"Share this {HARM}" in root.xpath("string(//details[@class='cuts'])")


def test_the_entry_page_links_every_story_and_lists_what_failed() -> None:
    root = tree(PAGES["index"])
    assert set(root.xpath("//ul[@class='stories']//a/@href")) == {file_name(ferry()), file_name(small())}
    rows = [[cell.text_content() for cell in row] for row in root.xpath("//table[@class='failures']/tbody/tr")]
    assert rows == [
        [f"reports/{HARM}.html", "no article in the page", "clean"],
        ["a.bin", "binary", "collect"],
    ]
    assert "no story" in root.xpath("string(.//main)") or "Ferry aground" in root.xpath("string(//main)")
    assert "nothing that came in could be read" in tree(PAGES["bare index"]).text_content()


def test_file_names_hold_what_a_file_system_takes() -> None:
    story = REPLACE(ferry().story, id="s/../\u202e\x00")
    assert re.fullmatch(r"story-[0-9a-f]{16}\.html", file_name(REPLACE(ferry(), story=story)))
    assert file_name(ferry()) != file_name(small())


def test_the_order_in_which_things_come_changes_nothing() -> None:
    full = ferry()
    turned = REPLACE(full, reports=full.reports[::-1], readings=full.readings[::-1], copying=full.copying[::-1])
    assert page(turned) == PAGES["ferry"]


def test_outlets_of_one_letter_share_text() -> None:
    letters = {
        column.xpath("string(.//*[@class='outlet'])"): column.xpath("string(.//*[contains(@class, 'letter')])")
        for column in tree(PAGES["ferry"]).xpath("//table[@class='matrix']/thead//th")
    }
    assert {outlet for outlet, letter in letters.items() if letter == "A"} == {"Coast Wire", "Merrow Gazette"}
    assert set(letters) == set(OUTLETS.values())


# ── colours ───────────────────────────────────────────────────────────────────────────────────────────────────────────

STYLE = re.search(r"<style>(.*?)</style>", PAGES["ferry"], re.DOTALL)
COLOURS = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", STYLE[1] if STYLE else "")
PAIRS = [
    (ink, ground)
    for ground in ("ground", "card", "well", "lit", "quote")
    for ink in ("ink", "soft", "link", "own", "planned", "denies", "doubts", "shared")
    if ground in ("ground", "card", "well") or ink in ("ink", "link")
] + [("card", "own"), ("ground", "ink")]


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [1, 2], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_words_can_be_read_on_their_ground(ink: str, ground: str, scheme: int) -> None:
    values = {colour[0]: luminance(colour[scheme]) for colour in COLOURS}
    high, low = max(values[ink], values[ground]), min(values[ink], values[ground])
    assert (high + 0.05) / (low + 0.05) >= 4.5


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("ongoing", "ongoing"), ("planned", "planned"), ("possible", "possible"), ("alleged", "alleged"),
        ("conditional", "on a condition"), ("opinion", "an opinion"),
    ],
)  # fmt: skip
def test_each_status_but_what_happened_stands_beside_the_words(status: str, words: str) -> None:
    full = ferry()
    first = full.findings[0]
    shown = page(REPLACE(full, findings=(REPLACE(first, status=status), *full.findings[1:])))
    badges = tree(shown).xpath(
        f"//*[@id='{first.id}']//span[contains(@class, 'badge') and contains(@class, '{status}')]"
    )
    assert badges
    assert {"".join(badge.itertext()).strip() for badge in badges} == {words}


def test_what_changed_after_publication_is_told_without_its_colour_and_leads_to_the_earlier_words() -> None:
    (part,) = tree(PAGES["revised"]).xpath("//section[@id='versions']")
    text = " ".join(part.text_content().split())
    assert "silently changed" in text
    assert "version 1 of 2 (seen 2031-05-05 10:00 UTC)" in text
    (gone,) = part.xpath(".//li[@id='w-1']//del")
    assert gone.text_content() == f"{HARM} The Grebe sank."
    (link,) = part.xpath(".//li[@id='w-1']//a[@class='to-text'][1]/@href")[:1]
    (marked,) = part.xpath(f".//details[@class='old']//*[@id='{link[1:]}']")
    assert marked.text_content().startswith(HARM)
    assert not tree(PAGES["ferry"]).xpath("//section[@id='versions']")
