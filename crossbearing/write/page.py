"""One self-contained HTML page for each dossier, and the entry page of a case.

A page asks nothing of any network or server: style and script stand in it and are named by their hashes in its
content security policy, which forbids everything else. It reads from top to bottom without the script.
"""

from __future__ import annotations

import base64
import functools
import hashlib
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from gettext import NullTranslations
from importlib import resources

from jinja2 import BaseLoader, ChoiceLoader, Environment, PackageLoader
from markupsafe import Markup
from msgspec.structs import replace

from crossbearing.figures import hundredths, number
from crossbearing.messages import Language
from crossbearing.records import Dossier, Failure, Record
from crossbearing.write import marks, wording
from crossbearing.write.catalogue import Catalogue
from crossbearing.write.changed import Versions, changed
from crossbearing.write.copies import FIRST_SHOWN, copies
from crossbearing.write.counts import WIDTH as COUNTS_WIDTH
from crossbearing.write.counts import counts
from crossbearing.write.days import spoken, stretch
from crossbearing.write.dossier import Totals, summed, totals
from crossbearing.write.matrix import STATES, matrix
from crossbearing.write.speaking import Speaking
from crossbearing.write.speech import speakers
from crossbearing.write.texts import texts
from crossbearing.write.timeline import WIDTH as TIMELINE_WIDTH
from crossbearing.write.timeline import timeline
from crossbearing.write.views import BADGES, findings, of_one_outlet, relations


class Asset(Record, frozen=True):
    """Style or script, as it stands in a page, and its hash as the content security policy wants it."""

    text: Markup
    hash: str


class Story(Record, frozen=True):
    """One story on the entry page."""

    title: str
    language: str
    href: str
    days: str
    outlets: tuple[str, ...]
    numbers: Totals
    follows: tuple[str, str] | None = None
    """Page and title of the earlier story that it goes on about."""


def file_name(dossier: Dossier) -> str:
    """The page's file name: "story-" and 16 hex digits that depend on the story's id alone, so links live on."""
    return file_of(dossier.story.id)


def file_of(story: str) -> str:
    """The file name of a story's page, by the story's id."""
    return f"story-{hashlib.sha256(story.encode()).hexdigest()[:16]}.html"


def page(dossier: Dossier) -> str:
    """The page of one dossier, as HTML. The same dossier gives the same text."""
    catalogue = Catalogue(dossier)
    versions = Versions(catalogue)
    every = findings(catalogue)
    views = [view for view in every if view.id not in dossier.hidden]
    parts = {
        "findings": [view for view in views if len(view.outlets) > 1],
        "hidden": [view for view in every if view.id in dossier.hidden],
        "single": of_one_outlet(views),
        "relations": relations(catalogue, views),
        "denials": [view for view in views if "denies" in view.badges],
        "matrix": matrix(catalogue),
        "speakers": speakers(catalogue),
        "counts": counts(catalogue),
        "timeline": timeline(catalogue),
        "copies": copies(catalogue),
        "revised": changed(catalogue, versions),
    }
    story = dossier.story
    return _rendered(
        "page.html",
        title=catalogue.words(story.title),
        title_at=catalogue.place(story.title),
        language=catalogue.report(story.title.report).language,
        days=stretch(story.first, story.last),
        outlets=sorted({catalogue.outlet(report.id) for report in dossier.reports}),
        reports=len(dossier.reports),
        numbers=totals([dossier]),
        states=STATES,
        counts_width=COUNTS_WIDTH,
        timeline_width=TIMELINE_WIDTH,
        first_shown=FIRST_SHOWN,
        **parts,
        old_texts=versions.texts(),
        texts=texts(catalogue, versions),
    )


def index(dossiers: Iterable[Dossier], failures: Sequence[Failure]) -> str:
    """The entry page: stories of several reports by their days, then those of one, then what could not be read."""
    entries = Entries()
    for dossier in dossiers:
        entries.add(dossier)
    return entries.html(failures)


class Entries:
    """The entry page in the making: of each dossier only what it says there is kept."""

    def __init__(self) -> None:
        self._stories: dict[str, tuple[tuple[str, str], Story, str | None]] = {}

    def add(self, dossier: Dossier) -> None:
        """Take up a story."""
        story, entry = dossier.story, _story(dossier)
        self._stories[story.id] = (story.first or "9999", entry.href), entry, story.follows

    def html(self, failures: Sequence[Failure]) -> str:
        """The page of all that were taken up."""
        stories = [
            replace(entry, follows=self._before(follows))
            for _, entry, follows in sorted(self._stories.values(), key=lambda each: each[0])
        ]
        return _rendered(
            "index.html",
            several=[story for story in stories if story.numbers.reports > 1],
            single=[story for story in stories if story.numbers.reports == 1],
            numbers=summed(story.numbers for story in stories),
            failures=sorted(failures, key=lambda each: (each.stage, each.unit, each.reason)),
        )

    def _before(self, follows: str | None) -> tuple[str, str] | None:
        if follows not in self._stories:
            return None
        before = self._stories[follows][1]
        return before.href, before.title


def _story(dossier: Dossier) -> Story:
    catalogue = Catalogue(dossier)
    return Story(
        title=catalogue.words(dossier.story.title),
        language=catalogue.report(dossier.story.title.report).language,
        href=file_name(dossier),
        days=stretch(dossier.story.first, dossier.story.last),
        outlets=tuple(sorted({catalogue.outlet(report.id) for report in dossier.reports})),
        numbers=totals([dossier]),
    )


def environment(
    to: Callable[[str], str], loader: BaseLoader | None = None, translations: NullTranslations | None = None
) -> Environment:
    """The templates of this module, for pages on which `to` gives the link to a place, report or finding by its id.

    `loader` finds further templates. What they are given names, as `part`, the link to a part of the record.
    `translations`: in which language the pages are; None: in English.
    """
    own = PackageLoader("crossbearing.write", "templates")
    language = Language(translations or NullTranslations())
    made = Speaking(language, own if loader is None else ChoiceLoader([loader, own]))
    made.globals |= {"to": to, "badge_words": BADGES}
    made.filters |= {
        "spoken": spoken,
        "number": number,
        "hundredths": hundredths,
        "said": language.say,
        "differing": partial(wording.as_html, language=language),
        "woven": partial(marks.as_html, to=to, language=language),
    }
    return made


def _rendered(template: str, **given: object) -> str:
    assets = {"style": asset("page.css"), "script": asset("page.js")}
    return _environment().get_template(template).render(**assets, part=_here, **given)


@functools.cache
def _environment() -> Environment:
    return environment(_here)


def _here(target: str) -> str:
    """All is on one page."""
    return "#" + target


@functools.cache
def asset(*names: str) -> Asset:
    """Files of the package, one after the other, as they stand in <style> or <script>: nothing else is between the
    tags: all is hashed."""
    files = resources.files("crossbearing.write").joinpath("templates")
    text = "".join(files.joinpath(name).read_text(encoding="utf-8") for name in names)
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Asset(Markup(text), f"sha256-{digest}")  # noqa: S704 - our own files
