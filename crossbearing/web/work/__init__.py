"""The work beside the pages: what is added and built, by a process of its own, and how far it is."""
