"""A story of reports of one sentence each, every one a finding of its own; made by hand, so that no model is needed."""

from __future__ import annotations

from crossbearing.records import (
    Claim,
    Dossier,
    Finding,
    Origin,
    Published,
    Reading,
    Report,
    Sentence,
    Span,
    Story,
    content_id,
)


def told(*sentences: str, outlet: str = "The Weir") -> Dossier:
    """The dossier; each finding rests on its outlet's own word."""
    reports = tuple(_report(text, outlet) for text in sentences)
    story = content_id("s", *sentences)
    return Dossier(
        story=Story(story, tuple(each.id for each in reports), Span(reports[0].id, 0, 4), "2031-05-04", "2031-05-04"),
        reports=reports,
        readings=tuple(_reading(each) for each in reports),
        findings=tuple(_finding(each, story, outlet) for each in reports),
        relations=(),
        copying=(),
        identities=(),
        utterances=(),
        timeline=(),
    )


def _report(text: str, outlet: str) -> Report:
    return Report(
        id=content_id("report", text), name=text, capture=content_id("c", text), outlet=outlet, url=None, title=None,
        headline=None, byline=None, dateline=None, published=Published("2031-05-04", "test"), language="en", text=text,
        credits=(), parts=(),
    )  # fmt: skip


def _reading(report: Report) -> Reading:
    whole = Span(report.id, 0, len(report.text))
    claim = Claim(content_id("c", report.text), whole, whole, 0, (), "asserts", "happened", negated=False)
    return Reading(report.id, (Sentence(whole, 0),), (), (), (), (), (), (claim,))


def _finding(report: Report, story: str, outlet: str) -> Finding:
    claim = content_id("c", report.text)
    whole = Span(report.id, 0, len(report.text))
    origin = Origin(outlet, "outlet", counted=True, claims=(claim,), reasons=())
    day = "2031-05-04"
    return Finding(
        content_id("f", report.text),
        story,
        (claim,),
        whole,
        (outlet,),
        (origin,),
        1,
        "asserts",
        "happened",
        day,
        day,
        (),
    )
