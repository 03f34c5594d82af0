"""Records → HTML by the templates of this room and those of the written page, and JSON."""

from __future__ import annotations

import functools
import hashlib
import re
from gettext import NullTranslations
from importlib import resources
from urllib.parse import quote, urlencode

import msgspec
from jinja2 import Environment, PackageLoader, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from crossbearing.records import Record
from crossbearing.web.asked import Asked, Page
from crossbearing.write.counts import WIDTH as COUNTS_WIDTH
from crossbearing.write.days import stretch
from crossbearing.write.matrix import STATES
from crossbearing.write.page import environment
from crossbearing.write.timeline import WIDTH as TIMELINE_WIDTH

_PLACE = re.compile(r"(report-[0-9a-f]{16})-(\d+)-(\d+)")
_REPORT = re.compile(r"report-[0-9a-f]{16}")
_FINDING = re.compile(r"f-[0-9a-f]{16}(?:\.\d+)?")
_LOCAL = re.compile(r"/(?![/\\])[!-\[\]-~]*")
"""An address of this room: printable ASCII without a backslash, and not "//", which leads elsewhere."""
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


def to(target: str) -> str:
    """The address of a place in a text (lit there), of a report or a finding, by its id; others are on the page."""
    place = _PLACE.fullmatch(target)
    if place:
        report, start, end = place.groups()
        return f"/reports/{report}?lit={start}-{end}#{target}"
    if _REPORT.fullmatch(target):
        return f"/reports/{target}"
    if _FINDING.fullmatch(target):
        return f"/findings/{target}"
    return f"#{target}"


def local(address: str, otherwise: str) -> str:
    """An address that somebody sent, where it is one of this room; else the other."""
    return address if _LOCAL.fullmatch(address) else otherwise


def html(page: Page, asked: Asked, it: Record) -> bytes:
    """A page as HTML."""
    given = {"asked": asked, "room": asked.room, "who": asked.who, "csrf": asked.csrf, "name": page.name}
    return rendered(page.template, it=it, address=address(page, asked), **given)


def address(page: Page, asked: Asked) -> str:
    """Where a page is, with all that it was asked for but not that something was recorded: to come back to it."""
    path = _IN_PATH.sub(lambda found: quote(asked.path[found[1]], safe=""), page.path)
    fields = msgspec.structs.fields(asked.query)
    given = {field.name: getattr(asked.query, field.name) for field in fields if field.name != "recorded"}
    usual = {field.name: field.default for field in fields}
    query = urlencode({name: value for name, value in given.items() if value != usual[name]}, doseq=True)
    return f"{path}?{query}" if query else path


def rendered(template: str, **given: object) -> bytes:
    """A template of this room with what it is given."""
    return templates().get_template(template).render(**given).encode("utf-8", "replace")


def json(it: Record) -> bytes:
    """A record as JSON, a line break at the end."""
    return msgspec.json.encode(it) + b"\n"


@functools.cache
def templates() -> Environment:
    """The room's templates. Every English text in them is marked for gettext, which has none but English yet."""
    made = environment(to, PackageLoader("crossbearing.web", "templates"))
    made.add_extension("jinja2.ext.i18n")
    made.install_gettext_translations(NullTranslations(), newstyle=True)  # type: ignore[attr-defined]  # by the extension
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
