"""Training: the only room, with `network`, that knows torch."""
