"""A dossier in a ZIP file: what holds is accepted, each kind of damage is told, and what is hostile is not unpacked."""

from __future__ import annotations

import hashlib
import json
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from crossbearing import Case, errors
from crossbearing.cli import crossbearing as command
from crossbearing.collect.containers import OPENED
from crossbearing.collect.pieces import Answer, Ask
from crossbearing.records import Anchor, Decision
from crossbearing.settings import Settings
from crossbearing.store.sqlite import SqliteStore
from crossbearing.verify_bundle import verify_bundle
from crossbearing.workers import Sandbox

TEXTS = {
    "lantern": "Nine barges sank at Orle on Saturday, the harbour master Ada Wenn said. Nobody was hurt.",
    "weir": "Seven barges sank at Orle on Saturday. The harbour office denied that nine barges sank at Orle.",
}
Files = dict[str, bytes]


@pytest.fixture(scope="module", autouse=True)
def one_worker() -> Iterator[None]:
    """The bundles of this file are opened by one worker: starting one takes longer than reading a bundle."""
    with Sandbox[Ask, Answer](OPENED, Answer, Settings()) as sandbox, pytest.MonkeyPatch.context() as patched:
        patched.setattr("crossbearing.verify_bundle.Sandbox", _Given(sandbox))
        yield


class _Given:
    """Stands for `Sandbox[…](…)`: the one that is there."""

    def __init__(self, sandbox: Sandbox[Ask, Answer]) -> None:
        self._sandbox = sandbox

    def __getitem__(self, _: object) -> Callable[..., AbstractContextManager[Sandbox[Ask, Answer]]]:
        return lambda *_: nullcontext(self._sandbox)


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("bundle")
    for name, text in TEXTS.items():
        (place / f"{name}.txt").write_text(text)
    with Case.open(place / "case.db") as case:
        case.add(*(place / f"{name}.txt" for name in TEXTS))
        case.build()
        capture = case.dossiers()[0].reports[0].capture
    store = SqliteStore(place / "case.db")
    anchor = Anchor(capture, "lantern", "Nine barges", "", " sank", 0, 11, "00" * 32)
    store.decide(Decision("decision-1", "note", (anchor,), "seen", "A reader", "2031-05-04T10:00:00+00:00"))
    store.close()
    with Case.open(place / "case.db", readonly=True) as case:
        case.export_file(place / "dossier.zip")
    return place / "dossier.zip"


def read(path: Path) -> Files:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def packed(path: Path, files: Files) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, body in files.items():
            file.writestr(name, body)
    return path


def summed(files: Files) -> None:
    """Let the sums be right, as who changes a file on purpose can."""
    rest = {name: body for name, body in files.items() if name != "SHA256SUMS"}
    lines = (f"{hashlib.sha256(body).hexdigest()}  {name}\n" for name, body in sorted(rest.items()))
    files["SHA256SUMS"] = "".join(lines).encode()


def problems(path: Path) -> str:
    return "\n".join(verify_bundle(path, Settings()).problems)


def test_what_was_written_holds(bundle: Path) -> None:
    verified = verify_bundle(bundle, Settings())
    assert verified.problems == ()
    assert verified.captures == 2
    assert verified.spans > 20
    assert verified.citations > 10


def test_it_holds_all_that_its_readme_names_and_no_path_of_the_machine(bundle: Path) -> None:
    files = read(bundle)
    assert {name.partition("/")[0] for name in files} >= {
        "README.txt", "SHA256SUMS", "captures", "captures.json", "decisions.json", "dossier.json", "index.html",
    }  # fmt: skip
    entries = json.loads(files["captures.json"])["captures"]
    assert {entry["name"]: files[entry["file"]].decode() for entry in entries} == TEXTS
    assert {entry["source"] for entry in entries} == {"lantern.txt", "weir.txt"}
    assert [each["value"] for each in json.loads(files["decisions.json"])] == ["seen"]
    assert not [name for name, body in files.items() if str(bundle.parent).encode() in body]


