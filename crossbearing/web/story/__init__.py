"""Pages of one story, and of what it is made of: findings, reports, captures, actors."""
