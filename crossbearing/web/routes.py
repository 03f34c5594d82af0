"""Every address of the room: one literal table of what can be read."""

from __future__ import annotations

from crossbearing.web import stories, story
from crossbearing.web.asked import Page

PAGES = (
    Page("stories", "/", stories.stories, stories.Stories, "stories.html", "All stories of the case."),
    Page("story", "/stories/{story}", story.overview, story.Overview, "story.html", "One story: its head and parts."),
)
"""More particular paths stand before those that would swallow them."""
