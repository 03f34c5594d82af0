"""What two versions of a text do not have alike."""

from __future__ import annotations

import re
import time

import pytest

from crossbearing.compare.edits import Text, edits, plain
from crossbearing.records import Published, Report, Span

A = "The gate broke on Monday."
B = "Two workers were hurt in the flood."
C = "The mayor asked for help from the army."
D = "Schools stay closed until Friday."


def version(name: str, text: str) -> Text:
    """A text whose sentences end with a full stop."""
    report = Report(
        id=name, name=name, capture="", outlet=None, url=None, title=None, headline=None, byline=None, dateline=None,
        published=Published(None, "none found"), language="en", text=text,
    )  # fmt: skip
    spans = tuple(Span(name, match.start(), match.end()) for match in re.finditer(r"\S[^.]*\.", text))
    return Text(report, spans, tuple(plain(text[span.start : span.end]) for span in spans))


def told(before: str, after: str) -> list[tuple[str, ...]]:
    """Each edit as its kind and passages; of a changed one the words lost and won."""
    texts = {"v1": before, "v2": after}
    made = []
    for edit in edits(version("v1", before), version("v2", after)):
        spans = edit.lost + edit.won if edit.kind == "changed" else tuple(s for s in (edit.before, edit.after) if s)
        made.append((edit.kind, *(texts[span.report][span.start : span.end] for span in spans)))
    return made


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (f"{A} {B}", f"{A} {B}", []),
        (f"{A} {B}", f"{A}  {B.upper()}", []),
        (f"{A} {B} {C}", f"{A} {C}", [("cut", B)]),
        (f"{A} {C}", f"{A} {B} {D} {C}", [("added", f"{B} {D}")]),
        (f"{A} {B} {C}", f"{B} {C} {A}", [("moved", A, A)]),
        (f"{A} {B}", f"{A} {B.replace('Two', 'Three')}", [("changed", "Two", "Three")]),
        (f"{A} {B}", f"{A} {B.replace('Two', 'About 25')}", [("changed", "Two", "About 25")]),
        (f"{A} {B} {C}", f"{A} {D} {C}", [("cut", B), ("added", D)]),
        ("The gate broke on Monday and two men were hurt.", "The gate broke on Monday. Two men were hurt.",
         [("changed", "and")]),
        ("The gate broke on Monday. Two men were hurt.", "The gate broke on Monday and two men were hurt.",
         [("changed", "and")]),
    ],
)  # fmt: skip
def test_edits(before: str, after: str, expected: list[tuple[str, ...]]) -> None:
    assert told(before, after) == expected


def test_every_sentence_is_in_an_edit_or_the_same() -> None:
    before, after = f"{A} {B} {C} {D}", f"{D} {B.replace('hurt', 'killed')} New words stand here. {A}"
    found = edits(version("v1", before), version("v2", after))
    for side, text in (("before", before), ("after", after)):
        covered = sum(span.end - span.start for edit in found if (span := getattr(edit, side)))
        assert covered >= len(text) - len(max((A, B, C, D), key=len)) - 4


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (" ".join(f"x{n} a b c." for n in range(4_000)), " ".join(f"y{n} a b c." for n in range(4_000))),
        (" ".join("same words here." for _ in range(6_000)), " ".join("same words here." for _ in range(5_999))),
        ("w " * 50_000 + ".", "v " * 50_000 + "."),
    ],
)
def test_hostile_sizes_take_no_long_time(before: str, after: str) -> None:
    started = time.process_time()
    edits(version("v1", before), version("v2", after))
    assert time.process_time() - started < 5
