"""The commands about mandates, as a user meets them."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import click
import jsonschema
import msgspec
import pytest
from rich.console import Console

from crossbearing import Case, terminal
from crossbearing.cli import main
from crossbearing.errors import CaseError
from crossbearing.store.base import KeptMandate
from crossbearing.store.sqlite import SqliteStore
from crossbearing.watch.mandate_schema import shipped_schema
from crossbearing.watch.preview import Preview
from tests.watch.told import told
from tests.web.halls import a_case

ROOT = Path(__file__).parent.parent
BARGES = """\
id: barges
title: Barges
standing: {set_by: Harbour board}
standard: {any: [{origins: 1}]}
subjects:
  - {id: tarn, names: [Tarn]}
matters:
  - id: losses
    title: Losses
    what: Barges that are lost.
    instruments: [{name: Harbour Act, paragraph: section 3, says: Barges are counted.}]
    patterns:
      - {id: sunk, acts: sink, what: [barge, ferry], by: tarn}
  - id: paint
    title: Paint
    what: Barges that are painted.
    standard: {any: [{origins: 2}]}
    patterns:
      - {id: painted, acts: paint, what: barge}
feeds: [https://orle.example/rss]
alert:
  - terminal: true
  - {webhook: 'https://hook.example/token-8f3a', secret: HOOK_KEY}
"""
Ran = tuple[int, str, str]
Runs = Callable[..., Ran]


@pytest.fixture
def mandate(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Runs:
    """Runs the command in this process: exit status, standard output, standard error."""

    def run(*arguments: str | Path) -> Ran:
        monkeypatch.setattr(sys, "argv", ["crossbearing", "mandate", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return run


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return a_case(
        tmp_path / "case.db",
        told("Tarn will sink the barges.", "Orle will sink the barges.", "Tarn will paint the barges."),
        told("Tarn will sink the ferries \x1b[2J\u202e[red].", "Orle sinks old ferries.", outlet="The \x1b]0;Beacon"),
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(tmp_path, BARGES)


def written(folder: Path, text: str, name: str = "barges.yaml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_check_says_ok_or_all_that_is_wrong_of_every_file(mandate: Runs, file: Path, tmp_path: Path) -> None:
    status, out, err = mandate("check", file, "disaster")
    assert (status, err) == (0, "")
    assert out.splitlines()[0] == (
        f"{file}: 2 matters, 2 patterns, 1 subject; alerts go to the terminal, a webhook at hook.example"
    )
    assert out.splitlines()[1].startswith("disaster.yaml: ")

    wrong = written(tmp_path, BARGES.replace("acts: sink", "act: sink").replace("by: tarn", "by: trn"), "wrong.yaml")
    status, out, err = mandate("check", wrong, file, tmp_path / "none.yaml", tmp_path)
    assert status == 2
    assert len(out.splitlines()) == 1
    lines = err.splitlines()
    assert lines[0].startswith(f"{wrong}:13: matters[losses].patterns[sunk].act: ")
    assert lines[1].startswith(f"{wrong}:13: matters[losses].patterns[sunk].by: ")
    assert lines[2].startswith(f"crossbearing: {tmp_path / 'none.yaml'}: No such file or directory; shipped mandates")
    assert lines[3].startswith(f"crossbearing: {tmp_path}: Is a directory")
    assert len(lines) == 4


@pytest.mark.parametrize(
    ("feed", "said"),
    [("https://localhost/rss", "local"), ("https://a:b@a.example/", "user"), ("http://0x7f.1/", "as a number")],
)
def test_feeds_that_could_not_be_followed_are_told_with_their_line(
    mandate: Runs, tmp_path: Path, feed: str, said: str
) -> None:
    wrong = written(tmp_path, BARGES.replace("https://orle.example/rss", feed))
    status, _, err = mandate("add", tmp_path / "new.db", wrong)
    assert status == 2
    assert err.startswith(f"{wrong}:20: feeds: ")
    assert said in err
    assert not (tmp_path / "new.db").exists()


@pytest.mark.parametrize("command", ["preview", "add"])
def test_a_file_that_is_wrong_is_told_wherever_it_is_read(
    mandate: Runs, case: Path, tmp_path: Path, command: str
) -> None:
    wrong = written(tmp_path, "id: x\x00\n" + BARGES)
    assert mandate(command, case, wrong) == (
        2, "", f"{wrong}:1: the file: a character that cannot stand in a text: U+0000\n"
    )  # fmt: skip


def test_preview_shows_matches_and_near_misses_and_keeps_nothing(mandate: Runs, case: Path, file: Path) -> None:
    before = case.read_bytes()
    status, out, _ = mandate("preview", case, file)
    assert status == 0
    losses, paint = out.split("\n\n")[1:]
    assert losses.splitlines() == [
        "losses: Losses: 2 matches, 2 of them up to the standard",
        "  would bear on Harbour Act, section 3",
        "  “Tarn will sink the barges.”",
        "    sunk: by “Tarn”, acts “sink”, what “barges”; on the word of The Weir; carried by The Weir",
        "    standard met: it rests on The Weir (other report); enough: 1 independent origin; no report says beside it "
        "that those concerned were asked",
        "  “Tarn will sink the ferries \\x1b[2J\\u202e[red].”",
        "    sunk: by “Tarn”, acts “sink”, what “ferries”; on the word of The \\x1b]0;Beacon; "
        "carried by The \\x1b]0;Beacon",
        "    standard met: it rests on The \\x1b]0;Beacon (other report); "
        "enough: 1 independent origin; no report says beside it "
        "that those concerned were asked",
        "  2 findings met sunk but for by: not named: tarn",
        "    “Orle will sink the barges.” (The Weir)",
        "      acts “sink”, what “barges”",
        "    “Orle sinks old ferries.” (The \\x1b]0;Beacon)",
        "      acts “sinks”, what “ferries”",
        "  1 finding met sunk but for acts: none of “sink”",
        "    “Tarn will paint the barges.” (The Weir)",
        "      by “Tarn”, what “barges”",
    ]
    assert paint.splitlines()[0] == "paint: Paint: 1 match, none of them up to the standard"
    assert case.read_bytes() == before
    assert mandate("list", case)[1].startswith("no mandate is in force\n")


def test_preview_of_one_matter_with_fewer_misses(mandate: Runs, case: Path, file: Path) -> None:
    _, out, _ = mandate("preview", case, file, "--matter", "losses", "--misses", "1")
    assert "paint: " not in out
    assert "2 findings met sunk but for by" in out
    assert "Orle sinks" not in out
    status, _, err = mandate("preview", case, file, "--matter", "loss")
    assert (status, err) == (2, f"crossbearing: {file}: no matter loss; there are: losses, paint\n")


def test_preview_for_programs(mandate: Runs, case: Path, file: Path) -> None:
    _, out, _ = mandate("preview", case, file, "--json")
    with Case.open(case, readonly=True) as opened:
        assert msgspec.json.decode(out, type=Preview) == opened.preview(file)


@pytest.mark.parametrize("width", [40, 72])
def test_preview_fits_the_terminal(
    mandate: Runs, case: Path, file: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setattr(terminal, "console", lambda: Console(width=width, force_terminal=True, color_system="standard"))
    _, out, _ = mandate("preview", case, file)
    assert "\x1b[1msink\x1b[0m" in out
    assert not re.search(r"\x1b(?!\[[0-9;]*m)", out)
    lines = [click.unstyle(line) for line in out.splitlines()]
    assert max(map(len, lines)) <= width
    assert any(line.startswith("    ") for line in lines)


def test_preview_of_a_case_without_stories_says_what_comes_next(mandate: Runs, file: Path, tmp_path: Path) -> None:
    case = a_case(tmp_path / "empty.db")
    status, out, _ = mandate("preview", case, file)
    assert status == 0
    assert "put to no stories of no reports" in out
    assert out.splitlines()[-1].startswith("next: crossbearing write")
    assert mandate("preview", tmp_path / "none.db", file)[0] == 2


def test_a_mandate_is_added_listed_and_ended(mandate: Runs, case: Path, file: Path) -> None:
    status, out, _ = mandate("add", case, file)
    assert status == 0
    assert out.startswith(f"barges is in force in {case}: 2 matters, 2 patterns, 1 subject; ")
    with Case.open(case, readonly=True) as opened:
        assert [feed.url for feed in opened.feeds()] == ["https://orle.example/rss"]
        (first,) = opened.watched()
    _, out, _ = mandate("list", case)
    assert out.splitlines()[0] == "barges: Barges"
    assert re.fullmatch(r"  in force since \d{4}-\d\d-\d\d \d\d:\d\d UTC, set by Harbour board", out.splitlines()[1])
    assert out.splitlines()[3] == "  3 matches; no alerts raised, 3 held"
    assert "disaster" in out.splitlines()[-1]
    assert "token-8f3a" not in out

    mandate("add", case, "disaster")
    mandate("add", case, file)
    with Case.open(case, readonly=True) as opened:
        assert opened.watched()[0] == first  # the same again is no other
        assert [each.id for each in opened.mandates()] == ["barges", "disaster"]

    assert mandate("end", case, "barges") == (0, "barges is in force no longer; its alerts stay\n", "")
    status, _, err = mandate("end", case, "barges")
    assert (status, err) == (2, "crossbearing: barges: no mandate of this name is in force; there are: disaster\n")


def test_a_mandate_that_this_version_cannot_read_is_named_and_can_be_ended(mandate: Runs, case: Path) -> None:
    store = SqliteStore(case)
    store.keep_mandate(KeptMandate("old", "0" * 64, "2031-05-04T00:00:00+00:00", None, BARGES + "flag: 1\n"))
    store.close()
    with (
        Case.open(case, readonly=True) as opened,
        pytest.raises(CaseError, match=r"mandate old: it cannot be read .*flag"),
    ):
        opened.matches("old")
    status, _, err = mandate("list", case)
    assert (status, err.count("\n")) == (1, 1)
    assert "mandate old: it cannot be read by this version; add it anew, or end it" in err
    assert mandate("end", case, "old")[0] == 0


def test_schema_is_the_one_that_ships(mandate: Runs) -> None:
    assert mandate("schema")[1].encode() == shipped_schema()


# ── the documents ─────────────────────────────────────────────────────────────────────────────────────────────────────


def blocks(page: str, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", (ROOT / page).read_text(encoding="utf-8"), re.M | re.S)


def test_the_example_of_the_document_is_a_mandate_and_its_errors_are_ours(mandate: Runs, tmp_path: Path) -> None:
    (text,) = blocks("docs/how-to/mandates.md", "yaml")
    (errors,) = blocks("docs/how-to/mandates.md", "text")
    assert mandate("check", written(tmp_path, text))[0] == 0
    wrong = re.sub(r"^ +says: .*\n", "", text, flags=re.M)
    wrong = wrong.replace("names: [Telwa Basin", "name: [Telwa Basin").replace("named: marnland", "named: Marnland")
    file = written(tmp_path, wrong)
    assert mandate("check", file)[2] == errors.replace("dam.yaml", str(file))


def test_the_reference_lists_all_fields_and_no_others() -> None:
    text = (ROOT / "docs/reference/mandate-file.md").read_text(encoding="utf-8")
    parts = re.split(r"^## (.+)$", text, flags=re.M)
    listed = {
        name: re.findall(r"^\| `(\w+)` \|", body, re.M) for name, body in zip(parts[1::2], parts[2::2], strict=True)
    }
    records = msgspec.json.decode(shipped_schema())["$defs"]
    assert {name: sorted(fields) for name, fields in listed.items()} == {
        name: sorted(record["properties"]) for name, record in records.items()
    }
    needed = {
        name: re.findall(r"^\| `(\w+)` \| needed \|", body, re.M)
        for name, body in zip(parts[1::2], parts[2::2], strict=True)
    }
    assert needed == {name: record.get("required", []) for name, record in records.items()}
    jsonschema.Draft202012Validator.check_schema(msgspec.json.decode(shipped_schema()))
