"""An alert as a few lines of a terminal: no character of it commands one."""

from __future__ import annotations

from collections.abc import Sequence

from crossbearing.collect.found import printable
from crossbearing.records import Record
from crossbearing.tell.message import DONE, Message, Outcome, Say

_WORDS = 300
"""Characters of a wording or title that are shown."""


class Terminal(Record, frozen=True):
    """Tells by printing."""

    say: Say
    most: int = 50

    def unfit(self) -> str | None:
        return None

    async def send(self, messages: Sequence[Message], now: float) -> Outcome:
        """Print a block for each. Raises OSError where nobody reads it."""
        for message in messages:
            self.say(block(message))
        return DONE


def block(message: Message) -> str:
    """What is new, where, in whose words, and how to find it; lines without a break at the end."""
    alert = message.alert
    rows = (
        f"{alert.at[:16].replace('T', ' ')} UTC  {shown(message.matter)}  ({shown(message.mandate)})",
        f"  {shown(alert.what)}",
        f"  “{shown(alert.wording)}”",
        f"  {counted(alert.origins, 'independent origin')}, {counted(alert.outlets, 'outlet')}"
        f"; story {shown(alert.story)}, finding {shown(alert.finding)}",
    )
    return "\n".join(rows)


def shown(text: str) -> str:
    """A text in one line, short, and with what cannot be shown escaped."""
    line = printable(" ".join(text.split()))
    return line if len(line) <= _WORDS else line[: _WORDS - 1] + "…"


def counted(number: int, what: str) -> str:
    """ "2 outlets"."""
    return f"{number} {what}{'' if number == 1 else 's'}"
