"""Records → HTML by the templates of this room and those of the written page, and JSON."""

from __future__ import annotations

import functools
import hashlib
import re
from gettext import NullTranslations
from importlib import resources

import msgspec
from jinja2 import Environment, PackageLoader, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from crossbearing import pipeline
from crossbearing.records import Record
from crossbearing.web.addresses import address, segment, to
from crossbearing.web.asked import Again, Asked, Page
from crossbearing.write.counts import WIDTH as COUNTS_WIDTH
from crossbearing.write.days import stretch
from crossbearing.write.matrix import STATES
from crossbearing.write.page import environment
from crossbearing.write.timeline import WIDTH as TIMELINE_WIDTH

_IN_PATH = re.compile(r"\{(\w+)(?::\w+)?\}")
STATIC = {
    "page.css": ("crossbearing.write", "templates/page.css"),
    "room.css": ("crossbearing.web", "static/room.css"),
    "room.js": ("crossbearing.web", "static/room.js"),
    "icon.svg": ("crossbearing.web", "static/icon.svg"),
    "report.js": ("crossbearing.web", "static/report.js"),
    "htmx.js": ("crossbearing.web", "static/htmx-2.min.js"),
}
"""What pages load beside themselves: name → package and file."""


def html(page: Page, asked: Asked, it: Record) -> bytes:
    """A page as HTML."""
    return rendered(page.template, it=it, address=where(page, asked), **_given(asked, page.name))


def again(page: Again, asked: Asked) -> bytes:
    """The same of a page that answers a form: it has no address of its own."""
    return rendered(page.template, it=page.it, **_given(asked, page.name))


def _given(asked: Asked, name: str) -> dict[str, object]:
    late = pipeline.unfollowed(asked.reader.store)
    return {"asked": asked, "room": asked.room, "who": asked.who, "csrf": asked.csrf, "name": name, "late": late}


def where(page: Page, asked: Asked) -> str:
    """A page's own address, with all that it was asked for: to come back to it."""
    path = _IN_PATH.sub(lambda found: segment(asked.path[found[1]]), page.path)
    return address(path, asked.query)


def rendered(template: str, **given: object) -> bytes:
    """A template of this room with what it is given."""
    return templates().get_template(template).render(**given).encode("utf-8", "replace")


def json(it: Record) -> bytes:
    """A record as JSON, a line break at the end. Messages stand there in English."""
    return msgspec.json.encode(it, enc_hook=str) + b"\n"


@functools.cache
def templates() -> Environment:
    """The room's templates, in English."""
    return templates_in(None)


def templates_in(translations: NullTranslations | None) -> Environment:
    """The room's templates, in the language of a catalogue; None: in English."""
    made = environment(to, PackageLoader("crossbearing.web", "templates"), translations)
    made.auto_reload = False  # no look at the files for each part of each page
    made.globals |= {
        "static": static_address,
        "csrf_field": _csrf_field,
        "name_field": _name_field,
        "states": STATES,
        "counts_width": COUNTS_WIDTH,
        "timeline_width": TIMELINE_WIDTH,
    }
    made.filters["stretch"] = _stretch
    return made


def _stretch(days: tuple[str | None, str | None]) -> str:
    """The days from the first to the last, as a reader writes them."""
    return stretch(*days)


@pass_context
def _csrf_field(given: Context) -> Markup:
    """What each form needs that is posted."""
    return Markup('<input type="hidden" name="csrf" value="{}">').format(given.get("csrf", ""))


@pass_context
def _name_field(given: Context) -> Markup:
    """Of a form of an action that bears a name: asks for it where nobody is named yet, and nothing else."""
    if given["who"].name:
        return Markup()
    words = given.call(given["gettext"], "Your name, as it is to stand under what you decide")
    return Markup('<label>{} <input name="your_name" required maxlength="80" autocomplete="name"></label>').format(
        words
    )


@functools.cache
def static(name: str) -> bytes:
    """The bytes of a file that pages load."""
    package, path = STATIC[name]
    return resources.files(package).joinpath(path).read_bytes()


@functools.cache
def static_address(name: str) -> str:
    """Where it is served: with its hash, so that a browser may keep it for ever."""
    return f"/static/{hashlib.sha256(static(name)).hexdigest()[:12]}/{name}"
