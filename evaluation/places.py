"""Places: names of places found in news, and where on the map they are put.

    python -m evaluation.places [--geo DIR] [--tuning] [--weights DIR | --rules]

Four corpora as Gritta, Pilehvar and Collier gather them ("A Pragmatic Guide to Geoparsing Evaluation", 2020): LGL
(local news, most of it of the USA), TR-News, GeoVirus and GeoWebNews. Every third article of LGL and TR-News is what
the numbers in `crossbearing.read.placed` were chosen on, measured with `--tuning` alone; none was chosen on the others
(but points of 45 countries were added after all figures had been seen once: docs/design/0005-places.md).
Names of peoples and languages, which three of the four count as places, are left out: they are none to the product. Of
GeoWebNews count the names of places, literal and not, in noun form.

- found: precision and recall, as F1, of `placed`'s spans that overlap a gold name, each of them once. What `placed`
  leaves out because it is not sure where it lies counts as not found.
- given: gold names handed to `placed` as places. At 161 km (100 miles): the share put within it of the gold point;
  what is left out counts as wrong. Of those answered: without what is left out; then those alone that are put in a
  settlement, for the middle of a country is a matter of taste.
- country: of gold names whose country is told (LGL, TR-News), the share put into it.
- whole: F1 as in found, where a span must also lie within 161 km.

"Most people alone" takes each gold name for the most populous place of that name, in this run.
"""

from __future__ import annotations

import argparse
import re
import sys
import xml.etree.ElementTree as ET  # corpora on this disk, not input of the product
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from crossbearing.learned.reader import Reads
from crossbearing.read.actors import actors
from crossbearing.read.atlas import Entry, find, key
from crossbearing.read.gazetteer import gazetteer
from crossbearing.read.placed import kilometres, placed
from crossbearing.read.sentences import sentences
from crossbearing.records import Actor, Place, Published, Report, Span
from evaluation import intervals, reader
from evaluation.found import Found, NotHereError, here

GEO = reader.DATASETS / "geo"
WITHIN_KM = 161.0
_TYPES = frozenset(
    "Literal Metonymic Mixed Coercion Literal_Modifier Non_Literal_Modifier Embedded_Literal".split()
)  # fmt: skip


class Gold(NamedTuple):
    start: int
    end: int
    point: tuple[float, float] | None
    country: str | None


class Article(NamedTuple):
    report: Report
    gold: tuple[Gold, ...]


# ── the corpora ───────────────────────────────────────────────────────────────────────────────────────────────────────


def corpora(geo: Path, *, tuning: bool = False) -> dict[str, list[Article]]:
    """Articles by corpus: those that are measured, or those for tuning."""
    folder = here(geo / "data")
    files = {"LGL": "Corpora/lgl.xml", "TR-News": "Corpora/TR-News.xml"}
    found = {}
    for name, file in files.items():
        all_of_it = list(_articles(folder / file))
        found[name] = [each for number, each in enumerate(all_of_it) if (number % 3 == 0) == tuning]
    if not tuning:
        found["GeoVirus"] = list(_articles(folder / "Corpora/GeoVirus.xml"))
        found["GeoWebNews"] = list(_articles(folder / "GWN.xml"))
    return found


def _articles(path: Path) -> Iterator[Article]:
    for number, article in enumerate(ET.parse(path).getroot().iter("article")):  # noqa: S314
        raw = article.findtext("text") or ""
        text = re.sub(r"(?<!\n)\n(?!\n)", " ", raw)  # a lone line break is none in a report; offsets stay
        report = Report(
            id=f"{path.stem}-{number}", name=f"{number}", capture="", outlet=None, url=None, title=None, headline=None,
            byline=None, dateline=None, published=Published(None, ""), language="en", text=text,
        )  # fmt: skip
        marked = (_gold(raw, each) for tag in ("toponym", "location") for each in article.iter(tag))
        yield Article(report, tuple(sorted({gold for gold in marked if gold}, key=lambda gold: gold[:2])))


def _gold(text: str, marked: ET.Element) -> Gold | None:
    name = marked.findtext("phrase") or marked.findtext("name") or marked.findtext("extractedName") or ""
    if marked.find("type") is not None and (
        marked.findtext("type") not in _TYPES or marked.findtext("modifierType") == "Adjective"
    ):
        return None
    if key(name) in gazetteer().adjectives or key(name) in gazetteer().peoples:
        return None
    told = int(marked.findtext("start") or 0)
    # GeoVirus counts from one, and some of TR-News' marks are one off.
    start = next((at for at in (told, told - 1, told + 1) if at >= 0 and text.startswith(name, at)), None)
    if start is None or not name:
        return None
    north = marked.findtext("gaztag/lat") or marked.findtext("lat") or marked.findtext("latitude")
    east = marked.findtext("gaztag/lon") or marked.findtext("lon") or marked.findtext("longitude")
    country = marked.findtext("gaztag/country")
    code = next((each.country for each in find(key(country)) if each.kind == "country"), None) if country else None
    return Gold(start, start + len(name), (float(north), float(east)) if north and east else None, code)


