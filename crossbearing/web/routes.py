"""Every address of the room: two literal tables, of what can be read and of what can be done."""

from __future__ import annotations

from crossbearing.messages import gettext as _
from crossbearing.records import Mandate, Standing
from crossbearing.tell import atom
from crossbearing.web.asked import Action, Download, Page
from crossbearing.web.judging import acts, controls, draft, judged, listed, queue
from crossbearing.web.mandates import acts as mandate_acts
from crossbearing.web.mandates import alerts, files, mandate, matter
from crossbearing.web.paging import Paged
from crossbearing.web.story import actor, captured, finding, findings, overview, parts, report
from crossbearing.web.story.lit import Lit
from crossbearing.web.whole import (
    actors,
    exports,
    failures,
    figures,
    outlets,
    search,
    speakers,
    stories,
    timeline,
    words,
)
from crossbearing.web.whole.keys import Listed, ListQuery
from crossbearing.web.work import jobs, progress, uploads

_STORY = "/stories/{story}"

PAGES: tuple[Page, ...] = (
    # the whole case
    Page("stories", "/", stories.stories, stories.Stories, "stories.html", _("The stories."), stories.StoriesQuery),
    Page("search", "/search", search.search, search.Found, "search.html", _("Full text of all."), search.SearchQuery),
    Page("outlets", "/outlets", outlets.outlets, outlets.Outlets, "outlets.html", _("All outlets."), ListQuery),
    Page("outlet", "/outlets/{key:path}", outlets.outlet, outlets.Outlet, "outlet.html", _("One outlet."), Paged),
    Page("case-actors", "/actors", actors.actors, Listed, "actors.html", _("All actors."), ListQuery),
    Page("case-actor", "/actors/{key:path}", actors.actor, actors.Actor, "actor_over_all.html", _("One actor."), Paged),
    Page("places", "/places", actors.places, Listed, "places.html", _("All places."), ListQuery),
    Page("place", "/places/{key:path}", actors.place, actors.Place, "place.html", _("One place."), Paged),
    Page("case-figures", "/figures", figures.figures, Listed, "figures.html", _("All that is counted."), ListQuery),
    Page("case-figure", "/figures/{key:path}", figures.figure, figures.Figure, "figure.html", _("Its values."), Paged),
    Page("quotes", "/quotes", speakers.speakers, Listed, "speakers.html", _("All speakers."), ListQuery),
    Page("quoted", "/quotes/{key:path}", speakers.speaker, speakers.Speaker, "speaker.html", _("One's quotes."), Paged),
    Page(
        "case-timeline", "/timeline", timeline.timeline, timeline.Timeline, "timeline.html",
        _("Days over all stories."), timeline.TimelineQuery,
    ),
    Page(
        "failures", "/failures", failures.failures, failures.Failures, "failures.html",
        _("What could not be read."), failures.FailuresQuery,
    ),
    Page("help", "/help", words.explained, words.Help, "help.html", _("What the words mean, and the keys.")),
    Page("jobs", "/jobs", progress.jobs, progress.JobsPage, "jobs.html", _("What was built since the server began.")),
    Page("job", "/jobs/{job}", progress.job, progress.JobPage, "job.html", _("How far one job is.")),
    Page(
        "export", "/export", exports.of_case, exports.Exports, "export.html",
        _("Formats in which the case can be had."),
    ),
    # one story
    Page(
        "story-export", f"{_STORY}/export", exports.of_story, exports.Exports, "export.html",
        _("Formats in which one story can be had."),
    ),
    Page("story", _STORY, overview.overview, overview.Overview, "story.html", _("One story: numbers, first table.")),
    Page(
        "matrix", f"{_STORY}/matrix", overview.matrix, overview.MatrixPart, "story_matrix.html",
        _("Who carried what, and who left it out."), overview.MatrixQuery,
    ),
    Page(
        "findings", f"{_STORY}/findings", findings.all_findings, findings.FindingsPart,
        "story_findings.html", _("What is said."), findings.FindingsQuery,
    ),
    Page(
        "disagreements", f"{_STORY}/disagreements", findings.disagreements, findings.RelationsPart,
        "story_disagreements.html", _("What is denied, and what disagrees."), findings.RelationsQuery,
    ),
    Page(
        "changes", f"{_STORY}/changes", findings.changes, findings.RelationsPart, "story_changes.html",
        _("What was planned and then done, and values that later ones took the place of."), findings.RelationsQuery,
    ),
    Page(
        "withdrawn", f"{_STORY}/withdrawn", parts.withdrawn, parts.WithdrawnPart, "story_withdrawn.html",
        _("What reports changed after publication."), Paged,
    ),
    Page(
        "speakers", f"{_STORY}/speakers", parts.speakers, parts.SpeakersPart, "story_speakers.html",
        _("Who said what."), Paged,
    ),
    Page(
        "story-actors", f"{_STORY}/actors", parts.actors, parts.ActorsPart, "story_actors.html",
        _("Who is named in a story."), parts.PartQuery,
    ),
    Page(
        "actor", f"{_STORY}/actors/{{identity}}", actor.actor, actor.ActorPage, "actor.html",
        _("One actor: where it is named, what it says and what is said of it."), actor.ActorQuery,
    ),
    Page(
        "figures", f"{_STORY}/figures", parts.figures, parts.FiguresPart, "story_figures.html",
        _("Figures by what they count."), parts.FiguresQuery,
    ),
    Page(
        "timeline", f"{_STORY}/timeline", parts.timeline_part, parts.TimelinePart, "story_timeline.html",
        _("What is put on which day."), parts.PartQuery,
    ),
    Page(
        "copies", f"{_STORY}/copies", parts.copies_part, parts.CopiesPart, "story_copies.html",
        _("Who copied whom."), Paged,
    ),
    Page(
        "pair", f"{_STORY}/copies/{{pair}}", parts.pair, parts.PairPage, "story_pair.html",
        _("Two reports that share text."),
    ),
    Page(
        "reports", f"{_STORY}/reports", parts.reports, parts.ReportsPart, "story_reports.html",
        _("The reports of a story."), parts.PartQuery,
    ),
    # what a story is made of
    Page(
        "finding", "/findings/{finding}", finding.finding, finding.FindingPage, "finding.html",
        _("One finding: passages, origins, how it grew."), Paged,
    ),
    Page(
        "report", "/reports/{report}", report.report, report.ReportPage, "report.html",
        _("One report, or an earlier version of one, in full."), Lit,
    ),
    Page(
        "capture", "/captures/{capture}", captured.capture, captured.CapturePage, "capture.html",
        _("Bytes that came in: what is known of them."),
    ),
    # what is watched
    Page("mandates", "/mandates", mandate.mandates, mandate.Mandates, "mandates.html", _("Mandates in force.")),
    Page(
        "mandate", "/mandates/{mandate}", mandate.mandate, mandate.MandatePage, "mandate.html",
        _("One mandate: its matters against their standards."),
    ),
    Page(
        "matter", "/mandates/{mandate}/{matter}", matter.matter, matter.MatterPage, "matter.html",
        _("One matter: what matches it, and what stands against that."), Paged,
    ),
    Page(
        "alerts", "/alerts", alerts.alerts, alerts.Alerts, "alerts.html", _("What was new, the newest first."),
        alerts.AlertsQuery,
    ),
    # what readers decide
    Page(
        "judge", "/findings/{finding}/decide", judged.of_finding, controls.FindingControls, "judge.html",
        _("What can be decided of a finding and its passages."),
    ),
    Page(
        "nearest", "/findings/{finding}/merge", judged.nearest, judged.Neighbours, "merge.html",
        _("Findings that this one may be made one with, the nearest first."), judged.Sought,
    ),
    Page(
        "draft", "/decide", draft.draft, draft.Drafted, "draft.html", _("A form for a decision on some passages."),
        draft.Draft,
    ),
    Page(
        "queue", "/queue", queue.queue, queue.Queue, "queue.html",
        _("What a reader's judgement would change most: one question after another."), queue.Chosen,
    ),
    Page(
        "decisions", "/decisions", listed.decisions, listed.Decisions, "decisions.html",
        _("What readers decided: adrift first, then the newest."), listed.Filter,
    ),
    Page(
        "decision", "/decisions/{decision}", listed.decision, listed.One, "decision.html",
        _("One decision, and whether the record shows it yet."), listed.Back,
    ),
)  # fmt: skip
"""More particular paths stand before those that would swallow them."""

