"""The numbered paragraphs of a monitoring report: how it is made, then matter by matter what would bear on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crossbearing.messages import COMMA, Message, listed, ngettext
from crossbearing.messages import gettext as _
from crossbearing.records import (
    EvidenceClass,
    Evidentiary,
    Instrument,
    Match,
    Record,
    Requirement,
    RestsOn,
    ToldMatch,
    ToldMatter,
)
from crossbearing.write.catalogue import web_address
from crossbearing.write.days import stretch
from crossbearing.write.monitoring import Numbering, Para, Part, Run, Runs, joined, names, to_paragraphs
from crossbearing.write.monitoring_beside import beside
from crossbearing.write.views import ORIGINS

EVIDENCE: dict[EvidenceClass, Message] = {
    "document": _("document"),
    "imagery": _("imagery"),
    "own observation": _("own observation"),
    "official statement": _("official statement"),
    "named expert": _("named expert"),
    "named witness": _("named witness"),
    "unnamed official": _("unnamed official"),
    "other report": _("other report"),
}
STATUS = {
    "ongoing": _("It is told as going on."),
    "planned": _("It is told as planned."),
    "possible": _("It is told as possible."),
    "alleged": _("It is told as alleged."),
    "conditional": _("It is told on a condition."),
    "opinion": _("It is told as an opinion."),
}
STANCE = {"denies": _("It is itself a denial."), "doubts": _("It is told in doubt.")}
ROMAN = ((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def method(numbering: Numbering) -> Part:
    """How the report is made and how it is to be read."""
    report = numbering.report
    mandate = report.mandate
    said = [
        _(
            "This report was written by a program out of the reports that its case holds. Every quotation is a passage "
            "of a report, word for word; its note leads to the passage in annex F. Nothing here says that a thing is "
            "true, or that anybody broke a rule: a finding would bear on a measure, if it were so."
        ),
        _(
            "A finding is one thing that is said. Its independent origins are those on whose word it rests, as the "
            "reports themselves name them: outlets that repeat one source count once, and sources that are not named "
            "are shown and not counted. The number is an upper bound of what the texts show."
        ),
        _(
            "Each finding is held against the standard of evidence: %(ways)s. Where a matter has another, it says so. "
            "Classes of evidence, the strongest first: %(classes)s.",
            ways=ways(mandate.standard),
            classes=listed(EVIDENCE.values(), COMMA),
        ),
        _(
            "What is denied stands beside the claim, with whose denial it is and which outlets carry the claim without "
            "it. That no denial was found means neither that there is none, nor that those concerned were asked: each "
            "finding says which of these the reports show. Corrections, disagreements, and where a reader disagrees "
            "with the program, stand with it too."
        ),
    ]
    if mandate.languages or mandate.outlets:
        said.append(_only(mandate.languages, mandate.outlets))
    return Part(
        "method", _("How this report is made"), tuple((Para(numbering.next(), (Run(each),)),) for each in said), True
    )


def _only(languages: Sequence[str], outlets: Sequence[str]) -> Message:
    if languages and outlets:
        return _(
            "Only reports in these languages were looked at: %(languages)s; and only of these outlets: %(outlets)s.",
            languages=listed(languages, COMMA),
            outlets=listed(outlets, COMMA),
        )
    if languages:
        return _("Only reports in these languages were looked at: %(languages)s.", languages=listed(languages, COMMA))
    return _("Only reports of these outlets were looked at: %(outlets)s.", outlets=listed(outlets, COMMA))


def matters(numbering: Numbering) -> Iterator[Part]:
    """A part for each matter, in the order of the mandate."""
    for place, told in enumerate(numbering.report.matters, 1):
        measure = Para(numbering.next(), *_measure(told))
        standing = numbering.next()
        within = _Within(told, measure.number, standing)
        groups = [_match(numbering, within, each) for each in told.matches]
        yield Part(
            f"matter-{place}",
            f"{roman(place)}. {told.matter.title}",
            ((measure,), (_standing(numbering, standing, told),), *groups),
        )


def _measure(told: ToldMatter) -> tuple[Runs, tuple[Runs, ...]]:
    matter = told.matter
    runs = (Run(_("What is watched: ")), Run(_ended(matter.what), "name"))
    if not matter.instruments:
        return (*runs, Run(_(" The mandate names no measure that it would bear on."))), ()
    many = len(matter.instruments)
    said = ngettext(" The measure that it would bear on:", " The measures that it would bear on:", many)
    return (*runs, Run(said)), tuple(_instrument(each) for each in matter.instruments)


def _instrument(each: Instrument) -> Runs:
    checked = (
        (Run(_(" Checked against: "), "soft"), Run(_ended(each.checked), "name"))
        if each.checked
        else (Run(_(" Not checked against the text.")),)
    )
    return (*cited(each, linked=True), Run(": "), Run(_ended(each.says), "name"), *checked)


def cited(each: Instrument, *, linked: bool = False) -> Runs:
    """ "S/RES/1718 (2006), paragraph 8 (a)"."""
    address = web_address(each.url) or "" if linked else ""
    instrument = Run(each.name, "name", address=address)
    return (instrument, Run(_(", paragraph ")), Run(each.paragraph, "name")) if each.paragraph else (instrument,)


def _standing(numbering: Numbering, number: int, told: ToldMatter) -> Para:
    stories = ngettext("the one story", "the %(num)s stories", numbering.report.stories)
    if not told.matches:
        said = _("Nothing in %(stories)s that the case holds would bear on this matter.", stories=stories)
        return Para(number, (Run(said),))
    where = {each.match.finding: numbering.paragraphs[told.matter.id, each.match.finding] for each in told.matches}
    met = [where[each.match.finding] for each in told.matches if each.match.judged.met]
    denied = [where[each.match.finding] for each in told.matches if each.match.denials]
    many = ngettext(
        "One finding would bear on this matter, if it were so. ",
        "%(num)s findings would bear on this matter, if they were so. ",
        len(where),
    )
    runs: list[Run] = [Run(many)]
    standard = _("The standard of evidence (%(ways)s) is met ", ways=ways(told.standard))
    if met:
        runs += [Run(standard), *_in(met), Run(". ")]
    else:
        runs.append(Run(_("The standard of evidence (%(ways)s) is met by none. ", ways=ways(told.standard))))
    runs += [Run(_("Denied is what is told ")), *_in(denied), Run(". ")] if denied else []
    short = [where[each.match.finding] for each in told.matches if not each.match.judged.met]
    runs += [Run(_("What is missing is told ")), *_in(short), Run(".")] if short else []
    return Para(number, tuple(runs))


def _in(numbers: Sequence[int]) -> Runs:
    return Run(_("in ")), *to_paragraphs(numbers)


class _Within(Record, frozen=True):
    """A matter, and the paragraphs that tell its measures and how it stands."""

    told: ToldMatter
    measure: int
    standing: int


def _match(numbering: Numbering, within: _Within, each: ToldMatch) -> tuple[Para, ...]:
    number = numbering.next()
    numbering.paragraphs[within.told.matter.id, each.match.finding] = number
    denied = any(other.match.denials for other in within.told.matches)
    runs = (
        *_quotation(numbering, each.match),
        *_whose(each.match),
        *_would_bear(within, each.match),
    )
    claim = Para(number, runs, tuple(_evidence(numbering, each)), "claim")
    return claim, *beside(numbering, each, within.standing if denied else 0)


def _quotation(numbering: Numbering, match: Match) -> Runs:
    days = f", {stretch(match.first, match.last)}" if match.first or match.last else ""
    outlet = numbering.outlet(match.wording)
    return numbering.sentence(match.wording), Run(" ("), Run(outlet, "name"), Run(f"{days}). ")


def _whose(match: Match) -> Runs:
    outlets = ngettext("%(num)s outlet", "%(num)s outlets", len(match.outlets))
    origins = ngettext("%(num)s independent origin", "%(num)s independent origins", len(match.origins))
    runs: tuple[Run, ...]
    if match.origins:
        runs = (Run(_("Said on the word of ")), *names(match.origins), Run(": "), Run(origins, "strong"))
    else:
        runs = (Run(_("No origin of it is counted")),)
    carried = (Run(_(", carried by %(outlets)s: ", outlets=outlets)), *names(match.outlets)) if match.outlets else ()
    unnamed = (Run(_("; not counted: ")), *names(match.unnamed)) if match.unnamed and match.origins else ()
    told = [STANCE[match.stance]] if match.stance in STANCE else []
    told += [_("Only headlines say so.")] if match.headline else []
    told += [STATUS[match.status]] if match.status in STATUS else []
    return *runs, *carried, *unnamed, Run("."), *(Run(f" {said}") for said in told)


def _would_bear(within: _Within, match: Match) -> Runs:
    instruments = within.told.matter.instruments
    on = cited(instruments[0]) if instruments else ()
    if len(instruments) > 1:
        on = (Run(_("the measures of ")), *to_paragraphs([within.measure]))
    where = (Run(_(" It would bear on ")), *on, Run(_(", if it were so. "))) if on else (Run(" "),)
    standard = _("Standard met: ") if match.judged.met else _("Standard not met: ")
    return *where, Run(standard, "strong"), Run(_ended(match.judged.detail), "name")


def _evidence(numbering: Numbering, each: ToldMatch) -> Iterator[Runs]:
    """A line for each origin, one for claims that say the same by other words, and by which words it matched."""
    match = each.match
    for rests in each.rests_on:
        yield _rests(numbering, match, rests)
    alike = [claim.span for claim in match.claims if claim.context]
    if alike:
        yield (
            Run(_("Said alike, by other words than the pattern asks for: "), "soft"),
            *joined(map(numbering.whose, alike)),
        )
    meeting = [claim for claim in match.claims if not claim.context]
    if meeting:
        told = next((claim for claim in meeting if claim.span == match.wording), meeting[0])
        why = "; ".join(f"{facet.name}: {facet.detail}" for facet in told.facets if facet.detail)
        yield Run(_("Found by the pattern “%(name)s”", name=match.pattern), "soft"), Run(": "), Run(why, "name")


def _rests(numbering: Numbering, match: Match, rests: RestsOn) -> Runs:
    kinds = listed((EVIDENCE[kind] for kind in rests.evidence), COMMA)
    kind = ORIGINS.get(rests.kind, rests.kind)
    said = _("%(kind)s; %(evidence)s", kind=kind, evidence=kinds)
    if not rests.counted:
        said = _("%(kind)s, not counted; %(evidence)s", kind=kind, evidence=kinds)
    first, *others = rests.spans
    runs: Runs = (Run(rests.name, "strong name"), Run(f" ({said}): ", "soft"))
    if first != match.wording:
        runs = (*runs, numbering.words(first), Run(" ("), Run(numbering.outlet(first), "name"), Run(")"))
    else:
        runs = (*runs, numbering.whose(first))
    return *runs, *((Run(_("; also ")), *joined(map(numbering.whose, others))) if others else ())


def ways(standard: Evidentiary) -> Message:
    """The ways in which a standard is met, any of which is enough."""
    return listed((_way(each) for each in standard.any), _(", or "))


def _way(way: Requirement) -> Message:
    said = ngettext("%(num)s independent origin", "%(num)s independent origins", way.origins)
    if way.of:
        classes = listed((EVIDENCE[kind] for kind in way.of), _(" or "))
        said = _("%(origins)s of the class %(classes)s", origins=said, classes=classes)
    return _("%(origins)s, those concerned asked", origins=said) if way.reply else said


def roman(number: int) -> str:
    """ "IV"."""
    made = ""
    for value, sign in ROMAN:
        times, number = divmod(number, value)
        made += sign * times
    return made


def _ended(text: str) -> str:
    """A sentence with its full stop."""
    bare = text.strip()
    return bare if bare.endswith((".", "!", "?")) or not bare else f"{bare}."
