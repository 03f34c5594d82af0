from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.compare.lineage import carry_on, members, paired
from crossbearing.records import Finding, Identity, Span, Story, Utterance

PARTS = st.frozensets(st.sampled_from("abcdefgh"), min_size=1)
OLD = st.dictionaries(st.sampled_from("OPQRST"), PARTS)
NEW = st.dictionaries(st.sampled_from("STUVWX"), PARTS)


def identity(own: str, mentions: str) -> Identity:
    return Identity(id=own, name="Ada Wenn", kind="person", names=("Ada Wenn",), mentions=tuple(mentions))


def ids(new: list[Identity], old: list[Identity]) -> list[str]:
    return [record.id for record in carry_on(new, old)]


def test_the_greatest_overlap_carries_the_id_on() -> None:
    assert ids([identity("x", "abcd"), identity("y", "ef")], [identity("o", "ab"), identity("p", "cef")]) == ["o", "p"]


def test_of_a_split_the_larger_part_keeps_the_id() -> None:
    assert ids([identity("x", "a"), identity("y", "bcd")], [identity("o", "abcd")]) == ["x", "o"]


def test_of_a_merger_the_larger_part_gives_the_id() -> None:
    assert ids([identity("x", "abcd")], [identity("o", "a"), identity("p", "bcd")]) == ["p"]


def test_strangers_keep_their_own() -> None:
    assert ids([identity("x", "a")], [identity("o", "b")]) == ["x"]


def test_an_id_that_another_goes_by_now_is_not_given_twice() -> None:
    assert ids([identity("o", "b"), identity("x", "ac")], [identity("o", "ac")]) == ["o.2", "o"]


def test_nothing_but_the_id_changes() -> None:
    new, old = identity("x", "ab"), identity("o", "ab")
    assert carry_on([new], [old]) == (msgspec.structs.replace(new, id="o"),)


def test_what_each_record_consists_of() -> None:
    at = Span("r", 0, 1)
    finding = Finding("f", "s", ("c1",), at, (), (), 1, "asserts", "happened", None, None, ())
    assert members(Story("s", ("r1", "r2"), at, None, None)) == {"r1", "r2"}
    assert members(identity("i", "ab")) == {"a", "b"}
    assert members(Utterance("u", None, ("q1",), (), ())) == {"q1"}
    assert members(finding) == {"c1"}


@given(NEW, OLD)
def test_no_id_twice_and_none_without_reason(new: dict[str, frozenset[str]], old: dict[str, frozenset[str]]) -> None:
    given_ids = paired(new, old)
    assert given_ids.keys() == new.keys()
    assert len(set(given_ids.values())) == len(new)
    for own, now in given_ids.items():
        if now in old and now != own:
            assert new[own] & old[now]


@given(NEW, OLD)
def test_every_old_one_that_could_live_on_does(new: dict[str, frozenset[str]], old: dict[str, frozenset[str]]) -> None:
    given_ids = paired(new, old)
    free = old.keys() - set(given_ids.values())
    for own, now in given_ids.items():
        if now not in old:
            assert not any(new[own] & old[other] for other in free)


@given(NEW, OLD)
def test_the_order_of_neither_matters(new: dict[str, frozenset[str]], old: dict[str, frozenset[str]]) -> None:
    backwards = paired(dict(reversed(new.items())), dict(reversed(old.items())))
    assert backwards == paired(new, old)


@given(NEW)
def test_what_did_not_change_keeps_its_ids(new: dict[str, frozenset[str]]) -> None:
    distinct = {own: parts for own, parts in new.items() if list(new.values()).count(parts) == 1}
    old = {f"old-{own}": parts for own, parts in distinct.items()}
    assert paired(distinct, old) == {own: f"old-{own}" for own in distinct}


def test_a_story_follows_the_other_under_its_new_id() -> None:
    def story(own: str, reports: str, follows: str | None = None) -> Story:
        return Story(own, tuple(reports), Span("r", 0, 1), None, None, follows)

    new = [story("x", "abc"), story("y", "d", follows="x")]
    assert [(each.id, each.follows) for each in carry_on(new, [story("o", "ab")])] == [("o", None), ("y", "o")]
