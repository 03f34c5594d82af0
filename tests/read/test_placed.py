"""Places: which place on the map a name means, and when that is left open."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.read import atlas
from crossbearing.read.actors import actors
from crossbearing.read.placed import kilometres, placed
from crossbearing.read.sentences import sentences
from crossbearing.records import Place, Published, Report


def report(text: str) -> Report:
    return Report(
        id="r-1", name="one", capture="c-1", outlet=None, url=None, title=None, headline=None, byline=None,
        dateline=None, published=Published(None, ""), language="en", text=text,
    )  # fmt: skip


def places(text: str) -> tuple[Place, ...]:
    one = report(text)
    return placed(one, actors(one, sentences(one)))


def shown(text: str) -> list[str]:
    """ "Alexandria: city EG", once a place."""
    return [f"{place.name}: {place.kind} {place.country}" for place in places(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Rain fell on Tbilisi and on Yerevan.", ["Tbilisi: city GE", "Yerevan: city AM"]),
        ("The bridge in Alexandria, Virginia, is closed.", ["Alexandria: city US", "Virginia: division US"]),
        ("The bridge in Alexandria, Egypt, is closed.", ["Alexandria: city EG", "Egypt: country EG"]),
        ("The bridge in Alexandria, Va., is closed.", ["Alexandria: city US", "Va: division US"]),
        ("He sailed from Tripoli in Lebanon.", ["Tripoli: city LB", "Lebanon: country LB"]),
        ("A bus burned in Anbar province on Monday.", ["Anbar: division IQ"]),
        ("A bus burned in the province of Aleppo.", ["Aleppo: division SY"]),
        ("A bus burned in Aleppo province, then in Homs.", ["Aleppo: division SY", "Homs: city SY"]),
        ("Hail fell over Bavaria, Xinjiang and Ontario.", ["Bavaria: division DE", "Xinjiang: division CN",
                                                           "Ontario: division CA"]),
        ("Farmers in Punjab, Pakistan, sowed late.", ["Punjab: division PK", "Pakistan: country PK"]),
        ("Farmers in Punjab, India, sowed late.", ["Punjab: division IN", "India: country IN"]),
        ("Moscow said that it would not answer.", ["Moscow: city RU"]),
        ("Snow fell across northern Syria.", ["Syria: country SY"]),
        ("She flew to New York on Sunday.", ["New York: city US"]),
        ("Officials in Washington met on Friday.", ["Washington: city US"]),
        ("Georgia and Armenia signed the treaty in Tbilisi.", ["Georgia: country GE", "Armenia: country AM",
                                                               "Tbilisi: city GE"]),
        ("The governor of Georgia spoke in Atlanta, and Atlanta heard him.", ["Georgia: division US",
                                                                              "Atlanta: city US"]),
        # left out: people, continents, rivers and counties, names unknown, names of which nothing tells which
        ("Mr Paris Hale and Ms Austin Dorn signed the book.", []),
        ("Michael Jordan smiled. Jordan left early.", []),
        ("Most of Asia slept.", []),
        ("Boats lay on the Hudson River.", []),
        ("Deputies of Jackson County met.", []),
        ("The mill in Arnaghmoor burned.", []),
        ("A man was held in Springfield.", []),
        ("Leaders of the West met in Brussels.", ["Brussels: city BE"]),
        ("Trucks left Damascus and Homs for Guelph.", ["Damascus: city SY", "Homs: city SY"]),
    ],
)  # fmt: skip
def test_places(text: str, wanted: list[str]) -> None:
    assert shown(text) == wanted


def test_a_name_means_one_place_in_one_report() -> None:
    text = "A fire broke out in Alexandria, Virginia, on Monday.\n\nThe mayor of Alexandria thanked the crews."
    place = places(text)[0]
    assert [text[span.start : span.end] for span in place.spans] == ["Alexandria", "Alexandria"]
    assert place.division == "Virginia"
    assert kilometres((place.latitude, place.longitude), (38.80, -77.05)) < 5


def test_the_reports_other_places_decide() -> None:
    """London alone is on the Thames; beside Sarnia, Windsor and Ontario nothing else is sure enough to say so."""
    alone = places("He lives in London.")
    assert [place.country for place in alone] == ["GB"]
    cities = {
        place.name: place.country for place in places("From Hamilton, Ontario, and Kitchener he drove to Guelph.")
    }
    assert cities == {"Hamilton": "CA", "Ontario": "CA", "Kitchener": "CA", "Guelph": "CA"}


def test_a_place_names_what_it_rests_on() -> None:
    place = places("The bridge in Alexandria, Egypt, is closed.")[0]
    assert [reason.name for reason in place.reasons] == ["container"]
    assert 0 < place.score <= 1


@pytest.mark.parametrize(("name", "known"), [("anbar", True), ("", False), ("zzzzz", False), ("!", False)])
def test_names_are_found_or_not(name: str, known: bool) -> None:
    assert bool(atlas.find(name)) is known


def test_first_and_last_line_are_found() -> None:
    """Halving reaches both ends of the table, and every key is its own."""
    lines = [line.split("\t")[0] for line in atlas._table().decode("utf-8").splitlines()[1:]]
    assert lines == sorted(lines, key=str.encode)
    assert all(atlas.find(name) for name in (lines[0], lines[-1], *lines[::5000]))
    assert all(atlas.key(name) == name for name in lines[::500] if name[0] not in "=,")


@given(st.text(max_size=300))
def test_spans_lie_in_any_text(text: str) -> None:
    holds(text)


@given(
    st.lists(
        st.sampled_from(
            ["in Paris", ", Texas", " (Syria)", "Aleppo province", "\n\n", " ", "said", "’s", "🌍", "Ill.", "é"]
        )
        | st.text(string.ascii_letters + " ,.'", max_size=6)
    )
)
def test_spans_lie_in_any_news(parts: list[str]) -> None:
    holds("".join(parts))


def holds(text: str) -> None:
    one = report(text)
    found = placed(one, actors(one, sentences(one)))
    assert found == placed(one, actors(one, sentences(one)))
    for place in found:
        assert place.name == text[place.spans[0].start : place.spans[0].end]
        for span in place.spans:
            assert 0 <= span.start < span.end <= len(text)
            assert span.report == one.id
        assert -90 <= place.latitude <= 90
        assert -180 <= place.longitude <= 180
        assert place.score <= 1
