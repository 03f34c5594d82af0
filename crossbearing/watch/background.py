"""What the watch must know of stories beside their matches to say what in these is new. Pure functions of dossiers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from crossbearing.records import Claim, Dossier, Finding, Reading, Record, Report, Revision, Span, Withdrawal

_WORD = re.compile(r"\w+")


class Background(Record, frozen=True):
    """Of some stories, taken together."""

    reports: dict[str, Report]
    """Id → report, earlier versions too."""
    findings: dict[str, Finding]
    earlier: dict[str, frozenset[str]]
    """Claim → claims of earlier versions of its report that say it in the same words, or that it took the place of."""
    withdrawn: tuple[Withdrawal, ...]
    revisions: tuple[Revision, ...]
    new: frozenset[str]
    """Ids of the reports and versions that no look saw before."""
    fresh: frozenset[str]
    """Claims of those, but what a page said in the same words when it was seen before."""
    decided: frozenset[str]
    """Claims that a reader's decisions name."""
    headings: frozenset[str]
    """Claims of headlines and subheadings."""
    denying: frozenset[str]
    """Claims that deny what they are about."""
    asides: frozenset[str]
    """Claims of what a report says of changes to itself."""

    def words(self, span: Span) -> str:
        """What stands there."""
        return self.reports[span.report].text[span.start : span.end]


def captures(dossier: Dossier) -> tuple[str, ...]:
    """The captures that a story's reports and their earlier versions are read from, by id."""
    return tuple(sorted({report.capture for report in _all(dossier)}))


def background(dossier: Dossier, seen: Collection[str]) -> Background:
    """Of one story. `seen`: captures that an earlier look saw."""
    reports = {report.id: report for report in _all(dossier)}
    return Background(
        reports=reports,
        findings={finding.id: finding for finding in dossier.findings},
        earlier=_earlier(dossier),
        withdrawn=dossier.withdrawn,
        revisions=dossier.revisions,
        new=frozenset(report.id for report in reports.values() if report.capture not in seen),
        fresh=frozenset(_fresh(dossier, seen)),
        decided=frozenset(_decided(dossier)),
        headings=frozenset(
            claim.id
            for reading in (*dossier.readings, *(version.reading for version in dossier.versions))
            for claim in reading.claims
            if reading.sentences[claim.sentence].heading
        ),
        denying=frozenset(
            claim.id for reading in dossier.readings for claim in reading.claims if claim.stance == "denies"
        ),
        asides=frozenset(_asides(dossier)),
    )


def joined(parts: Sequence[Background]) -> Background:
    """What is known of several stories, as one."""
    return Background(
        reports={key: value for part in parts for key, value in part.reports.items()},
        findings={key: value for part in parts for key, value in part.findings.items()},
        earlier={key: value for part in parts for key, value in part.earlier.items()},
        withdrawn=tuple(each for part in parts for each in part.withdrawn),
        revisions=tuple(each for part in parts for each in part.revisions),
        new=frozenset(each for part in parts for each in part.new),
        fresh=frozenset(each for part in parts for each in part.fresh),
        decided=frozenset(each for part in parts for each in part.decided),
        headings=frozenset(each for part in parts for each in part.headings),
        denying=frozenset(each for part in parts for each in part.denying),
        asides=frozenset(each for part in parts for each in part.asides),
    )


def _fresh(dossier: Dossier, seen: Collection[str]) -> set[str]:
    said: dict[str, set[str]] = {}
    for version in dossier.versions:
        if version.report.capture in seen:
            said.setdefault(version.of, set()).update(_words(each, version.report) for each in version.reading.claims)
    return {
        claim.id
        for report, reading in zip(dossier.reports, dossier.readings, strict=True)
        if report.capture not in seen
        for claim in reading.claims
        if _words(claim, report) not in said.get(report.id, ())
    }


def _all(dossier: Dossier) -> tuple[Report, ...]:
    return (*dossier.reports, *(version.report for version in dossier.versions))


def _decided(dossier: Dossier) -> set[str]:
    rulings = dossier.rulings
    told = {claim for pair in (*rulings.same, *rulings.apart) for claim in pair}
    told |= {claim for each in rulings.no_origins for claim in each.claims}
    told |= {each.claim for each in rulings.attached if each.claim}
    return told | set(rulings.hidden)


def _asides(dossier: Dossier) -> set[str]:
    notices = [span for revision in dossier.revisions for span in revision.notices]
    return {
        claim.id
        for reading in dossier.readings
        for claim in reading.claims
        if any(each.report == reading.report and each.start <= claim.content.start < each.end for each in notices)
    }


def _earlier(dossier: Dossier) -> dict[str, frozenset[str]]:
    """A page that comes again has a text of its own, and its claims have other ids, though it says the same."""
    found: dict[str, frozenset[str]] = {}
    for report, reading in zip(dossier.reports, dossier.readings, strict=True):
        chain = [(each.report, each.reading) for each in dossier.versions if each.of == report.id]
        if chain:
            found |= _of_chain([*chain, (report, reading)], dossier.withdrawn)
    return found


def _of_chain(chain: list[tuple[Report, Reading]], withdrawn: Iterable[Withdrawal]) -> dict[str, frozenset[str]]:
    by_words: dict[str, set[str]] = {}
    found: dict[str, frozenset[str]] = {}
    for report, reading in chain:
        replaced = [each for each in withdrawn if each.missing == report.id and each.instead is not None]
        for claim in reading.claims:
            before = set(by_words.get(_words(claim, report), ()))
            before |= {each.claim for each in replaced if _stands_for(claim, each)}
            for each in tuple(before):
                before |= found.get(each, frozenset())
            found[claim.id] = frozenset(before)
        for claim in reading.claims:
            by_words.setdefault(_words(claim, report), set()).add(claim.id)
    return {claim: before for claim, before in found.items() if before}


def _words(claim: Claim, report: Report) -> str:
    return " ".join(_WORD.findall(report.text[claim.content.start : claim.content.end].casefold()))


def _stands_for(claim: Claim, withdrawal: Withdrawal) -> bool:
    """Whether most of a claim stands in the passage that took a withdrawn one's place."""
    instead = withdrawal.instead
    if instead is None:
        return False
    shared = min(instead.end, claim.content.end) - max(instead.start, claim.content.start)
    return shared * 2 > claim.content.end - claim.content.start
