"""Where in a file the table lies."""
