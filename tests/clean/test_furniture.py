"""Furniture goes, the report stays. All people, places and outlets here are made up, agencies apart."""

from __future__ import annotations

import pytest

from crossbearing.clean import clean
from crossbearing.clean.captions import without_credits
from crossbearing.clean.edges import head, tail, without_inserts
from crossbearing.clean.lines import rule
from crossbearing.records import Capture, Report, Stated

LEDE = "Two barges sank in the harbour of Marrowby on Monday, the port authority said."
MORE = "Nobody was hurt, but the quay will stay closed until Friday, its spokeswoman Ilse Tarn told reporters."
LAST = "It was the third accident of its kind this year, according to the dockers’ union."


def cleaned(text: str, **stated: str) -> Report:
    capture = Capture(
        id="capture-1",
        name="one",
        source="one.txt",
        media_type="text/plain",
        sha256="",
        taken_at="",
        stated=Stated(**stated),
        body=text.encode(),
    )
    return clean(capture)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Skip to content", "navigation"),
        ("Jump to main navigation", "navigation"),
        ("Home > World > Europe", "navigation"),
        ("Sign in", "navigation"),
        ("THE MARROWBY POST | This week · Archive · Shop", "navigation"),
        ("Home | World | Harbour | Sport", "navigation"),
        ("1 2 3 Next", "navigation"),
        ("« Previous 1 2 3 … 9 Next »", "navigation"),
        ("< Previous article Next article >", "navigation"),
        ("Next story: Fog closes the harbour for a third day", "navigation"),
        ("Like what you read? Subscribe to the Marrowby Post and get four issues free.", "promotion"),
        ("Subscribe now for 3 crowns a week", "promotion"),
        ("2 months ago April 5 2031", "date line"),
        ("World 4 May, 17:35", "date line"),
        ("Load more articles", "navigation"),
        ("Order reprints (opens in new tab) Comments", "navigation"),
        ("Share", "share bar"),
        ("Share this article", "share bar"),
        ("Facebook Twitter WhatsApp Email Copy link", "share bar"),
        ("Facebook | X | Telegram", "share bar"),
        ("1,204 views".replace(",", ""), "share bar"),
        ("4 min read", "reading aid"),
        ("Reading time: 3 minutes", "reading aid"),
        ("Text size", "reading aid"),
        ("Listen to this article (4 min)", "reading aid"),
        ("02:31", "reading aid"),
        ("Image source", "label"),
        ("View image in fullscreen", "label"),
        ("Gallery (7 photos)", "label"),
        ("Advertisement", "advertisement"),
        ("Story continues below advertisement", "advertisement"),
        ("© 2031 Marrowby Post Ltd.", "rights"),
        ("Copyright 2031 Marrowby Post. All rights reserved.", "rights"),
        ("This material may not be published, broadcast or rewritten.", "rights"),
        ("Comments (14)", "comments"),
        ("Leave a comment", "comments"),
        ("Reporting by Ilse Tarn and Bo Quill; Editing by Ann Lodd", "sign-off"),
        ("Ilse Tarn in Port Ash contributed to this report.", "sign-off"),
        ("Quill reported from Port Ash.", "sign-off"),
        ("This story has been updated to add the union’s statement.", "sign-off"),
        ("* * *", "sign-off"),
        ("Read more: Why the cranes of Marrowby keep falling", "link to another story"),
        ("ALSO READ | Marrowby harbour to be dredged", "link to another story"),
        ("Watch: Barge sinks in Marrowby", "link to another story"),
        ("Related: The year in shipping", "link to another story"),
        ("Sign up for our daily newsletter and never miss a story.", "promotion"),
        ("For all the latest news, follow us on Telegram.", "promotion"),
        ("Subscribe to The Marrowby Post’s morning email newsletter", "promotion"),
        ("We use cookies to improve your experience.", "promotion"),
        ("Download our app for breaking news alerts.", "promotion"),
        ("Published: 4 May 2031, 17:35 GMT", "date line"),
        ("Updated at 6:25 p.m. ET", "date line"),
        ("Monday, May 5, 2031 - 11:28", "date line"),
        ("Marrowby News / May 4, 2031, 17:35 GMT", "date line"),
        ("Marrowby was shelled on May 4, 2031", None),
        ("3 hours ago", "navigation"),
        ("Source: Marrowby Post and news agencies", "sign-off"),
        (LEDE, None),
        ("Share prices fell by a third.", None),
        ("Search teams were sent out at dawn.", None),
        ("Follow-up strikes hit the harbour on Tuesday.", None),
        ("“Subscribe to no newsletter you cannot trust,” said Ms Tarn.", None),
        ("The ministry said in its newsletter that the quay was closed.", None),
        ("Comments by the minister angered the union.", None),
        ("Print workers walked out.", None),
        ("Home owners near the quay were told to leave.", None),
        ("Published reports of a second accident were denied.", None),
        ("Listen, the captain said, nobody is to move.", None),
        ("Video from the scene showed both barges on their side.", None),
        ("Copyright lawyers were among those on board.", "rights"),
        ("Soviet-era ties", None),
    ],
)
def test_a_line_is_of_the_page_or_of_the_report(line: str, name: str | None) -> None:
    assert rule(line) == name


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("The quay on Monday. Photograph: Bo Quill/The Marrowby Post", "The quay on Monday."),
        ("The quay on Monday © Bo Quill/Reuters", "The quay on Monday"),
        ("The quay at dawn, Port Ash.AFP/Getty Images", "The quay at dawn, Port Ash."),
        ("The quay at dawn. (Bo Quill/AP)", "The quay at dawn."),
        ("The quay at dawn [Bo Quill/Reuters]", "The quay at dawn"),
        ("The quay at dawn (AP Photo/Bo Quill, File)", "The quay at dawn"),
        ("A crane on May 4 (File photo) (Post and agencies) The barge sank.", "A crane on May 4 The barge sank."),
        ("Image caption The quay at dawn", "The quay at dawn"),
        ("FILE PHOTO: The quay at dawn", "The quay at dawn"),
        ("Photo: Bo Quill via Getty Images", ""),
        ("The quay at dawn. Photo by Bo Quill", "The quay at dawn. Photo by Bo Quill"),
        ("The barge sank, the captain told Reuters.", "The barge sank, the captain told Reuters."),
        ("Photos: they were the only proof that the captain had.", None),
        ("The port authority (PA) closed the quay.", None),
        ("He left by ferry (via Port Ash) at noon.", None),
        ("The vote was 12/9 in favour of a ban.", None),
        ("Ms Tarn of the AP/Reuters pool was there, too.", None),
    ],
)
def test_a_caption_keeps_its_words_and_loses_its_credit(line: str, left: str | None) -> None:
    text, cuts = without_credits(line)
    assert text == (line if left is None else left)
    assert all(cut.text in line for cut in cuts)
    assert bool(cuts) == (text != line)


