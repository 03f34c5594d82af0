"""What a claim rests on, over invented reports of the Harbour Standard, read by the shipped reader."""

from __future__ import annotations

import pytest

from crossbearing.records import Credit, Part, Span
from crossbearing.watch.evidence import evidence, roles
from crossbearing.watch.scope import scopes
from tests.watch.dossiers import a_dossier, a_report, scope_of

# fmt: off
ROWS: tuple[tuple[str, str, str], ...] = (
    # text, some words of the claim, class
    # ── documents ──
    ("Shipping records show that the Orrin Star left Velm with 40 crates on board.", "left Velm", "document"),
    ("The barge carried shells, according to a cargo manifest seen by the Harbour Standard.", "carried shells", "document"),
    ("Customs filings indicate that Tarn bought 300 engines from Kestria.", "300 engines", "document"),
    ("Documents obtained by the Harbour Standard show that the ministry paid for the barges.", "paid for the barges", "document"),
    ("Kestria sent 12 trucks across the border, according to internal documents.", "12 trucks", "document"),
    ("Court documents say Osk Tellin moved 4 million dollars through two banks.", "4 million", "document"),
    ("According to the indictment, Tellin hid the money in a shell company.", "hid the money", "document"),
    ("The Harbour Standard has seen the contract. It lists 60 engines and a price of 9 million dollars.", "60 engines", "document"),
    ("Velm sold the ship in May, company registry records show.", "sold the ship", "document"),
    ("In a memo reviewed by the Harbour Standard, the ministry ordered 200 crates of fuses.", "200 crates", "document"),
    ("The letter, a copy of which was seen by the Harbour Standard, asks Kestria for 500 drivers.", "500 drivers", "document"),
    ("Ship-tracking data shows the Orrin Star called at Velm three times in June.", "three times", "document"),
    # documents that are only talked about
    ("The minister signed documents on Monday, the ministry said.", "signed documents", "official statement"),
    ("The foreign ministry said the documents were forged.", "were forged", "official statement"),
    ("Farmer Bela Ruun said soldiers had burned the town's records.", "burned the town", "named witness"),
    ("The two presidents signed a treaty in Velm on Monday.", "signed a treaty", "other report"),
    # ── imagery ──
    ("Satellite images show three barges at the pier in Velm.", "three barges", "imagery"),
    ("Satellite imagery taken on May 4 showed new rail tracks at the depot.", "rail tracks", "imagery"),
    ("Video footage verified by the Harbour Standard shows soldiers loading crates.", "loading crates", "imagery"),
    ("The depot has been rebuilt, according to satellite photographs.", "been rebuilt", "imagery"),
    ("A video posted online showed smoke above the refinery.", "smoke above", "imagery"),
    ("Photos published by state media show the leader beside a new truck.", "beside a new truck", "imagery"),
    ("New construction began in March, satellite images reviewed by the Tarn Institute show.", "construction began", "imagery"),
    ("Drone footage shows that the bridge has collapsed.", "bridge has collapsed", "imagery"),
    # pictures that are only talked about
    ("Police said a video of the meeting had been deleted.", "had been deleted", "official statement"),
    ("The video game company Norvell opened an office in Velm.", "opened an office", "other report"),
    ("The ministry released a photograph of the bridge on Monday.", "released a photograph", "other report"),
    # ── own observation ──
    ("A Harbour Standard reporter saw six trucks cross the bridge at dawn.", "six trucks", "own observation"),
    ("Smoke rose above the depot, a Harbour Standard correspondent at the scene saw.", "Smoke rose", "own observation"),
    ("Reporters at the scene counted 14 bodies in the school yard.", "14 bodies", "own observation"),
    ("Three burnt barges were seen by Harbour Standard journalists in the port on Sunday.", "burnt barges", "own observation"),
    ("Harbour Standard journalists witnessed soldiers unloading crates at the pier.", "unloading crates", "own observation"),
    ("A reporter for the Velm Courier saw six trucks cross the bridge.", "six trucks", "other report"),
    # ── official statements ──
    ("Kestria sent 300 shells to Tarn, the defence ministry of Velm said.", "300 shells", "official statement"),
    ("Defence minister Jan Roke said Kestria had sent 300 shells.", "300 shells", "official statement"),
    ("Foreign ministry spokeswoman Ada Wenn said the ship carried grain.", "carried grain", "official statement"),
    ("A spokesman for the defence ministry said the ship carried grain.", "carried grain", "official statement"),
    ("Police said that nine people were missing.", "nine people", "official statement"),
    ("Nine people died in the flood, local authorities said.", "Nine people died", "official statement"),
    ("Police chief Mara Olin said nine people were missing.", "nine people", "official statement"),
    ("The spy agency of Velm said Kestria had sent 1,500 soldiers.", "1,500 soldiers", "official statement"),
    ("The army said it had shot down two drones.", "shot down", "official statement"),
    ("President Sana Idris said the bridge would be rebuilt.", "would be rebuilt", "official statement"),
    ("The United Nations said 4,000 families had fled.", "4,000 families", "official statement"),
    ("Kestria's ambassador to the United Nations, Pol Hask, told the council that no shells were sold.", "no shells", "official statement"),
    ("Prosecutors said Tellin had taken 2 million dollars.", "2 million", "official statement"),
    ("Norvell spokeswoman Lia Brandt said the company had sold no engines to Kestria.", "sold no engines", "official statement"),
    ("The dam operator Tarn Hydro said its gates had been shut.", "gates had been shut", "official statement"),
    ("Jan Roke, the defence minister of Velm, arrived on Monday. Roke said the ship carried shells.", "carried shells", "official statement"),
    ("The ship carried shells, the ministry told the Velm Courier.", "carried shells", "official statement"),
    # ── experts ──
    ("Ilse Marn, a professor at the University of Velm, said the missile could fly 900 km.", "900 km", "named expert"),
    ("Military analyst Tom Erreth said the shells were too old to use.", "too old", "named expert"),
    ("The Tarn Institute, a think tank, said Kestria had built two new launch pads.", "launch pads", "named expert"),
    ("Lantern Watch, a human rights group, said 60 prisoners had been moved.", "60 prisoners", "named expert"),
    ("Researchers at the Lowland Research Centre found that the fuses came from Norvell.", "fuses came", "other report"),
    ("Analysts said the shells were too old to use.", "too old", "other report"),
    ("Ilse Marn, a senior fellow at the Tarn Institute, has watched the site for years. Marn said the depot was full.", "depot was full", "named expert"),
    # ── witnesses ──
    ("“The whole street was under water,” said Bela Ruun, a baker.", "under water", "named witness"),
    ("Fisherman Odd Karsen said two barges had sunk before dawn.", "two barges", "named witness"),
    ("Former defence minister Hal Brandt said the shells had been paid for.", "been paid for", "named witness"),
    ("Witnesses said two barges had sunk before dawn.", "two barges", "other report"),
    ("Residents said that the water had come at night.", "come at night", "other report"),
    # ── officials who are not named ──
    ("Two officials who asked not to be named said Kestria had sent 300 shells.", "300 shells", "unnamed official"),
    ("A senior defence official said Kestria had sent 300 shells.", "300 shells", "unnamed official"),
    ("Western officials believe that Kestria has sent 300 shells.", "300 shells", "unnamed official"),
    ("Kestria sent shells, a ministry official said on condition of anonymity.", "sent shells", "unnamed official"),
    ("The Velm Courier reported, citing two government officials, that the ship carried shells.", "carried shells", "unnamed official"),
    ("Intelligence sources said the ship carried shells.", "carried shells", "unnamed official"),
    ("A diplomat in Velm said the talks had failed.", "talks had failed", "unnamed official"),
    # ── whatever else is reported ──
    ("Two people familiar with the talks said the price was 9 million dollars.", "9 million", "other report"),
    ("The Velm Courier reported that the ship carried shells.", "carried shells", "other report"),
    ("The ship carried shells, Reuters reported.", "carried shells", "other report"),
    ("The ship left the port on Monday with shells on board.", "left the port", "other report"),
    ("The price is thought to be 9 million dollars.", "9 million", "other report"),
    ("Sources said the ship carried shells.", "carried shells", "other report"),
    # ── state media ──
    ("The leader watched the launch of two missiles, state news agency KCNA said.", "watched the launch", "official statement"),
    ("State television said the leader had inspected a shipyard.", "inspected a shipyard", "official statement"),
)
# fmt: on


