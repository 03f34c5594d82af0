"""Every address of the room: two literal tables, of what can be read and of what can be done."""

from __future__ import annotations

from crossbearing.web import stories, story
from crossbearing.web.asked import Action, Page

PAGES: tuple[Page, ...] = (
    Page("stories", "/", stories.stories, stories.Stories, "stories.html", "All stories of the case."),
    Page("story", "/stories/{story}", story.overview, story.Overview, "story.html", "One story: its head and parts."),
)
"""More particular paths stand before those that would swallow them."""

ACTIONS: tuple[Action, ...] = ()
