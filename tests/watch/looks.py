"""Matches made by hand, and a watch that looks at them again and again, as `watching.update` does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from crossbearing.records import (
    Alert,
    Denial,
    Disagreement,
    Evidence,
    Facet,
    Figure,
    Finding,
    Judged,
    Match,
    MatchedClaim,
    OnWhoseWord,
    Origin,
    Published,
    Report,
    Revision,
    Span,
    Withdrawal,
)
from crossbearing.watch.alerts import Look, alerts
from crossbearing.watch.background import Background

TEXT = "Nine barges sank off Orle, the harbour office said. It was the worst night in forty years there."


def report(name: str) -> Report:
    """A report, of an outlet of its name."""
    return Report(
        name, name, f"capture of {name}", outlet(name), None, None, None, None, None, Published(None, ""), "en",
        TEXT,
    )  # fmt: skip


def outlet(name: str) -> str:
    """Also of a later version: "lantern-2"."""
    return f"The {name.partition('-')[0].title()}"


def at(name: str, place: int = 0) -> Span:
    return Span(name, place, place + 11)


def claim(name: str, *, context: bool = False) -> MatchedClaim:
    """The claim "lantern.2" stands in the report "lantern"."""
    of, _, number = name.partition(".")
    facets = (Facet("acts", not context, (), ""),)
    return MatchedClaim(name, of, at(of, int(number or 0)), outlet(of), facets, Evidence("other report", ()), context)


def figure(value: float, of: str = "sunk", hedge: str = "", report: str = "lantern") -> OnWhoseWord:
    return OnWhoseWord(Figure(at(report), value, value, value, "barge", of, hedge), ("office",), ())  # type: ignore[arg-type]


class Case:
    """What is known, and the alerts so far."""

    def __init__(self) -> None:
        self.matches: tuple[Match, ...] = ()
        self.findings: dict[str, Finding] = {}
        self.alerts: list[Alert] = []
        self.seen: set[str] = set()
        self.denying: frozenset[str] = frozenset()
        self.headings: frozenset[str] = frozenset()
        self.asides: frozenset[str] = frozenset()
        self.decided: frozenset[str] = frozenset()
        self.earlier: dict[str, frozenset[str]] = {}
        self.withdrawn: tuple[Withdrawal, ...] = ()
        self.revisions: tuple[Revision, ...] = ()

    def finding(self, name: str, origins: Mapping[str, Sequence[str]], **more: Any) -> Finding:
        """Claims by the origin on whose word they are; a name in brackets is not named and does not count."""
        kept = tuple(
            Origin(name.strip("()"), "unnamed" if name.startswith("(") else "person", not name.startswith("("),
                   tuple(claims), ())
            for name, claims in origins.items()
        )  # fmt: skip
        claims = tuple(dict.fromkeys(one for each in kept for one in each.claims))
        first = claims[0].partition(".")[0]
        made = Finding(
            name, "story", claims, at(first), (), kept, len(kept), "asserts", "happened", None, None, ()
        )  # fmt: skip
        self.findings[name] = replace(made, **more)
        return self.findings[name]

    def match(self, name: str, origins: Mapping[str, Sequence[str]], **more: Any) -> Match:
        """A finding that matches; `context`: claims that do not by their own words."""
        context = more.pop("context", ())
        finding = self.finding(name, origins, stance=more.get("stance", "asserts"))
        claims = tuple(claim(each, context=each in context) for each in finding.claims)
        told = [each for each in finding.origins if not set(each.claims) <= set(context)]
        counted = tuple(each.name for each in told if each.counted)
        met = more.pop("met", len(counted) > 1)
        made = Match(
            name, "mandate", "barges", "sunk", "story", name, finding.wording, finding.stance, "happened", claims,
            tuple(dict.fromkeys(each.outlet for each in claims if each.outlet)), counted,
            tuple(each.name for each in told if not each.counted), (), (), (), (), (),
            Judged(met, None, "so"), None, None,
        )  # fmt: skip
        return replace(made, **more)

    def look(self, *now: Match, late: str = "") -> list[str]:
        """Look at these matches; what is new, as "kind+" where it wakes somebody and "kind-" where it is held."""
        reports = {each.report: report(each.report) for match in (*now, *self.matches) for each in match.claims}
        reports |= {name: report(name) for each in self.withdrawn for name in (each.report, each.last, each.missing)}
        reports |= {each.wording.report: report(each.wording.report) for each in self.findings.values()}
        new = frozenset(set(reports) - self.seen)
        every = {one for each in self.findings.values() for one in each.claims}
        background = Background(
            reports, dict(self.findings), self.earlier, self.withdrawn, self.revisions, new,
            frozenset(one for one in every if one.partition(".")[0] in new), self.decided, self.headings, self.denying,
            self.asides,
        )  # fmt: skip
        found = alerts(self.matches, now, self.alerts, background, Look("2031-05-04T00:00:00+00:00", late))
        self.alerts += found
        self.matches = now
        self.seen |= set(reports)
        return kinds(found)


def kinds(found: Iterable[Alert]) -> list[str]:
    return sorted(f"{each.kind}{'+' if each.raised else '-'}" for each in found)


def denial(finding: str, report: str, *said_by: str) -> Denial:
    return Denial(finding, at(report), said_by, ())


def disagreement(kind: str, finding: str, report: str) -> Disagreement:
    return Disagreement(kind, finding, at(report), (f"The {report.title()}",), ())  # type: ignore[arg-type]