TITLE = "Barges sink in Marrowby harbour"


@pytest.mark.parametrize(
    ("text", "left", "day"),
    [
        (f"Mon 5 May 2031 {LEDE}", LEDE, "2031-05-05"),
        (f"Published May 52031 {LEDE}", LEDE, "2031-05-05"),
        (f"Last updated at 17:35 on 5 May 2031 {LEDE}", LEDE, "2031-05-05"),
        (
            f"{TITLE} AFP Photo World 1735 05.05.2031(updated 2033 05.05.2031) Get short URL 77 {LEDE}",
            LEDE,
            "2031-05-05",
        ),
        (f"5 May 2031 {TITLE}. {LEDE}", LEDE, "2031-05-05"),
        (f"{TITLE} {LEDE}", LEDE, None),
        (f"World | 2031-05-05 | {LEDE}", LEDE, "2031-05-05"),
        (LEDE, LEDE, None),
        ("5 May 2031 was a dark day for Marrowby.", "5 May 2031 was a dark day for Marrowby.", None),
        ("On 5 May 2031 Marrowby lost its harbour.", "On 5 May 2031 Marrowby lost its harbour.", None),
        ("Marrowby was shelled on 5 May 2031 Monday.", "Marrowby was shelled on 5 May 2031 Monday.", None),
    ],
)
def test_the_head_of_a_run_on_body(text: str, left: str, day: str | None) -> None:
    found = head(text, TITLE)
    assert (found.text, found.day) == (left, day)


@pytest.mark.parametrize(
    ("end", "left"),
    [
        (" Source Marrowby Post and agencies", ""),
        (" Source: Agencies", ""),
        (" ... 77 Community standardsDiscussion Comment via Facebook", ""),
        (" Share on Facebook Follow us", ""),
        (" (Reporting by Ilse Tarn; editing by Bo Quill)", ""),
        (" The source was not named.", " The source was not named."),
        (" Officials will share the trending data", " Officials will share the trending data"),
    ],
)
def test_the_end_of_a_run_on_body(end: str, left: str) -> None:
    assert tail(LAST + end)[0] == LAST + left


def test_a_headline_between_two_sentences_goes_only_when_it_is_plain() -> None:
    insert = "AFP Barge Sinks Near Port of Marrowby Leaving Two Missing"
    assert without_inserts(f"{LEDE} {insert} The quay was closed.")[0] == f"{LEDE} The quay was closed."
    kept = f"{LEDE} AFP Director Bo Quill was among them."
    assert without_inserts(kept) == (kept, [])