@pytest.mark.parametrize(("text", "words", "kind"), ROWS)
def test_the_class_of_a_claim(text: str, words: str, kind: str) -> None:
    dossier = a_dossier(a_report(text))
    found = evidence(scope_of(dossier, words), roles(dossier))
    assert found.kind == kind, found
    [reason] = found.reasons
    assert reason.detail.startswith(f"{kind}: ")
    assert all(0 <= span.start < span.end <= len(text) for span in reason.spans)


def test_an_office_may_be_told_in_another_report_of_the_story() -> None:
    told = a_report("Defence minister Jan Roke visited the port on Sunday.", name="courier", outlet="Velm Courier")
    alone = a_report("The ship carried shells, Jan Roke said.")
    assert evidence(scope_of(a_dossier(alone), "carried shells"), roles(a_dossier(alone))).kind == "named witness"
    both = a_dossier(alone, told, together=("Jan Roke",))
    found = evidence(scope_of(both, "carried shells"), roles(both))
    assert found.kind == "official statement"
    assert {span.report for span in found.reasons[0].spans} == {alone.id, told.id}


def test_two_who_bear_one_name_in_other_reports_lend_each_other_no_office() -> None:
    told = a_report("Defence minister Jan Roke visited the port on Sunday.", name="courier", outlet="Velm Courier")
    alone = a_report("The ship carried shells, Jan Roke said.")
    apart = a_dossier(alone, told)
    assert evidence(scope_of(apart, "carried shells"), roles(apart)).kind == "named witness"


