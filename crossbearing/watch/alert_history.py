"""What was told before: alerts, found again by the claims that they were about."""

from __future__ import annotations

from collections.abc import Iterable

from crossbearing.records import Alert


class History:
    """The alerts of one mandate, in their order."""

    def __init__(self, alerts: Iterable[Alert]) -> None:
        self._alerts = tuple(alerts)
        self.keys = keys(self._alerts)
        self.number = len(self._alerts)
        """What comes and goes is told each time: by this number one time is told from another."""
        self._about: dict[tuple[str, str], list[int]] = {}
        for number, alert in enumerate(self._alerts):
            for claim in alert.claims:
                self._about.setdefault((alert.matter, claim), []).append(number)

    def of(self, matter: str, claims: Iterable[str]) -> tuple[Alert, ...]:
        """Those of a matter that are about one of these claims."""
        numbers = {number for claim in claims for number in self._about.get((matter, claim), ())}
        return tuple(self._alerts[number] for number in sorted(numbers))


def keys(alerts: Iterable[Alert]) -> frozenset[str]:
    """All that they told."""
    return frozenset(key for alert in alerts for key in alert.told)


def last(alerts: Iterable[Alert], *names: str) -> str | None:
    """Which of these names was told last, of what comes and goes: "met 3" is "met"."""
    states = [key.rpartition(" ")[0] for alert in alerts for key in alert.told]
    return next((state for state in reversed(states) if state in names), None)
