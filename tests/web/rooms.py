"""A room over a case of records, asked without a network."""

from __future__ import annotations

from pathlib import Path

from lxml import html
from starlette.testclient import TestClient

from crossbearing.records import Dossier
from crossbearing.web.app import application
from crossbearing.web.readers import Readers
from crossbearing.web.room import Room
from tests.web.grown import write_case


def opened(folder: Path, dossier: Dossier) -> TestClient:
    """A client of a room in which this story stands."""
    path = write_case(folder / "case.db", dossier)
    return TestClient(application(Room(path, Readers(path))), follow_redirects=False, raise_server_exceptions=False)


def page(client: TestClient, address: str) -> html.HtmlElement:
    """A page that must be there."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.text[:400])
    return html.document_fromstring(answer.text)
