"""A made-up press: pages of many outlets about many events, as many as are asked for, the same every time.

Every few hours something happens in another town, and a handful of outlets tell some of it in their own words, in pages
with the furniture of a site around the report. The number of reports a day stays the same however many there are.
"""

from __future__ import annotations

import datetime
import json
import random
from collections.abc import Iterator
from pathlib import Path

EVERY = datetime.timedelta(hours=5)
"""From one event to the next: with five or six reports of each, some 27 a day."""
TOLD, HAPPENINGS, OUTLETS = 6, 12, 40
ATTRIBUTED = 0.4
FIRST = datetime.datetime(2031, 1, 1, 6, tzinfo=datetime.UTC)
_HEADS = "Ar Bel Cor Dra Esk Fal Gor Hel Ist Jor Kal Lum Mor Nar Ost Pel Quo Ras Sel Tam".split()
_TAILS = "by dal fjord ham holt mar ness wick bury mouth stead gate".split()
_NAMES = "Ana Tomas Ilva Dorn Mira Pavel Lena Karl Rosa Emil Vera Jonas Nora Felix Irma Otto".split()
_WHEN = "on Monday,on Tuesday night,at dawn,on Wednesday,late on Thursday,over the weekend,at noon,last week".split(",")
_SUBJECTS = (
    ("Flood", "rescuers,divers,the water board", "evacuated,drained,sandbagged,searched", "cellar,dyke,lock,meadow"),
    (
        "Murder trial",
        "jurors,the prosecutor,the judge",
        "heard,adjourned,questioned,read",
        "witness,verdict,alibi,plea",
    ),
    ("Bank failure", "savers,the regulator,creditors", "withdrew,froze,audited,froze", "deposit,ledger,loan,dividend"),
    ("Election", "voters,the returning officer,candidates", "counted,challenged,polled", "ballot,seat,ward,coalition"),
    (
        "Fever outbreak",
        "nurses,the clinic,epidemiologists",
        "vaccinated,isolated,tested",
        "patient,vaccine,ward,sample",
    ),
    ("Dock strike", "stevedores,the union,shipowners", "picketed,unloaded,blocked", "crane,container,wage,shift"),
    ("Mine collapse", "miners,engineers,the inspectorate", "dug out,propped,surveyed", "shaft,gallery,seam,lift"),
    ("Art theft", "curators,detectives,the insurer", "recovered,catalogued,appraised", "canvas,vault,frame,bronze"),
    ("Wheat harvest", "farmers,millers,the growers", "threshed,stored,exported", "bushel,silo,field,tractor"),
    ("Rocket launch", "technicians,the agency,astronauts", "fuelled,scrubbed,tracked", "booster,orbit,capsule,pad"),
    ("School merger", "teachers,parents,the council", "opposed,merged,staffed", "classroom,pupil,syllabus,bus"),
    ("Ferry crash", "passengers,the captain,coastguards", "boarded,towed,rammed", "hull,pier,lifeboat,deck"),
    ("Opera opening", "singers,the conductor,critics", "rehearsed,staged,applauded", "aria,stage,overture,ticket"),
    ("Border talks", "envoys,negotiators,the ministry", "drafted,signed,rejected", "treaty,clause,checkpoint,map"),
    ("Forest fire", "firefighters,rangers,pilots", "doused,fenced,scouted", "ridge,pine,hose,firebreak"),
    ("Cup final", "players,the coach,supporters", "scored,cheered,substituted", "goal,penalty,stadium,trophy"),
)


def reports(count: int, seed: int = 2031) -> Iterator[tuple[str, str, str]]:
    """(name, page, text) of `count` reports, event by event."""
    draw = random.Random(seed)  # noqa: S311
    made = event = 0
    while made < count:
        subject, *lists = draw.choice(_SUBJECTS)
        town = f"{draw.choice(_HEADS)}{draw.choice('aeiou')}{draw.choice(_TAILS)}"
        happenings = [_happening(draw, town, [words.split(",") for words in lists]) for _ in range(HAPPENINGS)]
        headline = f"{subject} in {town}"
        for outlet in draw.sample(range(OUTLETS), k=draw.choice((5, 6))):
            if made == count:
                return
            at = FIRST + event * EVERY + datetime.timedelta(minutes=draw.randrange(600))
            told = [draw.choice(tellings) for tellings in draw.sample(happenings, TOLD)]
            yield f"report-{made:06}", _page(headline, told, outlet, made, at), "\n\n".join([headline, *told])
            made += 1
        event += 1


def _happening(draw: random.Random, town: str, words: list[list[str]]) -> list[str]:
    """One thing that happened, in several tellings."""
    who, did, thing = (draw.choice(each) for each in words)
    count, when, side = draw.randrange(3, 900), draw.choice(_WHEN), draw.choice(("North", "Hill", "Harbour", "Mills"))
    inner = f"{who} {did} {count} {thing}s in {town} {side} {when}"
    other = f"{when} {who} {did} a total of {count} {thing}s in {side} {town}"
    sentences = [f"{inner[0].upper()}{inner[1:]}", f"{other[0].upper()}{other[1:]}"]
    if draw.random() >= ATTRIBUTED:
        return [f"{sentence}." for sentence in sentences]
    source = f"{draw.choice(_NAMES)} {town[:4]}{draw.choice(_TAILS)}, a spokesman"
    return [f"{sentences[0]}, said {source}.", f"According to {source}, {other}."]


def write(folder: Path, count: int) -> int:
    """Write the pages as files, a thousand in a folder; return the bytes of the reports' own text."""
    size = 0
    for number, (name, page, text) in enumerate(reports(count)):
        place = folder / f"{number // 1000:03}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{name}.html").write_text(page, encoding="utf-8")
        size += len(text.encode())
    return size


def _page(headline: str, told: list[str], outlet: int, number: int, at: datetime.datetime) -> str:
    name, site = f"Gazette {outlet}", f"https://gazette-{outlet}.example"
    data = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": headline,
        "datePublished": at.isoformat(), "publisher": {"@type": "Organization", "name": name},
        "mainEntityOfPage": f"{site}/{at:%Y/%m/%d}/{number}",
    }  # fmt: skip
    links = "".join(f'<li><a href="{site}/{part}">{part.title()}</a></li>' for part in ("news", "sport", "weather"))
    body = "".join(f"<p>{paragraph}</p>" for paragraph in told)
    return (
        f'<!doctype html><html lang="en"><head><title>{headline} - {name}</title>'
        f'<link rel="canonical" href="{site}/{at:%Y/%m/%d}/{number}">'
        f'<script type="application/ld+json">{json.dumps(data)}</script></head><body><nav><ul>{links}</ul></nav>'
        f"<article><h1>{headline}</h1>{body}</article><footer><p>Copyright {name}. All rights reserved.</p></footer>"
        "</body></html>\n"
    )
