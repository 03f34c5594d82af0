"""Alembic's folder: how a case of an earlier version becomes one of this version."""
