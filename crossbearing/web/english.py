"""The English that Python says in this room, in one place so that it can be translated."""

from __future__ import annotations

from crossbearing.messages import Message
from crossbearing.messages import gettext as _

TITLES = {
    400: _("Not understood"),
    401: _("Not logged in"),
    403: _("Not allowed"),
    404: _("Not found"),
    405: _("Not allowed here"),
    408: _("Too slow"),
    409: _("Changed meanwhile"),
    413: _("Too large"),
    414: _("Too long an address"),
    415: _("Not understood"),
    421: _("Not under this name"),
    429: _("Too many requests"),
    431: _("Too long a request"),
    500: _("An error of ours"),
    503: _("Not now"),
}
NOT_POSSIBLE = _("Not possible")
DETAILS = {
    404: _("there is nothing at this address"),
    405: _("this address is not asked in this way"),
    500: _("the server's log says more"),
}
EXAMPLE = _("the packaged example")
LOG_IN = _("log in first")
LONG_ADDRESS = _("the address is too long")
LONG_HEADERS = _("the header fields are too long")
NO_TOKEN = _("nobody has this token")
ONLY_EDITORS = _("only editors may change something")
ONLY_SAVED = _("a file is saved, and never a part of a page")
OTHER_NAME = _("this server does not answer under that name")
NO_STORY = _("the case has no such story")
NO_FINDING = _("the case has no such finding")
NO_REPORT = _("no story of the case has such a report")
NO_ACTOR = _("the story has no such actor")
NO_PAIR = _("no two reports of this story share text under this name")
NO_FIGURES = _("no figure of this story counts that")
NO_CAPTURE = _("the case has no such capture")
NO_MANDATE = _("no mandate of this name is in force")
NO_MATTER = _("the mandate has no such matter")
NO_DAY = _("no day of the calendar is written so: YYYY-MM-DD")
NO_DECISION = _("the case has no such decision")


def too_often(seconds: int) -> Message:
    """Why a request must wait."""
    return _("asked too often; try again in %(seconds)s s", seconds=seconds)


def no_words(start: int, end: int, length: int) -> Message:
    """Why a place of a text cannot be lit."""
    return _(
        "%(start)s-%(end)s are no words of this text, which has %(length)s characters",
        start=start,
        end=end,
        length=length,
    )


def too_many_lit(most: int) -> Message:
    """Why passages cannot be lit."""
    return _("no more than %(most)s passages can be lit at once", most=most)


# What follows stands in the API's document, which is in English.
API = """Everything that a page shows, as JSON: each page's address with ".json" behind it. Ids are stable: what stands
in a text has an id of its content, what grows keeps its id as reports arrive. Lists come in parts, with the address of
the next. Every error has one shape (RFC 9457). What changes something takes a JSON object, or a form."""
BEARER = "A token of `crossbearing access FILE add NAME`."
TAGS = {
    "reading": "The twins of the pages.",
    "files": "What is saved as a file.",
    "deciding": "What changes something. Only editors may, nobody where the room is only read.",
}
PROGRAM = "Any value, by which a program without a token says that it is no form of a page elsewhere."
YOUR_NAME = "Where nobody logs in: who does it, as they are to be named."
