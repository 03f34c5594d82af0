"""Parts of a pattern by the grammar, in sentences as the shipped reader reads them."""

from __future__ import annotations

from functools import cache

import pytest

from crossbearing.learned.reader import Reader
from crossbearing.read import read
from crossbearing.records import Facet, Pattern, Published, Report
from crossbearing.watch.roles import role
from crossbearing.watch.scope import Indexed, Scope

SUBJECTS = {"kestria": ("Kestria", "Kestrian"), "norland": ("Norland", "Norlander"), "tarn": ("Tarn",)}
ACTS = ("send", "sent", "ship", "shipment", "supply", "receive", "buy", "bought", "delivery", "sell", "sold", "train")
FIELDS = {"by": "by", "to": "to", "from": "giver", "with": "partner"}


@cache
def reader() -> Reader:
    return Reader()


def facet(text: str, part: str, wanted: dict[str, str], acts: tuple[str, ...] = ACTS) -> list[Facet]:
    """The part, held against each claim of the text that tells of one of the acts."""
    report = Report(
        id="r", name="r", capture="", outlet=None, url=None, title=None, headline=None, byline=None, dateline=None,
        published=Published("2031-05-04", "test"), language="en", text=text,
    )  # fmt: skip
    reading = read(report, reader())
    seen = Indexed(report, reading, tuple(name for names in SUBJECTS.values() for name in names))
    parts = {FIELDS[name]: (subject,) for name, subject in wanted.items()}
    pattern = Pattern(id="p", acts=acts, **parts)  # type: ignore[arg-type]
    scopes = [Scope(claim, seen) for claim in reading.claims]
    told = [scope for scope in scopes if any(scope.find(acts, scope.claim.content))]
    assert told
    return [role(FIELDS[part])(pattern, SUBJECTS, scope) for scope in told]


K, N, T = "kestria", "norland", "tarn"


@pytest.mark.parametrize(
    ("text", "wanted", "met", "not_met"),
    [
        # as the pattern has it, in the active, the passive, a noun
        ("Kestria sent shells to Norland.", {"by": K, "to": N}, "by to", ""),
        ("Shells were sent to Norland by the Kestrian army.", {"by": K, "to": N}, "by to", ""),
        ("Inspectors saw Kestrian arms shipments to Norland.", {"by": K, "to": N}, "by to", ""),
        ("The council named shells supplied to Norland by Kestria.", {"by": K, "to": N}, "by to", ""),
        ("Kestria is believed to have sent shells to Norland.", {"by": K, "to": N}, "by to", ""),
        ("Kestria supplied Norland with shells.", {"by": K, "to": N}, "by to", ""),
        # the wrong way round
        ("Norland sent shells to Kestria.", {"by": K, "to": N}, "", "by to"),
        ("Shells were sent to Kestria by Norland.", {"by": K, "to": N}, "", "by to"),
        ("Norland's shipments of shells to Kestria went on.", {"by": K, "to": N}, "", "by to"),
        ("Troops sent shells to Kestria.", {"by": K}, "", "by"),
        ("Norland asked Tarn to send Kestria shells.", {"by": N}, "", "by"),
        # somebody else, who is no subject of the mandate
        ("Vell sent shells to Norland, Kestria said.", {"by": K, "to": N}, "to", "by"),
        ("Kestria sent shells to Orle and Vell, not far from Norland.", {"by": K, "to": N}, "by", "to"),
        # those who get, and from whom
        ("Norland received shells from Kestria.", {"by": N, "from": K}, "by from", ""),
        ("Norland received shells from Kestria.", {"by": K, "to": N}, "by to", ""),
        ("Norland bought shells from Tarn.", {"by": N, "from": K}, "by", "from"),
        ("Kestria received shells from Norland.", {"by": N, "from": K}, "", "by from"),
        ("Kestria received shells from Norland.", {"by": K, "to": N}, "", "by to"),
        ("Kestria sent shells to Norland.", {"by": N, "from": K}, "by from", ""),
        # an envoy to somebody is not theirs
        ("The Norlander envoy to Kestria sent shells to Tarn.", {"by": K}, "", "by"),
        ("The Norlander envoy to Kestria sent shells to Tarn.", {"by": N}, "by", ""),
        # with whom
        ("Two Kestrian pilots trained with Norland.", {"by": K, "with": N}, "by with", ""),
        ("Two Kestrian pilots trained with Tarn near Norland.", {"by": K, "with": N}, "by", "with"),
        # whose name is no actor's
        ("Inspectors saw Oronian arms shipments to Norland, a rival of Kestria.", {"by": K, "to": N}, "to", "by"),
        # the office of one who acts, told elsewhere
        ("Kestrian president Ada Wenn spoke. Ada Wenn sent shells to Norland.", {"by": K}, "by", ""),
    ],
)  # fmt: skip
def test_the_grammar_decides_where_it_speaks(text: str, wanted: dict[str, str], met: str, not_met: str) -> None:
    for part in met.split():
        found = facet(text, part, wanted)
        assert any(each.met and each.detail.startswith("the grammar has") and each.spans for each in found), found
    for part in not_met.split():
        found = facet(text, part, wanted)
        assert not any(each.met for each in found), found
        assert all(each.detail.startswith(("the grammar has", "not named")) for each in found)


@pytest.mark.parametrize(
    ("text", "wanted", "part", "met"),
    [
        ("The council discussed the supply, Kestria and the ban.", {"by": K}, "by", True),
        ("The council discussed weapons shipments between Kestria and Norland.", {"by": K, "to": N}, "to", True),
        ("The council discussed the supply of shells.", {"by": K}, "by", False),
    ],
)
def test_where_the_grammar_says_nothing_the_name_is_enough(
    text: str, wanted: dict[str, str], part: str, met: bool
) -> None:
    found = facet(text, part, wanted)
    assert [each.met for each in found] == [met]
    assert found[0].detail == (f"named: {wanted[part]}; its part was not read" if met else f"not named: {wanted[part]}")


def test_who_acts_may_stand_outside_of_the_claim() -> None:
    text = "Kestria loaded two trains at the border and sent them to Norland."
    found = facet(text, "by", {"by": K, "to": N}, ("sent",))
    assert [each.met for each in found] == [True]
    assert [text[span.start : span.end] for span in found[0].spans] == ["Kestria"]


def test_whoever_only_says_it_is_not_who_acts() -> None:
    found = facet("Norland said that shells had been sent to Tarn.", "by", {"by": N})
    assert [each.met for each in found] == [False]