def test_sha256sum_accepts_it(bundle: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(bundle) as file:
        file.extractall(tmp_path)
    check = ["/usr/bin/env", "sha256sum", "--strict", "--quiet", "-c", "SHA256SUMS"]
    assert subprocess.run(check, cwd=tmp_path, check=False).returncode == 0  # noqa: S603 - our own files


def a_capture(files: Files) -> str:
    return next(name for name in sorted(files) if name.startswith("captures/"))


def changed(name: str, change: Callable[[Any], None]) -> Callable[[Files], None]:
    def damage(files: Files) -> None:
        told = json.loads(files[name])
        change(told)
        files[name] = json.dumps(told, ensure_ascii=False).encode()
        summed(files)

    return damage


def a_byte_of_a_page(files: Files) -> None:
    files["index.html"] = files["index.html"][:-2] + b" \n"


def a_file_gone(files: Files) -> None:
    del files[a_capture(files)]


def a_file_too_many(files: Files) -> None:
    files["story-0123456789abcdef.html"] = b"<p>planted</p>"


def a_capture_changed_with_its_sum(files: Files) -> None:
    files[a_capture(files)] = b"Ten barges sank."
    summed(files)


def a_capture_swapped(files: Files) -> None:
    body = b"Ten barges sank."
    files[f"captures/{hashlib.sha256(body).hexdigest()}.txt"] = body
    del files[a_capture(files)]
    summed(files)


def a_capture_of_nobody(files: Files) -> None:
    files[f"captures/{hashlib.sha256(b'x').hexdigest()}.txt"] = b"x"
    summed(files)


def a_line_of_the_sums_broken(files: Files) -> None:
    files["SHA256SUMS"] = files["SHA256SUMS"].replace(b"  README", b" README")


def a_text_changed(told: Any) -> None:
    told["reports"][0]["text"] = told["reports"][0]["text"].replace("barges", "bargez")


def an_offset_changed(told: Any) -> None:
    told["claims"][0]["start"] += 1


def a_claim_gone(told: Any) -> None:
    told["claims"].pop()


def an_origin_miscounted(told: Any) -> None:
    told["findings"][0]["independent"] += 1


def the_words_of_a_finding(told: Any) -> None:
    told["findings"][0]["text"] = "Ten barges sank"


def a_relation_to_nowhere(told: Any) -> None:
    told["findings"][0]["relations"] = [{"kind": "denies", "to": "finding-x", "score": 1.0, "reasons": []}]


def a_report_of_another_capture(told: Any) -> None:
    told["reports"][0]["captures"][0]["sha256"] = "00" * 32


def what_was_stated(told: Any) -> None:
    told["captures"][0]["stated"]["outlet"] = "The Herald"


def a_decision_of_another_case(told: Any) -> None:
    told[0]["anchors"][0]["capture"] = "capture-x"


def another_format(told: Any) -> None:
    told["format"] = "crossbearing-captures/9"


DAMAGE = {
    "a byte of a page": (a_byte_of_a_page, "index.html: it is not what SHA256SUMS says"),
    "a file gone": (a_file_gone, "SHA256SUMS lists it, and it is missing"),
    "a file too many": (a_file_too_many, "story-0123456789abcdef.html: SHA256SUMS does not list it"),
    "a capture changed": (a_capture_changed_with_its_sum, "its bytes are not those that it is named after"),
    "a capture swapped": (a_capture_swapped, "are not its own"),
    "a capture of nobody": (a_capture_of_nobody, "captures.json does not name it"),
    "a broken line": (a_line_of_the_sums_broken, "cannot be read, or names a file again"),
    "no sums": (lambda files: files.pop("SHA256SUMS"), "SHA256SUMS: missing"),
    "a text": (changed("dossier.json", a_text_changed), "is not that of its SHA-256"),
    "an offset": (changed("dossier.json", an_offset_changed), "does not re-read"),
    "a claim gone": (changed("dossier.json", a_claim_gone), "cites a claim that is not there"),
    "an origin": (changed("dossier.json", an_origin_miscounted), "does not count its origins"),
    "a wording": (changed("dossier.json", the_words_of_a_finding), "do not re-read"),
    "a relation": (changed("dossier.json", a_relation_to_nowhere), "cites a finding that is not there: finding-x"),
    "a citation": (changed("dossier.json", a_report_of_another_capture), "with another SHA-256 or kind"),
    "no JSON": (lambda files: files.update({"dossier.json": b"[" * 100_000}), "dossier.json: it cannot be read"),
    "stated": (changed("captures.json", what_was_stated), "its id is not that of its name"),
    "a format": (changed("captures.json", another_format), "of a format that is not known here"),
    "a decision": (changed("decisions.json", a_decision_of_another_case), "is about no capture of the bundle"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_each_kind_of_damage_is_told(bundle: Path, tmp_path: Path, name: str) -> None:
    damage, told = DAMAGE[name]
    files = read(bundle)
    damage(files)
    assert told in problems(packed(tmp_path / "damaged.zip", files))


def a_bomb(file: zipfile.ZipFile) -> None:
    with file.open("captures/" + "0" * 64 + ".txt", "w", force_zip64=True) as member:
        for _ in range(60):
            member.write(bytes(1_000_000))


def a_link(file: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo("captures/" + "1" * 64 + ".txt")
    info.external_attr = 0o120777 << 16
    file.writestr(info, "/etc/passwd")


HOSTILE: dict[str, tuple[Callable[[zipfile.ZipFile], None], str]] = {
    "a bomb": (a_bomb, "no honest file does"),
    "a link": (a_link, "a link; not followed"),
    "a way out": (lambda file: file.writestr("../../evil.html", "x"), "no file of a dossier has this name"),
    "a root": (lambda file: file.writestr("/etc/evil", "x"), "no file of a dossier has this name"),
    "a backslash": (lambda file: file.writestr("captures\\evil.txt", "x"), "no file of a dossier has this name"),
    "a folder": (lambda file: file.writestr("captures/", ""), "a folder"),
    "a huge name": (lambda file: file.writestr("n" * 60_000, "x"), "nnn…: no file of a dossier has this name"),
    "an escape": (lambda file: file.writestr("\x1b[2Jx", "x"), "\\x1b[2Jx: no file of a dossier has this name"),
    "a twin": (lambda file: file.writestr("index.html", "x"), "index.html: there 2 times"),
    "a program": (lambda file: file.writestr("captures/" + "a" * 64 + ".exe.sh", "x"), "no file of a dossier"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_what_is_hostile_is_refused(bundle: Path, tmp_path: Path, name: str) -> None:
    harm, told = HOSTILE[name]
    path = packed(tmp_path / "hostile.zip", read(bundle))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as file:
        harm(file)
    assert told in problems(path)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["hostile.zip"]


@pytest.mark.parametrize("cut", [5, 2000, -30])
def test_a_file_that_was_cut_off_is_told(bundle: Path, tmp_path: Path, cut: int) -> None:
    (tmp_path / "cut.zip").write_bytes(bundle.read_bytes()[:cut])
    assert "damaged or cut off" in problems(tmp_path / "cut.zip")


def test_more_members_than_may_be_are_not_read(bundle: Path) -> None:
    assert verify_bundle(bundle, Settings(members=3)).problems == ("an archive of more than 3 members; not read",)


def test_a_byte_changed_in_any_member_is_noticed(bundle: Path, tmp_path: Path) -> None:
    body = bundle.read_bytes()
    with zipfile.ZipFile(bundle) as file:
        members = file.infolist()
    for each in members:
        name, extra = body[each.header_offset + 26], body[each.header_offset + 28]
        place = each.header_offset + 30 + name + extra + each.compress_size // 2
        path = tmp_path / f"{place}.zip"  # the worker remembers the archive of a path
        path.write_bytes(body[:place] + bytes([body[place] ^ 0x55]) + body[place + 1 :])
        assert each.filename in problems(path)


@pytest.mark.parametrize(
    ("name", "body", "why"), [("none.zip", None, "cannot be read"), ("text.zip", b"text", "no ZIP file")]
)
def test_what_is_no_bundle_at_all_is_an_input_error(tmp_path: Path, name: str, body: bytes | None, why: str) -> None:
    if body is not None:
        (tmp_path / name).write_bytes(body)
    with pytest.raises(errors.InputError, match=why):
        Case.verify_bundle(tmp_path / name)


def test_the_command_needs_no_case(bundle: Path) -> None:
    ran = CliRunner().invoke(command, ["verify", str(bundle)])
    assert (ran.exit_code, ran.output[:10], ran.output[-12:]) == (0, "2 captures", "no problems\n")
    assert not [each for each in bundle.parent.iterdir() if each.name.startswith("dossier.zip-")]
