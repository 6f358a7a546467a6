"""Studies of many runs: other seeds, other values of a field, other learning rates."""
