"""The first page of a monitoring report: title, whose mandate it is, the period, numbers, and what changed in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crossbearing.messages import Message, listed, ngettext
from crossbearing.messages import gettext as _
from crossbearing.records import Alert, AlertKind, Commission, ToldMatter
from crossbearing.write.days import spoken
from crossbearing.write.monitoring import Change, ChangesOf, FirstPage, Numbering, Run, Runs, minute, to_paragraphs
from crossbearing.write.monitoring_matters import roman, ways

NEW: dict[AlertKind, str] = {
    "finding": _("New finding"),
    "origin": _("Another origin"),
    "figure": _("New figure"),
    "denial": _("Denial"),
    "disagreement": _("Disagreement or update"),
    "standard": _("Standard of evidence"),
    "correction": _("Correction"),
    "withdrawn": _("Withdrawn"),
    "carried": _("Carried further"),
    "lost": _("No longer found"),
}


def first_page(numbering: Numbering) -> FirstPage:
    """The page. Call it when the matters have been made: it leads to their paragraphs."""
    report = numbering.report
    since = report.since
    return FirstPage(
        title=report.mandate.title,
        period=_period(since, report.as_of),
        facts=tuple(_facts(numbering)),
        numbers=_numbers(numbering),
        changed=_("What changed since %(day)s", day=spoken(since)) if since else _("What is new"),
        lead=tuple((Run(each),) for each in _lead(numbering)),
        changes=tuple(_changes(numbering)),
    )


def _period(since: str | None, as_of: str) -> Message:
    if since is None:
        return _("All that the case holds, as of %(when)s", when=minute(as_of))
    return _("From %(day)s, as of %(when)s", day=spoken(since), when=minute(as_of))


def _facts(numbering: Numbering) -> Iterator[tuple[str, Runs]]:
    report = numbering.report
    mandate = report.mandate
    yield _("Mandate set by"), (Run(mandate.standing.set_by, "name"), Run(_set(mandate.standing)))
    if mandate.standing.note:
        yield _("Of its standing"), (Run(mandate.standing.note, "name"),)
    keeper = _(
        "Whoever keeps this case, since %(day)s. This is no document of the United Nations, nor of any other body that "
        "it names.",
        day=spoken(report.added_at[:10]),
    )
    yield _("Kept now by"), (Run(keeper),)
    yield _("Standard of evidence"), (Run(_("Any of: %(ways)s.", ways=ways(mandate.standard))),)
    if mandate.note:
        yield _("Note"), (Run(mandate.note, "name"),)
    yield _("Mandate’s file"), (Run(mandate.id, "name"), Run(_(", SHA-256 %(digest)s", digest=report.digest), "soft"))


def _set(standing: Commission) -> str:
    if standing.since and standing.until:
        return _(", from %(day)s to %(last)s", day=spoken(standing.since), last=spoken(standing.until))
    if standing.since:
        return _(", from %(day)s", day=spoken(standing.since))
    return _(", until %(last)s", last=spoken(standing.until)) if standing.until else ""


def _numbers(numbering: Numbering) -> tuple[tuple[int, str], ...]:
    matches = [each.match for told in numbering.report.matters for each in told.matches]
    silent = sum(not (each.denials or each.asked) for each in matches)
    cited = [each for each in numbering.report.cited if not each.version]
    outlets = {each.outlet or each.name for each in cited}
    return (
        (len(matches), ngettext("finding would bear on a matter", "findings would bear on a matter", len(matches))),
        (sum(each.judged.met for each in matches), _("meet the standard of evidence")),
        (sum(bool(each.denials) for each in matches), _("are denied")),
        (silent, _("with neither a denial nor a word that those concerned were asked")),
        (len(cited), ngettext("report cited", "reports cited", len(cited))),
        (len(outlets), ngettext("outlet", "outlets", len(outlets))),
    )


def _lead(numbering: Numbering) -> Iterator[str]:
    report = numbering.report
    raised = [each for each in report.news if each.raised]
    held = len(report.news) - len(raised)
    if report.since is None:
        yield _("No day of an earlier report was given: all that the case holds is new in this one.")
    if not report.news:
        yield _("The watch saw nothing new.") if report.since else _("The watch has kept no alert of this mandate.")
        return
    counted = [(NEW.get(kind, kind), sum(each.kind == kind for each in raised)) for kind in NEW]
    kinds = [_("%(what)s: %(number)s", what=what, number=number) for what, number in counted if number]
    if kinds:
        yield _("Raised by the watch. %(kinds)s.", kinds=listed(kinds, _("; ")))
    if held:
        yield ngettext(
            "One alert was written down and held: it woke nobody.",
            "%(num)s alerts were written down and held: they woke nobody.",
            held,
        )
    if report.since is not None and report.earlier:
        yield ngettext("One alert is from before.", "%(num)s alerts are from before.", report.earlier)


def _changes(numbering: Numbering) -> Iterator[ChangesOf]:
    """What is new, alert by alert; where all is, only where it is told."""
    report = numbering.report
    if report.since is None:
        yield ChangesOf(_("By matter"), tuple(Change(_all(numbering, told), ()) for told in report.matters))
        return
    for place, told in enumerate(report.matters, 1):
        news = [each for each in report.news if each.matter == told.matter.id]
        if news:
            yield ChangesOf(f"{roman(place)}. {told.matter.title}", tuple(_of_findings(numbering, news)))
    known = {told.matter.id for told in report.matters}
    others = [each for each in report.news if each.matter not in known]
    if others:
        yield ChangesOf(_("Matters that the mandate no longer has"), tuple(_of_findings(numbering, others)))


def _all(numbering: Numbering, told: ToldMatter) -> Runs:
    title = Run(told.matter.title, "name")
    places = [numbering.paragraphs[told.matter.id, each.match.finding] for each in told.matches]
    if not places:
        return title, Run(_(": nothing"))
    many = ngettext(": one finding, in ", ": %(num)s findings, in ", len(places))
    return title, Run(many), *to_paragraphs(places)


def _of_findings(numbering: Numbering, news: Sequence[Alert]) -> Iterator[Change]:
    """Finding by finding, in the order of the report; those that it no longer tells, then those held alike, at the end.

    Of the latter the paragraphs say all: a mandate that is put to a full case holds hundreds at its first look.
    """
    by_finding: dict[tuple[str, str], list[Alert]] = {}
    for each in news:
        by_finding.setdefault((each.matter, each.finding), []).append(each)
    place = numbering.paragraphs
    held: dict[str, list[int]] = {}
    for key, alerts in by_finding.items():
        if len(alerts) == 1 and not alerts[0].raised and key in place:
            held.setdefault(alerts[0].why, []).append(place[key])
    alike = {why: sorted(places) for why, places in held.items() if len(places) > 1}
    for key in sorted(by_finding, key=lambda key: (key not in place, place.get(key, 0))):
        alerts = by_finding[key]
        if place.get(key) not in alike.get(alerts[0].why, ()):
            yield Change(_head(place.get(key, 0), alerts[-1]), tuple(_line(each) for each in alerts))
    for why, places in alike.items():
        yield Change((Run(_("Held: ")), Run(why, "name"), Run(_("; in ")), *to_paragraphs(places)), ())


def _head(paragraph: int, last: Alert) -> Runs:
    where = Run(_("Paragraph %(number)s", number=paragraph), to=paragraph) if paragraph else Run(_("No longer told"))
    return where, Run(": "), Run(last.wording, "kept")


def _line(each: Alert) -> Runs:
    what = Run(NEW.get(each.kind, each.kind), "strong" if each.raised else "soft")
    held = (Run(_("; held: "), "soft"), Run(each.why, "soft name")) if not each.raised else ()
    return what, Run(f", {spoken(each.at[:10])}", "soft"), Run(": "), Run(each.what, "name"), *held
