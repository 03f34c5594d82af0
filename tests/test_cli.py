"""The command line as a user meets it: exit status, one sentence for each error, never a traceback."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest
from click.testing import CliRunner

from crossbearing import case as cases
from crossbearing import terminal
from crossbearing.cli import crossbearing as commands
from crossbearing.cli import main
from crossbearing.records import Failure, Feed
from crossbearing.store.sqlite import SqliteStore
from crossbearing.write.formats import shipped_schema
from tests.reports import write_reports

Ran = tuple[int, str, str]
Runs = Callable[..., Ran]


@pytest.fixture
def crossbearing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Runs:
    """Runs the command in this process: exit status, standard output, standard error."""

    def run(*arguments: str | Path) -> Ran:
        monkeypatch.setattr(sys, "argv", ["crossbearing", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return int(ended.value.code or 0), out, err

    return run


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "crossbearing", *map(str, arguments)]


def test_build_verify_and_build_again(crossbearing: Runs, tmp_path: Path) -> None:
    reports, out = write_reports(tmp_path / "reports"), tmp_path / "out"
    (reports / "broken.bin").write_bytes(bytes(range(256)) * 9)
    status, table, progress = crossbearing("build", reports, "--out", out)
    assert status == 0
    for row in (
        "stories",
        "reports",
        "findings",
        "with two or more origins",
        "denied",
        "contradicted",
        "updated",
        "claims withdrawn",
    ):
        assert row in table
    assert "collect: reports/broken.bin: " in table
    assert str(out / "index.html") in table
    assert "clean 4/4" in progress
    assert "write" in progress
    before = {path.name: path.read_bytes() for path in out.iterdir() if path.suffix != ".db"}
    assert {"index.html", "dossier.json"} < before.keys()

    assert crossbearing("verify", out)[0] == 0
    assert crossbearing("build", reports, "--out", out)[0] == 0
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.suffix != ".db"} == before

    (out / "dossier.json").write_bytes(before["dossier.json"].replace(b"barges", b"badges"))
    status, said, problems = crossbearing("verify", out)
    assert status == 1
    assert "dossier.json" in problems
    assert "problem" in said


def test_add_write_and_export(crossbearing: Runs, tmp_path: Path) -> None:
    reports, case, out = write_reports(tmp_path / "reports"), tmp_path / "a.db", tmp_path / "out"
    (reports / "broken.bin").write_bytes(bytes(range(256)) * 9)
    status, table, progress = crossbearing("add", case, reports)
    assert (status, "add 4/4" in progress) == (0, True)
    assert "collect: reports/broken.bin: a binary file" in table
    rows = dict(line.strip("│").split("│") for line in table.splitlines() if line.startswith("│"))
    assert {name.strip(): int(count) for name, count in rows.items()} == {
        "reports": 4, "new": 4, "other versions": 0, "came again": 0, "failures": 1,
    }  # fmt: skip
    assert table.splitlines()[-1] == f"next: crossbearing write {case} --out DIR"
    assert "came again" in crossbearing("add", case, reports)[1]
    status, written, _ = crossbearing("write", case, "--out", out)
    assert (status, written.splitlines()[-1]) == (0, f"next: crossbearing serve {case}")
    assert {"index.html", "dossier.json"} <= {path.name for path in out.iterdir()}
    assert crossbearing("export", case, tmp_path / "a.warc.gz") == (0, f"{tmp_path / 'a.warc.gz'}: 5 records\n", "")
    status, _, refused = crossbearing("export", case, case)
    assert (status, "its name says no format" in refused) == (2, True)
    assert crossbearing("verify", case, out)[0] == crossbearing("verify", case)[0] == 0
    assert crossbearing("verify", out)[2].endswith(f"crossbearing verify CASE {out}\n")
    status, _, refused = crossbearing("add", case, out)
    assert (status, "written by Crossbearing itself" in refused) == (2, True)
    for arguments in (("write", tmp_path / "b.db", "--out", out), ("export", tmp_path / "b.db", tmp_path / "b.warc")):
        assert crossbearing(*arguments) == (2, "", f"crossbearing: {tmp_path / 'b.db'}: no case is there\n")


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working folder with what the arguments below name."""
    write_reports(tmp_path / "reports")
    (tmp_path / "empty").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "case.db").write_bytes(b"no database at all" * 99)
    (tmp_path / "file").write_text("x")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["build", "none", "--out", "out"], 2, "none: no such file or folder"),
        (["build", "empty", "--out", "out"], 2, "nothing to read there"),
        (["build", "reports", "--out", "file"], 2, "file is a file; --out names a folder"),
        (["build", "reports", "--out", "reports/out"], 2, "lies in reports: its pages would be read as reports"),
        (["build", "reports", "--out", "reports"], 2, "lies in reports"),
        (["build", "reports"], 2, "Missing option '--out'"),
        (["build", "--out", "out"], 2, "Missing argument"),
        (["build", "reports", "--out", "/proc/none/out"], 1, "/proc/none"),
        (["build", "reports", "--out", "other"], 1, "other/case.db is no case"),
        (["verify", "none"], 2, "none: no case is there"),
        (["verify", "empty"], 2, "empty/case.db: no case is there"),
        (["write", "empty", "--out", "out"], 2, "empty/case.db: no case is there"),
        (["add", "reports", "file"], 2, "reports: a folder with no case.db in it; name the case's file first"),
        (["follow", "reports", "https://pier.example/rss"], 2, "reports: a folder with no case.db in it"),
        (["verify", "other"], 1, "other/case.db is no case"),
        (["rebuild"], 2, "No such command"),
        (["follow", "case.db", "http://localhost/rss"], 2, "http://localhost/rss: a name that only a machine"),
        (["unfollow", "none.db", "https://pier.example/rss"], 2, "none.db: no case is there"),
        (["collect", "none.db"], 2, "none.db: no case is there"),
        (["add", "case.db", "@none.txt"], 2, "none.txt: cannot be read: No such file"),
        (["add", "case.db", "ftp://pier.example/"], 2, "no such file or folder"),
        (["feeds", "none.db"], 2, "none.db: no case is there"),
    ],
)
@pytest.mark.usefixtures("places")
def test_an_error_is_one_sentence(crossbearing: Runs, arguments: list[str], status: int, says: str) -> None:
    before = sorted(Path().rglob("*"))
    ended, out, err = crossbearing(*arguments)
    assert (ended, out) == (status, "")
    assert says in err
    assert sorted(Path().rglob("*")) == before


