"""An alert as a few lines of a terminal: no character of it commands one."""

from __future__ import annotations

from collections.abc import Sequence

from crossbearing.collect.found import printable
from crossbearing.records import Record
from crossbearing.tell.message import DONE, Message, Outcome, Say

SHORT = 300
"""Characters of a wording or title that a terminal shows."""
LONG = 3_000
"""Those where there is more room."""


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


def block(message: Message, most: int = SHORT) -> str:
    """What is new, where, in whose words, and how to find it; lines without a break at the end."""
    alert = message.alert
    outlets = f", {counted(alert.outlets, 'outlet')}" if alert.outlets else ""  # a bare text names none
    rests_on = counted(alert.origins, "independent origin") + outlets
    rows = (
        f"{alert.at[:16].replace('T', ' ')} UTC  {shown(message.matter)}  ({shown(message.mandate)})",
        f"  {shown(alert.what, most)}",
        f"  “{shown(alert.wording, most)}”",
        f"  {rests_on}; story {shown(alert.story)}, finding {shown(alert.finding)}",
    )
    return "\n".join(rows)


def shown(text: str, most: int = SHORT) -> str:
    """A text in one line of at most so many characters, with what cannot be shown escaped."""
    line = printable(" ".join(text.split()))
    return line if len(line) <= most else line[: most - 1] + "…"


def counted(number: int, what: str) -> str:
    """ "2 outlets"."""
    return f"{number} {what}{'' if number == 1 else 's'}"
