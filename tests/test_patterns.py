"""No regular expression that meets foreign text takes more than linear time on it, whatever the text."""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from types import FrameType
from typing import cast

import pytest

import crossbearing.clean
import crossbearing.collect
import crossbearing.tell
import crossbearing.watch
import crossbearing.write
from crossbearing.watch import right_of_reply

Text = str | bytes
Pattern = re.Pattern[str] | re.Pattern[bytes]
Use = Callable[[Text], object]

SHORT, LONG = 2_000, 16_000
GROWTH = 30.0
"""Of the time from SHORT to LONG, eight times as long: 8 is linear, 64 quadratic, and machines are busy."""
SLOW = 0.002
"""Seconds on the short text below which the long one is not tried: a quadratic pattern takes two to ten times as many,
and what costs less than that costs less than its two seconds on a whole page."""
STUCK = 2.0
"""Seconds of this process, not by the clock: machines are busy."""
PIECES = (
    *(" ", "a", "A", "1", "\n", ".", "-", "/", "<", "(", '"', "&", "|", "é", "a ", "A ", "1 ", "A. ", "<a ", "1/"),
    *("a-", "1 May ", "http://a", "\r\n", "a\n\n", "(A "),
)
"""What a text is made of, over and over, beside the words of each pattern itself."""


PACKAGES = (crossbearing.collect, crossbearing.clean, crossbearing.write, crossbearing.watch, crossbearing.tell)


def patterns() -> dict[str, Pattern]:
    """Every compiled pattern that a module of these packages holds, also in tuples, dictionaries and sets."""
    found: dict[tuple[Text, int], tuple[str, Pattern]] = {}

    def look(name: str, value: object, depth: int = 0) -> None:
        if isinstance(value, re.Pattern):
            found.setdefault((value.pattern, value.flags), (name, value))
        elif depth < 3 and isinstance(value, tuple | list | frozenset | set):
            for each in value:
                look(name, each, depth + 1)
        elif depth < 3 and isinstance(value, dict):
            for each in value.values():
                look(name, each, depth + 1)

    for package in PACKAGES:
        for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
            for name, value in vars(importlib.import_module(module.name)).items():
                look(f"{module.name.removeprefix('crossbearing.')}:{name}", value)
    look("watch.right_of_reply:_patterns", right_of_reply._patterns())
    return {f"{name} {number}": pattern for number, (name, pattern) in enumerate(found.values())}


def texts(pattern: Pattern) -> Iterator[str]:
    """Pieces to make a text of: the usual ones, and the words of the pattern."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    own = dict.fromkeys(re.findall(r"[A-Za-z]{2,}", source))
    yield from PIECES
    for word in list(own)[:4]:
        yield from (word, f"{word} ")


def seconds(use: Use, pattern: Pattern, piece: str, length: int) -> float:
    """How long the pattern takes over the piece, repeated up to that length."""
    made = (piece * (length // len(piece) + 1))[:length] + "\x01"
    text: Text = made.encode() if isinstance(pattern.pattern, bytes) else made
    began = time.thread_time()
    use(text)
    return time.thread_time() - began


def uses(pattern: Pattern) -> tuple[Use, ...]:
    """As the code uses patterns: from the start, as a whole, and anywhere."""
    anywhere = cast(Callable[[Text], Iterator[object]], pattern.finditer)
    return (
        cast(Use, pattern.match),
        cast(Use, pattern.fullmatch),
        lambda text: sum(1 for _ in anywhere(text)),
    )


class TooSlow(Exception):  # noqa: N818 - said of a pattern
    """It was stopped."""


@contextmanager
def limited() -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, STUCK)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def worst(pattern: Pattern) -> str | None:
    """What makes the pattern slow; None where nothing does."""
    for piece, use in product(texts(pattern), uses(pattern)):
        try:
            with limited():
                short = seconds(use, pattern, piece, SHORT)
                if short < SLOW:
                    continue
                growth = seconds(use, pattern, piece, LONG) / min(short, seconds(use, pattern, piece, SHORT))
        except TooSlow:
            return f"{piece!r}: stopped after {STUCK} s"
        if growth > GROWTH:
            return f"{piece!r}: {growth:.0f} times as long for {LONG // SHORT} times the text"
    return None


def test_every_pattern_takes_linear_time() -> None:
    every = patterns()
    assert len(every) > 150
    assert {name: why for name, pattern in every.items() if (why := worst(pattern)) is not None} == {}


@pytest.mark.parametrize("slow", [r"\s+x", r"(?:a|aa)+$"])
def test_a_slow_one_would_be_found(slow: str) -> None:
    assert worst(re.compile(slow)) is not None
