"""Find where in a file the table is."""
