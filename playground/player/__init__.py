"""The player: tracks packed in Python and drawn in the browser on one time axis."""
