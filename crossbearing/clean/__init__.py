"""Capture → Report: bytes to a text that is final, with the page around it cut away and every cut on record."""

from crossbearing.clean.report import clean

__all__ = ["clean"]
