"""A small case in which readers decide, over tiny stages of our own."""

from __future__ import annotations

from crossbearing import deciding, pipeline
from crossbearing.deciding import Asked
from crossbearing.records import Decision, DecisionKind, Dossier, Span
from crossbearing.store.base import Store
from crossbearing.write.formats import export, to_json
from tests.small_stages import a_capture

TEXTS = {
    "r0": "flood one\n\nthe dam broke at dawn\n\nnobody was warned in time",
    "r1": "flood two\n\nat dawn the dam broke\n\nno warning was given",
    "r2": "strike one\n\nthe yard closed for a week",
}
BROKE, AT_DAWN, YARD = "the dam broke at dawn", "at dawn the dam broke", "the yard closed for a week"
WARNED, NO_WARNING = "nobody was warned in time", "no warning was given"


def fill(store: Store, texts: dict[str, str]) -> None:
    captures = [a_capture(name, text) for name, text in texts.items()]
    store.take(captures)
    store.replace([capture.id for capture in captures], ())


def dossiers(store: Store) -> list[Dossier]:
    return list(pipeline.dossiers(store, [story.id for story in pipeline.in_order(store)]))


def shown(store: Store) -> bytes:
    return to_json(export(dossiers(store), ()))


def span(store: Store, words: str) -> Span:
    for report in (report for each in dossiers(store) for report in each.reports):
        if words in report.text:
            start = report.text.index(words)
            return Span(report.id, start, start + len(words))
    raise LookupError(words)


def decide(
    store: Store, kind: DecisionKind, *words: str, value: str = "", replaces: str | None = None, by: str = "Ada"
) -> Decision:
    spans = [span(store, each) for each in words]
    passages = tuple((each, at > 0) for at, each in enumerate(spans)) if kind == "apart" else tuple(spans)
    return deciding.decide(store, Asked(kind, passages, by, value, replaces=replaces))  # type: ignore[arg-type]


def states(store: Store) -> list[str]:
    return [each.state for each in deciding.standings(store)]


def reasons(store: Store) -> str:
    return " ".join(reason for each in deciding.standings(store) for reason in each.reasons)
