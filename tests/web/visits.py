"""A room over a case of records, asked without a network."""

from __future__ import annotations

from pathlib import Path

from lxml import html
from starlette.testclient import TestClient

from crossbearing.records import Dossier, Story
from tests.web.grown import RETIRED
from tests.web.halls import a_case, a_hall


def opened(folder: Path, dossier: Dossier) -> TestClient:
    """A client of a room in which this story stands, which took up another."""
    retired = Story(RETIRED, dossier.story.reports[:1], dossier.story.title, None, None)
    return a_hall(a_case(folder / "case.db", dossier, retired=(retired,)))


def page(client: TestClient, address: str) -> html.HtmlElement:
    """A page that must be there."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.text[:400])
    return html.document_fromstring(answer.text)
