"""Deciding in the room: each kind by form and by program, what is refused, and that the record shows it."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from crossbearing.case import Case
from crossbearing.store.sqlite import SqliteStore
from crossbearing.web.judging.acts import told
from tests.web.decided_case import Trial, claims, token, trial

SANK = "Nine barges sank"


@pytest.fixture
def tried(tmp_path: Path) -> Trial:
    return trial(tmp_path)


def _asked(tried: Trial, kind: str) -> dict[str, Any]:
    """What is sent for a decision of a kind."""
    finding, claim = tried.finding(SANK, size=3)
    others = [each for each in claims(tried.dossier()) if each.id in finding.claims and each.id != claim.id]
    report = next(each for each in tried.dossier().reports if each.id == claim.span.report)
    words = {"date": claim.dates[0].span, "figure": claim.figures[0].span}
    at = words.get(kind, claim.span)
    passages = [f"{at.report}:{at.start}-{at.end}"]
    if kind == "published":
        passages = [f"{report.id}:0-{report.text.index(chr(10))}"]
    if kind in ("same", "apart"):
        passages = [token(claim), token(others[0], "/1" if kind == "apart" else "")]
    value = {
        "speaker": "Ada Wenn", "date": "2031-05-02", "published": "2031-05-06", "figure": "19",
        "origin": finding.origins[0].name, "note": "Ask the harbour office again.",
    }.get(kind, "")  # fmt: skip
    return {"kind": kind, "passages": passages, "value": value, "reason": "read twice"}


KINDS = ("same", "apart", "speaker", "date", "published", "figure", "origin", "hide", "note")


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind(tried: Trial, kind: str) -> None:
    """By a form, which leads back to where one was; and by a program, which gets the decision."""
    asked = _asked(tried, kind)
    answer = tried.post("/decisions", back="/findings/f-1?a=b#c", **asked)
    (made,) = tried.decisions()
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/findings/f-1?a=b&recorded={made.decision.id}#c"
    answer = tried.sent("/decisions", **asked)
    assert answer.status_code == 200, answer.text
    decision = answer.json()["decision"]
    assert (decision["kind"], decision["by"], decision["reason"]) == (kind, "Ada Wenn", "read twice")
    assert decision["value"] == asked["value"]
    assert answer.json()["state"] == "waiting"
    assert len(tried.decisions()) == 2
    assert tried.wanted.by == ["Ada Wenn", "Ada Wenn"]


def test_of_findings(tried: Trial) -> None:
    """Split, merged and hidden; each by a form."""
    finding, claim = tried.finding(SANK, size=3)
    other, _ = tried.finding("closed until Thursday")
    page = tried.client.get(f"/findings/{finding.id}/decide").text
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen is not None
    assert tried.post(f"/findings/{finding.id}/split", claims=claim.id, seen=seen[1]).status_code == 303
    nearest = tried.client.get(f"/findings/{finding.id}/merge").text
    both = [
        each for each in re.findall(r'name="findings" value="([^"]+)"', nearest) if each[:18] in (finding.id, other.id)
    ]
    assert len(both) == 2
    assert tried.post("/findings/merge", findings=both).status_code == 303
    assert tried.post(f"/findings/{finding.id}/hide", seen=seen[1]).status_code == 303
    assert [each.decision.kind for each in tried.decisions()] == ["apart", "same", "hide"]


def test_a_speaker_is_chosen(tried: Trial) -> None:
    """Named, the outlet itself, or nobody: whatever stands in the field of the name."""
    _, claim = tried.finding("Harbour master Ada Wenn")
    for whose, value in (("named", "Fishermen"), ("outlet", "outlet"), ("nobody", "")):
        sent = {"kind": "speaker", "passages": token(claim), "whose": whose, "value": "Fishermen"}
        assert tried.post("/decisions", **sent).status_code == 303
        assert tried.decisions()[-1].decision.value == value


@pytest.mark.parametrize(
    ("fields", "status", "says"),
    [
        ({"kind": "date", "value": "last week"}, 400, "a day is written"),
        ({"kind": "figure", "value": "many"}, 400, "in digits"),
        ({"kind": "note", "value": "x" * 5000}, 400, "at most"),
        ({"kind": "note", "value": "a\u202eb"}, 400, "cannot be shown"),
        ({"kind": "undo"}, 400, "kind"),
        ({"kind": "true"}, 400, "kind"),
        ({"kind": "note", "value": "a", "passages": "report-1:0-5"}, 400, "report:start-end"),
        ({"kind": "note", "value": "a", "passages": "report-" + "0" * 16 + ":0-5"}, 409, "changed"),
        ({"kind": "speaker", "value": "Ada", "replaces": "d-0"}, 400, "no decision"),
    ],
)
def test_refused(tried: Trial, fields: dict[str, Any], status: int, says: str) -> None:
    """Nothing is recorded; a program gets the one shape of errors."""
    asked = {**_asked(tried, fields["kind"] if fields["kind"] in KINDS else "note"), **fields}
    if isinstance(asked["passages"], str):
        asked["passages"] = [asked["passages"]]
    answer = tried.sent("/decisions", **asked)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert says in answer.json()["detail"]
    assert tried.post("/decisions", **asked).status_code == status
    assert tried.decisions() == ()
    assert tried.wanted.by == []


def test_what_was_typed_is_kept(tried: Trial) -> None:
    """A form that could not be recorded comes again with what is wrong beside it."""
    wrong = {**_asked(tried, "date"), "value": '"><script>1</script>', "reason": "because <b>so</b>", "back": "/queue"}
    answer = tried.post("/decisions", **wrong)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert 'value="&#34;&gt;&lt;script&gt;1&lt;/script&gt;"' in answer.text
    assert 'value="because &lt;b&gt;so&lt;/b&gt;"' in answer.text
    assert 'name="back" value="/queue"' in answer.text
    assert "<script>1" not in answer.text
    finding, claim = tried.finding(SANK, size=3)
    every = list(finding.claims)
    answer = tried.post(f"/findings/{finding.id}/split", claims=every, reason="all of them")
    assert answer.status_code == 400
    assert f'value="{claim.id}" checked' in answer.text
    assert 'value="all of them"' in answer.text


def test_stale(tried: Trial) -> None:
    """A form of a finding that holds other claims since is refused, with the way to how it is now."""
    finding, claim = tried.finding(SANK, size=3)
    old = "0" * 12
    for address, fields in (
        (f"/findings/{finding.id}/split", {"claims": [claim.id], "seen": old}),
        (f"/findings/{finding.id}/hide", {"seen": old}),
        ("/findings/merge", {"findings": [f"{finding.id}@{old}"], "back": "/queue"}),
    ):
        answer = tried.post(address, **fields)
        assert answer.status_code == 409
        assert f'href="{"/queue" if "merge" in address else f"/findings/{finding.id}/decide"}"' in answer.text
        assert tried.sent(address, **fields).json()["status"] == 409
    assert tried.decisions() == ()


def test_rights(tried: Trial, tmp_path: Path) -> None:
    """Without the page's token, without a name, and in a room that is only read, nothing is recorded."""
    asked = _asked(tried, "note")
    assert tried.client.post("/decisions", data=asked).status_code == 403
    assert tried.post("/decisions", **{**asked, "your_name": ""}).status_code == 400
    (tmp_path / "read").mkdir()
    shut = trial(tmp_path / "read", readonly=True)
    assert shut.sent("/decisions", **asked).status_code in (403, 404, 405)
    finding, _ = tried.finding(SANK, size=3)
    for address in (f"/findings/{finding.id}/decide", f"/findings/{finding.id}/merge", "/queue", "/decisions"):
        answer = shut.client.get(address)
        assert answer.status_code == 200
        assert 'method="post"' not in answer.text
    assert tried.decisions() == shut.decisions() == ()


