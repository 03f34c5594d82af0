"""Nothing that a stranger or a reader writes is more than text in the room: every page of a case full of attacks has
elements and attributes of the same case without them; so has every answer to a query, a form or an address that is one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import msgspec
import pytest
from lxml import etree, html
from starlette.testclient import TestClient

from crossbearing.tell import atom
from crossbearing.web.addresses import below
from crossbearing.web.asked import Download, Page
from crossbearing.web.door.headers import FOREIGN, SAFE
from crossbearing.web.routes import ACTIONS, PAGES
from crossbearing.web.status.pages import application as watch
from crossbearing.web.work.jobs import Job
from crossbearing.write.catalogue import web_address
from tests.web import besieged, rooms
from tests.web.attacks import ATTACKS, STORED, harmless, packed
from tests.web.test_status import changed

PLAIN = ("Word", "1", "2031-05-04", "d-0123456789abcdef", "/help")
EACH = 29
"""Of so many attacks, a page or form is given one: each is given several."""
LONGEST = 3000
"""Letters of an attack in an address."""
SAVED = re.compile(r"attachment; filename=\"[\w.-]+\"; filename\*=UTF-8''[\w.%~-]+")
MOST = 5
"""Pages of a row that are opened; those of all stories and of the whole case are fewer."""
WAYS = ("href", "src", "action", "formaction", "poster", "srcset", "data", "xlink:href", "hx-get", "hx-post")
OURS = re.compile(r"|#[\w.-]*|\?[!-~]*|/(?![/\\])[!-\[\]-~]*")
BY_LENGTH = {("i", "class", "title"), ("span", "class", "data-p"), ("option", "selected", "value")}
"""What is of ours in a page or not by how long words are, where they meet, and what is chosen."""
Shapes = dict[str, set[tuple[str, ...]]]


class Case(NamedTuple):
    path: Path
    words: tuple[str, ...]
    client: TestClient

    def some(self) -> Iterator[tuple[Page | Download, str]]:
        """Some pages of each row, of different words for each row."""
        rows: dict[str, list[tuple[Page | Download, str]]] = defaultdict(list)
        for row, address in besieged.addresses(self.path):
            rows[row.name].append((row, address))
        for number, every in enumerate(rows.values()):
            step = max(1, len(every) // MOST)
            yield from every[number % step :: step]


def opened(folder: Path, words: tuple[str, ...]) -> Case:
    path = besieged.build(folder / "case.db", words)
    return Case(path, words, besieged.visitor(besieged.room(path, words)))


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Case, Case]:
    folders = tmp_path_factory.mktemp("evil"), tmp_path_factory.mktemp("good")
    return opened(folders[0], packed()), opened(folders[1], harmless(packed()))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """A case of a few words, to ask for something."""
    return opened(tmp_path_factory.mktemp("small"), packed()[:4])


def elements(page: html.HtmlElement) -> Iterator[tuple[str, ...]]:
    """Every element with the names of its attributes; an instruction or a comment as what it is."""
    for each in page.iter():
        yield (each.tag, *sorted(each.keys())) if isinstance(each.tag, str) else (type(each).__name__,)


def shapes(page: html.HtmlElement) -> set[tuple[str, ...]]:
    return set(elements(page))


def own(page: html.HtmlElement) -> set[bytes]:
    """What a browser runs or goes by: to the letter."""
    return {
        html.tostring(each, with_tail=False) for each in page.xpath("//script | //style | //meta | //link | //base")
    }


def astray(page: html.HtmlElement) -> list[str]:
    """Links, forms and requests that lead out of the room by another way than a plain link to the web."""
    wrong = []
    for each in page.iter():
        for name in WAYS:
            way = each.get(name) if isinstance(each.tag, str) else None
            if way is None or (OURS.fullmatch(way) and ".." not in way.partition("?")[0].split("/")):
                continue
            if each.tag == "a" and name == "href" and each.get("rel") == "noopener noreferrer" and web_address(way):
                continue
            wrong.append(f"{each.tag} {name}={way}")
    return wrong


def checked(answer: Any) -> html.HtmlElement:
    """The page, after what every answer must have."""
    assert answer.status_code < 500, answer.text
    assert {name: answer.headers[name] for name in SAFE} == SAFE
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    page = html.document_fromstring(answer.text)
    assert astray(page) == []
    return page


def coded(word: str) -> str:
    """As it stands in an address, halves of letters, too."""
    return quote(word.encode("utf-8", "surrogatepass"), safe="")


def test_there_are_many() -> None:
    assert len(set(ATTACKS)) == len(ATTACKS) >= 400
    assert [each for each in STORED if not any(each in words for words in packed())] == []


def test_no_page_of_a_besieged_case_has_an_element_of_the_siege(cases: tuple[Case, Case]) -> None:
    evil, good = cases
    known: Shapes = defaultdict(set)
    ours: set[bytes] = set()
    for row, address in good.some():
        if isinstance(row, Page):
            page = checked(good.client.get(address))
            known[row.name] |= shapes(page)
            ours |= {each for each in own(page) if b"csrf" not in each}
    seen, rows = "", set()
    for row, address in evil.some():
        if isinstance(row, Page):
            page = checked(evil.client.get(address))
            assert shapes(page) - known[row.name] - BY_LENGTH == set(), address
            assert own(page) - ours == set(), address
            rows.add(row.name)
            if row.name in {"story", "findings", "reports", "speakers", "story-actors"}:
                seen += page.text_content()
    assert rows == {row.name for row in PAGES}
    there = [each for each in STORED if " ".join(each.split()) in " ".join(seen.split())]
    assert len(there) > 0.85 * len(STORED), "the attacks are on these pages; some letters no page of HTML can have"


def test_files_are_saved_and_never_opened(cases: tuple[Case, Case]) -> None:
    evil, _ = cases
    given = [(row, address) for row, address in evil.some() if isinstance(row, Download) and row.name != "case-file"]
    for row, address in given:
        answer = evil.client.get(address)
        assert answer.status_code == 200, answer.text
        assert re.fullmatch(
            r"attachment; filename=\"[\w.-]+\"; filename\*=UTF-8''[\w.%~-]+", answer.headers["content-disposition"]
        )
        assert answer.headers["x-content-type-options"] == "nosniff"
        kind = answer.headers["content-type"].replace("openxml", "")
        assert not re.search("html|xml$|javascript|css", kind) or (row.name, kind) == ("alerts-feed", atom.MEDIA_TYPE)
        if row.name == "capture-body":
            assert answer.headers["content-security-policy"] == FOREIGN
            assert answer.headers["content-type"] == "application/octet-stream"
            assert evil.client.get(address, headers={"HX-Request": "true"}).status_code == 403


def test_the_feed_of_a_besieged_case_is_text(cases: tuple[Case, Case]) -> None:
    trees = [etree.fromstring(case.client.get("/alerts.atom").content) for case in cases]
    evil, good = ({(each.tag, *sorted(each.keys())) for each in tree.iter()} for tree in trees)
    assert evil == good
    links = [each for tree in trees for each in tree.xpath("//@href")]
    assert len(links) > 2 and all(OURS.fullmatch(each) for each in links)


def test_no_query_is_more_than_text(small: Case) -> None:
    """Each attack in several queries, each field of each query with several attacks."""
    paths = {row.name: (row, address) for row, address in small.some() if isinstance(row, Page)}
    words = [each for each in map(coded, ATTACKS) if len(each) < LONGEST]
    for place, (row, path) in enumerate(paths.values()):
        fields = [field.name for field in msgspec.structs.fields(row.query)]
        known: set[tuple[str, ...]] = set()
        for field, word in product(fields, PLAIN):
            known |= shapes(checked(small.client.get(path, params={field: word})))
        for number, word in enumerate(words[place % EACH :: EACH]):
            answer = small.client.get(f"{path}?{fields[number % len(fields)]}={word}")
            if answer.status_code != 308:
                assert shapes(checked(answer)) - known - BY_LENGTH == set(), answer.url


def test_no_form_is_more_than_text(tmp_path: Path) -> None:
    """Each attack in a field of each action, as a browser sends it; what is answered is a page."""
    room = rooms.room(tmp_path)
    job = Job("job-1", "add", "", (), "waiting", "")
    room.jobs.add = lambda *_, **__: job  # type: ignore[method-assign]
    room.jobs.build = lambda *_, **__: job  # type: ignore[method-assign]
    client = rooms.visitor(room, Accept="text/html")
    token = rooms.token(client)
    words = [each for each in STORED if len(each) < 900]
    for place, row in enumerate(ACTIONS):
        fields = [field.name for field in msgspec.structs.fields(row.form) if field.name != "files"] + ["your_name"]
        path = re.sub(r"\{\w+\}", "f-0123456789abcdef", row.path)
        plain = dict.fromkeys(fields, "1")
        known = shapes(checked(client.post(path, data=plain)))
        for number, word in enumerate(words[place % EACH :: EACH]):
            sent = {**plain, "csrf": token, "your_name": "Ada", fields[number % len(fields)]: word}
            answer = client.post(path, data=sent)
            if answer.status_code == 303:
                assert OURS.fullmatch(answer.headers["location"])
            else:
                assert shapes(checked(answer)) - known == set(), (path, sent)


def test_no_address_is_more_than_text(small: Case) -> None:
    """Each attack as a part of a path."""
    known = shapes(checked(small.client.get("/stories/nothing")))
    rows = [row for row in PAGES if "{" in row.path]
    for number, word in enumerate(each for each in map(coded, ATTACKS) if 0 < len(each) < LONGEST):
        path = re.sub(r"\{\w+(:\w+)?\}", word, rows[number % len(rows)].path)
        answer = small.client.get(path, headers={"Accept": "text/html"})
        if answer.status_code == 404 and not path.endswith(".json"):
            assert shapes(checked(answer)) - known == set(), path
        assert answer.status_code in {200, 404} or answer.headers["location"].startswith("http://127.0.0.1/"), path


def test_the_page_of_the_watch_is_of_text() -> None:
    """Each attack as the case's name and as what went wrong: it may be an outlet's server that says it."""
    known: set[tuple[str, ...]] = set()
    for word in ("Word", *STORED):
        standing = changed(error=word)
        client = TestClient(watch(word, partial(changed, error=word), lambda: 2e9), "http://127.0.0.1")
        page = checked(client.get("/"))
        known = known or shapes(page)
        assert shapes(page) - known == set(), word
        assert client.get("/status.json").json()["standing"]["error"] == standing.error


PAST = "../captures/capture-0000000000000000/body"


def test_no_page_is_made_to_load_what_a_stranger_sent(small: Case) -> None:
    """A page that says what was recorded loads the decision's page, and that one the page to go back to: htmx puts both
    into it, and goes by what stands in them. So neither may be bytes that came in, or another room's."""
    decision = next(address for row, address in small.some() if row.name == "decision")
    for path in ("/", "/outlets", "/queue", "/search"):
        answer = small.client.get(path, params={"recorded": PAST})
        assert answer.status_code == 400
        assert PAST not in answer.text
        assert small.client.get(path, params={"recorded": "d-0123456789abcdef"}).status_code == 200
    for back in ("//harm.example/", "/\\harm.example/", "/\t/harm.example/", "https://harm.example/", "javascript:x"):
        assert small.client.get(f"{decision}.json", params={"back": back}).json()["back"] == ""
        assert "recorded-show" not in small.client.get(decision, params={"back": back}).text
    assert "recorded-show" in small.client.get(decision, params={"back": "/queue"}).text


def test_names_that_would_lead_elsewhere_lead_to_their_list() -> None:
    assert [below("/outlets", key) for key in ("a b/../c", ".", "..", "a.json", "%2e", "?x#y")] == [
        "/outlets/a%20b%2F..%2Fc",
        "/outlets?begins=.",
        "/outlets?begins=..",
        "/outlets?begins=a.json",
        "/outlets/%252e",
        "/outlets/%3Fx%23y",
    ]
