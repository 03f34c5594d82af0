"""A monitoring report as one self-contained HTML page, of the make of a dossier's page (`write.page`).

It asks nothing of any network or server and reads without its script; every note leads to the words in annex F of the
same page.
"""

from __future__ import annotations

import functools

from jinja2 import Environment

from crossbearing.records import MonitoringReport
from crossbearing.write.monitoring_paper import paper
from crossbearing.write.page import asset, environment


def html(report: MonitoringReport) -> bytes:
    """The file."""
    made = paper(report)
    page = (
        _environment()
        .get_template("monitoring.html")
        .render(
            style=asset("page.css", "monitoring.css"),
            script=asset("page.js"),
            paper=made,
            anchors={note.number: note.anchor for note in made.notes},
        )
    )
    return page.encode("utf-8", "xmlcharrefreplace")


@functools.cache
def _environment() -> Environment:
    return environment(lambda target: "#" + target)