@pytest.mark.parametrize(
    ("back", "to"),
    [
        ("/queue?story=s-1&recorded=d-0", "/queue?story=s-1&recorded=d-1"),
        ("/findings/f-1#c", "/findings/f-1?recorded=d-1#c"),
        ("//elsewhere.example/", "/decisions?recorded=d-1"),
        ("/\\elsewhere.example", "/decisions?recorded=d-1"),
        ("https://elsewhere.example/", "/decisions?recorded=d-1"),
        ("/a\r\nSet-Cookie: b=c", "/decisions?recorded=d-1"),
        ("", "/decisions?recorded=d-1"),
    ],
)
def test_back(back: str, to: str) -> None:
    """Back leads to pages of this room only."""
    assert told(back, "d-1") == to


def test_round_trip(tried: Trial) -> None:
    """Decided, made anew, shown where it stands with what the machine had said; undone, and gone."""
    _, claim = tried.finding(SANK, size=3)
    at = claim.figures[0].span
    place = f"{at.report}:{at.start}-{at.end}"
    hostile = "<img src=x onerror=alert(1)> & 'so'"
    tried.post("/decisions", kind="figure", passages=place, value="19", reason=hostile)
    tried.post("/decisions", kind="note", passages=token(claim), value="Two\nlines")
    tried.post("/decisions", kind="figure", passages=place, value="29", your_name="Bo Lind")
    spoke = tried.sent("/decisions", kind="speaker", passages=[token(claim)], value="Ada Wenn").json()
    undone = spoke["decision"]["id"]
    assert tried.post(f"/decisions/{undone}/undo", back="/decisions").status_code == 303
    states = [(each.decision.kind, each.state) for each in tried.decisions()]
    assert states[-2:] == [("speaker", "replaced"), ("undo", "waiting")]
    assert "Recorded. The record is being made anew." in tried.text(f"/decisions?recorded={undone}")
    tried.build()
    found = next(each for each in tried.dossier().findings if claim.id in each.claims)
    page = tried.text(f"/findings/{found.id}/decide")
    assert "what number is meant : 29 decided by Bo Lind" in page
    assert "The machine had said: 9" in page
    assert "Two lines" in page
    first, note, second, *_ = tried.decisions()
    assert (first.state, note.state, second.state) == ("adrift", "applied", "applied")
    listed = tried.text("/decisions")
    assert listed.index("adrift") < listed.index("Two lines")
    assert "a later decision says otherwise" in listed
    assert hostile in listed
    assert "<img" not in tried.client.get("/decisions").text
    one = tried.client.get(f"/decisions/{second.decision.id}.json").json()
    assert one["listed"]["standing"]["state"] == "applied"
    assert one["building"] == ""


