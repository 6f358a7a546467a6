"""What a page shows while a network trains, computed in the worker that trains it."""
