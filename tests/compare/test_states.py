from __future__ import annotations

import pytest

from crossbearing.compare.states import opposed


@pytest.mark.parametrize(
    ("ours", "theirs", "later"),
    [
        ("The ferry service was suspended on Monday", "The ferry service resumed", "theirs"),
        ("Vorn was found guilty of arson", "Vorn was charged with arson", "ours"),
        ("The miller is still at large", "Police caught the miller near Dask", "theirs"),
        ("The vote was scheduled for Friday", "The vote was called off", "theirs"),
        ("A fire is burning in the tannery", "The fire was put out by noon", "theirs"),
        ("The court in Orle upheld the ban", "A higher court overturned the ban", "theirs"),
    ],
)
def test_the_later_state_of_a_course(ours: str, theirs: str, later: str) -> None:
    found = opposed(ours, theirs)
    assert found is not None
    assert (found.kind, found.later) == ("course", later)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("The relief work is going smoothly", "Relief work was slow"),
        ("The fire was an accident", "The fire was set deliberately"),
        ("Shares in Vesk rose", "Shares in Vesk fell"),
    ],
)
def test_opposites_have_no_direction(ours: str, theirs: str) -> None:
    found = opposed(ours, theirs)
    assert found is not None
    assert (found.kind, found.later) == ("opposite", None)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        # One text tells both states: it is no side of a conflict.
        ("The ferry was halted and then resumed", "The ferry resumed"),
        ("Vorn was charged", "Vorn was charged with arson"),
        ("The mayor did not reopen the bridge", "The bridge was painted"),
        ("Shares rose in Orle and fell in Vesk", "Shares fell"),
        ("The bread was fresh", "The water was cold"),
        # "not freed" tells of no freedom.
        ("The captain was detained", "The captain was not released"),
    ],
)
def test_no_opposed_states(ours: str, theirs: str) -> None:
    assert opposed(ours, theirs) is None