def test_the_list(tried: Trial) -> None:
    """Filtered by kind, state and name, and paged; a program gets what the command gives."""
    for kind in ("note", "date", "hide"):
        tried.post("/decisions", **_asked(tried, kind))
    with Case.open(tried.path, readonly=True) as case:
        every = case.decisions()
    got = tried.client.get("/decisions.json").json()
    assert [each["standing"]["decision"]["id"] for each in got["decisions"]] == [e.decision.id for e in every[::-1]]
    for query, total in (
        ("kind=note", 1),
        ("state=waiting", 3),
        ("by=Bo", 0),
        ("kind=date&by=Ada+Wenn", 1),
        ("offset=9", 3),
    ):
        assert tried.client.get(f"/decisions.json?{query}").json()["slice"]["total"] == total
    assert tried.client.get("/decisions?offset=x").status_code == 400
    assert tried.client.get("/decisions/d-none").status_code == 404


def test_drafts(tried: Trial) -> None:
    """A form by an address: filled with how the words read now; nothing for words that are not there."""
    _, claim = tried.finding(SANK, size=3)
    at = claim.figures[0].span
    page = tried.client.get(f"/decide?kind=figure&passages={at.report}:{at.start}-{at.end}").text
    assert 'name="value" value="9"' in page
    for query, status in (
        ("", 400),
        ("passages=x", 400),
        (f"kind=true&passages={token(claim)}", 400),
        (f"passages={claim.span.report}:0-99999", 400),
        ("passages=report-0000000000000000:0-5", 409),
    ):
        assert tried.client.get(f"/decide?{query}").status_code == status


def test_adrift(tried: Trial) -> None:
    """Words that are found no longer are shown with what is most like them, and can be attached again there."""
    finding, claim = tried.finding(SANK, size=3)
    other = next(each for each in claims(tried.dossier()) if each.id in finding.claims and each.id != claim.id)
    tried.post("/decisions", kind="same", passages=[token(claim), token(other)])
    store = SqliteStore(tried.path)
    made = store.decisions()[0]
    exact = made.anchors[0].exact
    words = f"{exact[: len(exact) // 2]} and what else the storm of that week had left of it ashore"
    lost = replace(made.anchors[0], exact=words, prefix="zzz", suffix="zzz", start=0, end=len(words), sha256="0" * 64)
    store.decide(replace(made, id="d-00000000000000ff", anchors=(lost, made.anchors[1])))
    store.close()
    tried.build()
    states = {each.decision.id: each.state for each in tried.decisions()}
    assert states["d-00000000000000ff"] == "adrift"
    page = tried.client.get("/decisions").text
    assert page.index("d-00000000000000ff") < page.index(made.id)
    assert "One decision is adrift" in tried.text("/queue")
    again = re.search(r'href="(/decide\?[^"]*replaces=d-00000000000000ff)"', page)
    assert again is not None
    form = tried.client.get(unescape(again[1])).text
    fields = {name: re.findall(rf'name="{name}" value="([^"]*)"', form) for name in ("kind", "passages", "replaces")}
    assert len(fields["passages"]) == 2
    assert tried.post("/decisions", **fields).status_code == 303
    assert {each.decision.id: each.state for each in tried.decisions()}["d-00000000000000ff"] == "replaced"


