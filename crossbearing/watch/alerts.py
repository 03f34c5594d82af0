"""What is new in the matches of a mandate since the last look, and what of that is worth waking somebody.

New is what was not told of a match with one of the same claims (`alert_history`) under one of the same keys
(`match_items`); a finding's id, which changes when reports are put together otherwise, has no part in it. It wakes
somebody where a report says so that no look saw before. What a decision, another mandate or another reading of old
reports brings about, and what is carried on on the same word, is written down and held. A pure function of what it is
given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from crossbearing.records import Alert, AlertKind, Match, MatchedClaim, Record, Span, Withdrawal
from crossbearing.watch.alert_history import History, keys, last
from crossbearing.watch.alert_record import About, New, about, about_gone, in_short, made
from crossbearing.watch.background import Background
from crossbearing.watch.match_items import Item, claims_of, items, with_earlier
from crossbearing.watch.spans import within

_OLD = "no report is new that says so: it comes of how known reports are now read and put together"
_DECIDED = "no report is new that says so: it comes of a reader's decision"


class Look(Record, frozen=True):
    """One look of a mandate at some stories."""

    at: str
    """UTC, ISO 8601."""
    late: str = ""
    """Why all of it is held: it was there when the mandate was added."""


def alerts(
    before: Sequence[Match], now: Sequence[Match], earlier: Iterable[Alert], background: Background, look: Look
) -> tuple[Alert, ...]:
    """Alerts of all that is new, held or raised. `before` and `now` are the matches of the stories that changed,
    `earlier` all alerts of the mandate so far, in their order, and `background` of those stories as they are now."""
    return _Look(before, now, History(earlier), background, look).alerts()


class _Look:
    def __init__(
        self, before: Sequence[Match], now: Sequence[Match], told: History, background: Background, look: Look
    ) -> None:
        self.before = before
        self.now = now
        self.told = told
        self.background = background
        self.look = look
        self.claims = [claims_of(match, background) for match in now]
        self.known = [told.of(match.matter, each) for match, each in zip(now, self.claims, strict=True)]
        self.made: dict[str, Alert] = {}
        self.pairs: set[tuple[str, frozenset[str]]] = set()
        self.firsts = {(match.matter, match.finding) for match, known in zip(now, self.known, strict=True) if not known}
        self.denying = {
            (match.matter, each.other)
            for match, known in zip(now, self.known, strict=True)
            if known
            for each in items(match, background)
            if each.kind == "denial" and not _is_known(each, keys(known)) and each.other != match.finding
        }

    def alerts(self) -> tuple[Alert, ...]:
        self._withdrawals()
        for number, match in enumerate(self.now):
            of = about(match, self.claims[number], self.background)
            if not self.known[number]:
                self._tell(of, self._first(match, of))
                continue
            found = [
                *self._again(match, number),
                *self._changes(match, number),
                *self._standard(match, number),
            ]
            for each in (*found, *self._carried(match, number, found)):
                self._tell(of, each)
        self._notices()
        self._lost()
        return tuple(self.made.values())

    def _tell(self, of: About, new: New) -> None:
        alert = made(of, new, self.look.at)
        self.made.setdefault(alert.id, alert)

    def _why(self, claims: Iterable[str], awake: str, sleeps: str = "") -> tuple[bool, str]:
        """Whether something that rests on some claims wakes anybody, and why or why not."""
        there = frozenset(claims)
        if self.look.late:
            return False, self.look.late
        if sleeps:
            return False, sleeps
        if there & self.background.fresh:
            return True, awake
        return False, _DECIDED if there & self.background.decided else _OLD

    def _first(self, match: Match, of: About) -> New:
        found = items(match, self.background)
        meeting = [each.claim for each in match.claims if not each.context]
        awake = "nothing that says the same was told of this matter"
        raised, why = self._why(meeting, awake, self._first_sleeps(match, meeting))
        denies = match.stance == "denies"
        state = "met" if match.judged.met else "unmet"
        told = [key for each in found for key in (*each.keys, *((each.variant,) if each.variant else ()))]
        told += [f"outlet {each.outlet}" for each in match.claims if each.outlet and not each.context] + [f"{state} 0"]
        told += [f"withdrawn {each.claim}" for each in self._withdrawn_of(match)]
        spans = tuple(span for each in found for span in each.spans[:1])
        anchor = " ".join(sorted(of.claims))
        what = "; ".join(in_short(match, found))
        return New("denial" if denies else "finding", tuple(dict.fromkeys(told)), anchor, what, why, raised, spans)

    def _first_sleeps(self, match: Match, meeting: Sequence[str]) -> str:
        if (match.matter, match.finding) in self.denying:
            return "it is told as a denial of what was known"
        if self.background.asides.issuperset(meeting):
            return "a report says so of a change to itself"
        if self.background.headings.issuperset(meeting) and self._stands_beneath(match):
            return "it is a headline, and what stands beneath it matches for itself"
        return ""

    def _stands_beneath(self, match: Match) -> bool:
        """Whether running text of the same reports meets the same pattern, or gives the figures of a headline."""
        reports = {claim.report for claim in match.claims if not claim.context}
        there = [each for each in self.now if each.matter == match.matter and self._text(each)]
        alike = {claim.report for each in there if each.pattern == match.pattern for claim in self._text(each)}
        given = {(each.figure.span.report, each.figure.value) for one in there for each in one.figures}
        wanted = {(each.figure.span.report, each.figure.value) for each in match.figures}
        return alike.issuperset(reports) or (bool(wanted) and wanted <= given)

    def _text(self, match: Match) -> list[MatchedClaim]:
        """What of a match stands in running text and meets a pattern."""
        return [each for each in match.claims if not each.context and each.claim not in self.background.headings]

    def _again(self, match: Match, number: int) -> Iterator[New]:
        """A match that was gone."""
        known = self.known[number]
        if last(known, "lost", "back") == "lost" and not self._before(match.matter, self.claims[number]):
            told = (f"back {self.told.number}",)
            why = "it was told before it was gone, and is not told again"
            yield New("finding", told, known[0].id, "a match that was gone is there again", why, False)

    def _changes(self, match: Match, number: int) -> Iterator[New]:
        there = keys(self.known[number])
        for each in items(match, self.background):
            anchor = " ".join(sorted(each.claims))
            if not _is_known(each, there):
                if each.kind == "disagreement" and self._is_told_of_the_other(match, each):
                    continue
                raised, why = self._why(each.claims, self._reason(match, each), self._sleeps(match, each))
                if each.kind == "denial" and why == _OLD:
                    raised, why = True, "the denial is not new, and was told nowhere: known reports are read otherwise"
                carriers = tuple(
                    f"outlet {claim.outlet}"
                    for claim in match.claims
                    if each.kind == "origin" and claim.claim in each.claims
                )
                told = tuple(dict.fromkeys((*each.keys, *((each.variant,) if each.variant else ()), *carriers)))
                yield New(each.kind, told, anchor, each.what, why, raised, each.spans)
            elif each.variant and each.variant not in there:
                why = "the figure is known; only how exactly it is given is another"
                yield New(each.kind, (each.variant,), anchor, each.what, why, False, each.spans)

    def _is_told_of_the_other(self, match: Match, each: Item) -> bool:
        """Of two matches that disagree one is enough."""
        pair = (match.matter, frozenset((match.finding, each.other)))
        seen = pair in self.pairs
        self.pairs.add(pair)
        if seen:
            return True
        for other, known in zip(self.now, self.known, strict=True):
            if other.finding == each.other and other.matter == match.matter and known:
                mine = {f"other {claim.claim}" for claim in match.claims}
                return bool(mine & keys(known))
        return False

    def _sleeps(self, match: Match, each: Item) -> str:
        if each.sleeps:
            return each.sleeps
        if each.kind == "disagreement" and (match.matter, each.other) in self.firsts:
            return "the other finding is told as new in the same look"
        if each.kind == "figure" and any(within(span, there) for span in each.spans for there in self._instead()):
            return "it is told with the correction that gives it"
        return ""

    def _instead(self) -> tuple[Span, ...]:
        there = keys(self.made.values())
        return tuple(
            each.instead for each in self.background.withdrawn if each.instead and f"withdrawn {each.claim}" in there
        )

    def _reason(self, match: Match, each: Item) -> str:
        if each.kind == "origin":
            others = len(match.origins) - 1
            beside = f", beside {others} other{'' if others == 1 else 's'}" if others else ""
            return f"a report that is new rests on it{beside}"
        if each.kind == "figure":
            return "a report that is new gives it, and no report did before"
        if each.kind == "denial":
            return "a report that is new has the denial, and nobody of that name was known to deny it"
        return "a report that is new disagrees"

    def _standard(self, match: Match, number: int) -> Iterator[New]:
        known = self.known[number]
        there = {alert.id for alert in known}
        # what was split off a thing that meets the standard is of that thing still
        met = any(
            other.judged.met and other.matter == match.matter and there & {alert.id for alert in others}
            for other, others in zip(self.now, self.known, strict=True)
        )
        state = last(known, "met", "unmet")
        before = [each for each in self.before if each.matter == match.matter and there & self._told_of(each)]
        was = any(each.judged.met for each in before) if before else state == "met"
        if met == was:
            return
        raised, why = True, "whether it is met is another than it was, by reports that are new"
        if self.look.late or not self.background.new:
            raised, why = self._why((), "")
        what = f"the standard is {'met' if met else 'no longer met'}: {match.judged.detail}"
        yield New("standard", (f"{'met' if met else 'unmet'} {self.told.number}",), known[0].id, what, why, raised)

    def _told_of(self, match: Match) -> set[str]:
        claims = claims_of(match, self.background)
        return {alert.id for alert in self.told.of(match.matter, claims)}

    def _carried(self, match: Match, number: int, found: Sequence[New]) -> Iterator[New]:
        """In one line, who carries it beside those that were known or that a new origin was told by."""
        known = self.known[number]
        there = keys(known)
        meeting = [each for each in match.claims if not each.context]
        fresh = [each for each in meeting if each.outlet and f"outlet {each.outlet}" not in there]
        new = tuple(dict.fromkeys(each.outlet for each in fresh if each.outlet))
        by_origin = {key for each in found if each.kind == "origin" for key in each.told}
        others = tuple(name for name in new if f"outlet {name}" not in by_origin)
        if others:
            more = f"{len(others)} more outlet{'' if len(others) == 1 else 's'}"
            what = f"{more} carried it on the same word: {', '.join(others)}"
            why = "no independent origin is new: it wakes nobody"
            told = tuple(f"outlet {name}" for name in others)
            spans = tuple(each.span for each in fresh if each.outlet in others)
            yield New("carried", told, known[0].id, what, why, False, spans)
        elif not found:
            spoken = {claim for alert in known for claim in alert.claims}
            again = [each for each in meeting if not with_earlier([each.claim], self.background) & spoken]
            if again:
                by = ", ".join(dict.fromkeys(each.outlet or "an unnamed outlet" for each in again))
                told = tuple(f"again {each.claim}" for each in again)
                spans = tuple(each.span for each in again)
                why = "on no other word than before: it wakes nobody"
                yield New("carried", told, known[0].id, f"said again by {by}", why, False, spans)

    def _before(self, matter: str, claims: frozenset[str]) -> list[Match]:
        return [
            each
            for each in self.before
            if each.matter == matter and not claims.isdisjoint(one.claim for one in each.claims)
        ]

    # ── what is gone ──

    def _withdrawn_of(self, match: Match) -> list[Withdrawal]:
        return [each for each in self.background.withdrawn if match.finding in each.findings]

    def _withdrawals(self) -> None:
        for withdrawal in self.background.withdrawn:
            claims = with_earlier([withdrawal.claim], self.background)
            for matter in self._matters():
                known = self.told.of(matter, claims)
                match = self._still(matter, withdrawal, claims)
                if match is not None:
                    known += self.known[match]
                if known and f"withdrawn {withdrawal.claim}" not in keys(known):
                    of = (
                        about_gone(known[-1])
                        if match is None
                        else about(self.now[match], self.claims[match], self.background)
                    )
                    self._tell(replace(of, claims=of.claims | claims), self._withdrawal(withdrawal))

    def _matters(self) -> list[str]:
        return sorted({each.matter for each in (*self.now, *self.before)})

    def _still(self, matter: str, withdrawal: Withdrawal, claims: frozenset[str]) -> int | None:
        """The match, known before, that still says what is withdrawn, or says what stands in its place."""
        there = [at for at, match in enumerate(self.now) if match.matter == matter and self.known[at]]
        by_claims = [at for at in there if self.claims[at] & claims]
        by_words = [at for at in there if self.now[at].finding in withdrawal.findings]
        return next(iter((*by_claims, *by_words)), None)

    def _withdrawal(self, withdrawal: Withdrawal) -> New:
        report = self.background.reports[withdrawal.last]
        who = report.outlet or report.name
        corrected = withdrawal.notice is not None and not withdrawal.silent
        what = f"{who} no longer says “{self.background.words(withdrawal.span)}”"
        if withdrawal.instead is not None:
            what += f", but “{self.background.words(withdrawal.instead)}”"
        what += ", and says that it changed it" if corrected else ", without a word on it"
        spans = tuple(each for each in (withdrawal.span, withdrawal.instead, withdrawal.notice) if each is not None)
        raised, why = True, "a report took back what it was cited for"
        if self.look.late or withdrawal.missing not in self.background.new:
            raised, why = False, self.look.late or _OLD
        elif withdrawal.claim in self.background.headings and any(
            each.missing == withdrawal.missing and each.claim not in self.background.headings
            for each in self.background.withdrawn
        ):
            raised, why = False, "it is a headline, and what stood beneath it is taken back for itself"
        kind: AlertKind = "correction" if corrected else "withdrawn"
        told = (f"withdrawn {withdrawal.claim}", f"notice {withdrawal.missing}")
        return New(kind, told, withdrawal.claim, what, why, raised, spans)

    def _notices(self) -> None:
        """Corrections that speak of nothing that was told, in reports that a match rests on."""
        for revision in self.background.revisions:
            told = f"notice {revision.later}"
            if not revision.notices or told in keys(self.made.values()) or told in self.told.keys:
                continue
            for number, match in enumerate(self.now):
                known = self.known[number]
                rests = any(claim.report == revision.report for claim in match.claims)
                if known and rests:
                    what = f"{self.background.reports[revision.report].outlet or 'a report'} says that it was changed"
                    why = "as far as words show, the notice speaks of something else"
                    of = about(match, self.claims[number], self.background)
                    self._tell(of, New("correction", (told,), known[0].id, what, why, False, revision.notices))

    def _lost(self) -> None:
        told = {
            claim for each in self.made.values() if each.kind in ("correction", "withdrawn") for claim in each.claims
        }
        for match in self.before:
            claims = frozenset(each.claim for each in match.claims)
            there = any(
                match.matter == other.matter and claims & each
                for other, each in zip(self.now, self.claims, strict=True)
            )
            known = self.told.of(match.matter, claims)
            if there or not known or claims & told:
                continue
            why = self.look.late or (_DECIDED if claims & self.background.decided else "its reports are read otherwise")
            what = "it matches no longer"
            self._tell(about_gone(known[-1]), New("lost", (f"lost {self.told.number}",), known[0].id, what, why, False))


def _is_known(new: Item, there: frozenset[str]) -> bool:
    return not there.isdisjoint(new.keys)
