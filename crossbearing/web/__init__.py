"""The reading room: pages and an API over one case, served to a browser."""
