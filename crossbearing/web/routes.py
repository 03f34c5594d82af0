"""Every address of the room: two literal tables, of what can be read and of what can be done."""

from __future__ import annotations

from crossbearing.web import jobs, stories, story, uploads
from crossbearing.web.asked import Action, Download, Page

PAGES: tuple[Page, ...] = (
    Page("stories", "/", stories.stories, stories.Stories, "stories.html", "All stories of the case."),
    Page("story", "/stories/{story}", story.overview, story.Overview, "story.html", "One story: its head and parts."),
)
"""More particular paths stand before those that would swallow them."""

DOWNLOADS: tuple[Download, ...] = ()

ACTIONS: tuple[Action, ...] = (
    Action("add", "/add", uploads.add, uploads.Adding, jobs.Job, "Take in files and addresses.", named=False),
)
