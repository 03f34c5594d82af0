"""Addresses that a case is given once: pages, feeds, sitemaps, lists; and cases that take them beside paths."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from crossbearing import Case, CaseError, InputError
from crossbearing.collect.follow import Gathered
from crossbearing.collect.sources import parted
from tests.collect.servers import sent
from tests.collect.worlds import World, item, page, rss


def test_pages_feeds_and_sitemaps_given_once(world: World) -> None:
    urls = "".join(f"<url><loc>/s{n}</loc></url>" for n in range(2))
    world.pages |= {
        "/page": page("Nine barges sank"),
        "/rss": sent(rss(item("/a"))),
        "/index.xml": sent("<sitemapindex><sitemap><loc>/news.xml</loc></sitemap></sitemapindex>"),
        "/news.xml": sent(f"<urlset>{urls}</urlset>"),
        "/a": page("Seven barges sank"),
        "/s0": page("Two barges sank"),
        "/s1": sent("\u201cNo barge sank.\u201d", content_type="text/plain"),
        "/picture": sent(b"\x89PNG\r\n\x1a\n\x00", content_type="text/html"),
        "/statement": sent(b"%PDF-1.4 ...", content_type="application/octet-stream"),
        "/data": sent('{"a": 1}', content_type="application/json"),
        "/empty": sent(" "),
        "/rss-page": sent(rss(item("/rss"))),
    }
    paths = ("/page", "/rss", "/index.xml", "/picture", "/statement", "/data", "/empty", "/none", "/rss-page")
    gathered = world.fetch(*paths)
    assert sorted(gathered.reports) == [f"pier.example/{name}" for name in ("a", "page", "s0", "s1", "statement")]
    kinds = {held.name[13:]: world.store.capture(held.id).media_type for held in world.store.current()}
    assert (kinds["s1"], kinds["statement"], kinds["page"]) == ("text/plain", "application/pdf", "text/html")
    reasons = {failure.unit.rsplit("/", 1)[1]: failure.reason for failure in gathered.failures}
    assert reasons.keys() == {"picture", "data", "empty", "none"}
    assert reasons["none"] == "HTTP 404"
    assert "a PNG image" in reasons["picture"]

    again = world.fetch("/page", "/rss")
    assert again == Gathered((), ())
    assert world.server.paths() == ["/page", "/rss"]


def test_the_same_bytes_at_two_addresses_are_one_report(world: World) -> None:
    world.pages |= {"/a": page("Nine barges sank"), "/b": page("Nine barges sank")}
    assert world.fetch("/a", "/b").reports == ("pier.example/a",)
    assert [sighting.source[-2:] for sighting in world.store.sightings()] == ["/a", "/b"]


def test_names_come_from_addresses(world: World) -> None:
    paths = ("/2031/05/barges-sink.html", "/2032/barges-sink.html", "/", "/news/index.html", "/%3Cb%3E%0A.html?id=7")
    world.pages |= {path: page(f"Barges {path}") for path in paths}
    names = ("barges-sink", "barges-sink-2", "", "news", "<b>\\n")
    assert world.fetch(*paths).reports == tuple(f"pier.example/{name}".rstrip("/") for name in names)


# ── in a case ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_case_takes_addresses_and_paths(world: World, tmp_path: Path) -> None:
    world.pages |= {"/a": page("Nine barges sank"), "/b": page("Seven barges sank"), "/rss": sent(rss(item("/c")))}
    world.pages["/c"] = page("Two barges sank")
    (tmp_path / "list.txt").write_text(f"# ours\n{world.server.url('/b')}\n\n")
    (tmp_path / "note.txt").write_text("No barge sank, the harbour office said.")
    with Case.open(tmp_path / "other.db") as case:
        case._means = world.means
        added = case.add(world.server.url("/a"), f"@{tmp_path / 'list.txt'}", tmp_path / "note.txt")
        assert added.reports == ("note", "pier.example/a", "pier.example/b")
        case.follow(world.server.url("/rss"))
        told: list[tuple[str, int, int]] = []
        assert case.collect(lambda *each: told.append(each)).reports == ("pier.example/c",)
        assert told == [("collect", 1, 1)]
        verified = case.verify()
        assert (verified.captures, verified.problems) == (5, ())
        assert [feed.title for feed in case.feeds()] == ["Pier News"]
        case.unfollow(world.server.url("/rss"))
        assert case.feeds() == ()


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("https://pier.example/a\nreports/b.txt\n", "'reports/b.txt' is no address"),
        (b"\xff\xfe\x00", "no text in UTF-8"),
        (None, "cannot be read: No such file"),
    ],
)
def test_a_list_that_cannot_be_used(tmp_path: Path, lines: str | bytes | None, says: str) -> None:
    path = tmp_path / "list.txt"
    if lines is not None:
        path.write_bytes(lines if isinstance(lines, bytes) else lines.encode())
    with pytest.raises(InputError, match=re.escape(says)):
        parted([f"@{path}"])


@pytest.mark.parametrize("url", ["http://localhost/", "ftp://pier.example/", "https://u@pier.example/", "pier.example"])
def test_what_cannot_be_followed(tmp_path: Path, url: str) -> None:
    with Case.open(tmp_path / "case.db") as case:
        with pytest.raises(InputError):
            case.follow("https://pier.example/rss", url)
        assert not any(tmp_path.iterdir())
        case.follow("https://pier.example/rss")
        with pytest.raises(InputError):
            case.unfollow("https://pier.example/rss", url)
        assert len(case.feeds()) == 1


def test_what_needs_a_case_makes_none(tmp_path: Path) -> None:
    with Case.open(tmp_path / "case.db") as case:
        for asks in (case.feeds, case.collect, lambda: case.unfollow("https://pier.example/rss")):
            with pytest.raises(CaseError, match="no case is there"):
                asks()
    assert not any(tmp_path.iterdir())
