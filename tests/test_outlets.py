"""The table of outlets: its form, and what its kinds mean elsewhere."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from crossbearing import outlets
from crossbearing.clean.agencies import named
from crossbearing.clean.furniture import without_suffix
from crossbearing.records import OutletKind

HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,13}")
ISO_3166_1 = frozenset(
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA "
    "CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA "
    "GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP "
    "KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS "
    "MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS "
    "RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW "
    "TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW".split()
)


def test_no_domain_and_no_name_stands_twice() -> None:
    table = outlets.outlets()
    assert len(table) >= 300
    domains = Counter(domain for each in table for domain in each.domains)
    assert not [domain for domain, times in domains.items() if times > 1 or not HOST.fullmatch(domain)]
    forms = Counter(form for each in table for form in {*map(folded, (each.name, *each.aliases))})
    assert not [form for form, times in forms.items() if times > 1]


def folded(name: str) -> str:
    return " ".join(re.sub(r"\W+", " ", name.casefold()).removeprefix("the ").split())


def test_every_outlet_has_a_domain_and_a_country() -> None:
    wrong = [each.name for each in outlets.outlets() if not each.domains or each.country not in ISO_3166_1]
    assert not wrong


def test_only_agencies_and_state_media_are_reprinted() -> None:
    assert {each.kind for each in outlets.agencies()} == {"agency", "state media"}
    assert named("Reuters") == "Reuters"
    assert named("The Guardian") is None
    assert named("Kremlin") is None


@pytest.mark.parametrize(
    ("domain", "name", "kind"),
    [
        ("www.kremlin.ru", "Kremlin", "government"),
        ("en.kremlin.ru", "Kremlin", "government"),
        ("www.state.gov", "US Department of State", "government"),
        ("mod.go.jp", "Japanese Ministry of Defense", "government"),
        ("www.president.gov.ua", "President of Ukraine", "government"),
        ("press.un.org", "United Nations", "government"),
        ("news.un.org", "UN News", "government"),
        ("www.bbc.co.uk", "BBC News", "broadcaster"),
        ("www.theguardian.com", "The Guardian", "paper"),
        ("tass.com", "TASS", "state media"),
        ("apnews.com", "Associated Press", "agency"),
    ],
)
def test_outlets_are_known_by_their_domain(domain: str, name: str, kind: OutletKind) -> None:
    found = outlets.by_domain(domain)
    assert found is not None
    assert (found.name, found.kind) == (name, kind)


def test_an_authority_after_a_dash_is_no_outlet_of_the_page() -> None:
    assert without_suffix("Talks will go on next week – Kremlin", None)[0] == "Talks will go on next week – Kremlin"
    assert without_suffix("Talks will go on next week – The Guardian", None)[0] == "Talks will go on next week"
    assert without_suffix("Opinion | The council must go", None)[0] == "Opinion | The council must go"
