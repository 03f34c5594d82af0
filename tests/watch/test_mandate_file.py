"""A mandate's file: all that is wrong in it, by line and field; hostile YAML; words that are words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.errors import MandateError
from crossbearing.records import Mandate
from crossbearing.watch.mandate_file import MOST_BYTES, MOST_SHOWN, decoded, read

GOOD = """\
id: ferries
title: Ferries to Orle
standing:
  set_by: Harbour board
  since: 2031-05
standard:
  any:
    - origins: 2
    - {origins: 1, of: [document]}
subjects:
  - id: orle
    names: [Orle, Orlean]
  - id: tarn
    names:
      - Tarn
matters:
  - id: crossings
    title: Crossings
    what: Who sails, and when.
    patterns:
      - id: sailings
        acts: [sail, sailing]
        by: [tarn]
        to: [orle]
        without: [would]
      - {id: losses, acts: sink, counts: [barge]}
alert:
  - terminal: true
"""
"""Lines of it are replaced below, so that the number of each stays."""


def problems(text: str) -> tuple[str, ...]:
    """What is wrong, without the file's name."""
    with pytest.raises(MandateError) as raised:
        read(text, "m.yaml")
    assert str(raised.value) == "\n".join(raised.value.problems)
    assert all(re.match(r"m\.yaml:[1-9]", each) for each in raised.value.problems)
    return tuple(each.removeprefix("m.yaml:") for each in raised.value.problems)


def changed(*changes: tuple[str, str]) -> str:
    text = GOOD
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def test_it_is_read() -> None:
    mandate = read(GOOD, "m.yaml")
    sailings, losses = mandate.matters[0].patterns
    assert (sailings.by, sailings.to, sailings.giver) == (("tarn",), ("orle",), ())
    assert losses.acts == ("sink",)
    assert mandate.standing.since == "2031-05"
    assert mandate.standard.any[1].of == ("document",)


