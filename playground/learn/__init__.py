"""The Learn page: its text in every language, and its figures of real networks."""
