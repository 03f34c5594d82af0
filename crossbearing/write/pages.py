"""What `write` writes into a folder, file by file: index.html, a page for each story, dossier.json."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from crossbearing.records import Dossier, Failure
from crossbearing.write import page
from crossbearing.write.sections import Sections


def pages(
    dossiers: Iterable[Dossier], failures: tuple[Failure, ...], wanted: Callable[[str], bool]
) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Names and pieces of the files: pages of stories, those that are wanted; then index.html and dossier.json.

    One dossier at a time is held. The pieces of a file are to be taken before the next file is asked for.
    """
    entries = page.Entries()
    with Sections() as sections:
        for dossier in dossiers:
            sections.add(dossier)
            entries.add(dossier)
            if wanted(page.file_name(dossier)):
                yield page.file_name(dossier), (page.page(dossier).encode(),)
        yield "index.html", (entries.html(failures).encode(),)
        yield "dossier.json", sections.pieces(failures)
