"""Mandates in which every text that an analyst may write is an attack, as far as a mandate's file lets it be one, and
alerts of every kind."""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Iterator, Sequence
from itertools import cycle
from typing import Any, get_args

import yaml

from crossbearing import watching
from crossbearing.records import Alert, AlertKind, Match, content_id
from crossbearing.store.base import Seen, Store
from crossbearing.write.catalogue import web_address

MANDATES, MATTERS = 4, 6
"""As many for any words, so that the same pages are opened of each case."""
AT = datetime.datetime(2041, 5, 6, 10, tzinfo=datetime.UTC)
_LINE, _TEXT, _WORD = 300, 5000, 100
"""Characters that a mandate's file takes."""
_PHRASE = 12
"""Words of a phrase."""


def watch(store: Store, words: Sequence[str]) -> None:
    """Put mandates in force over the case, one of which ends, and keep alerts of each kind, raised and held."""
    for number in range(MANDATES + 1):
        mandate, _ = watching.add(store, yaml.safe_dump(_mandate(number, words)), "mine.yaml", AT)
        found = watching.matches(store, mandate.id)
        store.watch(Seen(mandate.id, alerts=tuple(_alerts(found, words))))
    watching.end(store, f"m-{MANDATES}", AT)


def _mandate(number: int, words: Sequence[str]) -> dict[str, Any]:
    shown = [_printable(each) for each in words]
    lines = cycle([line for each in shown for line in textwrap.wrap(each, _LINE, drop_whitespace=False)])
    for _ in range(number * MATTERS * 5):
        next(lines)
    texts = cycle(each[:_TEXT] for each in (*shown[number:], *shown[:number]))
    names = [name for each in shown for name in textwrap.wrap(each, _WORD) if _is_word(name)]
    ways = [each for each in shown if web_address(each) and "@" not in each and len(each) < _LINE]
    ways = ways or ["https://quay.example/"]
    return {
        "id": f"m-{number}",
        "title": next(lines),
        "note": next(texts),
        "standing": {"set_by": next(lines), "since": "2040", "until": "2042-01", "note": next(texts)},
        "subjects": [{"id": f"s-{at}", "names": names[at::MANDATES][:60]} for at in range(MANDATES)],
        "languages": ["en"] if number == 1 else [],
        "outlets": names[:20] if number == 1 else [],
        "alert": [{"terminal": True}, {"email": "a@quay.example"}, {"webhook": "https://quay.example/", "secret": "S"}],
        "standard": {"any": [{"origins": 2}, {"origins": 1, "of": ["document"], "reply": True}]},
        "matters": [
            {
                "id": f"m-{at}",
                "title": next(lines),
                "what": next(texts),
                "instruments": [
                    {"name": next(lines), "paragraph": next(lines), "says": next(texts)},
                    {
                        "name": next(lines), "paragraph": next(lines), "says": next(texts), "checked": next(texts),
                        "url": ways[at % len(ways)],
                    },
                ],
                "patterns": [
                    {"id": "words", "acts": ["sank"], "what": names[at::MATTERS][:40]},
                    {"id": "sank", "acts": ["sank"]},
                ],
            }
            for at in range(MATTERS)
        ],
    }  # fmt: skip


def _alerts(found: Sequence[Match], words: Sequence[str]) -> Iterator[Alert]:
    """For each of the words one."""
    kinds = get_args(AlertKind)
    for number, (text, match) in enumerate(zip(words, cycle(found), strict=False)):
        yield Alert(
            id=content_id("al", match.mandate, str(number)), kind=kinds[number % len(kinds)], raised=number % 2 == 0,
            at=AT.isoformat(), mandate=match.mandate, matter=match.matter, story=match.story, finding=match.finding,
            wording=text, what=text, why=text, spans=(match.wording,), origins=1, outlets=1,
        )  # fmt: skip


def _printable(text: str) -> str:
    return "".join(each for each in text if each.isprintable())


def _is_word(text: str) -> bool:
    return len(text) > 3 and any(each.isalpha() for each in text) and len(text.split()) <= _PHRASE