def test_a_file_whose_name_is_no_text(crossbearing: Runs, tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "reports")
    (reports / os.fsdecode(b"storm-\xff\n.txt")).write_text("A storm sank barges at Orle, the harbour office said.")
    (reports / os.fsdecode(b"page-\xfe.bin")).write_bytes(bytes(range(256)) * 9)
    status, table, _ = crossbearing("build", reports, "--out", tmp_path / "out")
    assert status == 0
    assert "page-\\udcfe.bin" in table
    assert crossbearing("verify", tmp_path / "out")[0] == 0
    assert crossbearing("build", reports / os.fsdecode(b"\xff"), "--out", tmp_path / "out")[0] == 2


def test_nothing_that_could_be_built(crossbearing: Runs, tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "page.html").write_text("<html><body><nav>Home | Sport</nav></body></html>")
    status, table, _ = crossbearing("build", tmp_path / "reports", "--out", tmp_path / "out")
    assert status == 1
    assert "clean: page: " in table


def test_the_schema_and_the_version(crossbearing: Runs) -> None:
    assert crossbearing("schema") == (0, shipped_schema().decode(), "")
    assert crossbearing("--version")[:2] == (0, f"crossbearing, version {version('crossbearing')}\n")
    assert crossbearing("--help")[0] == 0


def test_help_imports_nothing_heavy() -> None:
    script = "import sys, crossbearing.cli; print(*{'numpy', 'sqlalchemy', 'rich', 'jinja2'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603
    assert ran.stdout == "\n"


def test_the_demo(crossbearing: Runs, tmp_path: Path) -> None:
    assert cases.example().is_dir()
    status, table, _ = crossbearing("demo", "--out", tmp_path / "dossier")
    assert status == 0, table
    assert crossbearing("verify", tmp_path / "dossier")[0] == 0


