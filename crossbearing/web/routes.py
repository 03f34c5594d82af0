"""Every address of the room: one literal table of what can be read."""

from __future__ import annotations

from crossbearing.web import actor, captured, finding, report, stories, story, story_findings, story_parts
from crossbearing.web.asked import Download, Page
from crossbearing.web.lit import Lit
from crossbearing.web.paging import Paged

_STORY = "/stories/{story}"

PAGES = (
    Page("stories", "/", stories.stories, stories.Stories, "stories.html", "All stories of the case."),
    # ── one story and its parts ──
    Page("story", _STORY, story.overview, story.Overview, "story.html", "One story: its numbers and its first table."),
    Page(
        "matrix", f"{_STORY}/matrix", story.matrix, story.MatrixPart, "story_matrix.html",
        "Who carried what, and who left it out.", story.MatrixQuery,
    ),
    Page(
        "findings", f"{_STORY}/findings", story_findings.all_findings, story_findings.FindingsPart,
        "story_findings.html", "What is said.", story_findings.FindingsQuery,
    ),
    Page(
        "disagreements", f"{_STORY}/disagreements", story_findings.disagreements, story_findings.RelationsPart,
        "story_disagreements.html", "What is denied, and what disagrees.", story_findings.RelationsQuery,
    ),
    Page(
        "changes", f"{_STORY}/changes", story_findings.changes, story_findings.RelationsPart, "story_changes.html",
        "What was planned and then done, and values that later ones took the place of.", story_findings.RelationsQuery,
    ),
    Page(
        "withdrawn", f"{_STORY}/withdrawn", story_parts.withdrawn, story_parts.WithdrawnPart, "story_withdrawn.html",
        "What reports changed after publication.", Paged,
    ),
    Page(
        "speakers", f"{_STORY}/speakers", story_parts.speakers, story_parts.SpeakersPart, "story_speakers.html",
        "Who said what.", Paged,
    ),
    Page(
        "story-actors", f"{_STORY}/actors", story_parts.actors, story_parts.ActorsPart, "story_actors.html",
        "Who is named in a story.", story_parts.PartQuery,
    ),
    Page(
        "actor", f"{_STORY}/actors/{{identity}}", actor.actor, actor.ActorPage, "actor.html",
        "One actor: where it is named, what it says and what is said of it.", actor.ActorQuery,
    ),
    Page(
        "figures", f"{_STORY}/figures", story_parts.figures, story_parts.FiguresPart, "story_figures.html",
        "Figures by what they count.", story_parts.FiguresQuery,
    ),
    Page(
        "timeline", f"{_STORY}/timeline", story_parts.timeline_part, story_parts.TimelinePart, "story_timeline.html",
        "What is put on which day.", story_parts.PartQuery,
    ),
    Page(
        "copies", f"{_STORY}/copies", story_parts.copies_part, story_parts.CopiesPart, "story_copies.html",
        "Who copied whom.", Paged,
    ),
    Page(
        "pair", f"{_STORY}/copies/{{pair}}", story_parts.pair, story_parts.PairPage, "story_pair.html",
        "Two reports that share text.",
    ),
    Page(
        "reports", f"{_STORY}/reports", story_parts.reports, story_parts.ReportsPart, "story_reports.html",
        "The reports of a story.", story_parts.PartQuery,
    ),
    # ── what a story is made of ──
    Page(
        "finding", "/findings/{finding}", finding.finding, finding.FindingPage, "finding.html",
        "One finding: passages, origins, how it grew.", Paged,
    ),
    Page(
        "report", "/reports/{report}", report.report, report.ReportPage, "report.html",
        "One report, or an earlier version of one, in full.", Lit,
    ),
    Page(
        "capture", "/captures/{capture}", captured.capture, captured.CapturePage, "capture.html",
        "Bytes that came in: what is known of them.",
    ),
)  # fmt: skip
"""More particular paths stand before those that would swallow them."""

DOWNLOADS = (
    Download("capture-body", "/captures/{capture}/body", captured.body, "The bytes that came in, to be saved."),
)
