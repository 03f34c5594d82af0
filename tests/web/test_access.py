"""The access file: who may, as hashes, in a file that nobody else reads."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

from crossbearing.cli import crossbearing
from crossbearing.errors import CaseError, InputError
from crossbearing.web.asked import Who
from crossbearing.web.door import access
from crossbearing.web.door.access import Access

DIGEST = hashlib.sha256(b"cb_x").hexdigest()


def test_a_user_comes_and_goes(tmp_path: Path) -> None:
    path = tmp_path / "access.toml"
    token = access.add(path, 'Ana "A\\B" Ćosić', "editor")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert token not in path.read_text()
    held = Access(path)
    assert held.of_token(token) == held.of_name('Ana "A\\B" Ćosić') == Who('Ana "A\\B" Ćosić', "editor")
    other = access.add(path, "Ben", "reader")
    assert other != token
    assert held.of_token(other) == Who("Ben", "reader")
    with pytest.raises(InputError, match="already"):
        access.add(path, "Ben", "editor")
    access.remove(path, "Ben")
    assert held.of_token(other) is held.of_name("Ben") is None
    with pytest.raises(InputError, match="no user Ben"):
        access.remove(path, "Ben")
    assert [user.name for user in access.users(path)] == ['Ana "A\\B" Ćosić']
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["", " a", "a  b", "a\nb", "a\u202eb", "\ud800", "x" * 81])
def test_names(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="1 to 80"):
        access.add(tmp_path / "access.toml", name, "reader")


@pytest.mark.parametrize(
    "text",
    [
        "[[users]]",
        "users = 3",
        '[[users]]\nname = "a"\nrole = "owner"\ntoken_sha256 = "x"',
        '[[users]]\nname = "a"\nrole = "editor"\ntoken = "cb_x"',
        f'[[users]]\nname = "a"\nrole = "editor"\ntoken_sha256 = "{DIGEST}"\n' * 2,
        "[[user]]\n",
        "\x00",
        "a = " + "[" * 5000,
    ],
)
def test_what_is_no_access_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "access.toml"
    path.write_text(text)
    path.chmod(0o600)
    with pytest.raises(InputError, match=r"access\.toml"):
        Access(path)


def test_a_file_that_others_read_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "access.toml"
    token = access.add(path, "Ben", "reader")
    held = Access(path)
    for mode in (0o640, 0o604, 0o620):
        path.chmod(mode)
        with pytest.raises(InputError, match="chmod 600"):
            Access(path)
        with pytest.raises(CaseError, match="nobody can be let in"):
            held.of_token(token)
    path.chmod(0o600)
    assert held.of_token(token) == Who("Ben", "reader")


def test_the_commands(tmp_path: Path) -> None:
    path = str(tmp_path / "access.toml")
    run = CliRunner()
    added = run.invoke(crossbearing, ["access", path, "add", "Ben Ash", "--role", "reader"])
    assert Access(tmp_path / "access.toml").of_token(added.output.splitlines()[0]) == Who("Ben Ash", "reader")
    assert run.invoke(crossbearing, ["access", path, "list"]).output == "reader  Ben Ash\n"
    assert run.invoke(crossbearing, ["access", path, "remove", "Ben Ash"]).exit_code == 0
    assert run.invoke(crossbearing, ["access", path, "list"]).output == ""