def test_a_scraped_page() -> None:
    page = f"""Skip to main content
Barges sink in Marrowby harbour | Marrowby Post

Published: Updated:
3 min read

By Ilse Tarn

{LEDE}

Read more:

Marrowby to dredge its harbour

Union warns of strike on the quays

{MORE}

{LAST}

With reports from Reuters and AFP

Ilse Tarn

Ilse Tarn is a correspondent for The Marrowby Post, covering ports.

Most read

Why cranes fall

The cost of a harbour

Comments

Best article ever, I was there and saw it all!
"""
    report = cleaned(page, outlet="The Marrowby Post")
    assert report.text.split("\n\n") == ["Barges sink in Marrowby harbour", LEDE, MORE, LAST]
    assert report.byline == "Ilse Tarn"
    assert [credit.agency for credit in report.credits] == ["AFP", "Reuters"]
    assert {cut.rule for cut in report.cuts} >= {
        "outlet's name",
        "writer",
        "agency credit",
        "list of other stories",
        "comments",
    }


def test_a_journalist_in_the_news_is_no_author() -> None:
    named = "Bo Quill is a reporter for the Port Ash Herald and has been held since May."
    report = cleaned(f"Reporter still held\n\nThe court kept Quill in jail on Monday, his lawyer said.\n\n{named}")
    assert report.text.endswith(named)


def test_a_date_line_that_goes_leaves_its_day() -> None:
    report = cleaned(f"Barges sink in harbour\n\nPort Ash News / May 4, 2031, 17:35 GMT\n\n{LEDE}\n\n{MORE}")
    assert (report.published.value, report.published.evidence) == ("2031-05-04", "text")
    assert "2031" not in report.text


def test_every_cut_is_on_record() -> None:
    text = f"Sun 4 May 2031 {LEDE} --Reuters"
    report = cleaned(text, title="Barges sink")
    assert report.text == f"Barges sink\n\n{LEDE}"
    assert [(cut.text, cut.rule) for cut in report.cuts] == [
        ("Sun 4 May 2031", "date line"),
        ("--Reuters", "agency credit"),
    ]
    assert report.published.value == "2031-05-04"


@pytest.mark.parametrize(
    "line",
    [
        "Marrowby | 17 | 22 | 41",
        "World | Barges | Marrowby Post",
        "Next week the inquiry opens.",
        "The last page of the story",
        "1 2",
        "He asked every reader to subscribe to a newsletter.",
        "“Subscribe to nothing,” he told the newsletter’s readers.",
        "On 4 May, 17:35 was the hour at which the gate broke.",
    ],
)
def test_what_only_looks_like_a_menu_or_a_pager_stays(line: str) -> None:
    assert rule(line) is None


@pytest.mark.parametrize(
    ("before", "day"),
    [
        ("2 months ago April 5 2031 ", "2031-04-05"),
        ("World 4 May, 17:35 UTC+3 ", None),
        ("May 4, 17:35 Updated at: May 4, 18:02 UTC ", None),
    ],
)
def test_date_lines_of_wires_are_cut_from_run_on_text(before: str, day: str | None) -> None:
    found = head(before + LEDE, None)
    assert (found.text, found.day) == (LEDE, day)
    assert [cut.rule for cut in found.cuts] == ["date line"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            f"{LEDE} READ MORE: Port authority says quay stays closed The union was angry.",
            f"{LEDE} The union was angry.",
        ),
        (f"{LEDE}ALSO READ Who closed the quay? Dockers know.", f"{LEDE} Dockers know."),
        (f"{LEDE} Read also: Third accident of its kind this year It was safe.", f"{LEDE} It was safe."),
        (f"{LEDE} READ MORE: Port shut. The union was angry.", None),
        (f"{LEDE} MORE than 20 died. The union was angry.", None),
        (f"{LEDE} Read more books, he said. The union was angry.", None),
    ],
)
def test_links_to_other_stories_are_cut_from_run_on_text(text: str, left: str | None) -> None:
    assert without_inserts(text)[0] == (left or text)


@pytest.mark.parametrize(
    ("lines", "byline"),
    [
        ("Edda Kern in Port Ash", "Edda Kern"),
        ("Edda Kern and Bo Quill in Port Ash and agencies", "Edda Kern and Bo Quill"),
        ("Edda Kern Defence editor", "Edda Kern"),
        ("Edda Kern\n\nEurope correspondent", "Edda Kern"),
        ("Edda Kern\n\nBBC News, Port Ash", "Edda Kern"),
        ("Edda Kern\n\nReporting from Port Ash", "Edda Kern"),
        ("Edda Kern\n\n4 May 2031", "Edda Kern"),
    ],
)
def test_bylines_without_by(lines: str, byline: str) -> None:
    report = cleaned(f"Barges sink in harbour\n\n{lines}\n\n{LEDE}\n\n{MORE}\n\n{LAST}")
    assert report.byline == byline
    assert report.text.split("\n\n") == ["Barges sink in harbour", LEDE, MORE, LAST]


@pytest.mark.parametrize("line", ["Dockers Rage in Marrowby", "Third Accident in Marrowby", "Ilse Tarn in Port Ash"])
def test_a_subheading_or_caption_is_no_byline(line: str) -> None:
    report = cleaned(f"Barges sink in harbour\n\n{line}\n\n{LEDE}\n\n{MORE}\n\n{LAST}")
    assert report.byline is None
    assert line in report.text