DOWNLOADS: tuple[Download, ...] = (
    Download("capture-body", "/captures/{capture}/body", captured.body, _("The bytes that came in, to be saved.")),
    Download("case-file", "/export/{format}", exports.file, _("The case in one format.")),
    Download("story-file", "/stories/{story}/export/{format}", exports.file, _("One story in one format.")),
    Download(
        "mandate-report",
        "/mandates/{mandate}/report/{format}",
        files.report,
        _("The monitoring report of a mandate: html, docx or markdown."),
        files.Since,
    ),
    Download(
        "alerts-feed",
        files.FEED,
        files.feed,
        _("Alerts that were raised, the newest first, as an Atom feed."),
        files.FeedQuery,
        atom.MEDIA_TYPE,
    ),
)

ACTIONS: tuple[Action, ...] = (
    Action(
        "try", "/try-example", progress.try_example, progress.Trying, jobs.Job, _("Take in the packaged example."),
        named=False,
    ),
    Action(
        "build", "/build", progress.build, progress.Building, jobs.Job,
        _("Make what is missing: what was decided or added beside this room, or what a stopped build left."),
        named=False,
    ),
    Action("add", "/add", uploads.add, uploads.Adding, jobs.Job, _("Take in files and addresses."), named=False),
    Action(
        "decide", "/decisions", acts.decide, acts.Ruling, Standing,
        _("Decide something of passages: it is recorded, and the record is made anew."),
    ),
    Action(
        "undo", "/decisions/{decision}/undo", acts.undo, acts.Undoing, Standing,
        _("Decide that a decision holds no longer."),
    ),
    Action(
        "merge", "/findings/merge", acts.merge, acts.Merging, Standing, _("Decide that findings say one thing."),
    ),
    Action(
        "split", "/findings/{finding}/split", acts.split, acts.Splitting, Standing,
        _("Decide that some claims of a finding say something else than its others."),
    ),
    Action(
        "add-mandate", "/mandates", mandate_acts.add, mandate_acts.AddMandate, Mandate,
        _("Put a mandate in force: a file, or one that comes with the program."), named=False,
    ),
    Action(
        "end-mandate", "/mandates/{mandate}/end", mandate_acts.end, mandate_acts.EndMandate, mandate_acts.Ended,
        _("Let a mandate end."), named=False,
    ),
    Action(
        "hide", "/findings/{finding}/hide", acts.hide, acts.Hiding, Standing,
        _("Decide that a finding is not shown among the others."),
    ),
)  # fmt: skip