def test_a_second_build_on_the_same_case_is_refused(crossbearing: Runs, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    other = SqliteStore(tmp_path / "out" / "case.db")
    other.lock()
    status, _, err = crossbearing("build", write_reports(tmp_path / "reports"), "--out", tmp_path / "out")
    assert status == 1
    other.close()
    assert f"crossbearing: {tmp_path / 'out' / 'case.db'} is being built by another process" in err
    assert crossbearing("build", tmp_path / "reports", "--out", tmp_path / "out")[0] == 0


def full_at(size: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("size", [20_000, 200_000])
def test_a_full_disk(crossbearing: Runs, tmp_path: Path, size: int) -> None:
    reports, out = write_reports(tmp_path / "reports"), tmp_path / "out"
    unpackable = random.Random(1).randbytes(200_000).hex()  # noqa: S311
    (reports / "long.txt").write_text(unpackable)
    ran = subprocess.run(  # noqa: S603
        command("build", reports, "--out", out),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: full_at(size),
    )
    assert ran.returncode == 1
    assert ran.stderr.splitlines()[-1].startswith(f"crossbearing: {out}")
    assert "Traceback" not in ran.stderr
    assert not [path for path in out.iterdir() if path.suffix in (".html", ".json", ".partial")]
    (reports / "long.txt").unlink()
    assert crossbearing("build", reports, "--out", out)[0] == 0
    assert crossbearing("verify", out)[0] == 0


def started(reports: Path, out: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603
        command("build", reports, "--out", out), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_ctrl_c_ends_with_a_word(tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "reports")
    # A suite that a script runs in the background ignores Ctrl-C, and whatever it starts would, too.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with started(reports, tmp_path / "out") as running:
            assert running.stderr is not None
            while not running.stderr.readline().startswith("clean"):
                assert running.poll() is None
            running.send_signal(signal.SIGINT)
            rest = running.stderr.read()
    finally:
        signal.signal(signal.SIGINT, before)
    assert running.returncode == 130
    assert rest.endswith("interrupted; what was read so far is kept\n")
    assert "Traceback" not in rest


def test_a_build_that_is_killed_and_started_again_gives_the_same_bytes(crossbearing: Runs, tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "reports")
    assert crossbearing("build", reports, "--out", tmp_path / "whole")[0] == 0
    for lines in (0, 1, 3):
        with started(reports, tmp_path / "broken") as running:
            assert running.stderr is not None
            for _ in range(lines):
                running.stderr.readline()
            time.sleep(0.0 if lines else 0.5)
            running.kill()
    assert crossbearing("build", reports, "--out", tmp_path / "broken")[0] == 0
    for file in (tmp_path / "whole").iterdir():
        if file.suffix != ".db":
            assert (tmp_path / "broken" / file.name).read_bytes() == file.read_bytes()


def test_following_feeds(crossbearing: Runs, tmp_path: Path) -> None:
    case = tmp_path / "case.db"
    feeds = ("https://pier.example/rss", "https://quay.example/feed")
    assert crossbearing("follow", case, *feeds) == (
        0, f"{case} follows 2 feeds\nnext: crossbearing collect {case}\n", "",
    )  # fmt: skip
    status, table, _ = crossbearing("feeds", case)
    assert status == 0
    assert all(feed in table for feed in feeds)
    assert "now" in table
    assert crossbearing("unfollow", case, *feeds) == (0, f"{case} follows no feeds\n", "")
    for words in ("collect", "feeds"):
        status, said, _ = crossbearing(words, case)
        assert (status, said) == (0, f"{case} follows no feed\nnext: crossbearing follow {case} URL\n")


def test_adding_reports(crossbearing: Runs, tmp_path: Path) -> None:
    reports, case = write_reports(tmp_path / "reports"), tmp_path / "case.db"
    status, said, progress = crossbearing("add", case, reports)
    assert (status, progress) == (0, "add 4/4\n")
    assert [line.strip("│ ").split("│")[1].strip() for line in said.splitlines()[1:6]] == ["4", "4", "0", "0", "0"]
    status, said, _ = crossbearing(
        "add", case, "http://127.0.0.1/", "http://[::ffff:10.0.0.1]/", "http://printer.lan./"
    )
    assert (status, said) == (2, "")
    status, said, _ = crossbearing("add", case, "http://127.0.0.1/a", "http://169.254.169.254/latest/meta-data/")
    assert status == 0
    own, cloud, *_ = said.splitlines()
    assert own == "collect: http://127.0.0.1/a: not fetched: 127.0.0.1 port 80: an address of this machine"
    assert "169.254.169.254 port 80: a link-local address" in cloud


def test_what_strangers_wrote_cannot_command_the_terminal(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    harm = "\x1b]0;owned\x07\x1b[2J\u202egnp.exe\u2066"
    failed = Failure("clean", f"a {harm}", f"b {harm}")
    case = tmp_path / "case.db"
    store = SqliteStore(case)
    store.lock()
    store.keep_feed(Feed("https://weir.example/rss", title=harm, last_error=harm, failures=9))
    store.close()
    terminal.say(harm, err=True)
    terminal.failures((failed,), "")
    table = CliRunner().invoke(commands, ["feeds", str(case)]).output
    assert table.count("\\x1b]0;owned") == 2
    printed = "".join(capsys.readouterr())
    assert printed.count("gnp.exe") == 3
    assert all(ch.isprintable() or ch == "\n" for ch in printed + table)
