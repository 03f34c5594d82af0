"""The parts of a pattern, each held against one claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from crossbearing.figures import plural
from crossbearing.records import Facet, FacetName, Figure, Pattern, Span
from crossbearing.watch.roles import holds, role, told
from crossbearing.watch.scope import Scope
from crossbearing.watch.words import Kind

Subjects = Mapping[str, tuple[str, ...]]
"""Subject's id → its names."""


def facets(pattern: Pattern, subjects: Subjects, scope: Scope, most: int | None = None) -> tuple[Facet, ...]:
    """Each part that the pattern gives, in the order of the record; where more than `most` are not met, no further."""
    found = []
    unmet = 0
    for field, look in _LOOKS:
        if getattr(pattern, field):
            found.append(look(pattern, subjects, scope))
            unmet += not found[-1].met
            if most is not None and unmet > most:
                break
    return tuple(found)


def _acts(pattern: Pattern, _: Subjects, scope: Scope) -> Facet:
    """A word of the thing is no act: "military supplies" is no supplying. To warn, blame or deny is to say something:
    such an act is the cue of what is said, and stands beside the claim's content."""
    apart = (*pattern.without, *pattern.what)
    return _words("acts", pattern.acts, apart, scope, (scope.claim.content, *scope.cues))


def _what(pattern: Pattern, subjects: Subjects, scope: Scope) -> Facet:
    """Where the grammar has something else as what every act is done to, the thing is beside it and not of it."""
    found = _words("what", pattern.what, pattern.without, scope, (scope.claim.content,))
    acts = told(pattern, scope) if found.met else ()
    objects = [[each for each in act.arguments if each.role == "object"] for act in acts]
    names = {name for each in subjects.values() for name in each}
    if any(any(scope.named(names, Span(scope.report.id, each.start, each.end))) for some in objects for each in some):
        return found  # whoever is helped or supplied is no thing
    if not acts or not all(objects) or any(holds(act, span.start) for act in acts for span in found.spans):
        return found
    text = scope.report.text
    said = ", ".join(dict.fromkeys(f"“{text[each.start : each.end]}”" for some in objects for each in some))
    return Facet("what", False, found.spans, f"{found.detail} stands there; the grammar has {said}")


def _about(pattern: Pattern, _: Subjects, scope: Scope) -> Facet:
    return _words("about", pattern.about, pattern.without, scope, scope.places())


def _words(
    name: FacetName, wanted: tuple[str, ...], apart: tuple[str, ...], scope: Scope, places: Sequence[Span]
) -> Facet:
    kind: Kind = "thing" if name == "what" else "act"
    for place in places:
        found = list(scope.find(wanted, place, kind, apart))
        if found:
            said = ", ".join(dict.fromkeys(f"“{words}”" for words, _ in found))
            beside = "" if place == scope.claim.content else ", in the same sentence"
            return Facet(name, True, tuple(span for _, span in found), f"{said}{beside}")
    return Facet(name, False, (), "none of " + ", ".join(f"“{each}”" for each in wanted))


def _named(pattern: Pattern, subjects: Subjects, scope: Scope) -> Facet:
    names = [each for subject in pattern.named for each in subjects[subject]]
    listed = ", ".join(pattern.named)
    for place, beside in zip((*scope.places(), scope.beside), ("", "", " beside its sentence"), strict=True):
        spans = tuple(scope.named(names, place))
        if spans:
            return Facet("named", True, spans, f"named{beside}: {listed}")
    return Facet("named", False, (), f"not named: {listed}")


def _where(pattern: Pattern, subjects: Subjects, scope: Scope) -> Facet:
    names = [each for place in pattern.where for each in subjects.get(place, (place,))]
    for place in scope.places():
        spans = tuple(dict.fromkeys(scope.named(names, place)))
        if spans:
            return Facet("where", True, spans, f"named: {', '.join(pattern.where)}")
    return Facet("where", False, (), f"not named: {', '.join(pattern.where)}")


def _counts(pattern: Pattern, _: Subjects, scope: Scope) -> Facet:
    wanted = {unit.casefold() for unit in pattern.counts}
    found = [each for each in scope.claim.figures if not wanted.isdisjoint(_counted(each))]
    if found:
        return Facet("counts", True, tuple(each.span for each in found), ", ".join(each.unit for each in found))
    return Facet("counts", False, (), "no figure counts " + ", ".join(pattern.counts))


def _counted(figure: Figure) -> Iterator[str]:
    """What a figure counts, as a mandate may name it: "crown" and "crowns", "dead"."""
    for each in (figure.unit, plural(figure.unit), figure.of or ""):
        yield each.casefold()


def _days(pattern: Pattern, _: Subjects, scope: Scope) -> Facet:
    since, until = (pattern.days.since, pattern.days.until) if pattern.days else ("", "")
    dated: list[tuple[str, tuple[Span, ...]]] = [(each.value, (each.span,)) for each in scope.claim.dates]
    undated: list[tuple[str, tuple[Span, ...]]] = [(scope.report.published.value or "", ())]
    for value, spans in dated or undated:
        early = since and value[: len(since)] < since[: len(value)]
        late = until and value[: len(until)] > until[: len(value)]
        if value and not early and not late:
            return Facet("days", True, spans, value)
    return Facet("days", False, (), f"not from {since or 'the beginning'} to {until or 'now'}")


def _without(pattern: Pattern, _: Subjects, scope: Scope) -> Facet:
    """A phrase that holds a word of the pattern takes that word out, and no more: "arms race" is not "arms"."""
    wanted = (("act", (*pattern.acts, *pattern.about)), ("thing", pattern.what))
    found = [
        (words, span)
        for words, span in scope.find(pattern.without, scope.claim.content)
        if not any(any(scope.find(each, span, kind)) for kind, each in wanted)  # type: ignore[arg-type]
    ]
    said = ", ".join(f"“{words}”" for words, _ in found)
    return Facet("without", not found, tuple(span for _, span in found), said and f"{said} stands there")


_LOOKS = (
    ("acts", _acts), ("what", _what), ("about", _about), ("by", role("by")), ("to", role("to")),
    ("giver", role("giver")), ("partner", role("partner")), ("named", _named), ("where", _where),
    ("counts", _counts), ("days", _days), ("without", _without),
)  # fmt: skip
