"""The queue: questions in words, answers as forms, what is answered or skipped comes no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.decided_case import Trial, trial


@pytest.fixture
def tried(tmp_path: Path) -> Trial:
    return trial(tmp_path)


def test_an_answer_brings_the_next(tried: Trial) -> None:
    """By one form of one question: the name once, each answer a button."""
    asked = tried.client.get("/queue.json").json()
    first = asked["first"]
    page = tried.client.get("/queue")
    assert "Do these two say one thing?" in page.text
    assert page.text.count('name="your_name"') == 1
    assert [f'data-key="{key}"' in page.text for key in (1, 2, 3)] == [True, True, True]
    answer = tried.post("/decisions", kind="apart", passages=first["tokens"], back="/queue")
    assert answer.headers["location"].startswith("/queue?recorded=d-")
    then = tried.client.get("/queue.json").json()
    assert then["left"] == asked["left"] - 1
    assert then["first"]["id"] == asked["behind"][0]["id"]
    answer = tried.post("/decisions", kind="same", passages=then["first"]["tokens"], back="/queue")
    assert answer.status_code == 303
    assert [each.decision.kind for each in tried.decisions()] == ["apart", "same"]


def test_skipping(tried: Trial) -> None:
    """As long as one goes on from there."""
    asked = tried.client.get("/queue.json").json()
    then = tried.client.get(f"/queue.json?skipped={asked['skip']}").json()
    assert then["first"]["id"] == asked["behind"][0]["id"]
    assert then["left"] == asked["left"] - 1
    everything = ",".join([asked["first"]["id"], *(each["id"] for each in asked["behind"])])
    assert asked["left"] == len(everything.split(","))
    assert "Nothing is worth asking now" in tried.text(f"/queue?skipped={everything}")


def test_of_one_story(tried: Trial) -> None:
    story = tried.dossier().story.id
    assert tried.client.get(f"/queue.json?story={story}").json()["stories"] == 1
    assert tried.client.get("/queue?story=s-none").status_code == 404


def test_hostile_addresses(tried: Trial) -> None:
    """What stands in an address is words on the page."""
    page = tried.client.get('/queue?skipped="><script>alert(1)</script>')
    assert page.status_code == 200
    assert "<script>alert" not in page.text
