"""Pages and forms by which a reader decides, and the queue of what is worth deciding first."""
