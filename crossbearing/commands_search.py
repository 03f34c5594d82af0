"""The command that searches a case."""
