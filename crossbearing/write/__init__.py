"""Findings → dossier, page, JSON; sees records only, no database, no network, no clock."""
