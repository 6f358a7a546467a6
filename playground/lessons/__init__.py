"""Lessons: one file per language, read, checked against runs, and answered in notes."""