TITLE, SINCE, ORIGINS, NAMES = "title: Ferries to Orle", "  since: 2031-05", "origins: 2", "names: [Orle, Orlean]"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (TITLE, f"colour: red\n{TITLE}", "2: colour: no field of a mandate; there are id, title"),
        (TITLE, "title:", "2: title: nothing stands there"),
        (TITLE, "title: ''", "2: title: it says nothing"),
        (TITLE, "title: [a, b]", "2: title: a word or words are asked for, and a list stands there"),
        (TITLE, "title: |\n  a\n  b", "2: title: it is more than one line"),
        (TITLE, 'title: "a\\u202Eb"', "2: title: it has a sign that cannot be shown, U+202E"),
        (TITLE, 'title: "a\\0b"', "2: title: it has a sign that cannot be shown, U+0000"),
        (TITLE, 'title: "a\\uD800b"', "2: title: it has a sign that cannot be shown, U+D800"),
        (TITLE, "title: true", "2: title: put “true” in quotes"),
        (TITLE, f"title: {'a' * 301}", "2: title: 301 characters; at most 300"),
        ("id: ferries", "id: Ferries!", "1: id: lower-case letters, digits and hyphens"),
        ("id: ferries\n", "", "1: id: it is missing"),
        (SINCE, "  since: 2031-13", "5: standing.since: “2031-13” is no day"),
        (SINCE, "  since: 2031-02-30", "5: standing.since: “2031-02-30” is no day"),
        (SINCE, f"{SINCE}\n  until: 2031-04-30", "6: standing.until: it ends (2031-04-30) before it begins"),
        (ORIGINS, "origins: 0", "8: standard.any[#1].origins: a number of origins from 1 to 50"),
        (ORIGINS, "origins: two", "8: standard.any[#1].origins: a whole number is asked for"),
        (ORIGINS, "origins: '2'", "8: standard.any[#1].origins: a whole number is asked for"),
        (ORIGINS, f"origins: {'9' * 5000}", "8: standard.any[#1].origins: a whole number"),
        (ORIGINS, "origins: 0x2", "8: standard.any[#1].origins: a whole number"),
        ("of: [document]", "of: [records]", "9: standard.any[#2].of: “records” is none of: document, imagery, "),
        (NAMES, "names: []", "12: subjects[orle].names: a subject needs one name at least"),
        (NAMES, "names: Orle, Orlean", "12: subjects[orle].names: several words stand in brackets"),
        (NAMES, "names: [Orle, '--']", "12: subjects[orle].names: “--” has no letter"),
        (NAMES, "names: [Orle, ~]", "12: subjects[orle].names: nothing stands there"),
        (NAMES, "names:\n    - Orle\n    - [a]", "14: subjects[orle].names: a word or words are asked for, and a list"),
        ("      - Tarn", "      - the", "15: subjects[tarn].names: “the” stands in nearly every sentence"),
        ("alert:", "languages: [en, english]\nalert:", "27: languages: “english” is no language of ISO 639-1"),
        ("alert:", "feeds: [orle.example/rss]\nalert:", "27: feeds: no address of the web (http or https)"),
        ("alert:", "title: Again\nalert:", "27: title: given twice; first in line 2"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_field_and_nothing_else(old: str, new: str, said: str) -> None:
    (only,) = problems(changed((old, new)))
    assert only.startswith(said)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("{id: more, act: sink, counts: barge}", ".act: no field of a pattern; did you mean “acts”?"),
        ("{id: more, without: sink}", ": a pattern must ask for something: one of acts, what, about, by, to, from, "),
        ("{id: sailings, acts: sink}", ".id: “sailings” is there already"),
        ("{id: more, counts: '%'}", ".counts: “%” has no letter; it is written “percent”"),
        ("{id: more, acts: [sink, was being]}", ".acts: “was being” stands in nearly every sentence"),
        (f"{{id: more, acts: {'send ' * 13}}}", ".acts: a phrase of more than 12 words"),
        ("{id: more, by: [tran]}", ".by: “tran” is none of the subjects; did you mean “tarn”?"),
        ("{id: more, by: Orlean}", ".by: “Orlean” is none of the subjects; it is a name of “orle”: give that"),
        ("{id: more, from: [orle, velmish]}", ".from: “velmish” is none of the subjects"),
        ("{id: more, acts: sink, days: {}}", ".days: one of since, until is needed"),
        ("{id: more, acts: sink, days: 2031}", ".days: fields are asked for (since, until), and words stand there"),
        ("{acts: sink}", ".id: it is missing"),
        ("more", ": fields are asked for (id, acts, "),
    ],
)
def test_what_is_wrong_in_a_pattern_is_said_with_its_id(given: str, said: str) -> None:
    (only,) = problems(changed(("{id: losses, acts: sink, counts: [barge]}", given)))
    known = re.search(r"id: ([a-z]+)", given)
    assert only.startswith(f"26: matters[crossings].patterns[{known[1] if known else '#2'}]{said}")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("  - terminal: false", "28: alert[#1]: one of webhook, email, terminal (true) is needed"),
        ("  - terminal: yes", "28: alert[#1].terminal: true or false is asked for"),
        (
            "  - {terminal: true, email: a@b.example}",
            "28: alert[#1]: one of webhook, email, terminal (true) is needed; ",
        ),
        ("  - email: 'a@b.example\\nBcc: c@d'", "28: alert[#1].email: no address of electronic mail"),
        ('  - email: "a@b.example\\nBcc: c@d"', "28: alert[#1].email: it is more than one line"),
        ("  - webhook: https://hook.example/a", "28: alert[#1].secret: it is missing: the environment variable"),
        ("  - webhook: ftp://hook.example\n    secret: K", "28: alert[#1].webhook: no address of the web"),
        ("  - webhook: https://a:b@x.example\n    secret: K", "28: alert[#1].webhook: user names and passwords"),
        ("  - webhook: https://x.example:99999\n    secret: K", "28: alert[#1].webhook: no address of the web"),
        ("  - webhook: https://x.example\n    secret: 8f3ab9", "29: alert[#1].secret: the name of an environment var"),
        ("  - email: a@b.example\n    secret: K", "29: alert[#1].secret: only a webhook is signed"),
        ("  terminal: true", "27: alert: a list is asked for, and fields stand there"),
        ("  terminal", "27: alert: a list is asked for, and words stand there"),
    ],
)
def test_what_is_wrong_in_a_recipient(given: str, said: str) -> None:
    (only,) = problems(changed(("  - terminal: true", given)))
    assert only.startswith(said)


