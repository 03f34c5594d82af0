"""Chains of sources: whoever said it, whoever it was said to or cited by, and never the outlet itself."""

from __future__ import annotations

import msgspec
import pytest

from crossbearing.read import read
from tests.read.test_quotes import report

WORDS = ("stay open", "is ours", "failed", "taken", "gate was safe")


def chain(text: str, outlet: str | None = None) -> list[str]:
    """The last words of the names of the sources of what is said, deepest first."""
    made = msgspec.structs.replace(report(text), outlet=outlet)
    said = [c for c in read(made).claims if any(words in text[c.content.start : c.content.end] for words in WORDS)]
    return [source.name.split()[-1] for source in said[0].sources]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Orle’s harbour minister told Reuters that the strait would stay open.", "minister Reuters"),
        ("The strait would stay open, Orle’s harbour minister told Reuters.", "minister Reuters"),
        ("“The strait will stay open,” Ana Brel told the Vell Herald on Monday.", "Brel Herald"),
        ("In an interview with the Vell Herald, Ana Brel said the strait would stay open.", "Brel Herald"),
        ("Ana Brel said in an interview with the Vell Herald that the strait would stay open.", "Brel Herald"),
        ("“The strait will stay open,” Ana Brel said in an interview with the Vell Herald.", "Brel Herald"),
        ("The Vell Herald quoted Ana Brel as saying that the strait would stay open.", "Brel Herald"),
        ("Ana Brel was quoted by the Vell Herald as saying the strait would stay open.", "Brel Herald"),
        ("Ana Brel was quoted as saying by the Vesna news agency that the strait would stay open.", "Brel Vesna"),
        ("According to the Vell Herald, citing port officials, the gate had failed.", "officials Herald"),
        ("The gate had failed, according to the Vell Herald, citing port officials.", "officials Herald"),
        ("The Vell Herald reported, citing port officials, that the gate had failed.", "officials Herald"),
        ("The Vell Herald reported on Monday that the gate had failed, citing port officials.", "officials Herald"),
        ("The gate had failed, the Vell Herald reported, citing two port officials.", "officials Herald"),
        ("Citing port officials, the Vell Herald reported that the gate had failed.", "officials Herald"),
        ("The army said in a statement carried by the Vesna news agency that the bridge had been taken.", "army Vesna"),
        ("“The bridge is ours,” the army said in a statement carried by the state news agency Vesna.", "army Vesna"),
        ("In a statement published by the Vesna news agency, the army said the bridge had been taken.", "army Vesna"),
        ("In a statement posted on its website, the army said the bridge had been taken.", "army"),
        ("The army said on its website that the bridge had been taken.", "army"),
        ("The bridge had been taken, the army said in a post on Telegram.", "army"),
        ("Ana Brel wrote on Twitter that the strait would stay open.", "Brel"),
        ("The gate had failed, the Vesna news agency reported, quoting the harbour police.", "police Vesna"),
        ("The harbour police, quoted by the Vesna news agency, said the gate had failed.", "police Vesna"),
        ("The gate failed at noon, a police officer told AFP.", "officer AFP"),
        (
            "A spokesman for the army told Reuters on condition of anonymity that the bridge had been taken.",
            "army Reuters",
        ),
        ("Ana Brel, the mayor of Vell, told state television the strait would stay open.", "Brel television"),
        ("Speaking to the BBC, Ana Brel said the strait would stay open.", "Brel BBC"),
        ("Ana Brel said, according to the Vesna news agency, that the strait would stay open.", "Brel Vesna"),
        ("The strait would stay open, Ana Brel said, according to Reuters.", "Brel Reuters"),
        ("State media reported that Ana Brel had said the strait would stay open.", "Brel media"),
        ("Reuters cited a port official as saying the gate had failed.", "official Reuters"),
        ("Interfax cited the ministry as saying that the gate had failed.", "ministry Interfax"),
        ("The strait will stay open, Ana Brel said, as quoted by the Vesna news agency.", "Brel Vesna"),
        ("Ana Brel told reporters in Vell that the strait would stay open.", "Brel"),
        ("Ana Brel told lawmakers that the strait would stay open.", "Brel"),
        ("A source told Reuters that the minister had said the gate was safe.", "minister source Reuters"),
    ],
)
def test_chain(text: str, names: str) -> None:
    assert chain(text) == names.split()


def test_the_outlet_itself_is_not_repeated() -> None:
    text = "A police officer told Reuters that the gate had failed."
    assert chain(text, outlet="Reuters") == ["officer"]
    assert chain(text, outlet="Vell Herald") == ["officer", "Reuters"]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Brel said the gate had failed, citing low pay and bad weather.",
        "In an interview with the mayor, Ana Brel said the gate had failed.",
        "Ana Brel said in a speech on Sunday that the gate had failed.",
    ],
)
def test_who_passed_nothing_on_is_no_link(text: str) -> None:
    assert chain(text) == ["Brel"]
