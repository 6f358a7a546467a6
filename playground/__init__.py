"""A playground for watching recurrent networks learn."""
