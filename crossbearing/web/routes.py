"""Every address of the room: two literal tables, of what can be read and of what can be done."""

from __future__ import annotations

from crossbearing.records import Standing
from crossbearing.web import deciding, jobs, stories, story, uploads
from crossbearing.web.asked import Action, Download, Page
from crossbearing.web.decisions import LIST, ONE
from crossbearing.web.draft import DRAFT
from crossbearing.web.judged import FINDING, NEAREST
from crossbearing.web.queue import QUEUE

PAGES: tuple[Page, ...] = (
    Page("stories", "/", stories.stories, stories.Stories, "stories.html", "All stories of the case."),
    Page("story", "/stories/{story}", story.overview, story.Overview, "story.html", "One story: its head and parts."),
    FINDING,
    NEAREST,
    DRAFT,
    QUEUE,
    LIST,
    ONE,
)
"""More particular paths stand before those that would swallow them."""

DOWNLOADS: tuple[Download, ...] = ()

ACTIONS: tuple[Action, ...] = (
    Action("add", "/add", uploads.add, uploads.Adding, jobs.Job, "Take in files and addresses.", named=False),
    Action(
        "decide", "/decisions", deciding.decide, deciding.Ruling, Standing,
        "Decide something of passages: it is recorded, and the record is made anew.",
    ),
    Action(
        "undo", "/decisions/{decision}/undo", deciding.undo, deciding.Undoing, Standing,
        "Decide that a decision holds no longer.",
    ),
    Action(
        "merge", "/findings/merge", deciding.merge, deciding.Merging, Standing, "Decide that findings say one thing.",
    ),
    Action(
        "split", "/findings/{finding}/split", deciding.split, deciding.Splitting, Standing,
        "Decide that some claims of a finding say something else than its others.",
    ),
    Action(
        "hide", "/findings/{finding}/hide", deciding.hide, deciding.Hiding, Standing,
        "Decide that a finding is not shown among the others.",
    ),
)  # fmt: skip
