"""Standing questions put to every new finding: mandates, what matches them, and what of that is new."""
