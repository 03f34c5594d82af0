"""What the world may import. A name leaves this list only with a new major version."""

from __future__ import annotations

import subprocess
import sys

import pytest

import crossbearing

NAMES = """
Added Alert Built Case CaseError Claim Copying CrossbearingError Dossier Failure Figure Finding Hits Identity
InputError IntegrityError Mandate MandateError Match ModelError Origin Quote Reason Relation Report Search Settings
Source Span Story Utterance Verified When
""".split()


def test_the_public_names_are_these_and_sorted() -> None:
    assert crossbearing.__all__ == NAMES == dir(crossbearing)


@pytest.mark.parametrize("name", NAMES)
def test_each_is_there_and_has_a_docstring(name: str) -> None:
    there = getattr(crossbearing, name)
    assert there.__name__ == name
    assert there.__doc__


def test_no_other_name_is_there() -> None:
    with pytest.raises(AttributeError, match="'Dossiers'"):
        _ = crossbearing.Dossiers


def test_importing_the_package_and_its_records_is_quick() -> None:
    script = (
        "import sys, crossbearing; crossbearing.Dossier; print(*{'numpy', 'sqlalchemy', 'click'} & set(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603
    assert ran.stdout == "\n"
