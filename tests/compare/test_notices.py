"""Where a report speaks of changes to itself."""

from __future__ import annotations

import pytest

from crossbearing.compare.notices import notices
from crossbearing.records import Published, Reading, Report, Sentence, Span


@pytest.mark.parametrize(
    ("words", "tells", "of_all"),
    [
        ("Correction: The toll was three, not four.", False, False),
        ("Clarification, May 4: The bridge is in Kell.", False, False),
        ("Editor’s note: A name was spelled wrongly.", False, False),
        ("An earlier version of this article gave the wrong day.", False, False),
        ("This story has been updated to reflect a new figure.", False, False),
        ("This article was amended on 4 May 2031.", False, False),
        ("This report originally said that the mine was in Harn.", False, False),
        ("The headline has been changed to make clear who spoke.", False, False),
        ("We incorrectly said that the school had closed.", False, False),
        ("This article has been withdrawn.", False, True),
        ("The Lantern has retracted its report of May 4.", False, True),
        ("Update 14:10: The army has sent two helicopters.", True, False),
        ("UPDATED: Four more were found.", True, False),
        ("The minister corrected his figures.", None, None),
        ("An update is expected on Friday.", None, None),
        ("The law was amended in 2029.", None, None),
        ("The house of correction burned down.", None, None),
    ],
)
def test_notices(words: str, tells: bool | None, of_all: bool | None) -> None:
    text = f"The gate broke.\n\n{words}"
    report = Report(
        id="r", name="r", capture="", outlet=None, url=None, title=None, headline=None, byline=None, dateline=None,
        published=Published(None, "none found"), language="en", text=text,
    )  # fmt: skip
    sentences = (Sentence(Span("r", 0, 15), 0), Sentence(Span("r", 17, len(text)), 1))
    found = notices(report, Reading("r", sentences, (), (), (), (), (), ()))
    if tells is None:
        assert found == ()
    else:
        assert [(each.span, each.tells, each.of_all) for each in found] == [(Span("r", 17, len(text)), tells, of_all)]