def test_what_is_older_than_a_decision_says_so(tried: Trial, tmp_path: Path) -> None:
    """Decisions that came from elsewhere, or whose build was stopped: a notice on every page, and a button."""
    assert "What is shown is older" not in tried.text("/")
    _, claim = tried.finding(SANK, size=3)
    with Case.open(tried.path) as case:
        case.decide("note", [claim.span], by="Ada Wenn", value="ask")
    for address in ("/", "/decisions", "/queue", f"/reports/{claim.span.report}", "/help"):
        assert "What is shown is older than 1 decision" in tried.text(address)
    assert 'action="/build"' in tried.client.get("/").text
    with Case.open(tried.path) as case:
        case.undo(tried.decisions()[0].decision.id, by="Bo Marr")
    assert "older than 2 decisions" in tried.text("/")
    answer = tried.post("/build", back="/")
    assert (answer.status_code, answer.headers["location"], tried.wanted.by) == (303, "/jobs/job-0", ["Ada Wenn"])
    tried.build()
    assert "What is shown is older" not in tried.text("/")
    (tmp_path / "read").mkdir()
    read = trial(tmp_path / "read", readonly=True)
    with Case.open(read.path) as case:
        case.decide("note", [claim.span], by="Ada Wenn", value="ask")
    assert "What is shown is older" in read.text("/")
    assert 'action="/build"' not in read.client.get("/").text


def test_a_finding_that_another_took_up_leads_on(tried: Trial) -> None:
    """After a merger, and no longer after it is undone; a form of it is refused with the way to how it is now."""
    (larger, _), (lesser, _) = tried.finding(SANK, size=3), tried.finding("closed until Thursday")
    made = tried.sent("/findings/merge", findings=[larger.id, lesser.id]).json()["decision"]["id"]
    tried.build()
    for behind in ("", "/decide", "/merge", ".json"):
        answer = tried.client.get(f"/findings/{lesser.id}{behind}")
        assert (answer.status_code, answer.headers["location"]) == (308, f"/findings/{larger.id}{behind}")
        assert answer.headers["cache-control"] == "no-store"
    for act in ("hide", "split"):
        assert tried.sent(f"/findings/{lesser.id}/{act}").status_code == 409
    assert tried.sent("/findings/merge", findings=[lesser.id, larger.id]).status_code == 409
    assert f'href="/findings/{lesser.id}/decide"' in tried.post(f"/findings/{lesser.id}/hide").text
    for status in (200, 308, 200):
        made = tried.sent(f"/decisions/{made}/undo").json()["decision"]["id"]
        tried.build()
        assert tried.client.get(f"/findings/{lesser.id}").status_code == status
    assert len(tried.decisions()) == 4


def test_a_program_that_says_what_it_saw(tried: Trial) -> None:
    """`seen` and "@" guard a program as they do a form; a passage is named by the id of its text."""
    finding, claim = tried.finding(SANK, size=3)
    other, _ = tried.finding("closed until Thursday")
    page = tried.client.get(f"/findings/{finding.id}/decide.json").json()
    assert page["token"] == f"{finding.id}@{page['seen']}"
    for address, fields in (
        (f"/findings/{finding.id}/hide", {"seen": "0" * 12}),
        (f"/findings/{finding.id}/split", {"seen": "0" * 12, "claims": [claim.id]}),
        ("/findings/merge", {"findings": [f"{finding.id}@{'0' * 12}", other.id]}),
        ("/decisions", {"kind": "note", "value": "x", "passages": [f"report-{'0' * 16}:0-5"]}),
    ):
        answer = tried.sent(address, **fields)
        assert (answer.status_code, answer.headers["content-type"]) == (409, "application/problem+json")
    assert tried.decisions() == ()
    assert tried.sent(f"/findings/{finding.id}/hide", seen=page["seen"]).status_code == 200
    assert tried.sent("/findings/merge", findings=[page["token"], other.id]).status_code == 200