TEXT = "The ship left the port on Monday with shells on board."


@pytest.mark.parametrize(
    ("outlet", "kind"),
    [("Harbour Standard", "other report"), ("KCNA", "official statement"), ("Reuters", "other report"),
     ("United Nations", "official statement")],
)  # fmt: skip
def test_an_outlet_in_its_own_voice(outlet: str, kind: str) -> None:
    dossier = a_dossier(a_report(TEXT, outlet=outlet))
    assert evidence(scope_of(dossier, "left the port"), roles(dossier)).kind == kind


def test_the_reporters_of_an_agency_whose_text_it_is_are_its_own_and_others_are_not() -> None:
    text = "An AFP journalist saw six trucks cross the bridge at dawn."
    credited = a_dossier(a_report(text, credits=(Credit("AFP", "AFP"),)))
    passed_on = a_dossier(a_report(text))
    assert evidence(scope_of(credited, "six trucks"), roles(credited)).kind == "own observation"
    assert evidence(scope_of(passed_on, "six trucks"), roles(passed_on)).kind == "other report"


def test_a_caption_is_no_imagery_by_itself() -> None:
    text = "Trucks cross the bridge at Velm on Sunday.\n\nThe bridge was shut on Monday."
    report = a_report(text)
    captioned = a_dossier(a_report(text, parts=(Part("caption", Span(report.id, 0, 42)),)))
    found = evidence(scope_of(captioned, "Trucks cross"), roles(captioned))
    assert found.kind == "other report"
    assert "caption" in found.reasons[0].detail


@pytest.mark.parametrize("piece", ["documents ", "satellite images of ", "a reporter ", "according to ", ", ", "officials "])
def test_a_text_of_no_end_is_classed_in_time_that_grows_with_it(piece: str) -> None:
    """Only so many words beside a claim are looked at, whatever the length of its sentence."""
    dossier = a_dossier(a_report(piece * 400 + "the ship carried shells."), by_rules=True)
    known = roles(dossier)
    assert all(evidence(scope, known).reasons for scope in scopes(dossier).values())
