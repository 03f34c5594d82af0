"""A room over a case of records, asked without a network."""

from __future__ import annotations

from pathlib import Path

from lxml import html
from starlette.testclient import TestClient

from crossbearing.records import Dossier
from tests.web.grown import write_case
from tests.web.halls import a_hall


def opened(folder: Path, dossier: Dossier) -> TestClient:
    """A client of a room in which this story stands."""
    client = a_hall(write_case(folder / "case.db", dossier))
    client.follow_redirects = False
    return client


def page(client: TestClient, address: str) -> html.HtmlElement:
    """A page that must be there."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.text[:400])
    return html.document_fromstring(answer.text)
