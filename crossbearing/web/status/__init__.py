"""How the standing watch stands, to this machine alone: a page, JSON, metrics, and whether it is well."""
