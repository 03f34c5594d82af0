"""The door: who may read and who may decide, and what every request and answer must pass."""
