"""Documents that cannot rot: their commands exist, their links lead somewhere, and what they list is what there is."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, get_args, get_type_hints

import click
import msgspec
import pytest

import crossbearing
from crossbearing.cli import crossbearing as command
from crossbearing.tell.webhook import body, headers
from crossbearing.write.export import Export
from tests.tell.told import ENVIRONMENT, KEY, VARIABLE, a_message

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
NAMES = [page.relative_to(ROOT).as_posix() for page in PAGES]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.M)
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
IN_LINE = re.compile(r"`([^`\n]+)`")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
OF_EVERY_COMMAND = {"--help", "--version"}


def anchor(heading: str) -> str:
    """The anchor that GitHub makes of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def code(text: str) -> Iterator[str]:
    """Every line of code in a page, from fences and in line, without a comment at its end."""
    for _, block in FENCE.findall(text):
        yield from (line.split("  #")[0].strip() for line in block.splitlines())
    yield from IN_LINE.findall(FENCE.sub("", text))


def sections(text: str) -> dict[str, str]:
    """Heading of the second level → what stands under it."""
    parts = re.split(r"^## (.+)$", text, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_links_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, place = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{link} leads nowhere"
        if place:
            assert place in {anchor(each) for each in HEADING.findall(target.read_text(encoding="utf-8"))}, link


def test_the_list_of_documents_has_each_once() -> None:
    links = LINK.findall((ROOT / "docs/README.md").read_text(encoding="utf-8"))
    listed = sorted(link for link in links if not link.startswith(".."))
    assert listed == sorted(
        name.removeprefix("docs/") for name in NAMES if name.startswith("docs/") and name != "docs/README.md"
    )


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_commands_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
    for line in code(page.read_text(encoding="utf-8")):
        words = line.split()
        if words[:1] == ["make"] and len(words) > 1:
            assert words[1] in targets, line
        elif words[:1] == ["crossbearing"] and len(words) > 1:
            assert_command(line)
        elif words[:2] == ["python", "-m"] and words[2].split(".")[0] in {"crossbearing", "evaluation", "benchmarks"}:
            spec = find_spec(words[2])
            assert spec is not None and spec.origin is not None, line
            source = Path(spec.origin).read_text(encoding="utf-8")
            assert all(f'"{option}"' in source for option in OPTION.findall(line)), line


def assert_command(line: str) -> None:
    name = line.split()[1]
    options = set(OPTION.findall(line)) - OF_EVERY_COMMAND
    if name.startswith("-"):
        assert not options, line
        return
    assert name in command.commands, line
    assert options <= options_of(command.commands[name]), line


def options_of(one: click.Command) -> set[str]:
    below = one.commands.values() if isinstance(one, click.Group) else ()
    own = {name for each in one.params if isinstance(each, click.Option) for name in each.opts if name.startswith("--")}
    return own.union(*(options_of(each) for each in below))


def test_the_reference_lists_all_commands_and_options_and_no_others() -> None:
    given = sections((ROOT / "docs/reference/cli.md").read_text(encoding="utf-8"))
    assert set(given) == {f"crossbearing {name}" for name in command.commands}
    for name, one in command.commands.items():
        text = given[f"crossbearing {name}"]
        rows = set(re.findall(r"^\| `(--[a-z-]+)`", text, re.M))
        assert rows == options_of(one), name
        arguments = {str(each.metavar).strip("[].") for each in one.params if isinstance(each, click.Argument)}
        assert all(re.search(rf"\b{argument}\b", text) for argument in arguments), name


def test_the_reference_lists_all_fields_of_the_export_and_no_others() -> None:
    given = sections((ROOT / "docs/reference/dossier-json.md").read_text(encoding="utf-8"))
    parts = {name: hint for name, hint in get_type_hints(Export).items() if name != "format"}
    assert set(given) == set(parts)
    for name, hint in parts.items():
        rows = re.findall(r"^\| (`.+?) \|", given[name], re.M)
        listed = {field for row in rows for field in re.findall(r"`(\w+)`", row)}
        record = get_args(hint)[0]
        assert listed == {field.encode_name for field in msgspec.structs.fields(record)}, name


def test_the_reference_names_only_what_is_public() -> None:
    text = (ROOT / "docs/reference/python.md").read_text(encoding="utf-8")
    for method in re.findall(r"`(?:Case|case)\.(\w+)\(", text):
        assert hasattr(crossbearing.Case, method), method
    public = {name for name in dir(crossbearing.Case) if not name.startswith("_")}
    assert public <= set(re.findall(r"`(?:Case|case)\.(\w+)\(", text))
    for name in re.findall(r"^\| `([A-Z]\w+)` \|", text, re.M):
        assert name in crossbearing.__all__, name


def test_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    blocks = [
        body for kind, body in FENCE.findall((ROOT / "README.md").read_text(encoding="utf-8")) if kind == "python"
    ]
    assert len(blocks) == 1
    assert len(blocks[0].splitlines()) <= 10
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    exec(compile(blocks[0], "README.md", "exec"), {"__name__": "readme"})  # noqa: S102 — our own lines
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) >= 6
    assert int(printed[0].split()[0]) >= 2


def test_the_architecture_is_one_page() -> None:
    assert len((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").splitlines()) <= 70


def test_the_ten_lines_that_verify_a_signature_do(monkeypatch: pytest.MonkeyPatch) -> None:
    (lines,) = [
        block
        for kind, block in FENCE.findall((ROOT / "docs/how-to/alerts.md").read_text(encoding="utf-8"))
        if kind == "python"
    ]
    names: dict[str, Any] = {}
    exec(compile(lines, "alerts.md", "exec"), names)  # noqa: S102 — our own lines
    monkeypatch.setenv("CROSSBEARING_WEBHOOK_DESK", ENVIRONMENT[VARIABLE])
    message, now = a_message(), time.time()
    content = body(message)
    fields = headers(message.alert, content, KEY, now)
    assert names["verified"](fields, content)
    assert not names["verified"](fields, content + b" ")
    assert not names["verified"](fields | {"webhook-id": "al-0002"}, content)
    assert not names["verified"](fields | {"webhook-signature": "v1,ä v2,x"}, content)
    assert not names["verified"](headers(message.alert, content, bytes(32), now), content)
    assert not names["verified"](headers(message.alert, content, KEY, now - 600), content)
    assert len(lines.strip().splitlines()) <= 11
