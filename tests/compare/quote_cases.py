"""Variants of one utterance, and look-alikes that are two: what reports make of what somebody said.

`BEFORE` was written before anything was tuned: precision .955, recall 1 (the rules before: .71 and .57). `AFTER` was
written then, and measured before a rule was changed: precision 1, recall .875 (the rules before: .75 and .50).
"""

from __future__ import annotations

from typing import NamedTuple


class Line(NamedTuple):
    """What one report gives. Lines with the same letter are one utterance. `said`: rendered, not quoted."""

    utterance: str
    by: str | None
    words: str
    rendered: bool = False
    report: str = ""
    """Lines of one name stand in one report; unnamed, each stands in its own."""


class Case(NamedTuple):
    name: str
    writing: str
    lines: tuple[Line, ...]


def _case(name: str, writing: str, *lines: Line) -> Case:
    return Case(name, writing, lines)


MARL, VENN, OKO = "Ada Marl", "Ola Venn", "Joss Oko"

BEFORE = (
    _case(
        "cut short", "agency and daily",
        Line("a", MARL, "We will rebuild the quay before the winter storms return, and nobody will pay for it twice."),
        Line("a", MARL, "rebuild the quay before the winter storms return"),
    ),
    _case(
        "in two parts, with the whole elsewhere", "daily and two others",
        Line("a", MARL, "The pumps were old, the crews were tired, and no inspector had set foot"
             " here for three years."),
        Line("a", MARL, "The pumps were old, the crews were tired"),
        Line("a", MARL, "no inspector had set foot here for three years"),
    ),
    _case(
        "split by its cue in one report", "feature",
        Line("a", VENN, "I saw the smoke from the ferry and I knew that the cannery was lost."),
        Line("a", VENN, "I saw the smoke from the ferry,", report="x"),
        Line("a", VENN, "and I knew that the cannery was lost.", report="x"),
    ),
    _case(
        "two sentences of one speaker", "daily and daily",
        Line("a", MARL, "The pumps were old and the crews were tired."),
        Line("b", MARL, "No inspector had set foot on the quay for three years."),
    ),
    _case(
        "translated twice", "state agency and foreign daily",
        Line("a", OKO, "The bridge did not fall because of the flood; it fell because the steel had been stolen."),
        Line("a", OKO, "It was not the high water that brought the bridge down, it was the theft of the steel."),
    ),
    _case(
        "translated twice, a short one", "state agency and foreign agency",
        Line("a", OKO, "Whoever gave that order will be brought to justice."),
        Line("a", OKO, "Those who gave this order will face justice."),
    ),
    _case(
        "another demand in the same frame", "parliament",
        Line("a", MARL, "We must open the border to grain from the north this week."),
        Line("b", MARL, "We must close the border to grain from the north this week."),
    ),
    _case(
        "denied, not said", "parliament",
        Line("a", MARL, "We did warn the port authority about the crane."),
        Line("b", MARL, "We did not warn the port authority about the crane."),
    ),
    _case(
        "British and American", "daily and wire",
        Line("a", VENN, "The labour organisers honoured their programme at the town centre."),
        Line("a", VENN, "The labor organizers honored their program at the town center."),
    ),
    _case(
        "contracted and not", "tabloid and wire",
        Line("a", VENN, "We can't wait any longer, they won't answer and it's our children who are ill."),
        Line("a", VENN, "We cannot wait any longer, they will not answer and it is our children who are ill"),
    ),
    _case(
        "ellipsis and brackets", "wire and weekly",
        Line("a", OKO, "They knew, all of them knew, that the tailings wall would not hold another"
             " spring, and they signed."),
        Line("a", OKO, "They [the owners] knew … that the tailings wall would not hold another"
             " spring … and they signed."),
    ),
    _case(
        "rendered with another tense and person", "wire and daily",
        Line("a", MARL, "I will resign if a single child is found to have drunk that water."),
        Line("a", MARL, "she would resign if a single child was found to have drunk the water", rendered=True),
    ),
    _case(
        "rendered, and another rendering beside it", "wire",
        Line("a", OKO, "Our engineers told the owners twice that the lift cables were frayed."),
        Line("a", OKO, "the owners had been told twice by engineers that the cables of the lift"
             " were frayed", rendered=True),
        Line("b", OKO, "the station would stay shut until the end of the month", rendered=True),
    ),
    _case(
        "two speakers, the same words", "wire",
        Line("a", MARL, "We will not rest until every family has a home again."),
        Line("b", VENN, "We will not rest until every family has a home again."),
    ),
    _case(
        "nobody named, the same words", "blog and wire",
        Line("a", MARL, "We will not rest until every family has a home again."),
        Line("a", None, "we will not rest until every family has a home again"),
    ),
    _case(
        "nobody named, other words on the same thing", "blog and wire",
        Line("a", MARL, "We will not rest until every family has a home again."),
        Line("b", None, "Every family here has been waiting for a home since the spring."),
    ),
    _case(
        "the toll of two days", "agency",
        Line("a", OKO, "At least 14 miners have been brought up dead from the second shaft."),
        Line("b", OKO, "At least 17 miners have been brought up dead from the second shaft."),
    ),
    _case(
        "the number in words", "agency and daily",
        Line("a", OKO, "Seventeen miners have been brought up dead from the second shaft."),
        Line("a", OKO, "17 miners have been brought up dead from the second shaft"),
    ),
    _case(
        "a fragment of two words", "headline and story",
        Line("a", VENN, "It was criminal negligence by a company that counts lives in pennies."),
        Line("a", VENN, "criminal negligence"),
        Line("b", VENN, "We want the ledgers."),
    ),
    _case(
        "the same thing of two companies", "business",
        Line("a", MARL, "Harrow Freight will repay every penny of the loan by June."),
        Line("b", MARL, "Tolland Rail will repay every penny of the loan by June."),
    ),
    _case(
        "sport, before and after", "sport",
        Line("a", VENN, "We play our best football when nobody expects anything of us."),
        Line("b", VENN, "We played our best football tonight and nobody can take that from us."),
    ),
    _case(
        "court", "court report",
        Line("a", OKO, "I find that the defendant knew the scaffold was unsafe and sent the boy up all the same."),
        Line("a", OKO, "the defendant knew the scaffold was unsafe", rendered=False),
        Line("a", OKO, "the accused had known that the scaffold was unsafe but sent the boy up all"
             " the same", rendered=True),
        Line("b", OKO, "the sentence will be passed in March", rendered=True),
    ),
    _case(
        "a fragment that two speeches hold", "campaign",
        Line("a", MARL, "My friends, we will not bow to the mill owners, and tomorrow we march on Ostrel."),
        Line("b", MARL, "To those in the capital I say that we will not bow to the mill owners,"
             " whatever the judges write."),
    ),
    _case(
        "one report, two quotes on one thing", "feature",
        Line("a", VENN, "The water came up the stairs in a minute.", report="x"),
        Line("b", VENN, "The water was black and it smelled of diesel.", report="x"),
    ),
    _case(
        "one report repeats itself", "headline and text",
        Line("a", VENN, "We lost the whole harvest in one night", report="x"),
        Line("a", VENN, "We lost the whole harvest in one night, and the bank still wants its rate.", report="x"),
    ),
)  # fmt: skip

