"""Mandates, what matches them, and what was new."""
