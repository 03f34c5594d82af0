"""Agencies that a report itself credits for its text: "With reports from Reuters", "--Reuters", "(AFP) -", "By UNB".

What AFP was told, whose picture it is, and "and agencies" are no credits: the first is a source, the second says
nothing of the text, the third names nobody.
"""

from __future__ import annotations

import re
from functools import cache

from crossbearing.clean import agencies
from crossbearing.records import Credit, Cut

_LONGEST_LINE = 300
_SLUG_WITHIN = 400
_PERSON = r"[A-Z][\w.’'-]{0,30}(?: [A-Z][\w.’'-]{0,30}){0,4}"
_LIST = r"(?:{a})(?:(?:,? and |,? & | ?/ ?|, ){a}){{0,4}}"


@cache
def _lines() -> tuple[re.Pattern[str], ...]:
    """Whole lines that credit; every agency named in one is credited."""
    some = _LIST.format(a=agencies.pattern())
    one = agencies.pattern()
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"[-–—/(\[\s]{{0,4}}{some}(?: (?:[Ss]taff|[Nn]ews|[Ww]riters?|[Rr]eporters?))?[)\]/.\s]{{0,4}}",
            rf"(?i:by|from|source|sources|via|agency):? ?{some}(?: (?i:staff|writers?|reporters?|news))?[.\s]{{0,3}}",
            rf"(?i:by) {_PERSON}(?: and {_PERSON})?(?:, | [-–—|/] ?| ?/ ?| \(){one}\)?",
            rf"[(\[]?(?i:(?:reporting|written|report|story|text|words?) by|reported by|credits?):? {some}[)\]]?"
            rf"[.\s]{{0,3}}",
            rf"[(\[]?(?i:(?:reporting|written|report|story|text) by|reported by):? {_PERSON}(?: and {_PERSON})?"
            rf"(?:,| of| for| with| and|/) ?{some}[)\]]?[.\s]{{0,3}}",
            rf"[(\[]?(?i:with|additional|compiled|includes?|including|based|using|some|written|from)\b[^.]{{0,80}}"
            rf"\b(?i:from|by|of|on)\b[^.]{{0,60}}?{one}[^.]{{0,100}}\.?[)\]]?\.?",
            rf"{_PERSON}(?: and {_PERSON})? (?i:with) {some}",
            rf"[a-z]{{2,4}}(?:[/,] ?[a-z]{{2,4}}){{0,4}} \({some}\)",
            rf".{{0,200}}?{one}.{{0,250}}\bcontributed\b.{{0,60}}",
            rf".{{0,200}}\bcontributed to this (?:report|story|article)\b.{{0,60}}?{one}.{{0,60}}",
            rf"(?i:copyright|©|\(c\)).{{0,20}}?{one}.{{0,200}}",
            rf"(?i:this|the) (?i:story|article|report|text|piece|item)\b.{{0,160}}\b(?i:from|by|of|with"
            rf"|to)\b.{{0,40}}?{one}.{{0,80}}",
        )
    )


@cache
def _agency() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?<!\w-){agencies.pattern()}")


@cache
def _slug() -> re.Pattern[str]:
    """An agency's name before a dash where a sentence begins, or in brackets or slashes at the end of a dateline."""
    one = agencies.pattern()
    return re.compile(
        rf"(?:(?:^|(?<=[.!?\"”’)] ))(?P<bare>{one}) ?[-–—]{{1,2}} "
        rf"|(?:\((?P<round>{one})\)|\[(?P<square>{one})\]|(?<=[.\s])/(?P<slashed>{one})/\.?)"
        r" ?(?:[-–—:]{1,2} ?|(?=[A-Z\"“‘'])))"
    )


@cache
def _dateline_slug() -> re.Pattern[str]:
    """ "Damascus, SANA –": the agency after a place at the very start."""
    return re.compile(
        rf"{_PERSON}(?:, ?| )(?:[A-Za-z]{{3,9}}\.? \d{{1,2}},? )?(?P<bare>{agencies.pattern()}) ?[-–—:]{{1,2}} ?"
    )


@cache
def _ending() -> re.Pattern[str]:
    """What follows the last sentence: "--Reuters", "(AFP)", "/TASS/", "(With inputs from PTI)"."""
    one = agencies.pattern()
    some = _LIST.format(a=one)
    return re.compile(
        rf"(?:(?:--?|–|—|/|\(|\[|(?i:source) ?:) ?{some}(?: (?:[Nn]ews|[Ss]taff))?[)\]/.]{{0,2}}"
        rf"|[(\[]?(?i:with|additional)\b[^.()]{{0,60}}\b(?i:from|by)\b[^.()]{{0,60}}?{one}[^.()]{{0,60}}[)\]]?\.?"
        rf"|{one} (?i:contributed to this (?:report|story|article)|and other agencies)\.?)"
    )


_LAST_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]{0,2}\s{0,2}(?=[-–—/(\[A-Z])")


def of_line(line: str) -> tuple[Credit, ...]:
    """The credits of a line that is nothing but a credit; empty when it is something else."""
    if len(line) > _LONGEST_LINE or _agency().search(line) is None:
        return ()
    if not any(pattern.fullmatch(line) for pattern in _lines()):
        return ()
    return _named_in(line)


def of_byline(names: str) -> tuple[Credit, ...]:
    """The credits of a byline that the page states beside its text: "Reuters", "Ilse Tarn, AFP"."""
    return of_line(names) or of_line(f"By {names}")


def is_bare(line: str) -> bool:
    """Whether a credit line is an agency's name and nothing else: it may be a picture's credit as well."""
    return _lines()[0].fullmatch(line) is not None


def at_start(text: str) -> tuple[Credit, ...]:
    """The credit that opens a body: "GENEVA (Reuters) –", "Afp - ". It stays in the text."""
    head = text[:_SLUG_WITHIN]
    found = _dateline_slug().match(head) or _slug().search(head)
    if found is None:
        return ()
    name = next((value for value in found.groupdict().values() if value), "")
    return _credit(name, found[0].strip())


def at_end(text: str) -> tuple[str, tuple[Credit, ...], list[Cut]]:
    """Cut the credit that closes a body's last paragraph; the text without it, the credits, what was cut."""
    for end in _LAST_SENTENCE_END.finditer(text, max(0, len(text) - _LONGEST_LINE)):
        rest = text[end.end() :].strip()
        if _ending().fullmatch(rest):
            return text[: end.end()].rstrip(), _named_in(rest), [Cut(text=rest, rule="agency credit")]
    return text, (), []


def _named_in(words: str) -> tuple[Credit, ...]:
    named: dict[str, Credit] = {}
    for found in _agency().finditer(words):
        for credit in _credit(found[0], words.strip()):
            named.setdefault(credit.agency, credit)
    return tuple(named.values())


def _credit(name: str, words: str) -> tuple[Credit, ...]:
    agency = agencies.named(name)
    return (Credit(agency=agency, words=words),) if agency is not None else ()
