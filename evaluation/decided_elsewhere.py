"""Decisions out of Web Annotations, as `write.web_annotations` has them: back to records that can be measured."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import msgspec

from crossbearing.decide.holding import holding
from crossbearing.records import Anchor, Decision, Span, Standing

_NAMED, _HASHED = "urn:crossbearing:", "urn:sha256:"


class _Page(msgspec.Struct):
    items: tuple[msgspec.Raw, ...]


class _Collection(msgspec.Struct):
    first: _Page


class _Kind(msgspec.Struct):
    """Of an annotation, as much as tells a decision from what was read."""

    body: tuple[dict[str, Any], ...]


class _Creator(msgspec.Struct):
    name: str


class _Selector(msgspec.Struct):
    """Both kinds in one: the words, and where they stand."""

    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = 0
    end: int = 0
    ofText: str = ""  # noqa: N815 - the document's own term


class _Place(msgspec.Struct):
    source: str
    selector: tuple[_Selector, _Selector]


class _Target(_Place):
    side: int = 0
    attached: _Place | None = None
    adrift: str = ""


class _Annotation(_Kind):
    creator: _Creator
    created: str
    target: tuple[_Target | str, ...]


def decisions(body: bytes) -> tuple[Standing, ...]:
    """The decisions of a collection, in its order, which is that of their being made.

    A report is known there by its page or bytes alone: that is what `capture` and `name` of the anchors hold, and
    `Span.report`. Raises msgspec.MsgspecError for what is no such collection.
    """
    made = [
        _decision(msgspec.json.decode(item, type=_Annotation))
        for item in msgspec.json.decode(body, type=_Collection).first.items
        if _said(msgspec.json.decode(item, type=_Kind))
    ]
    held = {each.id for each in holding([decision for decision, _ in made])}
    return tuple(_standing(decision, targets, holds=decision.id in held) for decision, targets in made)


def _said(annotation: _Kind) -> dict[str, Any] | None:
    return next((each for each in annotation.body if "Decision" in (each.get("type") or ())), None)


def _decision(annotation: _Annotation) -> tuple[Decision, list[_Target]]:
    said = _said(annotation) or {}
    targets = [each for each in annotation.target if isinstance(each, _Target)]
    replaces = said.get("replaces")
    fields = {
        "id": _id(said["id"]),
        "kind": said["kind"],
        "anchors": [_anchor(each) for each in targets],
        "value": said.get("decided", ""),
        "by": annotation.creator.name,
        "at": annotation.created,
        "reason": said.get("reason", ""),
        "replaces": None if replaces is None else _id(replaces),
        "machine": said.get("machine", ""),
    }
    return msgspec.convert(fields, Decision), targets


def _standing(decision: Decision, targets: list[_Target], *, holds: bool) -> Standing:
    if not holds:
        return Standing(decision, "replaced")
    reasons = tuple(dict.fromkeys(each.adrift for each in targets if each.adrift))
    spans = tuple(_span(each.attached) for each in targets if each.attached is not None)
    known = bool(spans) or decision.kind == "undo"
    return Standing(decision, "adrift" if reasons else "applied" if known else "waiting", reasons, spans)


def _anchor(target: _Target) -> Anchor:
    words, place = target.selector
    return Anchor(
        capture=target.source,
        name=target.source,
        exact=words.exact,
        prefix=words.prefix,
        suffix=words.suffix,
        start=place.start,
        end=place.end,
        sha256=place.ofText.removeprefix(_HASHED),
        side=1 if target.side else 0,
    )


def _span(place: _Place) -> Span:
    return Span(place.source, place.selector[1].start, place.selector[1].end)


def _id(named: str) -> str:
    return unquote(named.removeprefix(_NAMED))
