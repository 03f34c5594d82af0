"""The watch in numbers, in Prometheus' text exposition format 0.0.4
(https://prometheus.io/docs/instrumenting/exposition_formats/). No label holds an address, a name or a secret."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator
from pathlib import Path

from crossbearing.standing_watch import Standing

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def metrics(standing: Standing) -> str:
    """All metrics, with what each means."""
    lines: list[str] = []
    for name, kind, what, samples in _families(standing):
        if samples:
            lines += [f"# HELP {name} {what}", f"# TYPE {name} {kind}"]
            lines += [f"{name}{labels} {value:.17g}" for labels, value in samples]
    return "\n".join([*lines, ""])


Family = tuple[str, str, str, list[tuple[str, float]]]
"""Name, type, meaning, and (labels, value)."""


def _families(now: Standing) -> Iterator[Family]:
    for name, what, value in (
        ("turns", "Turns in which something was done.", now.turns),
        ("turn_errors", "Turns that an error ended.", now.errors),
        ("builds", "Builds.", now.builds),
        ("reports_collected", "Reports that came in new or changed.", now.reports),
        ("deliveries", "Alerts that were delivered.", now.delivered),
        ("deliveries_failed", "Tries to deliver an alert that failed.", now.undelivered),
        ("deliveries_given_up", "Alerts that are delivered to one channel no more.", now.given_up),
    ):
        yield f"crossbearing_{name}_total", "counter", what, [("", value)]
    yield "crossbearing_last_turn_seconds", "gauge", "How long the last turn took.", [("", now.turn_seconds)]
    yield "crossbearing_in_error", "gauge", "1 where an error ended the last turn.", [("", bool(now.error))]
    yield from _of_the_case(now)
    memory = resident_bytes()
    yield "process_resident_memory_bytes", "gauge", "Resident memory.", [] if memory is None else [("", memory)]
    began = datetime.datetime.fromisoformat(now.began_at).timestamp()
    yield "process_start_time_seconds", "gauge", "When the watch began, in seconds since 1970.", [("", began)]


def _of_the_case(now: Standing) -> Iterator[Family]:
    census = now.census
    if census is None:
        return
    for name, what, value in (
        ("feeds", "Feeds that the case follows.", census.feeds),
        ("feeds_failing", "Feeds whose last visit failed.", census.failing),
        ("reports", "Reports that the case reads.", census.reports),
        ("mandates", "Mandates in force.", census.mandates),
    ):
        yield f"crossbearing_{name}", "gauge", what, [("", value)]
    alerts = [('{state="raised"}', float(census.raised)), ('{state="held"}', float(census.held))]
    yield "crossbearing_alerts_total", "counter", "Alerts of the case; those that were held wake nobody.", alerts
    none: dict[str, int] = dict.fromkeys(("email", "terminal", "webhook"), 0)  # a row that is missing alarms nobody
    waiting = [(f'{{channel="{kind}"}}', float(number)) for kind, number in (none | census.waiting).items()]
    yield "crossbearing_outbox_waiting", "gauge", "Alerts that are still to go, by kind of channel.", waiting


def resident_bytes() -> int | None:
    """The memory of this process that is in RAM, where the system tells it (Linux)."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return None
    return pages * os.sysconf("SC_PAGE_SIZE")
