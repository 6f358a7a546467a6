"""Measurements of what the playground costs: the table of ``python -m playground bench``."""
