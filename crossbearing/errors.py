"""What can go wrong, as a tree.

    CrossbearingError
    ├── InputError        a path, a file or an argument that cannot be used at all; names it and says why
    │   └── MandateError  a mandate's file is wrong; has a line for each thing that is
    ├── CaseError         the case's database cannot be opened, read or written
    │   └── CaseBusy      another process builds it now
    ├── ModelError        a shipped or given model is missing, changed or does not fit the code
    └── IntegrityError    a stored span, citation or record does not re-read

A single report that cannot be read is no error: it becomes a `records.Failure` and everything else goes on. A stage's
function may raise `Unreadable` to say so, or `Unanswered` where the next build may fare better.
"""

from __future__ import annotations

from collections.abc import Sequence


class CrossbearingError(Exception):
    """Root of all errors that Crossbearing raises on purpose; its text is fit to be shown to a user."""


class InputError(CrossbearingError):
    """A path, a file or an argument that cannot be used at all."""


class MandateError(InputError):
    """A mandate's file that is wrong: all that is, a line each, "FILE:LINE: FIELD: what is wrong"."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class CaseError(CrossbearingError):
    """The case's database cannot be opened, read or written."""


class CaseBusy(CaseError):  # noqa: N818 - said of the case
    """Another process adds to the case or builds it; it can be tried again when that has ended."""


class ModelError(CrossbearingError):
    """A model is missing, changed or does not fit the code."""


class IntegrityError(CrossbearingError):
    """A stored span, citation or record does not re-read."""


class Unreadable(CrossbearingError):  # noqa: N818 - said of the unit, not of the program
    """One unit of a stage cannot be read; the pipeline turns it into a `Failure` with this text as the reason."""


class Unanswered(Unreadable):
    """A model that is asked over a network has no answer for one unit now; the next build asks again."""
