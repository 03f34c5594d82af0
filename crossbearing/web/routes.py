"""Every address of the room: two literal tables, of what can be read and of what can be done."""

from __future__ import annotations

from crossbearing.web import (
    actors,
    exports,
    failures,
    figures,
    help_page,
    jobs,
    outlets,
    progress,
    search,
    speakers,
    stories,
    story,
    timeline,
    uploads,
)
from crossbearing.web.asked import Action, Download, Page
from crossbearing.web.paging import Paged
from crossbearing.web.shelves import Listed, ListQuery

PAGES: tuple[Page, ...] = (
    # the whole case
    Page("stories", "/", stories.stories, stories.Stories, "stories.html", "The stories.", stories.StoriesQuery),
    Page("search", "/search", search.search, search.Found, "search.html", "Full text of all.", search.SearchQuery),
    Page("outlets", "/outlets", outlets.outlets, outlets.Outlets, "outlets.html", "All outlets.", ListQuery),
    Page("outlet", "/outlets/{key:path}", outlets.outlet, outlets.Outlet, "outlet.html", "One outlet.", Paged),
    Page("case-actors", "/actors", actors.actors, Listed, "actors.html", "All actors.", ListQuery),
    Page("case-actor", "/actors/{key:path}", actors.actor, actors.Actor, "actor_over_all.html", "One actor.", Paged),
    Page("places", "/places", actors.places, Listed, "places.html", "All places.", ListQuery),
    Page("place", "/places/{key:path}", actors.place, actors.Place, "place.html", "One place.", Paged),
    Page("case-figures", "/figures", figures.figures, Listed, "figures.html", "All that is counted.", ListQuery),
    Page("case-figure", "/figures/{key:path}", figures.figure, figures.Figure, "figure.html", "Its values.", Paged),
    Page("quotes", "/quotes", speakers.speakers, Listed, "speakers.html", "All speakers.", ListQuery),
    Page("quoted", "/quotes/{key:path}", speakers.speaker, speakers.Speaker, "speaker.html", "One's quotes.", Paged),
    Page(
        "case-timeline", "/timeline", timeline.timeline, timeline.Timeline, "timeline.html",
        "Days over all stories.", timeline.TimelineQuery,
    ),
    Page(
        "failures", "/failures", failures.failures, failures.Failures, "failures.html",
        "What could not be read.", failures.FailuresQuery,
    ),
    Page("help", "/help", help_page.explained, help_page.Help, "help.html", "What the words mean, and the keys."),
    Page("jobs", "/jobs", progress.jobs, progress.JobsPage, "jobs.html", "What was built since the server began."),
    Page("job", "/jobs/{job}", progress.job, progress.JobPage, "job.html", "How far one job is."),
    Page("export", "/export", exports.of_case, exports.Exports, "export.html", "Formats in which the case can be had."),
    # one story
    Page(
        "story-export", "/stories/{story}/export", exports.of_story, exports.Exports, "export.html",
        "Formats in which one story can be had.",
    ),
    Page("story", "/stories/{story}", story.overview, story.Overview, "story.html", "One story: its head and parts."),
)  # fmt: skip
"""More particular paths stand before those that would swallow them."""

DOWNLOADS: tuple[Download, ...] = (
    Download("case-file", "/export/{format}", exports.file, "The case in one format."),
    Download("story-file", "/stories/{story}/export/{format}", exports.file, "One story in one format."),
)

ACTIONS: tuple[Action, ...] = (
    Action(
        "try", "/try-example", progress.try_example, progress.Trying, jobs.Job, "Take in the packaged example.",
        named=False,
    ),
    Action("add", "/add", uploads.add, uploads.Adding, jobs.Job, "Take in files and addresses.", named=False),
)  # fmt: skip
