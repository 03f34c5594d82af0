"""The English that Python says in this room, in one place so that it can be translated."""

from __future__ import annotations

_ = str
"""Marks a text for the catalogue; whoever shows it looks it up."""

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
DETAILS = {
    404: "there is nothing at this address",
    405: "this address is not asked in this way",
    500: "the server's log says more",
}
EXAMPLE = _("the packaged example")
LOG_IN = "log in first"
LONG_ADDRESS = "the address is too long"
LONG_HEADERS = "the header fields are too long"
NO_TOKEN = "nobody has this token"  # noqa: S105 - said of one
ONLY_EDITORS = "only editors may change something"
OTHER_NAME = "this server does not answer under that name"
TOO_OFTEN = "asked too often; try again in {seconds} s"
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
NO_STORY = "the case has no such story"
NO_FINDING = "the case has no such finding"
NO_REPORT = "no story of the case has such a report"
NO_ACTOR = "the story has no such actor"
NO_PAIR = "no two reports of this story share text under this name"
NO_FIGURES = "no figure of this story counts that"
NO_CAPTURE = "the case has no such capture"
NO_WORDS = "{start}-{end} are no words of this text, which has {length} characters"
TOO_MANY_LIT = "no more than {most} passages can be lit at once"
