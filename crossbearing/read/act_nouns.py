"""Nouns that tell of an act ("shipment", "the launch of"), told from those that look alike ("nation", "ammunition")."""

from __future__ import annotations

_ENDINGS = ("tion", "sion", "ment", "ing", "tions", "sions", "ments", "ings")
_NO_ACTS = frozenset(
    """
    nation station ration potion lotion notion caution section position ammunition munition corporation organisation
    organization administration institution constitution condition situation question generation population
    foundation tuition fraction faction coalition delegation federation confederation association proportion portion
    ambition tradition reputation intuition emotion affection function option ambulation location destination
    direction information occasion mission commission division television pension tension version vision dimension
    passion mansion conclusion emulsion precision region religion union opinion million billion government
    department apartment ministry document instrument moment parliament equipment element regiment cement monument
    segment fragment garment sentiment tournament establishment environment battlement testament ornament settlement
    basement pavement management sediment compartment filament ligament pigment supplement implement building king
    wing ring spring string thing morning evening something anything nothing everything ceiling clothing painting
    sibling being feeling meaning railing awning dwelling wedding housing lodging earring icing shilling sterling
    herring duckling offspring darling inning wellbeing viking peking beijing
    """.split()
)
_ACTS = frozenset(
    """
    transfer supply delivery export import sale resale purchase launch veto attack strike airstrike visit trade aid
    help support use test release transit arrest raid seizure theft hack loan gift dispatch handover trip call vote
    exchange assault invasion incursion offensive bombardment barrage ambush murder assassination rescue search
    inspection survey sabotage arson blast explosion collapse crash arrival departure withdrawal retreat return
    removal approval refusal rejection denial dismissal disposal proposal acceptance assistance purge probe inquiry
    investigation embezzlement smuggle theft heist robbery fraud bribe bribery discovery recovery closure exposure
    disclosure procurement acquisition construction production manufacture repair refuel overhaul upgrade deal pact
    drill exercise parade flight voyage crossing entry exit escape defection protest march rally walkout boycott
    blockade siege surrender capture detention deportation extradition expulsion execution killing death rape
    torture abuse kidnap abduction response reply answer claim offer pledge promise threat warning order request
    demand appeal ban embargo repatriation landing docking loading unloading hosting recruitment hire lease rental
    charter donation receipt intake takeover merger bid buyout investment shelling landfall breach violation evasion
    """.split()
)
_ABOUT_ONE = frozenset(
    """
    arrest capture detention killing murder assassination seizure deportation dismissal extradition execution removal
    expulsion abduction kidnap rescue
    """.split()
)
"""Whose genitive is whom the act befalls: "the envoy's arrest"."""
_OF_ITSELF = frozenset(
    """
    arrival departure visit death collapse explosion retreat return flight escape defection withdrawal trip entry exit
    surrender
    """.split()
)
"""Without an object: what follows "of" acts ("the arrival of the envoy")."""


def is_act(noun: str) -> bool:
    """Whether a noun, in small letters, tells of an act, in the singular or the plural."""
    one = _one(noun)
    if one in _ACTS:
        return True
    return len(one) > len("ations") and one.endswith(_ENDINGS) and one not in _NO_ACTS


def befalls_its_owner(noun: str) -> bool:
    """Whether "X's arrest" is done to X."""
    return _one(noun) in _ABOUT_ONE


def is_of_itself(noun: str) -> bool:
    """Whether "the arrival of X" is what X does."""
    return _one(noun) in _OF_ITSELF


def _one(noun: str) -> str:
    """The singular, where that is plain."""
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "xes", "sses", "toes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us")) else noun
