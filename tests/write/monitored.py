"""Monitoring reports in memory: one in which all that may come from outside is a payload."""

from __future__ import annotations

from msgspec.structs import replace

from crossbearing.records import (
    Alert,
    AlertKind,
    Anchor,
    Attached,
    Commission,
    Copying,
    Decision,
    DecisionKind,
    Denial,
    Disagreement,
    Dossier,
    Evidence,
    Evidentiary,
    Facet,
    Instrument,
    Judged,
    Mandate,
    Match,
    MatchedClaim,
    Matter,
    MonitoringReport,
    OnWhoseWord,
    Pattern,
    Provenance,
    Reason,
    Requirement,
    Rulings,
    SharedPassage,
    Span,
    Subject,
    Version,
    Withdrawal,
)
from crossbearing.watch.reporting import Kept, report, told
from tests.write.payloads import a_dossier_of

DIGEST = "cd" * 32
TIMES = {"capture-1": ("2031-05-04T10:00:00+00:00", True), "capture-0": ("2031-05-03T08:30:00+00:00", False)}
KINDS: tuple[DecisionKind, ...] = ("same", "apart", "speaker", "date", "published", "figure", "origin", "note")


def a_mandate(word: str) -> Mandate:
    """Two matters, the second of which nothing bears on."""
    instruments = (Instrument(word, "8 (a)", word, word, "https://law.example/1"), Instrument(word, word, word))
    return Mandate(
        id="river-watch",
        title=word,
        standing=Commission(word, "2030-01-01", "2031-12-31", word),
        subjects=(Subject("they", (word,)),),
        matters=(
            Matter("harm", word, word, (Pattern(word),), instruments),
            Matter("quiet", "Quiet", "What nobody tells of", (Pattern("p"),)),
        ),
        standard=Evidentiary((Requirement(2), Requirement(1, ("document", "imagery")))),
        note=word,
        languages=("en",),
        outlets=(word,),
    )


def a_dossier(word: str) -> Dossier:
    """As for exports; with a copy of the report, an earlier version, a withdrawal, and a decision of each kind."""
    made = a_dossier_of(word)
    one, reading = made.reports[0], made.readings[0]
    copy = replace(one, id="report-2", name=f"{word}2", capture="capture-2")
    old = replace(one, id="report-0", capture="capture-0", text=f"Once. {word} Gone.")
    span, was = Span("report-1", 8, 8 + len(word)), Span("report-0", 6, 6 + len(word))
    anchor = Anchor("capture-1", word, word, "", "", 8, 8 + len(word), DIGEST)
    decisions = tuple(
        Decision(f"d-{kind}", kind, (anchor,), word, word, "2031-05-06T10:00:00+00:00", word, machine=f"not {word}")
        for kind in KINDS
    )
    gone = Withdrawal(
        "w", "report-1", "claim-old", was, "report-0", "report-1", "changed", span, span, True, ("claim-1",),
        ("finding-0",), (Reason("cut", word),),
    )  # fmt: skip
    shared = Copying("c", "report-1", "report-2", (SharedPassage(span, replace(span, report="report-2")),), 0.9, word,
                     "report-2", ())  # fmt: skip
    return replace(
        made,
        reports=(one, copy),
        readings=(reading, replace(reading, report="report-2", claims=())),
        copying=(shared,),
        captures=(*made.captures, *(Provenance(f"report-{n}", f"capture-{n}", word, "ef" * 32, "a/b") for n in (0, 2))),
        versions=(Version("report-1", 1, old, replace(reading, report="report-0", claims=())),),
        withdrawn=(gone,),
        rulings=Rulings(decisions, attached=tuple(Attached(each.id, 0, span, "claim-0") for each in decisions)),
    )


def a_match(word: str, dossier: Dossier) -> Match:
    """All parts of it are there."""
    span, part = Span("report-1", 8, 8 + len(word)), Span("report-1", 0, 8 + len(word))
    other = Span("report-2", 8, 8 + len(word))
    facet = Facet("acts", True, (span,), word)
    evidence = Evidence("official statement", (Reason("evidence", word, spans=(span,)),))
    claims = (
        MatchedClaim("claim-0", "report-1", span, word, (facet,), evidence),
        MatchedClaim("claim-x", "report-2", other, word, (), evidence, context=True),
    )
    return Match(
        id="ma-1", mandate="river-watch", matter="harm", pattern=word, story="story-1", finding="finding-0",
        wording=part, stance="asserts", status="planned", claims=claims, outlets=(word,), origins=(word,),
        unnamed=(word,), figures=(OnWhoseWord(dossier.readings[0].claims[0].figures[0], (word,), (word,)),),
        denials=(Denial("finding-1", other, (word,), (word,), (word,)),), asked=(Span("report-1", 0, 6),),
        disagreements=(Disagreement("contradicts", "finding-1", other, (word,), (Reason("rule", word),)),),
        withdrawn=(Span("report-0", 6, 6 + len(word)),), judged=Judged(False, None, word), first="2031-05-03",
        last="2031-05-04",
    )  # fmt: skip


def an_alert(word: str, day: str, *, raised: bool = True) -> Alert:
    """One alert of the match, seen on a day."""
    at = f"{day}T09:00:00+00:00"
    kind: AlertKind = "denial" if raised else "carried"
    spans = (Span("report-1", 8, 9),)
    return Alert(
        f"al-{day}", kind, raised, at, "river-watch", "harm", "story-1", "finding-0", word, word, word, spans, 1, 1
    )


def kept(word: str) -> Kept:
    """What the case keeps: three alerts."""
    alerts = (an_alert(word, "2031-05-01"), an_alert(word, "2031-05-05"), an_alert(word, "2031-05-06", raised=False))
    return Kept(a_mandate(word), DIGEST, "2031-01-02T03:04:05+00:00", alerts, 3)


def a_report(word: str = "Nine barges sank", since: str | None = None) -> MonitoringReport:
    """A report of one match."""
    dossier = a_dossier(word)
    return report(kept(word), [told([a_match(word, dossier)], dossier)], TIMES, since)


def no_match() -> MonitoringReport:
    """A report in which nothing bears on anything, and the watch saw nothing."""
    return report(replace(kept("Barges"), alerts=()), [], {}, "2031-05-01")
