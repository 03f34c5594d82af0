"""robots.txt: what a host lets this program fetch, and how fast (RFC 9309, read by protego)."""

from __future__ import annotations

import re

from protego import Protego

from crossbearing.collect.web import ROBOT, Answer

MOST_BYTES = 512_000
"""RFC 9309 asks for 500 KiB at least. What comes after is not read."""

MOST_RULES = 5_000
"""Lines that allow or forbid. Those of large sites have some hundreds. Each costs time for each address that is judged,
in this process and not in a worker; a host that has more is not asked for anything."""

_AGENT = re.compile(r"(?:user-agent|useragent|user agent)[:\s]+([^#]*)", re.IGNORECASE)


class Rules:
    """What one host allows."""

    def __init__(self, text: str = "") -> None:
        """The rules of a robots.txt; none forbids nothing."""
        self._rules = Protego.parse(_for_us(text))

    def allow(self, url: str) -> bool:
        """Whether the host lets this program fetch `url`."""
        return bool(self._rules.can_fetch(url, ROBOT))

    @property
    def delay(self) -> float:
        """Seconds between requests that it asks for; 0 where it does not."""
        return self._rules.crawl_delay(ROBOT) or 0.0


def rules(answer: Answer) -> Rules | None:
    """What an answer to the question for robots.txt means; None: nothing may be fetched for now.

    By RFC 9309 (2.3.1) a file that is not to be had allows all, one that the server fails to give forbids all. "Too
    many requests" is read as the second.
    """
    if answer.status == 200:
        text = answer.body[:MOST_BYTES].decode("utf-8", "replace")
        # by their first letter: protego takes several misspellings, too
        count = sum(line.lstrip()[:1] in "aAdD" for line in text.splitlines() if line.strip())
        return None if count > MOST_RULES else Rules(text)
    return Rules() if 400 <= answer.status < 500 and answer.status != 429 else None


def _for_us(text: str) -> str:
    """The file with all other robots' names made one: protego keeps every rule for every name that it stands under, so
    that half a megabyte of names and rules would fill the memory."""
    return "\n".join(_line(line) for line in text.removeprefix("\ufeff").splitlines())


def _line(line: str) -> str:
    named = _AGENT.match(line.lstrip())
    if named is None:
        return line
    name = named[1].strip().lower()
    if name == "*":
        return line
    ours = re.fullmatch(rf"{ROBOT.lower()}(?![a-z_-]).*", name) is not None
    return f"User-agent: {ROBOT if ours else 'another'}"