def test_all_that_is_wrong_is_said_at_once_in_the_order_of_the_lines() -> None:
    text = changed(
        ("title: Ferries to Orle", "titel: Ferries"), ("by: [tarn]", "by: [x]"), ("- origins: 2", "- origins: -2")
    )
    assert [each.split(":")[0:2] for each in problems(text)] == [
        ["2", " titel"],
        ["8", " standard.any[#1].origins"],
        ["23", " matters[crossings].patterns[sailings].by"],
    ]  # fmt: skip


def test_a_subject_that_cannot_be_read_is_not_missed_by_every_pattern() -> None:
    assert len(problems(changed(("  - id: tarn", "  - di: tarn")))) == 2


def test_nothing_that_may_be_a_key_is_said_again() -> None:
    text = changed(
        ("  - terminal: true", "  - {webhook: 'https://u:hunter2@x.example', secret: hunter2, email: hunter2}")
    )
    assert "hunter2" not in "".join(problems(text))


def test_a_flood_of_errors_is_cut() -> None:
    text = GOOD + "".join(f"x{number}: 1\n" for number in range(500))
    said = problems(text)
    assert len(said) == MOST_SHOWN + 1
    assert said[-1].endswith("and 450 more")


def test_no_line_of_the_file_can_pass_for_one_of_ours() -> None:
    (only,) = problems(GOOD + '"x\\nm.yaml:1: id\\e[2J": 1\n')
    assert only.startswith("29: x\\nm.yaml:1: id\\x1b[2J: no field")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "1: the file: it is empty"),
        ("# nothing\n\n", "1: the file: it is empty"),
        ("~", "1: the file: it is empty"),
        ("just words", "1: the file: fields are asked for (id, title"),
        ("- id: a", "1: the file: fields are asked for (id, title"),
        ("a: &x {b: c}\nb: *x\n", "1: the file: only a list of words may bear a name (&)"),
        ("a: &x b\nb: *x\n", "1: the file: only a list of words may bear a name (&)"),
        ("a: &x [b, [c]]\nb: *x\n", "1: the file: only a list of words may bear a name (&)"),
        ("a: *x\n", "1: the file: no list before this bears the name x"),
        ("a: &x [b, *x]\n", "1: the file: no list before this bears the name x"),
        (
            "a: &x [b" + ", b" * 2_000 + "]\nc: [" + "*x , " * 12 + "]\n",
            "2: the file: more than 20,000 words stand again",
        ),
        ("a: !!python/object/apply:os.system [ls]\n", "1: the file: tags (!)"),
        ("a: !!str no\n", "1: the file: tags (!)"),
        ("%TAG ! tag:x,2000:\n---\na: b\n", "1: the file: tags (!)"),
        ("a: b\n<<: {c: d}\n", "2: the file: merge keys"),
        ("a: b\n---\nc: d\n", "2: the file: a second document"),
        ("a: b\n? [c]\n: d\n", "2: the file: the name of a field is a word"),
        ("a: b: c\n", "1: the file: a colon where none can be"),
        ("a:\n\tb: c\n", "2: the file: a tab: lines are set in with blanks only"),
        ("a: @b\n", "1: the file: words that begin with this sign must stand in quotes"),
        ("a: [b\nc: d\n", "2: the file: a comma or the closing bracket of a list is missing before this; it begins in"),
        ("a: 'b\nc: d\n", "1: the file: a quotation mark that is not closed"),
        ("a:\n  b: c\n d: e\n", "3: the file: it is not set in as what stands above it"),
        ("a: b\nc d\ne: f\n", "2: the file: neither a field with its colon nor an entry with its hyphen"),
        ("a: b\n\nc: d\x00\n", "3: the file: a character that cannot stand in a text: U+0000"),
        ('a: "\\UFFFFFFFF"\n', "1: the file: a number that stands for nothing"),
        ("[" * 140_000, "1: the file: more than 12 lists and fields in each other"),
        ("- " * 70_000, "1: the file: more than 12 lists and fields in each other"),
        ("{a: " * 30_000, "1: the file: more than 12 lists and fields in each other"),
        ("a" * (MOST_BYTES + 1), "1: the file: larger than 150,000 bytes"),
    ],
)
def test_hostile_and_broken_yaml_is_refused_in_one_line(text: str, said: str) -> None:
    (only,) = problems(text)
    assert only.startswith(said)


