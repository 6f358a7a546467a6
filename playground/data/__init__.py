"""Data sources, files, and the windows that a network is trained on."""
