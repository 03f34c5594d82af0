"""A simulated week of reports, and the exact list of alerts that they cause."""

from __future__ import annotations

from evaluation import week


def test_the_alerts_of_the_week_are_the_golden_ones() -> None:
    """After a change that is meant: python -m evaluation.week --write-golden, and read the difference."""
    changed = week.difference(week.decode(week.GOLDEN.read_bytes()), week.held())
    assert not changed, "\n" + "\n".join(changed)


def test_what_must_be_raised_is_and_what_must_not_is_held() -> None:
    """Whatever wording and models do: the lines that the week was made for."""
    alerts = week.held().alerts
    raised = [each for each in alerts if each.raised]
    told = {(each.day, each.matter, each.kind) for each in raised}
    assert {(2, "casualties", "origin"), (5, "casualties", "correction"), (6, "responsibility", "withdrawn")} <= told
    assert any(each.day == 3 and "denied by Norvane Terminals" in each.what for each in raised)
    assert any(each.day == 4 and "17 people dead" in each.what for each in raised)
    assert [each for each in alerts if each.day == 2 and each.kind == "carried" and "3 more outlets" in each.what]
    assert not [each for each in raised if each.kind in ("carried", "lost")]
    assert not [each for each in alerts if "Opera" in each.wording or "Vessen schools" in each.wording]
