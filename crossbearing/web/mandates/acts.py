"""What an editor does with mandates: puts one in force, lets one end. What it matches in what is built already is there
at once."""

from __future__ import annotations

from crossbearing.errors import CaseBusy, InputError
from crossbearing.messages import gettext as _
from crossbearing.records import Record
from crossbearing.watch import mandate_file
from crossbearing.web.addresses import segment
from crossbearing.web.asked import Asked, Done, Refused, Upload
from crossbearing.web.work.uploads import plain

LIST = "/mandates"


class AddMandate(Record, frozen=True):
    """A mandate's file, or the name of one that comes with the program."""

    file: tuple[Upload, ...] = ()
    shipped: str = ""


class EndMandate(Record, frozen=True):
    """Nothing is asked."""


class Ended(Record, frozen=True):
    """Which mandate ended."""

    mandate: str


def add(asked: Asked, form: AddMandate) -> Done:
    """Put a mandate in force, and build, for what came in and was not built yet.

    Raises Refused: 400 for a file that is none, with each line and field; 503 while another process builds the case.
    """
    files = [each for each in form.file if each.name]
    if len(files) + bool(form.shipped) != 1:
        raise Refused(400, _("give one mandate: a file, or the name of one that comes with the program"))
    try:
        with asked.room.writer() as case:
            mandate = case.mandate(form.shipped) if form.shipped else case.mandate_text(*_text(files[0]))
    except InputError as error:
        raise Refused(400, str(error)) from None
    except CaseBusy:
        raise Refused(503, _("this case is being built; add the mandate when that has ended")) from None
    asked.room.jobs.build(asked.who.name)
    return Done(mandate, f"{LIST}/{segment(mandate.id)}")


def end(asked: Asked, _form: EndMandate) -> Done:
    """Let a mandate end. Raises Refused (404) for one that is not in force."""
    mandate = asked.path["mandate"]
    try:
        with asked.room.writer() as case:
            case.end_mandate(mandate)
    except InputError as error:
        raise Refused(404, str(error)) from None
    return Done(Ended(mandate), LIST)


def _text(upload: Upload) -> tuple[str, str]:
    name = plain(upload.name, set())
    return mandate_file.decoded(upload.file.read(mandate_file.MOST_BYTES + 1), name), name
