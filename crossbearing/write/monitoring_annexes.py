"""The annexes of a monitoring report, but for the passages: figures, timeline, sources, who copied whom, captures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crossbearing import outlets
from crossbearing.figures import alone, what
from crossbearing.messages import gettext as _
from crossbearing.records import CitedReport, CopiedFrom, ToldMatch
from crossbearing.write.catalogue import web_address
from crossbearing.write.days import spoken
from crossbearing.write.monitoring import (
    Annex,
    Numbering,
    Run,
    Runs,
    Table,
    captured,
    joined,
    label,
    names,
    outlet_of,
)
from crossbearing.write.texts import OUTLETS
from crossbearing.write.views import BADGES, BASIS, ORIGINS


def annexes(numbering: Numbering) -> tuple[Annex, ...]:
    """Annexes A to E. Call it when the matters have been made."""
    told = [(each, told.matter.id) for told in numbering.report.matters for each in told.matches]
    return (
        _figures(numbering, told),
        _timeline(numbering),
        _sources(numbering, told),
        _copied(numbering),
        _captures(numbering),
    )


Told = list[tuple[ToldMatch, str]]
"""Each match with its matter."""


def _figures(numbering: Numbering, told: Told) -> Annex:
    rows = [
        (
            (numbering.noted(alone(one.figure), one.figure.span),),
            (Run(what(one.figure), "name"),),
            names(one.said_by) or (Run(_("nobody named")),),
            names(one.outlets),
            (Run(str(len(set(one.said_by).intersection(each.counted)))),),
            (Run(str(place), to=place),),
        )
        for each, matter in told
        for place in (numbering.paragraphs[matter, each.match.finding],)
        for one in each.match.figures
    ]
    head = _("Figure"), _("Of what"), _("By whose word"), _("Outlets"), _("Independent origins"), _("Paragraph")
    lead = _("Every figure of the findings that are told above, with those who give it.") if rows else _("No figures.")
    return Annex("A", _("Figures"), lead, (Table(head, tuple(rows)),))


def _timeline(numbering: Numbering) -> Annex:
    where: dict[str, list[int]] = {}
    for (_matter, finding), place in numbering.paragraphs.items():
        where.setdefault(finding, []).append(place)
    rows = []
    for each in numbering.report.timeline:
        marks = [mark for mark in (BASIS[each.when.basis], BADGES.get(each.status, "")) if mark]
        day: Runs = (Run(spoken(each.when.value)), *(Run(f"; {mark}", "soft") for mark in marks))
        rows.append((day, (numbering.words(each.claim),), _to(where[each.finding])))
    lead = _("Every day that a finding gives, as the reports give it.") if rows else _("No days.")
    return Annex("B", _("Timeline"), lead, (Table((_("Day"), _("What is said"), _("Paragraph")), tuple(rows)),))


def _sources(numbering: Numbering, told: Told) -> Annex:
    lead = _(
        "Outlets by what they carried, then those on whose word it rests. An origin that is not counted is shown and "
        "adds no independence."
    )
    tables = (
        Table(
            (_("Outlet"), _("Kind"), _("Reports cited"), _("Independent origins"), _("Carried, in paragraph")),
            tuple(_outlets(numbering, told)),
        ),
        Table(
            (_("Origin"), _("Kind"), _("Counted"), _("Carried by"), _("In paragraph")),
            tuple(_origins(numbering, told)),
        ),
    )
    return Annex("C", _("Sources"), lead if numbering.report.cited else _("No sources."), tables)


def _outlets(numbering: Numbering, told: Told) -> Iterator[tuple[Runs, ...]]:
    reports: dict[str, int] = {}
    for cited in numbering.report.cited:
        reports[outlet_of(cited)] = reports.get(outlet_of(cited), 0) + (not cited.version)
    carried: dict[str, dict[int, None]] = {name: {} for name in reports}
    origins: dict[str, set[str]] = {name: set() for name in reports}
    for each, matter in told:
        for claim in each.match.claims:
            carried[numbering.outlet(claim.span)][numbering.paragraphs[matter, each.match.finding]] = None
        for rests in each.rests_on:
            for span in rests.spans:
                origins[numbering.outlet(span)] |= {rests.name} if rests.counted else set()
    for name in sorted(reports, key=lambda name: (-len(carried[name]), name)):
        known = outlets.by_name(name)
        yield (
            (Run(name, "name"),),
            (Run(OUTLETS[known.kind] if known is not None else _("not known")),),
            (Run(str(reports[name])),),
            (Run(str(len(origins[name]))),),
            _to(carried[name]) or (Run(_("cited beside")),),
        )


def _origins(numbering: Numbering, told: Told) -> Iterator[tuple[Runs, ...]]:
    found: dict[tuple[bool, str, str], tuple[dict[str, None], dict[int, None]]] = {}
    for each, matter in told:
        for rests in each.rests_on:
            key = not rests.counted, rests.name, str(ORIGINS.get(rests.kind, rests.kind))
            through, places = found.setdefault(key, ({}, {}))
            through |= dict.fromkeys(numbering.outlet(span) for span in rests.spans)
            places[numbering.paragraphs[matter, each.match.finding]] = None
    for key in sorted(found, key=lambda key: (key[0], -len(found[key][1]), key[1:])):
        through, places = found[key]
        counted = _("no") if key[0] else _("yes")
        yield (Run(key[1], "name"),), (Run(key[2]),), (Run(counted),), names(sorted(through)), _to(places)


def _to(places: Iterable[int]) -> Runs:
    return joined(Run(str(place), to=place) for place in sorted(places))


def _copied(numbering: Numbering) -> Annex:
    by_id = {each.report: each for each in numbering.report.cited}
    rows = [tuple(_pair(numbering, by_id, each)) for each in numbering.report.copied]
    lead = (
        _("Pairs of cited reports that share text beyond what they quote, the most alike first.")
        if rows
        else _("No two cited reports share text.")
    )
    head = _("Reports"), _("Shared"), _("Whose text"), _("The longest passage begins")
    return Annex("D", _("Who copied whom"), lead, (Table(head, tuple(rows)),))


def _pair(numbering: Numbering, by_id: dict[str, CitedReport], each: CopiedFrom) -> Iterator[Runs]:
    a, b = by_id[each.a], by_id[each.b]
    yield joined((*_named(one), Run(f", {spoken(one.published)}", "soft")) for one in (a, b))
    yield (Run(_("%(percent)s %%", percent=round(each.likeness * 100))),)
    yield tuple(_verdict(each, a, b))
    yield (numbering.words(each.longest),) if each.longest else (Run(""),)


def _verdict(each: CopiedFrom, a: CitedReport, b: CitedReport) -> Iterator[Run]:
    if each.taker is not None:
        taker, giver = (a, b) if each.taker == a.report else (b, a)
        yield Run(outlet_of(taker), "name")
        yield Run(_(" took it from "))
        yield Run(outlet_of(giver), "name")
        if each.origin and each.origin != outlet_of(giver):
            yield Run(_("; text of "))
            yield Run(each.origin, "name")
    elif each.origin:
        yield Run(_("text of "))
        yield Run(each.origin, "name")
    else:
        yield Run(_("the reports do not say"))


def _captures(numbering: Numbering) -> Annex:
    rows = [
        (
            (*_named(each), Run(f", {spoken(each.published)}")),
            (Run(each.title or label(each), "name", each.language),),
            _address(each.url),
            (Run(each.capture, "soft name"),),
            (Run(each.sha256, "soft name"),),
            (Run(captured(each)),),
        )
        for each in numbering.report.cited
    ]
    head = _("Outlet and day"), _("Title"), _("Address"), _("Capture"), _("SHA-256"), _("Captured")
    lead = _(
        "Each cited report and the bytes that it was read from. The case keeps them; “crossbearing export” hands them "
        "on."
    )
    return Annex("E", _("Captures"), lead if rows else _("No report is cited."), (Table(head, tuple(rows)),))


def _named(each: CitedReport) -> Runs:
    return (Run(outlet_of(each), "name"),)


def _address(url: str | None) -> Runs:
    followed = web_address(url)
    return (Run(url or _("none"), "name" if url else "said", address=followed or ""),)
