"""One small case, built once, and rooms over copies of it in which something can be decided."""

from __future__ import annotations

import functools
import re
import shutil
import tempfile
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

from starlette.testclient import TestClient

from crossbearing.case import Case
from crossbearing.records import Claim, Dossier, Finding, Standing
from crossbearing.web.readers import Readers
from crossbearing.web.room import Room
from crossbearing.web.work.jobs import Job
from tests.reports import write_reports
from tests.web import rooms


class Wanted:
    """Jobs that nobody does: what was asked for."""

    def __init__(self) -> None:
        self.by: list[str] = []

    def build(self, by: str = "") -> Job:
        self.by.append(by)
        return Job(f"job-{len(self.by) - 1}", "build", by, (), "waiting", "2031-05-06T00:00:00+00:00")

    def all(self) -> tuple[Job, ...]:
        return ()

    def close(self) -> None:
        pass


class Trial(NamedTuple):
    """A room over a copy of the case, a browser and what the case says."""

    path: Path
    room: Room
    client: TestClient
    wanted: Wanted

    def dossier(self) -> Dossier:
        with Case.open(self.path, readonly=True) as case:
            return max(case.dossiers(), key=lambda each: len(each.reports))

    def decisions(self) -> tuple[Standing, ...]:
        with Case.open(self.path, readonly=True) as case:
            return case.decisions()

    def build(self) -> None:
        with Case.open(self.path) as case:
            case.build()

    def finding(self, words: str, size: int = 1) -> tuple[Finding, Claim]:
        """A finding with a claim that has these words, and that claim."""
        dossier = self.dossier()
        text = {report.id: report.text for report in dossier.reports}
        for finding in dossier.findings:
            for claim in claims(dossier):
                said = text[claim.span.report][claim.span.start : claim.span.end]
                if claim.id in finding.claims and words in said and len(finding.claims) >= size:
                    return finding, claim
        raise LookupError(words)

    def post(self, address: str, **fields: Any) -> Any:
        """A form as a browser sends it."""
        return self.client.post(address, data={"csrf": rooms.token(self.client), "your_name": "Ada Wenn", **fields})

    def sent(self, address: str, **fields: Any) -> Any:
        """The same from a program."""
        return self.client.post(f"{address}.json", json={"your_name": "Ada Wenn", **fields})

    def text(self, address: str) -> str:
        """A page's text, tags left out."""
        answer = self.client.get(address)
        assert answer.status_code == 200, answer.text
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", answer.text)).split())


def claims(dossier: Dossier) -> list[Claim]:
    return [claim for reading in dossier.readings for claim in reading.claims]


def token(claim: Claim, side: str = "") -> str:
    return f"{claim.span.report}:{claim.span.start}-{claim.span.end}{side}"


@functools.cache
def built() -> Path:
    """The case of `tests.reports`."""
    folder = Path(tempfile.mkdtemp(prefix="crossbearing-decided-"))
    with Case.open(folder / "case.db") as case:
        case.add(write_reports(folder / "reports"))
        case.build()
    return folder / "case.db"


def trial(folder: Path, *, readonly: bool = False) -> Trial:
    """A room over a copy."""
    path = folder / "case.db"
    shutil.copy(built(), path)
    room, wanted = Room(path, Readers(path), readonly=readonly), Wanted()
    room.jobs = wanted  # type: ignore[assignment]  # what was asked for is all that is looked at
    return Trial(path, room, rooms.tester(room), wanted)
