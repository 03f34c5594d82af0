"""One suite over every store: what `store.base.Store` promises."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crossbearing.decided import identified
from crossbearing.errors import CaseError
from crossbearing.records import Anchor, Capture, Decision, Failure, Feed, Stated, Visit
from crossbearing.store.base import Output, Store

Opens = Callable[[], Store]


def a_capture(name: str, body: bytes = b"Water rose.\0\xff", number: int = 1) -> Capture:
    return Capture(
        id=f"capture-{name}-{number}",
        name=name,
        source=f"/in/{name}.txt",
        media_type="text/plain",
        sha256="0" * 64,
        taken_at="2031-02-03T04:05:06+00:00",
        stated=Stated(outlet="The Weir", published="2031-02-03"),
        body=body,
    )


BODY = b'{"a":"\xc3\xa9 \\u2028"}'


def an_output(unit: str, body: bytes | None = BODY, stage: str = "read", key: str = "k") -> Output:
    return Output(stage, unit, f"name of {unit}", key, body, None if body is not None else "nothing to read")


def test_a_capture_comes_back_as_it_went_in(opens: Opens) -> None:
    captures = (a_capture("b"), a_capture("a", b""))
    opens().add(captures, ())
    again = opens()
    assert [held.name for held in again.current()] == ["a", "b"]
    assert [again.capture(capture.id) for capture in captures] == list(captures)
    assert list(again.captures()) == sorted(captures, key=lambda capture: capture.id)


def test_a_packed_output_comes_back_as_it_went_in(opens: Opens) -> None:
    packed = msgspec.structs.replace(an_output("long", BODY * 100), packed=True)
    opens().put([packed, an_output("short")])
    store = opens()
    assert store.bodies("read", ["long", "short"]) == {"long": BODY * 100, "short": BODY}
    assert [(output.body, digest) for output, digest in store.outputs()] == [
        (each.body, each.digest) for each in (packed, an_output("short"))
    ]


def test_a_capture_that_is_not_there_is_an_error(opens: Opens) -> None:
    with pytest.raises(CaseError, match="capture-none"):
        opens().capture("capture-none")


def test_a_changed_report_takes_the_place_of_what_it_was_and_both_stay_stored(opens: Opens) -> None:
    store = opens()
    store.add([a_capture("a")], ())
    store.add([a_capture("a", b"Water fell.", number=2), a_capture("b")], ())
    assert [held.id for held in store.current()] == ["capture-a-2", "capture-b-1"]
    assert store.reading() == {"a": "capture-a-2", "b": "capture-b-1"}
    assert len(list(store.captures())) == 3


def test_what_came_again_is_kept_once_and_its_arrivals_all(opens: Opens) -> None:
    store = opens()
    page = msgspec.structs.replace(a_capture("a"), taken_at="2031-02-04T00:00:00+00:00", timed=True)
    for capture in (a_capture("a"), a_capture("a"), page, page):
        store.take([capture])
    assert [capture.id for capture in store.captures()] == ["capture-a-1"]
    assert [(seen.taken_at[:10], seen.timed) for seen in store.sightings()] == [
        ("2031-02-03", False),
        ("2031-02-04", True),
    ]
    store.take([a_capture("b")])
    assert [seen.capture for seen in store.sightings("capture-b-1")] == ["capture-b-1"]
    assert len(list(store.sightings("capture-a-1"))) == 2
    assert store.current() == ()


def test_what_a_newer_capture_took_the_place_of_is_numbered(opens: Opens) -> None:
    store = opens()
    versions = [a_capture("a", b"Water rose." * 50 * number, number) for number in (1, 2, 3)]
    for capture in (*versions, versions[0]):
        store.add([capture], ())
    assert [held.id for held in store.current()] == ["capture-a-1"]
    assert [(held.id, held.name, held.number) for held in store.earlier()] == [
        ("capture-a-2", "a", 2),
        ("capture-a-3", "a", 3),
    ]
    assert list(store.captures()) == versions
    store.replace(["capture-a-2"], ())
    assert store.earlier() == ()
    with pytest.raises(CaseError, match="capture-none"):
        store.replace(["capture-none"], ())
    assert [held.id for held in store.current()] == ["capture-a-2"]


def test_feeds_and_visits_come_back(opens: Opens) -> None:
    store = opens()
    feed = Feed("https://a.example/rss", etag='"1"', due_at=12.5, interval=900.0)
    store.keep_feed(Feed(feed.url))
    store.keep_feed(feed)
    visit = Visit("https://a.example/1", feed.url, None, "Thu", 13.0)
    store.keep_visits([msgspec.structs.replace(visit, etag="old"), visit])
    again = opens()
    assert again.feeds() == (feed,)
    assert again.visits() == {visit.url: visit}
    assert store.drop_feed(feed.url)
    assert not store.drop_feed(feed.url)
    assert again.feeds() == ()


def test_replace_reads_only_what_it_was_given(opens: Opens) -> None:
    store = opens()
    store.add([a_capture("a"), a_capture("b")], [Failure("collect", "x.bin", "binary")])
    store.replace(["capture-b-1"], [Failure("collect", "y.bin", "binary")])
    assert [held.name for held in store.current()] == ["b"]
    assert [failure.unit for failure in store.uncollected()] == ["y.bin"]
    assert len(list(store.captures())) == 2
    store.replace(["capture-a-1"], ())
    assert [held.name for held in store.current()] == ["a"]


def test_failures_of_a_unit_take_the_place_of_its_earlier_ones(opens: Opens) -> None:
    store = opens()
    first = [Failure("collect", "x", "no date"), Failure("collect", "x", "read once"), Failure("collect", "y", "empty")]
    store.add((), first)
    assert store.uncollected() == tuple(first)
    store.add((), [Failure("collect", "x", "empty")])
    assert store.uncollected() == (Failure("collect", "x", "empty"), Failure("collect", "y", "empty"))
    store.settle(["x", "z"])
    assert store.uncollected() == (Failure("collect", "y", "empty"),)


def test_an_output_takes_the_place_of_the_earlier_one_of_its_unit(opens: Opens) -> None:
    store = opens()
    store.put([an_output("a"), an_output("b", None)])
    store.put([an_output("b", b"[1]", key="k2"), an_output("b", b"[2]", stage="clean")])
    made = opens().made("read")
    assert {unit: (each.key, each.reason) for unit, each in made.items()} == {"a": ("k", None), "b": ("k2", None)}
    assert made["b"].digest == an_output("b", b"[1]").digest
    assert store.bodies("read", ["b", "a", "c"]) == {"a": BODY, "b": b"[1]"}


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_text_comes_back_as_it_went_in(opens: Opens, text: str, name: str) -> None:
    store = opens()
    body = msgspec.json.encode({"text": text})
    store.put([Output("read", "a", name, "k", body), Output("read", "b", name, "k", None, text)])
    assert store.bodies("read", ["a", "b"]) == {"a": body}
    made = store.made("read")
    assert (made["a"].unit_name, made["b"].reason) == (name, text)
    store.close()


def test_a_failed_output_has_a_reason_and_no_body(opens: Opens) -> None:
    store = opens()
    store.put([an_output("a", None)])
    assert store.made("read")["a"].reason == "nothing to read"
    assert store.bodies("read", ["a"]) == {}


def test_outputs_come_with_the_digest_that_they_were_written_with(opens: Opens) -> None:
    store = opens()
    written = [an_output("b"), an_output("a"), an_output("a", stage="clean"), an_output("c", None)]
    store.put(written)
    read = list(store.outputs())
    assert [output for output, _ in read] == sorted(written, key=lambda output: (output.stage, output.unit))
    assert all(output.digest == digest for output, digest in read)


def test_more_units_than_one_statement_may_name(opens: Opens) -> None:
    store = opens()
    units = [f"u{number:05}" for number in range(2500)]
    store.put([an_output(unit, b"0") for unit in units])
    assert list(store.bodies("read", units)) == units
    store.keep({"read": units[:2]})
    assert list(store.made("read")) == units[:2]


def test_keep_forgets_only_in_the_stages_named(opens: Opens) -> None:
    store = opens()
    store.put([an_output("a"), an_output("b"), an_output("b", stage="clean")])
    store.keep({"read": ["a"]})
    assert list(store.made("read")) == ["a"]
    assert list(store.made("clean")) == ["b"]


def test_one_writer_at_a_time_and_readers_beside_it(opens: Opens) -> None:
    first, second = opens(), opens()
    first.lock()
    first.lock()
    first.add([a_capture("a")], ())
    assert [held.name for held in second.current()] == ["a"]
    with pytest.raises(CaseError, match="being built by another"):
        second.lock()
    first.close()
    second.lock()


def a_decision(number: int, replaces: str | None = None) -> Decision:
    anchor = Anchor("capture-a-1", "a", "Water “rose”\u2028", "", ". It fell", 3, 16, "0" * 64, 1)
    at = "2031-02-03T04:05:06+00:00"
    return Decision(f"d-{9 - number}", "note", (anchor,), f"note {number}", "Ada", at, "why", replaces, "nine")


def test_decisions_come_back_in_the_order_in_which_they_were_made_and_none_is_forgotten(opens: Opens) -> None:
    made = (a_decision(1), a_decision(2), a_decision(3, replaces="d-8"))
    store = opens()
    for decision in (*made, made[0]):
        store.decide(decision)
    assert opens().decisions() == made
    store.replace([], ())
    store.keep({"read": ()})
    assert opens().decisions() == made


def test_decisions_are_counted_and_held_against_their_ids(opens: Opens) -> None:
    store = opens()
    assert (store.decision_count(), store.damaged_decisions()) == (0, ())
    store.decide(identified(a_decision(1)))
    store.decide(identified(a_decision(1)))
    store.decide(a_decision(2))
    assert store.decision_count() == 2
    assert [each.split(":")[0] for each in store.damaged_decisions()] == ["decision d-7"]


def test_a_decision_that_could_not_be_read_again_is_not_kept(opens: Opens) -> None:
    """None is ever deleted: it would be in the way of all builds for ever."""
    store, wrong = opens(), a_decision(1)
    wrong = msgspec.structs.replace(wrong, anchors=(msgspec.structs.replace(wrong.anchors[0], side=True),))
    with pytest.raises(CaseError, match="d-8 cannot be read"):
        store.decide(wrong)
    assert store.decisions() == ()


def test_a_decision_is_kept_while_another_builds(opens: Opens) -> None:
    builder, reader = opens(), opens()
    builder.lock()
    builder.put([an_output("a")])
    reader.decide(a_decision(1))
    builder.put([an_output("b")])
    assert builder.decisions() == reader.decisions() == (a_decision(1),)
