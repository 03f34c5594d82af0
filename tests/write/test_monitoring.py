"""What a monitoring report says, and that its notes resolve offline, in each of its formats."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import docx
import pytest
from lxml import etree, html
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from msgspec.structs import replace

from crossbearing.errors import InputError
from crossbearing.records import MonitoringReport
from crossbearing.watch.reporting import report
from crossbearing.watch.reporting import told as gathered
from crossbearing.write.monitoring import Footnote
from crossbearing.write.monitoring_formats import FORMATS, by_name, by_suffix
from crossbearing.write.monitoring_matters import roman
from crossbearing.write.monitoring_paper import paper
from crossbearing.write.word_xml import W, as_xml
from tests.write.monitored import TIMES, a_dossier, a_match, a_report, kept, no_match
from tests.write.payloads import PAYLOADS

PARSER = MarkdownIt("commonmark", {"linkify": True}).enable(["table", "strikethrough", "linkify"]).use(footnote_plugin)
OURS = set("heading paragraph bullet_list list_item blockquote table thead tbody tr th td footnote strong link".split())
PLAIN = {"inline", "text", "text_special", "softbreak", "hardbreak", "footnote_ref", "footnote_anchor"}
NOTES = 5
"""At least; one more where the payload has paragraphs."""
OUTSIDE = ("instrText", "fldSimple", "object", "altChunk", "drawing")


def notes(report: MonitoringReport) -> tuple[Footnote, ...]:
    return paper(report).notes


def once(numbers: list[str]) -> list[int]:
    """Numbers in the order in which each is first met."""
    return [int(number) for number in dict.fromkeys(numbers)]


# ── all formats ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_the_same_report_gives_the_same_bytes(form: Any) -> None:
    assert form.make(a_report()) == form.make(a_report()) != form.make(no_match())


@pytest.mark.parametrize("payload", PAYLOADS)
def test_every_note_is_of_the_words_of_its_span(payload: str) -> None:
    report = a_report(payload)
    texts = {each.report: each.text for each in report.cited}
    made = notes(report)
    assert len(made) >= NOTES
    for note in made:
        cited, start, end = note.anchor.rsplit("-", 2)
        assert note.words == texts[cited][int(start) : int(end)] != ""
        assert (note.start, note.end) == (int(start), int(end))
        assert note.sha256
        assert re.fullmatch(r"(seen on the web|taken into the case) 2031-05-0\d \d\d:\d\d UTC|", note.captured)


def test_a_name_says_the_format() -> None:
    assert [by_suffix(name).name for name in ("a.html", "B.DOCX", "c.d.md")] == ["html", "docx", "markdown"]
    assert by_name("docx").suffix == ".docx"
    for ask, given in ((by_suffix, "report.pdf"), (by_name, "pdf")):
        with pytest.raises(InputError, match=r"There are html \(\.html\), docx \(\.docx\), markdown \(\.md\)"):
            ask(given)


@pytest.mark.parametrize(
    ("number", "numeral"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (38, "XXXVIII"), (49, "XLIX")]
)
def test_matters_have_roman_numbers(number: int, numeral: str) -> None:
    assert roman(number) == numeral


# ── HTML ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def page(report: MonitoringReport) -> html.HtmlElement:
    return html.document_fromstring(by_name("html").make(report).decode())


def said(element: Any) -> str:
    return "".join(element.itertext())


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_breaks_out_of_the_page(payload: str) -> None:
    root = page(a_report(payload))
    assert not root.xpath("//@src | //link | //iframe | //object | //embed | //img | //base | //@style | //@srcset")
    assert not root.xpath("//@*[starts-with(name(), 'on')]")
    assert len(root.xpath("//script")) == len(root.xpath("//style")) == 1
    for link in root.xpath("//a/@href"):
        assert link.startswith(("#", "https://lantern.example/", "https://law.example/1")), link


@pytest.mark.parametrize(
    "payload", ["Nine barges sank", "two\n\nparagraphs", "<script>alert(1)</script>", "شيء ما قيل"]
)
def test_every_note_of_the_page_leads_to_its_words(payload: str) -> None:
    report = a_report(payload)
    root = page(report)
    ids = Counter(root.xpath("//@id"))
    assert max(ids.values()) == 1
    assert {link[1:] for link in root.xpath("//a/@href") if link.startswith("#")} <= ids.keys()
    calls = root.xpath("//sup[@class='call']/a")
    assert once([said(call) for call in calls]) == list(range(1, len(notes(report)) + 1))
    assert all(call.get("href") == f"#n{said(call)}" for call in calls)
    for note in notes(report):
        item = root.get_element_by_id(f"n{note.number}")
        assert item.xpath(".//a[@class='cited']/@href") == [f"#{note.anchor}"]
        pieces = root.xpath("//section[@id='annex-f']//*[@data-p=$anchor]", anchor=note.anchor)
        assert "".join(map(said, pieces)) == note.words.replace("\n\n", "")
        assert note.sha256 in said(item)
        assert note.captured in said(item)
    texts = {each.report: each.text for each in report.cited}
    for element in root.xpath("//*[@data-span]"):
        cited, start, end = element.get("data-span").rsplit("-", 2)
        assert said(element) == texts[cited][int(start) : int(end)]


def test_headings_of_the_page_go_down_one_step_at_a_time_and_paragraphs_run_through() -> None:
    root = page(a_report())
    levels = [int(each.tag[1]) for each in root.xpath("//*[self::h1 or self::h2 or self::h3 or self::h4]")]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    numbers = [int(each.rstrip(".")) for each in root.xpath("//a[@class='pn']/text()")]
    assert numbers == list(range(1, len(numbers) + 1))


# ── Word ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def parts(report: MonitoringReport) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(by_name("docx").make(report))) as file:
        return {name: etree.fromstring(file.read(name)) for name in file.namelist()}


def every(root: Any, name: str) -> list[Any]:
    return list(root.iter(f"{{{W}}}{name}"))


def of(element: Any, name: str) -> str:
    return str(element.get(f"{{{W}}}{name}"))


def words_of(element: Any) -> str:
    signs = {f"{{{W}}}br": "\n", f"{{{W}}}tab": "\t"}
    return "".join(signs.get(each.tag, each.text or "") for each in element.iter())


def between(document: Any, name: str) -> str:
    """The text of a bookmark."""
    mark = next(each for each in every(document, "bookmarkStart") if of(each, "name") == name)
    found, inside = "", False
    for each in document.iter():
        inside = inside or each is mark
        if inside and each.tag == f"{{{W}}}bookmarkEnd" and of(each, "id") == of(mark, "id"):
            return found
        signs = {f"{{{W}}}br": "\n", f"{{{W}}}tab": "\t"}
        found += signs.get(each.tag, each.text or "") if inside else ""
    raise AssertionError(name)


def folded(text: str) -> str:
    return as_xml(text).replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_every_footnote_of_the_document_leads_to_its_words(payload: str) -> None:
    report = a_report(payload)
    read = parts(report)
    document, footnotes = read["word/document.xml"], read["word/footnotes.xml"]
    there = [each for each in every(footnotes, "footnote") if int(of(each, "id")) > 0]
    called = [of(each, "id") for each in every(document, "footnoteReference")]
    assert called == [of(each, "id") for each in there] == [str(note.number) for note in notes(report)]
    names = Counter(of(each, "name") for each in every(document, "bookmarkStart"))
    assert max(names.values()) == 1
    assert Counter(of(each, "id") for each in every(document, "bookmarkStart")) == Counter(
        of(each, "id") for each in every(document, "bookmarkEnd")
    )
    for note, element in zip(notes(report), there, strict=True):
        link = every(element, "hyperlink")
        assert [of(each, "anchor") for each in link] == [f"words{note.number}"]
        assert words_of(link[0]) == folded(note.words)
        assert between(document, f"words{note.number}") == folded(note.words.replace("\n\n", ""))
    for each in every(document, "hyperlink"):
        assert of(each, "anchor") in names
    for name in ("word/document.xml", "word/footnotes.xml"):
        assert not [each for each in read[name].iter() if str(each.tag).removeprefix(f"{{{W}}}") in OUTSIDE]
        assert not [key for each in every(read[name], "hyperlink") for key in each.attrib if key != f"{{{W}}}anchor"]
        used = {of(each, "val") for kind in ("pStyle", "rStyle", "tblStyle") for each in every(read[name], kind)}
        assert used <= {of(each, "styleId") for each in every(read["word/styles.xml"], "style")}


def test_python_docx_opens_it_and_no_clock_is_in_it() -> None:
    body = by_name("docx").make(a_report())
    document = docx.Document(io.BytesIO(body))
    assert document.core_properties.title == "Nine barges sank"
    assert document.core_properties.created is None
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        assert {each.date_time for each in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"External" not in b"".join(file.read(name) for name in file.namelist())


# ── Markdown ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def tokens(given: list[Token]) -> Iterator[Token]:
    for token in given:
        yield token
        yield from tokens(token.children or [])


def seen(token: Token) -> str:
    breaks = {"hardbreak": "\n", "softbreak": "\n"}
    return "".join(breaks.get(each.type, each.content) for each in token.children or [])


@pytest.mark.parametrize("payload", PAYLOADS)
def test_every_footnote_of_the_markdown_leads_to_its_words(payload: str) -> None:
    report = a_report(payload)
    text = by_name("markdown").make(report).decode()
    read = PARSER.parse(text)
    for token in tokens(read):
        assert token.type in PLAIN or token.type.rpartition("_")[0] in {*OURS, "footnote_block"}, token
        if token.type == "link_open":
            assert re.match(r"https://(lantern|law)\.example/|#passage-\d+$", str(token.attrs["href"])), token
    called = [token.meta["label"] for token in tokens(read) if token.type == "footnote_ref"]
    defined = re.findall(r"^\[\^(\d+)\]: ", text, re.M)
    assert once(called) == once(defined) == list(range(1, len(notes(report)) + 1))
    passages = dict(re.findall(r"^#### Passage (\d+)\n\n> (.*)$", text, re.M))
    assert list(passages) == [str(number) for number in range(1, len(passages) + 1)]
    for note in notes(report):
        place = re.search(rf"^\[\^{note.number}\]: .*\[Passage (\d+)\]\(#passage-(\d+)\)", text, re.M)
        assert place is not None
        assert place[1] == place[2]
        assert f"⟦{note.number}: " in passages[place[1]]


def test_a_passage_of_the_markdown_has_the_words() -> None:
    text = by_name("markdown").make(a_report()).decode()
    assert "\n> ⟦1: Before. ⟦2: Nine barges sank⟧⟧ After.\n" in text or "\n> ⟦1: ⟦" in text
    assert "Standard not met:** Nine barges sank." in text


# ── what it says ──────────────────────────────────────────────────────────────────────────────────────────────────────


def told(report: MonitoringReport) -> str:
    return by_name("markdown").make(report).decode()


def test_what_is_denied_asked_withdrawn_and_decided_stands_with_the_match() -> None:
    text = told(a_report("Nine barges sank"))
    for each in (
        "if it were so",
        "It is told as planned.",
        "Not checked against the text.",
        "Checked against: Nine barges sank.",
        "Denied by Nine barges sank",
        "the claim, and not the denial, is in",
        "Of asking and answering, the reports say beside it: “",
        "Contradicted: ",
        "no longer says: ",
        "A dissenting view.",
        "the program holds otherwise",
        "the program reads: not Nine barges sank.",
        "Nothing in the 3 stories that the case holds would bear on this matter.",
        "no document of the United Nations",
        "took it from",
    ):
        assert each in text, each
    assert "violat" not in text


def test_a_report_without_a_match_reads_well() -> None:
    text = told(no_match())
    assert text.count("Nothing in the 3 stories that the case holds would bear on this matter.") == 2
    assert "The watch saw nothing new." in text
    for none in ("No figures.", "No days.", "No sources.", "No two cited reports share text.", "No report is cited."):
        assert f"\n{none}\n" in text
    assert "[^" not in text
    assert "|" not in text


@pytest.mark.parametrize(
    ("since", "says"),
    [
        (
            None,
            (
                "What is new",
                "all that the case holds is new in this one",
                "Denial: 2",
                "One alert was written down and held",
            ),
        ),
        ("2031-05-05", ("What changed since 5 May 2031", "Denial: 1", "One alert is from before.")),
        ("2031-05-07", ("What changed since 7 May 2031", "The watch saw nothing new.")),
    ],
)
def test_the_first_page_says_what_changed_since(since: str | None, says: tuple[str, ...]) -> None:
    text = told(a_report("Barges", since)).split("\n## How this report is made")[0]
    assert all(each in text for each in says)
    assert ("aragraph 8" in text) == (since != "2031-05-07")


@pytest.mark.parametrize("make", [a_report, no_match])
def test_the_period_ends_when_the_watch_last_saw_something(make: Callable[[], MonitoringReport]) -> None:
    assert make().as_of == ("2031-05-06T09:00:00+00:00" if make is a_report else "2031-01-02T03:04:05+00:00")


@pytest.mark.parametrize(
    ("denied", "asked", "says"),
    [
        (False, False, "No denial of it was found in these reports, and none says beside it that those concerned were"),
        (False, True, "No denial of it was found in these reports. Of asking and answering, they say beside it: "),
        (True, False, "What is denied of this matter: paragraph 7."),
    ],
)
def test_no_denial_found_is_not_the_same_as_nobody_asked(denied: bool, asked: bool, says: str) -> None:
    dossier = a_dossier("Barges")
    one = a_match("Barges", dossier)
    quiet = replace(one, denials=(), asked=one.asked if asked else ())
    other = replace(one, id="ma-2", finding="finding-1")
    matches = [quiet, other] if denied else [quiet]
    text = told(report(kept("Barges"), [gathered(matches, dossier)], TIMES, None))
    assert says in text
    assert ("What is denied of this matter" in text) == denied
