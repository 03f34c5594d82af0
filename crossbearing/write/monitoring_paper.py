"""A monitoring report, whole: in which order its parts are made, and in which they stand."""

from __future__ import annotations

from crossbearing.records import MonitoringReport
from crossbearing.write.monitoring import MonitoringPaper, Numbering
from crossbearing.write.monitoring_annexes import annexes
from crossbearing.write.monitoring_changes import first_page
from crossbearing.write.monitoring_matters import matters, method


def paper(report: MonitoringReport) -> MonitoringPaper:
    """The document. The first page cites no passage and leads to paragraphs: it is made when these have numbers."""
    numbering = Numbering(report)
    parts = (method(numbering), *matters(numbering))
    further = annexes(numbering)
    return MonitoringPaper(first_page(numbering), parts, further, numbering.notes(), numbering.passages())
