"""What a soak showed, as it is kept, as a table, and what of it must not be so."""

from __future__ import annotations

import msgspec

from benchmarks.soak.checks import Alerts, Examined, Matches
from benchmarks.soak.memory import Curve
from benchmarks.soak.server import Seen

MOST_SLOPE = 20.0
"""MB an hour by which a process that lived for half an hour may grow: more reports are in its case than before."""
LONG_LIFE = 1800.0
"""Seconds."""


class Results(msgspec.Struct, frozen=True):
    """Everything."""

    seconds: float
    feeds: int
    kinds: dict[str, int]
    factor: float
    kills: tuple[int, ...]
    """Seconds after the start."""
    unplanned_ends: int
    turns: int
    errors: int
    status_at_end: int
    """Of the watch, after SIGTERM."""
    seconds_to_end: float
    alerts: Alerts
    matches: Matches
    case: Examined
    server: Seen
    hook_strangers: tuple[str, ...]
    memory: tuple[Curve, ...]

    def wrong(self) -> list[str]:
        """What does not hold."""
        alerts, seen = self.alerts, self.server
        grew = [each for each in self.memory if each.seconds >= LONG_LIFE and each.slope_mb_an_hour > MOST_SLOPE]
        rows = (
            (alerts.lost, "alerts lost"),
            (alerts.waiting, "alerts still waiting"),
            (alerts.unknown, "alerts that were received and never raised"),
            (alerts.unsigned, "posts without a good signature"),
            (alerts.twice_unexplained, "alerts told twice without a cause"),
            (self.matches.different, "stories whose matches differ from those made anew"),
            (len(self.case.faults), f"faults: {self.case.faults}"),
            (len(self.case.problems), f"problems: {self.case.problems[:5]}"),
            (len(seen.too_soon), f"requests too soon: {seen.too_soon[:5]}"),
            (len(seen.at_once), f"requests at once: {seen.at_once[:5]}"),
            (len(seen.strangers), f"requests to private names: {seen.strangers[:5]}"),
            (len(self.hook_strangers), "requests of feeds to the webhook"),
            (self.unplanned_ends, "ends of the watch that nobody asked for"),
            (self.errors, "turns that ended with an error"),
            (self.status_at_end, "is the status of the watch at its end"),
            (len(grew), f"processes that grew: {grew}"),
            (not alerts.raised, "no alert was raised at all"),
        )
        return [f"{int(number)} {what}" for number, what in rows if number]


def table(found: Results) -> str:
    """The same in Markdown."""
    alerts, seen = found.alerts, found.server
    twice = f"{alerts.twice_answer_lost} after a lost answer, {alerts.twice_killed} after a kill"
    rows = [
        ("seconds, feeds, clock", f"{found.seconds:g}, {found.feeds}, {found.factor:g} times as fast"),
        ("kill -9 at (s)", ", ".join(map(str, found.kills)) or "never"),
        ("turns; errors in a turn; unplanned ends", f"{found.turns}; {found.errors}; {found.unplanned_ends}"),
        ("after SIGTERM", f"status {found.status_at_end} within {found.seconds_to_end:g} s"),
        ("visits to feeds; pages; all requests", f"{seen.visits}; {seen.pages}; {seen.requests}"),
        ("shortest gap at one host (s, watch's clock)", f"{seen.shortest_gap:.2f} of {seen.gaps} gaps"),
        ("too soon; two at once", f"{len(seen.too_soon)}; {len(seen.at_once)}"),
        ("requests to private addresses", f"{len(seen.strangers) + len(found.hook_strangers)}"),
        ("reports in the case; stories", f"{found.case.reports}; {found.matches.stories}"),
        ("alerts raised; held", f"{alerts.raised}; {alerts.held}"),
        ("kinds of alerts", ", ".join(f"{kind} {number}" for kind, number in alerts.kinds.items())),
        ("received at the webhook; lost; never raised", f"{alerts.received}; {alerts.lost}; {alerts.unknown}"),
        ("posts; refused by the webhook", f"{alerts.posts}; {alerts.refused}"),
        ("received again", f"{twice}, {alerts.twice_unexplained} without a cause"),
        ("matches stored; anew; stories that differ",
         f"{found.matches.stored}; {found.matches.anew}; {found.matches.different}"),
        ("doctor's faults; verify's problems", f"{len(found.case.faults)}; {len(found.case.problems)}"),
    ]  # fmt: skip
    lines = ["| what | found |", "|---|---|", *(f"| {what} | {value} |" for what, value in rows), ""]
    lines += ["| process | lived (s) | first half (MB) | second half (MB) | slope (MB/h) | most (MB) | with workers |"]
    lines += ["|---|---|---|---|---|---|---|"]
    lines += [
        f"| {each.pid} | {each.seconds:g} | {each.first_half_mb:g} | {each.second_half_mb:g} | "
        f"{each.slope_mb_an_hour:+g} | {each.most_mb:g} | {each.most_with_workers_mb:g} |"
        for each in found.memory
    ]
    return "\n".join([*lines, ""])
