"""What stands beside a match: denials and right of reply, figures, disagreements, corrections, a dissenting view."""

from __future__ import annotations

from collections.abc import Iterator

from crossbearing.figures import figure
from crossbearing.messages import gettext as _
from crossbearing.records import Corrected, Decision, Denial, Disagreement, Dissent, Match, OnWhoseWord, ToldMatch
from crossbearing.write.days import spoken
from crossbearing.write.monitoring import Numbering, Para, Run, Runs, joined, names, to_paragraphs

STANDS = {"contradicts": _("Contradicted: "), "updates": _("It updates: "), "updated by": _("Updated by: ")}
DECIDED = {
    "same": _("that these claims say one thing"),
    "apart": _("that these claims do not say one thing"),
    "speaker": _("whose word it is: "),
    "date": _("which day is meant: "),
    "published": _("on which day the report was published: "),
    "figure": _("which number is given: "),
    "origin": _("that this origin adds no independence: "),
}


def beside(numbering: Numbering, each: ToldMatch, denied_in: int) -> Iterator[Para]:
    """The paragraphs that follow a match's own; denials and right of reply are always told.

    `denied_in`: the paragraph that says what of the matter is denied; 0: nothing is.
    """
    match = each.match
    yield Para(numbering.next(), *_reply(numbering, match, denied_in), "denied" if match.denials else "unheard")
    if match.figures:
        items = tuple(_figure(numbering, one) for one in match.figures)
        yield Para(numbering.next(), (Run(_("Figures, and whose word they are."), "strong"),), items, "aside")
    if match.disagreements:
        items = tuple(_stands(numbering, one) for one in match.disagreements)
        yield Para(numbering.next(), (Run(_("Disagreements and updates."), "strong"),), items, "aside")
    if each.corrected:
        items = tuple(tuple(_corrected(numbering, one)) for one in each.corrected)
        yield Para(numbering.next(), (Run(_("Corrected or withdrawn."), "strong"),), items, "aside")
    if each.dissents:
        items = tuple(_dissent(numbering, one) for one in each.dissents)
        yield Para(numbering.next(), (Run(_("A dissenting view."), "strong"),), items, "dissent")


def _reply(numbering: Numbering, match: Match, denied_in: int) -> tuple[Runs, tuple[Runs, ...]]:
    head = Run(_("Denials and right of reply."), "strong")
    elsewhere: Runs = (Run(_(" What is denied of this matter: ")), *to_paragraphs([denied_in]), Run("."))
    elsewhere = elsewhere if denied_in else ()
    if not match.denials and not match.asked:
        none = _(
            " No denial of it was found in these reports, and none says beside it that those concerned were asked."
        )
        return (head, Run(none), *elsewhere), ()
    if not match.denials:
        told = _(" No denial of it was found in these reports. Of asking and answering, they say beside it: ")
        return (head, Run(told), *_asked(numbering, match), Run("."), *elsewhere), ()
    items = [_denial(numbering, match, each) for each in match.denials]
    if match.asked:
        items.append(
            (Run(_("Of asking and answering, the reports say beside it: ")), *_asked(numbering, match), Run("."))
        )
    return (head,), tuple(items)


def _asked(numbering: Numbering, match: Match) -> Runs:
    return joined(
        (numbering.sentence(span), Run(" ("), Run(numbering.outlet(span), "name"), Run(")")) for span in match.asked
    )


def _denial(numbering: Numbering, match: Match, each: Denial) -> Runs:
    runs: Runs = (Run(_("Denied by ")), *names(each.said_by)) if each.said_by else (Run(_("Denied")),)
    if each.finding == match.finding:
        runs = (*runs, Run(_(", in what is quoted itself")))
    words = (Run(": "), numbering.sentence(each.span), Run(_("; in ")), *names(each.outlets))
    missing = (Run(_("; the claim, and not the denial, is in ")), *names(each.missing)) if each.missing else ()
    return *runs, *words, *missing, Run(".")


def _figure(numbering: Numbering, each: OnWhoseWord) -> Runs:
    value = numbering.noted(figure(each.figure), each.figure.span)
    said_by = (Run(_(", on the word of ")), *names(each.said_by)) if each.said_by else (Run(_(", on nobody’s word")),)
    return value, *said_by, *((Run(_("; in ")), *names(each.outlets)) if each.outlets else ()), Run(".")


def _stands(numbering: Numbering, each: Disagreement) -> Runs:
    outlets = (Run(" ("), *names(each.outlets), Run(")")) if each.outlets else ()
    why = "; ".join(reason.detail for reason in each.reasons)
    return Run(STANDS[each.kind]), numbering.sentence(each.span), *outlets, Run(". "), Run(why, "soft name")


def _corrected(numbering: Numbering, each: Corrected) -> Iterator[Run]:
    yield Run(numbering.outlet(each.was), "name")
    yield Run(_(" no longer says: "))
    yield numbering.words(each.was)
    if each.instead is not None:
        yield Run(_("; in its place: "))
        yield numbering.words(each.instead)
    if each.notice is not None:
        yield Run(_("; it speaks only of some change: ") if each.silent else _("; it says so: "))
        yield numbering.words(each.notice)
    elif each.silent:
        yield Run(_("; it does not say that it was changed"))
    if each.still:
        yield Run(_("; still said by "))
        yield from names(each.still)
    yield Run(".")


def _dissent(numbering: Numbering, each: Dissent) -> Runs:
    decision = each.decision
    who = Run(decision.by, "name"), Run(f", {spoken(decision.at[:10])}")
    why = (Run(_(" Why: ")), Run(decision.reason, "name")) if decision.reason else ()
    if decision.kind == "note":
        return *who, Run(_(", notes on ")), numbering.words(each.span), Run(": "), Run(decision.value, "name"), *why
    return *who, Run(_(", on ")), numbering.words(each.span), Run(_(", decides ")), *_decided(decision), *why


def _decided(decision: Decision) -> Runs:
    said = Run(DECIDED[decision.kind])
    if decision.kind in ("same", "apart"):
        return said, Run(_("; the program holds otherwise."))
    value = Run(decision.value or _("none"), "name")
    if decision.kind == "origin":
        return said, value, Run(_("; the program counts it."))
    return said, value, Run(_("; the program reads: ")), Run(decision.machine or _("none"), "name"), Run(".")