AFTER = (
    _case(
        "each cut, and one that holds both cuts", "weekly and two dailies",
        Line("a", OKO, "The ice road has been closed since Friday and I have signed the order for the flights,"
             " eleven of them, to the villages beyond the pass."),
        Line("a", OKO, "Nobody in those villages will go without bread or medicine, whatever the weather does to us"
             " before the thaw comes in April."),
        Line("a", OKO, "I have signed the order for the flights … Nobody in those villages will go"
             " without bread or medicine"),
    ),
    _case(
        "a slogan in three speeches", "campaign",
        Line("a", VENN, "The river belongs to those who live on it, and the dredgers have until Sunday to leave."),
        Line("b", VENN, "I told the minister that the river belongs to those who live on it, not to his cousins."),
        Line("c", VENN, "If the court asks me why, I shall answer that the river belongs to those who live on it."),
    ),
    _case(
        "translated twice, long", "state agency and foreign daily",
        Line("a", OKO, "Our people endured the blockade with dignity and they will endure the sanctions as well."),
        Line("a", OKO, "Our nation bore the siege with dignity, and it will bear sanctions too."),
    ),
    _case(
        "translated twice, proverb", "interview",
        Line("a", VENN, "One does not change the horses while one is crossing the river."),
        Line("a", VENN, "You do not swap horses in the middle of a river."),
    ),
    _case(
        "two answers on one matter", "interview",
        Line("a", VENN, "The treasury has enough in reserve for six months of grain imports."),
        Line("b", VENN, "The treasury has not received a single invoice for grain imports since May."),
    ),
    _case(
        "a threat and its condition", "agency",
        Line("a", OKO, "If the shelling goes on, we will answer with everything that we have."),
        Line("b", OKO, "If the shelling stops, we will come to the table within a day."),
    ),
    _case(
        "dialect set right", "local paper and wire",
        Line("a", VENN, "Me and my brother was sat in the truck when the whole road just went."),
        Line("a", VENN, "My brother and I were sitting in the truck when the whole road just went."),
    ),
    _case(
        "a word exchanged in brackets", "wire and daily",
        Line("a", MARL, "She never told the board about the fire doors, and the board never asked."),
        Line("a", MARL, "[The director] never told the board about the fire doors, and the board never asked."),
    ),
    _case(
        "hyphens, capitals, ampersand", "ticker",
        Line("a", MARL, "The co-operative re-opens its creamery on the 3rd – with forty-two staff."),
        Line("a", MARL, "the cooperative reopens its creamery on the 3rd, with 42 staff"),
    ),
    _case(
        "rendered in a headline", "headline and wire",
        Line("a", MARL, "Without a new transformer the hospital will be dark by Thursday."),
        Line("a", MARL, "Hospital will be dark by Thursday without new transformer", rendered=True),
    ),
    _case(
        "rendered, passive", "daily",
        Line("a", OKO, "The contractor poured the concrete in the rain and hid it from us."),
        Line("a", OKO, "the concrete had been poured in the rain by the contractor, who hid it", rendered=True),
    ),
    _case(
        "rendered, another matter in the same words", "daily",
        Line("a", OKO, "The contractor poured the concrete in the rain and hid it from us."),
        Line("b", OKO, "the contractor would be paid for the concrete once the rain stopped", rendered=True),
    ),
    _case(
        "rendered, the opposite", "rival daily",
        Line("a", MARL, "We will accept the offer of the northern bank for the dockyard."),
        Line("b", MARL, "the city would reject the offer of the northern bank for the dockyard", rendered=True),
    ),
    _case(
        "rendered by another speaker", "daily",
        Line("a", MARL, "Half of the lifeboats had no fuel and the radios were dead."),
        Line("b", VENN, "half of the lifeboats had had no fuel and the radios had been dead", rendered=True),
    ),
    _case(
        "rendered with another figure", "daily",
        Line("a", VENN, "We pulled 31 people out of the cinema before the roof came down."),
        Line("b", VENN, "they had pulled 13 people out of the cinema before the roof came down", rendered=True),
    ),
    _case(
        "court, a witness and the prosecutor", "court report",
        Line("a", VENN, "He paid for the boat in cash and asked for no receipt."),
        Line("b", OKO, "He paid for the boat in cash, and we will show you where the cash came from."),
        Line("a", VENN, "he had paid for the boat in cash and had asked for no receipt", rendered=True),
    ),
    _case(
        "business, one quarter and the next", "results",
        Line("a", MARL, "Sales of diesel pumps rose in the first quarter and we expect margins to hold."),
        Line("b", MARL, "Sales of diesel pumps fell in the second quarter and we expect margins to shrink."),
    ),
    _case(
        "sport, cleaned up", "sport",
        Line("a", OKO, "To be honest, we were rubbish, absolutely rubbish, for forty minutes, and"
             " then Tarik scored out of nothing."),
        Line("a", OKO, "we were rubbish … for forty minutes and then Tarik scored out of nothing"),
        Line("a", OKO, "absolutely rubbish"),
    ),
    _case(
        "two goals", "sport",
        Line("a", OKO, "Tarik scored out of nothing and the stadium went mad."),
        Line("b", OKO, "Belmont scored out of nothing and the stadium went mad."),
    ),
    _case(
        "letter, quoted in pieces by one report", "scoop and follow-up",
        Line("a", MARL, "The undersigned has warned the ministry on four occasions that the dyke at Holm is hollow, and"
             " asks to be relieved of his duties should no engineer be sent before the autumn."),
        Line("a", MARL, "warned the ministry on four occasions", report="x"),
        Line("a", MARL, "the dyke at Holm is hollow", report="x"),
        Line("a", MARL, "relieved of his duties", report="x"),
    ),
    _case(
        "one report, two near things", "profile",
        Line("a", VENN, "My father fished this bay for forty years and never locked his door.", report="x"),
        Line("b", VENN, "My mother sold fish on this bay for thirty years and never learned to swim.", report="x"),
    ),
    _case(
        "nobody named, a short common line", "blog and wire",
        Line("a", MARL, "Enough is enough."),
        Line("b", None, "Enough"),
    ),
    _case(
        "nobody named, cut out of a longer one", "caption and wire",
        Line("a", MARL, "The smelter's chimney leaned for a decade and every schoolchild in Tolland"
             " made jokes about it."),
        Line("a", None, "chimney leaned for a decade and every schoolchild in Tolland made jokes"),
    ),
    _case(
        "diplomacy, readouts of both sides", "two readouts",
        Line("a", OKO, "The talks were frank and both delegations agreed to keep the line open."),
        Line("b", MARL, "The talks were frank, but the delegations agreed on nothing."),
    ),
    _case(
        "police, first and corrected", "live page",
        Line("a", VENN, "The gunman was alone and he is dead."),
        Line("b", VENN, "The gunman was not alone and we are looking for a second man."),
    ),
    _case(
        "science, a caution dropped", "release and tabloid",
        Line("a", MARL, "Our trial suggests that the vaccine may halve the risk of severe croup in infants under two."),
        Line("a", MARL, "the vaccine may halve the risk of severe croup in infants"),
        Line("a", MARL, "the vaccine could halve infants' risk of severe croup, the trial suggested", rendered=True),
    ),
)  # fmt: skip
