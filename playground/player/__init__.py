"""The player: tracks packed in Python, drawn in the browser on one time axis."""
