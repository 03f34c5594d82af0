"""One dossier → entries of its actors, places, figures and speakers."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator

from crossbearing.figures import counted, figure
from crossbearing.found_by import key_of
from crossbearing.records import Claim, Figure, Identity, Place, Utterance
from crossbearing.write.catalogue import Catalogue
from crossbearing.write.entries import ActorEntry, FigureEntry, FigurePoint, IndexEntry, PlaceEntry, SpeakerEntry

POINTS_SHOWN, UTTERANCES_SHOWN = 100, 100


def actors(catalogue: Catalogue) -> Iterator[IndexEntry]:
    """Every identity; those that fold to one key are one entry."""
    report_of = {actor.id: actor.span.report for each in catalogue.dossier.readings for actor in each.actors}
    told = [claim for claim in catalogue.claims.values() if claim.id in catalogue.finding_of]
    named = Counter(actor for claim in told for actor in set(claim.actors))
    claims_of: dict[str, set[str]] = {}
    for claim in told:
        for actor in claim.actors:
            claims_of.setdefault(actor, set()).add(claim.id)
    voices = Counter(name for claim in told for name in _voices(claim))
    for key, group in _grouped(catalogue).items():
        first = max(group, key=lambda each: len(each.mentions))
        mentions = {mention for each in group for mention in each.mentions}
        names = tuple(sorted({name for each in group for name in each.names}))
        data = ActorEntry(
            identities=tuple(each.id for each in group),
            kind=first.kind,
            names=names,
            mentions=len(mentions),
            claims=len(set().union(*(claims_of[each] for each in mentions if each in named))),
            said=sum(voices[name] for name in {key_of(name) for name in names} | {key}),
            outlets=len({catalogue.outlet(report_of[each]) for each in mentions}),
        )
        yield IndexEntry("actor", key, first.name, len(mentions), data)


def _grouped(catalogue: Catalogue) -> dict[str, list[Identity]]:
    groups: dict[str, list[Identity]] = {}
    for identity in catalogue.dossier.identities:
        groups.setdefault(key_of(identity.name), []).append(identity)
    return groups


def _voices(claim: Claim) -> set[str]:
    """On whose word a claim stands deepest."""
    return {key_of(source.name) for source in (*claim.sources[:1], *claim.co_sources)}


def places(catalogue: Catalogue) -> Iterator[IndexEntry]:
    """Every place that a reading has put on the map."""
    groups: dict[str, list[tuple[str, Place]]] = {}
    for reading in catalogue.dossier.readings:
        for place in reading.places:
            groups.setdefault(_place_key(place), []).append((reading.report, place))
    for key, group in groups.items():
        group.sort(key=lambda each: (catalogue.rank(each[0]), each[1].spans[:1]))
        place, mentions = group[0][1], sum(len(each.spans) for _, each in group)
        data = PlaceEntry(
            kind=place.kind,
            country=place.country,
            division=place.division,
            latitude=place.latitude,
            longitude=place.longitude,
            geonames=place.geonames,
            mentions=mentions,
            reports=tuple(dict.fromkeys(report for report, _ in group)),
        )
        yield IndexEntry("place", key, place.name, mentions, data)


def _place_key(place: Place) -> str:
    """A country by its code alone: a report may call it by any name."""
    if place.kind == "country":
        return place.country.casefold()
    return str(place.geonames) if place.geonames is not None else key_of(f"{place.country}/{place.kind}/{place.name}")


def figures(catalogue: Catalogue) -> Iterator[IndexEntry]:
    """Figures by what they count, as the story's page has them (`counts`)."""
    groups: dict[str, list[tuple[Figure, Claim]]] = {}
    seen: set[tuple[object, ...]] = set()
    for claim in sorted(catalogue.claims.values(), key=lambda each: catalogue.order(each.span)):
        for each in claim.figures:
            if claim.id not in catalogue.finding_of or not math.isfinite(each.value) or not key_of(counted(each)):
                continue
            once = (key_of(counted(each)), claim.span.report, each.value, each.low, each.high, each.hedge)
            if once not in seen:
                seen.add(once)
                groups.setdefault(key_of(counted(each)), []).append((each, claim))
    for key, group in groups.items():
        values = [each.value for each, _ in group]
        outlets = len({catalogue.outlet(claim.span.report) for _, claim in group})
        data = FigureEntry(
            points=tuple(_point(catalogue, each, claim) for each, claim in group[:POINTS_SHOWN]),
            outlets=outlets,
            values=len({(each.value, each.low, each.high) for each, _ in group}),
            least=min(values),
            greatest=max(values),
        )
        yield IndexEntry("figure", key, counted(group[0][0]), outlets, data)


def _point(catalogue: Catalogue, read: Figure, claim: Claim) -> FigurePoint:
    finding = catalogue.finding_of[claim.id]
    return FigurePoint(
        value=read.value,
        low=_bound(read.low),
        high=_bound(read.high),
        read_as=str(figure(read)),
        outlet=catalogue.outlet(claim.span.report),
        day=catalogue.report(claim.span.report).published.value,
        finding=finding,
        number=catalogue.number[finding],
        span=read.span,
    )


def _bound(value: float | None) -> float | None:
    """JSON has no infinity; an open bound is None."""
    return value if value is not None and math.isfinite(value) else None


def speakers(catalogue: Catalogue) -> Iterator[IndexEntry]:
    """What each speaker is quoted with; under "" what nobody is named for."""
    groups: dict[str, list[Utterance]] = {}
    for utterance in catalogue.dossier.utterances:
        groups.setdefault(key_of(utterance.speaker or ""), []).append(utterance)
    for key, group in groups.items():
        group.sort(key=lambda each: (-len(_outlets(catalogue, each)), catalogue.order(each.variants[0].span), each.id))
        outlets = {outlet for each in group for outlet in _outlets(catalogue, each)}
        first = group[0].variants[0].span
        data = SpeakerEntry(
            utterances=tuple(each.id for each in group[:UTTERANCES_SHOWN]),
            said=len(group),
            quotes=sum(len(each.quotes) for each in group),
            outlets=tuple(sorted(outlets)),
            words=catalogue.words(first),
            span=first,
            language=catalogue.report(first.report).language,
        )
        yield IndexEntry("speaker", key, group[0].speaker or "", len(outlets), data)


def _outlets(catalogue: Catalogue, utterance: Utterance) -> set[str]:
    return {catalogue.outlet(variant.span.report) for variant in utterance.variants}
