"""Forms of English words: by rule, and those that go by none."""

from __future__ import annotations

import pytest

from crossbearing.watch.inflection import act_forms, noun_forms


@pytest.mark.parametrize(
    ("word", "are", "are_not"),
    [
        ("ship", "ship ships shipped shipping", "shipment"),
        ("transfer", "transfers transferred transferring", ""),
        ("supply", "supplies supplied supplying", "supplys"),
        ("smuggle", "smuggles smuggled smuggling", "smug"),
        ("traffic", "trafficked trafficking", ""),
        ("send", "sends sent sending", ""),
        ("steal", "steals stole stolen stealing", ""),
        ("freeze", "froze frozen freezing", ""),
        ("agree", "agrees agreed agreeing", ""),
        ("launch", "launches launched launching", "launcher"),
        ("import", "imports imported importing", "important"),
    ],
)
def test_an_act_in_every_form(word: str, are: str, are_not: str) -> None:
    assert set(are.split()) <= act_forms(word)
    assert not set(are_not.split()) & act_forms(word)


@pytest.mark.parametrize(
    ("word", "are", "are_not"),
    [
        ("shell", "shell shells", "shelling shelled"),
        ("ammunition", "ammunition ammunitions", ""),
        ("battery", "batteries", "battering"),
        ("serviceman", "servicemen", ""),
        ("woman", "women", ""),
        ("policy", "policies", "police"),
        ("arms", "arms", "arm army armed"),
        ("aircraft", "aircraft", ""),
        ("torpedo", "torpedoes", ""),
    ],
)
def test_a_thing_in_singular_and_plural(word: str, are: str, are_not: str) -> None:
    assert set(are.split()) <= noun_forms(word)
    assert not set(are_not.split()) & noun_forms(word)