# ── measures ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def measure(articles: Sequence[Article], name: str, network: Reads | None) -> Iterator[Found]:
    """What is found, and what is found where it is, by rules or with the network's names."""
    found, whole = [], []
    for article in articles:
        spans = _spans(placed(article.report, _actors(article.report, network)))
        hit = [
            next((gold for gold in article.gold if gold.start < span.end and span.start < gold.end), None)
            for span, _ in spans
        ]
        wanted, pointed = len(article.gold), [gold for gold in article.gold if gold.point]
        found.append((len({gold for gold in hit if gold}), len(spans), wanted))
        near = {gold for gold, (_, place) in zip(hit, spans, strict=True) if gold and _near(gold, place)}
        pointless = sum(1 for gold in hit if gold and not gold.point)
        whole.append((len(near), len(spans) - pointless, len(pointed)))
    yield Found("places_found", name, "places, found F1", intervals.measured(found, intervals.f1, _sum(found, 2)))
    for what, by in (("precision", intervals.precision), ("recall", intervals.recall)):
        yield Found(f"places_{what}", name, f"  {what}", intervals.measured(found, by, _sum(found, 2)))
    yield Found("places_whole", name, "places, whole F1", intervals.measured(whole, intervals.f1, _sum(whole, 2)))


def measure_given(articles: Sequence[Article], name: str) -> Iterator[Found]:
    """Where gold names are put."""
    for prefix, where in (("", _where), ("  most people alone, ", _most_people)):
        near, cities, countries = [], [], []
        for article in articles:
            points = where(article)
            right = sum(_near(gold, points.get(gold[:2])) for gold in article.gold)
            wanted = sum(1 for gold in article.gold if gold.point)
            near.append((right, sum(1 for gold in article.gold if gold.point and gold[:2] in points), wanted))
            settled = [gold for gold in article.gold if gold.point and _is_city(points.get(gold[:2]))]
            cities.append((sum(_near(gold, points.get(gold[:2])) for gold in settled), len(settled)))
            told = [gold for gold in article.gold if gold.country]
            countries.append((sum(_country(points.get(gold[:2])) == gold.country for gold in told), len(told)))
        kind = "places_most_" if prefix else "places_"
        yield Found(
            f"{kind}161", name, f"{prefix}at 161 km" if prefix else "places given, at 161 km",
            intervals.measured(near, intervals.recall, _sum(near, 2)),
        )  # fmt: skip
        if not prefix:
            answered = intervals.measured(near, intervals.precision, _sum(near, 1))
            yield Found("places_of_those", name, "  of those answered", answered)
            settlements = intervals.measured(cities, intervals.share, _sum(cities, 1))
            yield Found("places_cities", name, "  of those put in a settlement", settlements)
        if _sum(countries, 1):
            yield Found(
                f"{kind}country", name, f"{prefix}country" if prefix else "places given, country",
                intervals.measured(countries, intervals.share, _sum(countries, 1)),
            )  # fmt: skip


Point = Place | Entry


def _where(article: Article) -> dict[tuple[int, int], Point]:
    named = [
        Actor(f"{gold.start}", Span(article.report.id, gold.start, gold.end), "", "place") for gold in article.gold
    ]
    return {(span.start, span.end): place for span, place in _spans(placed(article.report, named))}


def _most_people(article: Article) -> dict[tuple[int, int], Point]:
    points: dict[tuple[int, int], Point] = {}
    for gold in article.gold:
        if found := find(key(article.report.text[gold.start : gold.end])):
            points[gold[:2]] = found[0]
    return points


def _actors(report: Report, network: Reads | None) -> tuple[Actor, ...]:
    lines = sentences(report)
    names = network.read(report.text, [(line.span.start, line.span.end) for line in lines]).names if network else None
    return actors(report, lines, names)


def _spans(places: Sequence[Place]) -> list[tuple[Span, Place]]:
    return sorted(((span, place) for place in places for span in place.spans), key=lambda each: each[0])


def _near(gold: Gold, place: Point | None) -> bool:
    return bool(place and gold.point and kilometres((place.latitude, place.longitude), gold.point) <= WITHIN_KM)


def _is_city(place: Point | None) -> bool:
    return place is not None and place.kind == "city"


def _country(place: Point | None) -> str | None:
    return place.country if place else None


def _sum(rows: Sequence[tuple[int, ...]], column: int) -> int:
    return sum(row[column] for row in rows)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evaluation.places", description="Measure the placing of names.")
    parser.add_argument("--geo", type=Path, default=GEO)
    parser.add_argument("--tuning", action="store_true", help="measure what may be tuned on, not what is kept back")
    parser.add_argument("--weights", type=Path, help="folder with a catalogue and its graphs")
    parser.add_argument("--rules", action="store_true", help="without the network")
    given = parser.parse_args(arguments)
    try:
        network = None if given.rules else reader.load(given.weights)
        articles = corpora(given.geo, tuning=given.tuning)
    except NotHereError as error:
        print(error)
        return 0
    for name, its in articles.items():
        for each in (*measure_given(its, name), *measure(its, name, network)):
            value, low, high, of = each.measured
            print(f"{name:12} {each.what:36} {value:.3f} [{low:.3f}, {high:.3f}]  of {of}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
