"""Commands of the reading room: serving a case, and who may use it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from crossbearing.commands_web import not_a_plain_folder

PORT = 8321
UPLOAD_MB = 200


def register(group: click.Group) -> None:
    """Add the commands to the program."""
    group.add_command(serve)
    group.add_command(access)


@click.command()
@click.argument("case", metavar="CASE", type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Address to listen on.")
@click.option("--port", default=PORT, show_default=True, metavar="N", type=click.IntRange(0, 65535), help="And port.")
@click.option("--access", metavar="FILE", type=click.Path(path_type=Path), help="Who may read, and who may decide.")
@click.option("--read-only", is_flag=True, help="Nothing can be changed, and everybody may read.")
@click.option("--public-name", multiple=True, metavar="NAME", help="A name by which others reach it; may be repeated.")
@click.option(
    "--upload-mb", default=UPLOAD_MB, show_default=True, metavar="N", type=click.IntRange(1), help="Sent at once, MB."
)
def serve(case: Path, **asked: object) -> None:
    """Open a case in the browser: read, search, add reports, decide.

    CASE is a case's file, or the folder that holds it; a new one is made where there is none. It is served to this
    machine's user alone, without a login, unless you say otherwise; to others only with --access or --read-only.
    """
    import msgspec  # noqa: PLC0415

    from crossbearing.opened import CASE_FILE  # noqa: PLC0415
    from crossbearing.web.serving import Serve, serve  # noqa: PLC0415

    not_a_plain_folder(case)
    file = case / CASE_FILE if case.is_dir() else case
    serve(msgspec.convert({"case": file, **asked}, Serve, dec_hook=lambda _, given: given), click.echo)


@click.group()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.pass_context
def access(context: click.Context, file: Path) -> None:
    """Say who may use a case that is served to others: `crossbearing access FILE add NAME --role editor`."""
    context.obj = file


@access.command("add")
@click.argument("name", metavar="NAME")
@click.option("--role", required=True, type=click.Choice(("reader", "editor")), help="May read, or may decide, too.")
@click.pass_obj
def add_user(file: Path, name: str, role: Literal["reader", "editor"]) -> None:
    """Add a user, and print the token by which they log in: it is shown this once."""
    from crossbearing.web.door.access import add  # noqa: PLC0415

    token = add(file, name, role)
    click.echo(f"{token}\nthe token of {name} ({role}); it is not kept, only its hash: hand it over now")


@access.command("remove")
@click.argument("name", metavar="NAME")
@click.pass_obj
def remove_user(file: Path, name: str) -> None:
    """Remove a user: they are out at once, also from a server that runs."""
    from crossbearing.web.door.access import remove  # noqa: PLC0415

    remove(file, name)
    click.echo(f"{name} may no longer use it")


@access.command("list")
@click.pass_obj
def list_users(file: Path) -> None:
    """Show the users and what each may."""
    from crossbearing.web.door.access import users  # noqa: PLC0415

    for user in users(file):
        click.echo(f"{user.role}  {user.name}")
