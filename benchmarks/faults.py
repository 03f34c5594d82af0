"""A disk that becomes full at every point of add, write and export, and a folder for temporary files that does.

    python -m benchmarks.faults [--points 40]

Half of the points cap the size of every file (RLIMIT_FSIZE: the case's log, a page or an export is cut off in the
middle), half are file systems of so many bytes, mounted in a namespace of our own. At each the commands are run in
order until one fails: it must end with status 1 or 2 and one sentence that names the place, leave no partial file, and
what an earlier command had acknowledged must be there. Then there is room again: the same commands must end well, with
the dossier, pages and captures of an undisturbed run. Needs Linux, and `unshare` for the second half.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import msgspec

from benchmarks import many_events
from benchmarks.killed import content
from crossbearing.case import Case
from crossbearing.opened import CASE_FILE
from crossbearing.publishing import MARK
from crossbearing.store.sqlite import SqliteStore

PAGES = 6
_INNER = "faults-inside"
"""Says that this process is the one in the namespace."""
_SQLITES = ("", "-wal", "-shm", "-lock")


class Tally(msgspec.Struct):
    points: int = 0
    failed: int = 0
    """Commands that ended as they should where there was no room."""
    unclear: int = 0
    stray: int = 0
    lost: int = 0
    different: int = 0


def commands(folder: Path, out: Path) -> list[list[str]]:
    case = str(out / CASE_FILE)
    return [["add", case, str(folder)], ["write", case, "--out", str(out)], ["export", case, str(out / "all.warc.gz")]]


def run(command: Sequence[str], limit: int | None = None, temporary: Path | None = None) -> tuple[int, str]:
    """Exit status and standard error."""
    more = {} if temporary is None else {"TMPDIR": str(temporary)}
    ran = subprocess.run(
        [sys.executable, "-m", "crossbearing", *command],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | more,
        preexec_fn=None if limit is None else partial(resource.setrlimit, resource.RLIMIT_FSIZE, (limit, limit)),
    )
    return ran.returncode, ran.stderr


def judge(ran: tuple[int, str], place: Path, tally: Tally) -> None:
    """Count a command that found no room: was it clear?"""
    status, said = ran
    *before, last = said.splitlines() or [""]
    told = last.startswith("crossbearing: ") and (str(place) in last or tempfile.gettempdir() in last)
    sentences = sum(line.startswith("crossbearing: ") for line in before)
    if status not in (1, 2) or not told or sentences or "Traceback" in said:
        tally.unclear += 1
        print(f"  UNCLEAR: {status}: {said[-400:]}", flush=True)
    else:
        tally.failed += 1
        print(f"  {status} {last.replace(str(place), 'PLACE')}", flush=True)


def disturbed(folder: Path, out: Path, tally: Tally, limit: int | None) -> None:
    """Run the commands where there is too little room, and look at what they leave."""
    tally.points += 1
    added = False
    for command in commands(folder, out):
        ran = run(command, limit)
        if ran[0] == 0:
            added = True
            continue
        judge(ran, out, tally)
        break
    allowed = {CASE_FILE + suffix for suffix in _SQLITES} | {"all.warc.gz", "index.html", "dossier.json", MARK}
    there = {path.name for path in out.iterdir()} if out.exists() else set()
    stray = {name for name in there - allowed if not name.startswith("story-")}
    if stray:
        tally.stray += 1
        print(f"  STRAY: {sorted(stray)}", flush=True)
    if added:
        store = SqliteStore(out / CASE_FILE, readonly=True)
        tally.lost += len(store.current()) != PAGES
        store.close()


def with_room(folder: Path, out: Path, tally: Tally, wanted: dict[str, object]) -> None:
    """Run the commands again; the end must be the undisturbed one."""
    for command in commands(folder, out):
        status, said = run(command)
        if status:
            tally.different += 1
            print(f"  FAILS WITH ROOM: {said[-400:]}", flush=True)
            return
    got = content(out)
    differs = [name for name in wanted if got.get(name) != wanted[name]]
    well = Case.doctor(out / CASE_FILE).well and (out / "all.warc.gz").stat().st_size > 0
    if differs or not well:
        tally.different += 1
        print(f"  DIFFERS in {differs}, {well=}", flush=True)


def mounted(place: Path, size: int) -> None:
    place.mkdir(exist_ok=True)
    subprocess.run(["/bin/mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)], check=True)


def roomy(place: Path) -> None:
    subprocess.run(["/bin/mount", "-o", "remount,size=64m", str(place)], check=True)


def full_temporary(base: Path, tally: Tally) -> None:
    """An archive in an archive, with ever more room to unpack it in."""
    sources, packed = base / "packed", base / "inner.zip"
    sources.mkdir()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as inner:
        for path in (base / "reports").rglob("*.html"):
            inner.write(path, path.name)
        inner.writestr("long.txt", "A barge sank at Orle. " * 20_000)
    with zipfile.ZipFile(sources / "outer.zip", "w", zipfile.ZIP_DEFLATED) as outer:
        outer.write(packed, "inner.zip")
    for number, size in enumerate((4096, 65_536, 262_144, 600_000)):
        place, out = base / f"temporary-{number}", base / f"unpacked-{number}"
        mounted(place, size)
        tally.points += 1
        command = commands(sources, out)[0]
        ran = run(command, temporary=place)
        if ran[0]:
            judge(ran, place, tally)
        left = list(place.iterdir())
        tally.stray += bool(left)
        roomy(place)
        status, _ = run(command, temporary=place)
        store = SqliteStore(out / CASE_FILE, readonly=True)
        whole = status == 0 and len(store.current()) == PAGES + 1 and not store.uncollected()
        store.close()
        tally.different += not whole
        print(f"temporary files {size}: {ran[0]}, {left=}, {whole=}", flush=True)


def inside(base: Path, points: int) -> Tally:
    folder, tally, calm = base / "reports", Tally(), base / "undisturbed"
    many_events.write(folder, PAGES)
    if any(run(command)[0] for command in commands(folder, calm)):
        raise SystemExit("the undisturbed run failed")
    wanted = content(calm)
    sizes = [path.stat().st_size for path in calm.iterdir()]
    capped, total = points // 2, sum(sizes)
    for number in range(capped):
        limit = int(max(sizes) * (number / capped) ** 1.5)
        print(f"files of {limit} bytes", flush=True)
        disturbed(folder, base / f"capped-{number}", tally, limit)
        with_room(folder, base / f"capped-{number}", tally, wanted)
    for number in range(points - capped):
        size = 4096 + int((total + 600_000) * number / (points - capped))
        print(f"a disk of {size} bytes", flush=True)
        place = base / f"disk-{number}"
        mounted(place, size)
        disturbed(folder, place / "out", tally, None)
        roomy(place)
        with_room(folder, place / "out", tally, wanted)
    full_temporary(base, tally)
    return tally


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--points", type=int, default=40)
    given = parser.parse_args()
    if _INNER not in os.environ:
        again = ["/usr/bin/unshare", "-Urm", sys.executable, "-m", "benchmarks.faults", "--points", str(given.points)]
        raise SystemExit(subprocess.run(again, check=False, env=os.environ | {_INNER: "1"}).returncode)
    with tempfile.TemporaryDirectory() as temporary, tempfile.TemporaryDirectory() as beside:
        tempfile.tempdir = beside
        os.environ["TMPDIR"] = beside
        tally = inside(Path(temporary), given.points)
        for place in Path(temporary).glob("[dt]*-*"):
            subprocess.run(["/bin/umount", str(place)], check=True)
        tally.stray += len(list(Path(beside).iterdir()))
    print(msgspec.json.encode(tally).decode())
    if tally.unclear or tally.stray or tally.lost or tally.different:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
