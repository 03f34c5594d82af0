"""What `serving` asks for: every page of the room's table, each with many real ids of a case and their JSON twins."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import quote, urlencode

from crossbearing import lookup, pipeline
from crossbearing.records import Dossier
from crossbearing.store.base import Store
from crossbearing.store.index import EntryQuery
from crossbearing.web.routes import PAGES

STORIES = 40
"""Of a case with more, so many are asked for: the largest, the smallest, and some between."""
KEYS = 60
SEARCHES = (
    {"words": "the"},
    {"words": "ballot"},
    {"words": "ballot seat -monday"},
    {"words": '"according to"'},
    {"words": "flood OR ferry", "kind": "finding"},
    {"words": "insp*"},
    {"words": "spokesman", "kind": "quote"},
    {"words": "dawn", "outlet": "Gazette 7"},
    {"words": "the", "offset": "2000"},
    {"words": "zyzzyva"},
)


class Address(NamedTuple):
    """One address of a page."""

    page: str
    path: str
    as_json: bool


class Case(NamedTuple):
    """What of a case is asked for."""

    dossiers: Sequence[Dossier]
    keys: dict[str, list[str]]
    """Kind of entry → keys that are asked for."""
    months: list[str]
    decisions: list[str]
    jobs: list[str]


def known(store: Store, jobs: Sequence[str]) -> Case:
    """What of this case is asked for."""
    stories = sorted(pipeline.grouping(store), key=lambda each: (-len(each.reports), each.id))
    step = max(1, len(stories) // STORIES)
    dossiers = tuple(pipeline.dossiers(store, [each.id for each in stories[::step]][:STORIES]))
    kinds = ("outlet", "actor", "place", "figure", "speaker")
    keys = {
        kind: [each.key for each in store.known(EntryQuery(kind=kind, limit=KEYS)).known if each.key] for kind in kinds
    }
    months = sorted({each.story.first[:7] for each in dossiers if each.story.first})
    return Case(dossiers, keys, months, [each.id for each in store.decisions()], list(jobs))


def addresses(case: Case, seed: int = 7) -> Iterator[Address]:
    """Endless: page after page of the table as HTML and as JSON, each time with other ids."""
    draw = random.Random(seed)  # noqa: S311 - the same every time, that is all
    while True:
        for page in PAGES:
            path = _path(page.name, page.path, case, draw)
            if path is None:
                continue
            where, mark, query = path.partition("?")
            yield Address(page.name, path, as_json=False)
            yield Address(page.name, f"{'/index' if where == '/' else where}.json{mark}{query}", as_json=True)


def _path(name: str, pattern: str, case: Case, draw: random.Random) -> str | None:
    """An address of a page; None where the case has nothing that it could show."""
    dossier = draw.choice(case.dossiers)
    report = draw.choice(dossier.reports)
    finding = draw.choice(dossier.findings)
    beside: dict[str, Callable[[], str | None]] = {
        "stories": lambda: _asked("/", _of_stories(case, draw)),
        "search": lambda: _asked("/search", draw.choice(SEARCHES)),
        "case-timeline": lambda: _asked("/timeline", {"month": draw.choice(case.months)}),
        "report": lambda: f"/reports/{report.id}?lit=0-{min(40, len(report.text))}",
        "draft": lambda: _asked("/decide", {"passages": _passage(dossier, finding.claims[0])}),
        "queue": lambda: draw.choice(("/queue", f"/queue?story={dossier.story.id}")),
    }
    if name in beside:
        return beside[name]()
    kinds = {"outlet": "outlet", "case-actor": "actor", "place": "place", "case-figure": "figure", "quoted": "speaker"}
    choices: dict[str, Sequence[str]] = {
        "{key:path}": case.keys.get(kinds.get(name, ""), ()),
        "{story}": [dossier.story.id],
        "{report}": [report.id],
        "{capture}": [report.capture],
        "{finding}": [finding.id],
        "{identity}": [each.id for each in dossier.identities],
        "{pair}": [each.id for each in dossier.copying],
        "{decision}": case.decisions,
        "{job}": case.jobs,
    }
    for part, ids in choices.items():
        if part in pattern:
            if not ids:
                return None
            pattern = pattern.replace(part, quote(draw.choice(ids), safe=""))
    return pattern


def _of_stories(case: Case, draw: random.Random) -> dict[str, str]:
    outlet, month = draw.choice(case.keys["outlet"]), draw.choice(case.months)
    narrowed = {"outlet": outlet, "first": month, "last": month}
    return draw.choice(({}, {"words": "dawn ward"}, {"order": "origins"}, narrowed, {"offset": "25"}))


def _passage(dossier: Dossier, claim_id: str) -> str:
    claim = next(each for reading in dossier.readings for each in reading.claims if each.id == claim_id)
    return f"{claim.span.report}:{claim.span.start}-{claim.span.end}"


def _asked(path: str, query: dict[str, str]) -> str:
    return f"{path}?{urlencode(query)}" if query else path


def state(store: Store) -> str:
    """The case in words."""
    return f"{len(store.current()):,} reports in {lookup.state(store).stories:,} stories"
