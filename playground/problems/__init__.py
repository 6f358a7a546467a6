"""Problem types, one file each: which time steps are read, the targets, and the loss."""
