"""What the judge of pairs is shown of each claim: its words in their sentence, who says it, whom its pronouns mean."""

from __future__ import annotations

from crossbearing.compare.overview import Overview
from crossbearing.learned.sides import Side
from crossbearing.records import Claim, Reading


def sides(overview: Overview) -> list[Side]:
    """One for each claim of the story; it depends on the claim's report alone."""
    return [_side(overview, claim) for claim in overview.claims]


def _side(overview: Overview, claim: Claim) -> Side:
    reading = overview.reading(claim)
    sentence = reading.sentences[claim.sentence].span
    text, content = overview.report(claim).text, claim.content
    sources = (*claim.sources, *claim.co_sources)
    return Side(
        source=", ".join(dict.fromkeys(source.name for source in sources)),
        meant=", ".join(_meant(reading, claim)),
        before=_line(text[min(sentence.start, content.start) : content.start]),
        claim=_line(text[content.start : content.end]),
        after=_line(text[content.end : max(sentence.end, content.end)]),
    )


def _meant(reading: Reading, claim: Claim) -> list[str]:
    """Names of those whom words of the claim mean without naming them, in the order of the text."""
    names = {actor.id: actor.name for actor in reading.actors}
    content = claim.content
    inside = [c for c in reading.coreferences if content.start <= c.span.start and c.span.end <= content.end]
    return list(dict.fromkeys(names[each.actor] for each in inside if each.kind != "name" and each.actor in names))


def _line(text: str) -> str:
    return " ".join(text.split())
