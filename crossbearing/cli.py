"""The command line: thin over `Case`. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crossbearing import (
    commands_alerts,
    commands_decide,
    commands_mandate,
    commands_report,
    commands_search,
    commands_serve,
    commands_watch,
    commands_web,
    terminal,
)
from crossbearing.commands_web import must_be, not_a_plain_folder
from crossbearing.errors import CrossbearingError, InputError, MandateError

if TYPE_CHECKING:
    from types import FrameType

    from crossbearing.outcomes import Built
    from crossbearing.read.merging import Tally
    from crossbearing.settings import Settings
    from crossbearing.write.dossier import Totals

NOTHING_BUILT = 1
UNUSABLE = 2
INTERRUPTED = 130


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="crossbearing", prog_name="crossbearing")
def crossbearing() -> None:
    """Many outlets' reports of one event in, one cited record out.

    Who says what, on whose word, by how many independent origins; what is denied, what disagrees, what changed.
    """
    # One thread for products of vectors, unless the user says otherwise: they are small, threads that wait for each
    # other cost more time than they save, and how the work is parted must not depend on the machine.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


@crossbearing.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@click.option("--out", required=True, metavar="DIR", type=click.Path(path_type=Path), help="Folder for what is made.")
@click.option("--reader", default="", metavar="DIR", help="Folder with an ONNX model that reads, or finds names.")
@click.option("--encoder", default="", metavar="DIR", help="Folder with an ONNX sentence encoder.")
@click.option("--endpoint", default="", metavar="URL", help="OpenAI-compatible server; reports' texts are sent there.")
@click.option("--endpoint-model", default="", metavar="NAME", help="Its model that points at who says what.")
def build(paths: tuple[Path, ...], out: Path, **models: str) -> None:
    """Read reports and write a dossier of each story that they tell.

    PATH is a file or a folder: text, Markdown, HTML, saved pages, mail, PDF, Word documents, JSON lines, tables, feeds,
    WARC files, any of them in gzip or ZIP, or a folder with a manifest.yaml. DIR gets index.html, a page for each
    story, dossier.json and case.db, which keeps everything: a later build into the same DIR makes only what is new, and
    reads exactly what the PATHs hold then.
    """
    import msgspec  # noqa: PLC0415

    from crossbearing.settings import Settings  # noqa: PLC0415

    _build(paths, out, msgspec.convert(models, Settings))


@crossbearing.command()
@click.argument("case", metavar="CASE", type=click.Path(path_type=Path))
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
def add(case: Path, sources: tuple[str, ...]) -> None:
    """Take reports into a case, beside those that it has.

    SOURCE is a file or a folder, of any kind that `build` reads; the address of a page, feed or sitemap, whose pages
    are fetched; or @FILE, a text file with an address a line. What changed since it was added last becomes another
    version of its report; what did not change is not stored again. Interrupted, it is run once more and goes on.
    """
    from crossbearing.case import Case  # noqa: PLC0415

    not_a_plain_folder(case)
    with Case.open(case) as opened, terminal.progress() as progress:
        added = opened.add(*sources, progress=progress)
    terminal.failures(added.failures, "the page that `crossbearing write` makes has all")
    rows = (
        ("reports", len(added.reports)),
        ("  new", added.new),
        ("other versions", added.versions),
        ("came again", added.again),
        ("failures", len(added.failures)),
    )
    terminal.table(rows)
    terminal.following("write", case, "--out", "DIR")


@crossbearing.command()
@click.argument("case", metavar="CASE", type=click.Path(path_type=Path))
@click.option("--out", required=True, metavar="DIR", type=click.Path(path_type=Path), help="Folder for the pages.")
def write(case: Path, out: Path) -> None:
    """Make what is missing of a case, and write its dossier.

    DIR gets index.html, a page for each story, and dossier.json.
    """
    from crossbearing.case import Case  # noqa: PLC0415

    must_be(case)
    with Case.open(case) as opened:
        with terminal.progress() as progress:
            built = opened.build(progress)
        opened.write(out)
        numbers = opened.totals()
    _show(built, numbers, case, out)
    if not numbers.stories:
        raise SystemExit(NOTHING_BUILT)


@crossbearing.command()
@click.argument("case", metavar="CASE", type=click.Path(path_type=Path))
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--as", "form", metavar="FORMAT", help="Where the name of OUT does not say it; a wrong one lists all.")
@click.option("--story", metavar="ID", help="Of this story alone.")
def export(case: Path, out: Path, form: str | None, story: str | None) -> None:
    """Hand on what the last build made of a case, as one file in a format that other programs read.

    The name of OUT says which: .jsonl, .csv, .md, .docx, .zip … What is there already is not written over. A name that
    ends with .warc or .warc.gz gives everything that ever came into the case as a WARC file, which web archives read:
    each capture is a record with its bytes, time and address, each further arrival a revisit record.
    """
    from crossbearing.case import Case  # noqa: PLC0415

    must_be(case)
    with Case.open(case, readonly=True) as opened:
        if form is None and out.name.lower().endswith((".warc", ".warc.gz")):
            if story is not None:
                raise InputError("a WARC file has all that came into the case; leave --story out")
            click.echo(f"{out}: {opened.export_warc(out)} records")
        else:
            click.echo(f"{out}: {opened.export_file(out, form, story):,} bytes")


@crossbearing.command()
@click.option("--out", default="dossier", show_default=True, metavar="DIR", type=click.Path(path_type=Path))
def demo(out: Path) -> None:
    """Build the packaged example: reports of an invented event."""
    from crossbearing.case import example  # noqa: PLC0415

    _build((example(),), out)


@crossbearing.command()
@click.argument("case", metavar="CASE", type=click.Path(path_type=Path))
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
def verify(case: Path, folder: Path | None) -> None:
    """Re-read every stored passage and every citation, and every file in DIR.

    CASE is a case's file, or the folder that holds it. DIR is the folder that `write` wrote; without it, the folder
    that `build` wrote and that was given as CASE, or no pages. Or CASE is a ZIP file that `export` wrote: then no case
    is needed. Nothing is changed, and no model is needed. The exit status is 0 when all of it holds.
    """
    from crossbearing.case import Case  # noqa: PLC0415
    from crossbearing.opened import CASE_FILE  # noqa: PLC0415

    if folder is None and (case / "index.html").is_file() and not (case / CASE_FILE).exists():
        raise InputError(f"{case}: pages without a case beside them; give both: crossbearing verify CASE {case}")
    must_be(case)
    if case.is_file() and case.suffix.lower() == ".zip":
        verified = Case.verify_bundle(case)
    else:
        with Case.open(case, readonly=True) as opened:
            verified = opened.verify(folder or (case if case.is_dir() else None))
    for problem in verified.problems:
        terminal.say(problem, err=True)
    read = f"{verified.captures} captures, {verified.spans} passages, {verified.citations} citations re-read"
    click.echo(f"{read}: {len(verified.problems) or 'no'} problem{'' if len(verified.problems) == 1 else 's'}")
    if verified.problems:
        raise SystemExit(NOTHING_BUILT)


@crossbearing.command()
@click.argument("case", metavar="CASE", type=click.Path(path_type=Path))
@click.option("--mend", is_flag=True, help="Forget what was made and is damaged; the next build makes it anew.")
def doctor(case: Path, mend: bool) -> None:
    """Look for what is wrong with a case, and say what can be done.

    CASE is a case's file, or the folder that holds it. Without --mend nothing is changed. The exit status is 0 when
    there is no fault.
    """
    from crossbearing.case import Case  # noqa: PLC0415

    diagnosis = Case.doctor(case, mend=mend)
    for symptom in diagnosis.symptoms:
        for line in (f"{symptom.severity}: {symptom.what}", f"  → {symptom.advice}"):
            terminal.say(line, err=symptom.severity == "fault")
    faults = sum(symptom.severity == "fault" for symptom in diagnosis.symptoms)
    read = f"{diagnosis.captures} captures and {diagnosis.spans} passages re-read"
    click.echo(f"{read}: {faults or 'no'} fault{'' if faults == 1 else 's'}")
    if faults:
        raise SystemExit(NOTHING_BUILT)


@crossbearing.command()
def schema() -> None:
    """Print the JSON Schema of dossier.json."""
    from crossbearing.write.formats import schema_json  # noqa: PLC0415

    click.echo(schema_json(), nl=False)


def main() -> None:
    """The command's entry: every error that is meant for a reader ends as one sentence, without a traceback."""
    for ending in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(ending) is signal.SIG_DFL:  # under nohup it is not ours to change
            signal.signal(ending, _interrupt)
    try:
        status = crossbearing.main(prog_name="crossbearing", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("interrupted; what was read so far is kept", err=True)
        status = INTERRUPTED
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except MandateError as error:
        for line in error.problems:  # as they are, so that an editor finds the place
            terminal.say(line, err=True)
        status = UNUSABLE
    except CrossbearingError as error:
        terminal.say(f"crossbearing: {error}", err=True)
        status = UNUSABLE if isinstance(error, InputError) else NOTHING_BUILT
    except OSError as error:
        place = error.filename or "what the command prints"
        terminal.say(f"crossbearing: {place}: {error.strerror}", err=True)
        if error.filename is None:  # else Python would try once more on its way out
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = NOTHING_BUILT
    sys.exit(status)


def _interrupt(number: int, frame: FrameType | None) -> None:
    """What ends a program from outside lets it tidy up as Ctrl-C does; asyncio has a way of its own to take that."""
    handler = signal.getsignal(signal.SIGINT)
    if not callable(handler):
        raise KeyboardInterrupt
    handler(signal.SIGINT, frame)


def _build(paths: Sequence[Path], out: Path, settings: Settings | None = None) -> None:
    from crossbearing.case import Case  # noqa: PLC0415
    from crossbearing.opened import CASE_FILE  # noqa: PLC0415

    if out.exists() and not out.is_dir():
        raise InputError(f"{out} is a file; --out names a folder")
    for path in paths:
        if out.resolve().is_relative_to(path.resolve()):
            raise InputError(f"{out} lies in {path}: its pages would be read as reports; choose a folder elsewhere")
    with Case.open(out / CASE_FILE, settings=settings) as case:
        with terminal.progress() as progress:
            case.replace(*paths, progress=progress)
            built = case.build(progress)
        case.write(out)
        numbers = case.totals()
    _show(built, numbers, out, out)
    if not numbers.stories:
        raise SystemExit(NOTHING_BUILT)


def _show(built: Built, numbers: Totals, case: Path, out: Path) -> None:
    terminal.failures(built.failures, f"{out / 'index.html'} has all")
    rows = (
        ("stories", numbers.stories),
        ("reports", numbers.reports),
        ("findings", numbers.findings),
        ("  with two or more origins", numbers.corroborated),
        ("  denied", numbers.denied),
        ("  contradicted", numbers.contradicted),
        ("  updated", numbers.updated),
        ("claims withdrawn", numbers.withdrawn),
        ("failures", len(built.failures)),
    )
    terminal.table(rows)
    console = terminal.console()
    if built.suggestions is not None:
        console.print(terminal.printable(_told(built.suggestions)), markup=False, highlight=False)
    work = ", ".join(f"{count.stage} {count.made}" for count in built.stages if count.made)
    console.print(f"made anew: {work}" if work else "nothing had changed: no stage did any work", highlight=False)
    click.echo(f"open {out / 'index.html'} in a browser")
    if numbers.stories:
        terminal.following("serve", case)


def _told(tally: Tally) -> str:
    """What a model over an endpoint contributed, in one line."""
    dropped = sum(each.count for each in tally.dropped)
    reports = f"{tally.reports} report{'' if tally.reports == 1 else 's'}"
    return (
        f"{tally.model} pointed at {tally.pointed} acts of saying in {reports}: "
        f"{tally.added} added, {tally.known} read already, {dropped} dropped"
    )


commands_web.register(crossbearing)
commands_serve.register(crossbearing)
commands_search.register(crossbearing)
commands_decide.register(crossbearing)
commands_mandate.register(crossbearing)
commands_watch.register(crossbearing)
commands_report.register(crossbearing)
commands_alerts.register(crossbearing)
