"""The gallery as a static site: every exhibit with its film, in every language."""
