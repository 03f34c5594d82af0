"""Agencies credited for the text, and what looks like a credit and is none."""

from __future__ import annotations

import pytest

from tests.clean.test_furniture import LAST, LEDE, MORE, cleaned


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        (f"PORT ASH (Reuters) - {LEDE}\n\n{MORE}", ["Reuters"]),
        (f"PORT ASH, May 4 (Xinhua) -- {LEDE}", ["Xinhua"]),
        (f"Port Ash, SANA – {LEDE}", ["SANA"]),
        (f"PORT ASH, May 4. /TASS/. {LEDE}", ["TASS"]),
        (f"{LEDE} Afp - {MORE}", ["AFP"]),
        (f"{LEDE} {LAST} --Reuters", ["Reuters"]),
        (f"{LEDE}\n\n{LAST} (AFP)", ["AFP"]),
        (f"{LEDE}\n\n{LAST} – AP", ["Associated Press"]),
        (f"{LEDE}\n\n{LAST} (With inputs from PTI)", ["PTI"]),
        (f"{LEDE}\n\n{MORE}\n\nAFP", ["AFP"]),
        (f"{LEDE}\n\n{MORE}\n\nSource: Anadolu Agency", ["Anadolu"]),
        (f"Barges sink\n\nBy Associated Press\n\n{LEDE}", ["Associated Press"]),
        (f"Barges sink\n\nBy Ilse Tarn, Reuters\n\n{LEDE}", ["Reuters"]),
        (f"{LEDE}\n\nWith files from Reuters and The Associated Press", ["Associated Press", "Reuters"]),
        (f"{LEDE}\n\nThe Associated Press contributed to this report.", ["Associated Press"]),
        (f"{LEDE}\n\nAssociated Press writer Bo Quill in Port Ash contributed to this report.", ["Associated Press"]),
        (f"{LEDE}\n\n© Agence France-Presse", ["AFP"]),
        (f"{LEDE}\n\nThis story has not been edited and is auto-generated from a syndicated feed of ANI.", ["ANI"]),
        (f"{LEDE}\n\nReporting by Marrowby News Agency", ["Marrowby News Agency"]),
        (f"{LEDE}\n\n{MORE}\n\n(Reporting by Ilse Tarn of the Port Ash Press Service)", ["Port Ash Press Service"]),
        (f"Barges sink\n\nMarrowby Newswire\n\n{LEDE}", ["Marrowby Newswire"]),
        (f"Barges sink\n\nBy Marrowby State News Agency\n\n{LEDE}", ["Marrowby State News Agency"]),
        (f"Barges sink\n\nBy Bo Quill, Tarn Telegraph Agency\n\n{LEDE}", ["Tarn Telegraph Agency"]),
        (f"PORT ASH (Marrowby News Agency) - {LEDE}", ["Marrowby News Agency"]),
        (f"{LEDE}\n\nReporting by Reuters", ["Reuters"]),
        (f"{LEDE}\n\nReporting by wire services", []),
        (f"{LEDE}\n\nSource: State News Agency", []),
        (f"{LEDE} The captain told the Marrowby News Agency that he had seen nothing.", []),
        (f"{LEDE} The captain told AFP that he had seen nothing.", []),
        (f"{LEDE}\n\nThe quay at dawn. Photograph: Bo Quill/AFP via Getty", []),
        (f"{LEDE}\n\nThe quay at dawn.KCNA/Reuters\n\n{MORE}", []),
        (f"{LEDE} Source Marrowby Post and agencies", []),
        (f"{LEDE}\n\n{MORE} An AP correspondent saw two bodies.", []),
        (f"{LEDE}\n\nBo Quill/AP\n\n{MORE}", []),
        (f"Barges sink in harbour\n\nReuters\n\nThe quay on Monday\n\n{LEDE}", []),
        (f"Barges sink in harbour\n\nReuters\n\n{LEDE}", ["Reuters"]),
        (f"Barges sink in harbour\n\nIlse Tarn with AFP, dpa\n\n{LEDE}", ["AFP", "dpa"]),
        (f"Interfax said that the quay was closed. {MORE}", []),
        (f"Barges sink - Reuters\n\n{LEDE}", []),
    ],
)
def test_credits(text: str, agencies: list[str]) -> None:
    assert [credit.agency for credit in cleaned(text).credits] == agencies


@pytest.mark.parametrize("agency", ["Reuters", "Marrowby News Agency"])
def test_an_agency_does_not_credit_itself(agency: str) -> None:
    text = f"PORT ASH ({agency}) - {LEDE}"
    assert [credit.agency for credit in cleaned(text).credits] == [agency]
    assert cleaned(text, outlet=agency).credits == ()


@pytest.mark.parametrize(
    ("byline", "agencies"),
    [
        ("Reuters", ["Reuters"]),
        ("Marrowby News Agency", ["Marrowby News Agency"]),
        ("Ilse Tarn, AFP", ["AFP"]),
        ("Ilse Tarn", []),
        ("News Desk", []),
    ],
)
def test_a_byline_that_the_input_states_may_be_an_agency(byline: str, agencies: list[str]) -> None:
    assert [credit.agency for credit in cleaned(LEDE, byline=byline).credits] == agencies


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        (f"PORT ASH (Reuters) - {LEDE}", "PORT ASH (Reuters)"),
        (f"PORT ASH, Marland, May 4 — {LEDE}", "PORT ASH, Marland, May 4"),
        (f"(Port Ash) {LEDE}", "(Port Ash)"),
        (f"PORT ASH: {LEDE}", "PORT ASH"),
        (f"Port Ash, May 4 (SANA) – {LEDE}", "Port Ash, May 4 (SANA)"),
        (LEDE, None),
        ("BREAKING NEWS: Barges sink in harbour, port says.", None),
        ("Ilse Tarn – the captain’s wife – was on board, she said.", None),
        ("U.S. officials said that the quay was closed.", None),
    ],
)
def test_dateline_is_found_and_stays(text: str, dateline: str | None) -> None:
    report = cleaned(f"{text}\n\n{MORE}", title="Barges sink")
    assert report.dateline == dateline
    assert text in report.text
