"""The English that Python says in this room, in one place so that it can be translated."""

from __future__ import annotations

TITLES = {
    400: "Not understood",
    401: "Not logged in",
    403: "Not allowed",
    404: "Not found",
    405: "Not allowed here",
    408: "Too slow",
    409: "Changed meanwhile",
    413: "Too large",
    414: "Too long an address",
    415: "Not understood",
    421: "Another name",
    429: "Too many requests",
    500: "An error of ours",
    503: "Not now",
}
DETAILS = {
    404: "there is nothing at this address",
    405: "not in this way",
    500: "the server's log says more",
}
LOG_IN = "log in first"
LONG_ADDRESS = "the address is too long"
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
