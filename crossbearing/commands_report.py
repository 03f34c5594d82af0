"""The command that writes a monitoring report."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from crossbearing.commands_web import must_be
from crossbearing.errors import InputError


def register(group: click.Group) -> None:
    """Add the command to the program."""
    group.add_command(report)


@click.command()
@click.argument("case", metavar="CASE", type=click.Path(path_type=Path))
@click.argument("mandate", metavar="MANDATE")
@click.option(
    "--since", metavar="DATE", help="Day (YYYY-MM-DD, UTC) of the last report: what is new since comes first."
)
@click.option("--out", required=True, metavar="FILE", type=click.Path(path_type=Path), help=".html, .docx or .md")
def report(case: Path, mandate: str, since: str | None, out: Path) -> None:
    """Write the monitoring report of a mandate that is in force in CASE.

    MANDATE is its id. The first page says what changed since DATE; then come numbered paragraphs, matter by matter,
    and annexes. Every note leads to the exact words within FILE, without a network. The name of FILE says the format.
    What is there already is not written over.
    """
    from crossbearing.case import Case  # noqa: PLC0415

    must_be(case)
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    if since is not None and len(since) == len(today) and today < since < "9999":
        raise InputError(f"{since}: that day is still to come; today is {today} (UTC)")
    with Case.open(case, readonly=True) as opened:
        click.echo(f"{out}: {opened.report_file(out, mandate, since):,} bytes")
    if out.suffix.lower() == ".html":
        click.echo(f"open {out} in a browser")