def test_a_list_of_words_may_stand_again_under_its_name() -> None:
    text = changed(("acts: [sail, sailing]", "acts: &sails [sail, sailing]"), ("acts: sink", "acts: *sails"))
    sailings, losses = read(text, "m.yaml").matters[0].patterns
    assert losses.acts == sailings.acts == ("sail", "sailing")


def test_a_billion_laughs_are_not_laughed() -> None:
    laughs = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert problems(laughs)[0].startswith("2: the file: only a list of words may bear a name (&)")


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_lines_are_counted_whatever_they_end_with(ends: str) -> None:
    text = changed(("by: [tarn]", "by: [x]")).replace("\n", ends)
    assert problems(text)[0].startswith("23: ")
    assert read(GOOD.replace("\n", ends), "m.yaml") == read(GOOD, "m.yaml")


def test_a_line_that_an_editor_does_not_count_is_not_counted() -> None:
    assert (
        problems(changed(("set_by: Harbour board", "set_by: 'Harbour\u2028board'"), ("by: [tarn]", "by: [x]")))[-1][:3]
        == "23:"
    )


def test_a_byte_order_mark_is_passed_over_and_other_encodings_are_refused() -> None:
    assert read(decoded(b"\xef\xbb\xbf" + GOOD.encode(), "m.yaml"), "m.yaml") == read("\ufeff" + GOOD, "m.yaml")
    for body, said in (
        (b"id: a\ntitle: \xff\n", "m.yaml:2: the file: it is no text in UTF-8"),
        (GOOD.encode("utf-16"), "m.yaml:1: the file: it is no text in UTF-8"),
        (b"\xc3" * (MOST_BYTES + 1), "m.yaml:1: the file: larger than 150,000 bytes; no mandate is"),
    ):
        with pytest.raises(MandateError, match=f"^{re.escape(said)}$"):
            decoded(body, "m.yaml")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("[no, off]", ("no", "off")),
        ("[yes, y, n]", ("yes", "y", "n")),
        ("['true', \"null\"]", ("true", "null")),
        ("[2031-05-04 storm, x 12:30:00]", ("2031-05-04 storm", "x 12:30:00")),
        ("[1e3x, 0o17a]", ("1e3x", "0o17a")),
        ("sink", ("sink",)),
        ("\n          - go  down\n          - 'a, b'", ("go  down", "a, b")),
        ("می‌رود", ("می‌رود",)),
    ],
)
def test_words_are_words(given: str, words: tuple[str, ...]) -> None:
    mandate = read(changed(("acts: [sail, sailing]", f"acts: {given}")), "m.yaml")
    assert mandate.matters[0].patterns[0].acts == words


def test_norway_is_a_country_and_a_year_is_a_day() -> None:
    mandate = read(changed(("  since: 2031-05", "  since: 2031"), ("alert:", "languages: [no, en]\nalert:")), "m.yaml")
    assert mandate.languages == ("no", "en")
    assert mandate.standing.since == "2031"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            "\n".join(f"  - {{id: s{number}, names: [Velm]}}" for number in range(501)),
            "subjects: there are 503; at most 500",
        ),
        (
            "\n".join(f"  - {{id: s{number}, names: [{', '.join(['Velm'] * 40)}]}}" for number in range(130)),
            "the file: there are 5,2",
        ),
    ],
)
def test_sizes_are_bounded(given: str, said: str) -> None:
    (only,) = problems(changed(("subjects:\n", f"subjects:\n{given}\n")))
    assert f": {said}" in only


@given(st.text(st.sampled_from("ab:-[]{},#'\"&*!|>%@`?~ \n\t\r\u2028\ufeff\x00é")) | st.text())
def test_any_text_is_a_mandate_or_told_by_line(text: str) -> None:
    problems(text)


@given(
    st.integers(0, len(GOOD)), st.integers(0, 40), st.text(st.sampled_from("ab:-[]{},#'\"&*!|>? \n\t01"), max_size=8)
)
def test_a_file_that_is_damaged_is_read_or_told_by_line(at: int, cut: int, put: str) -> None:
    text = GOOD[:at] + put + GOOD[at + cut :]
    try:
        assert isinstance(read(text, "m.yaml"), Mandate)
    except MandateError as error:
        lines = len(re.findall("\r\n|\n|\r", text)) + 1
        assert all(1 <= int(re.match(r"m\.yaml:(\d+): ", each)[1]) <= lines for each in error.problems)  # type: ignore[index]
