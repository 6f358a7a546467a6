"""Recordings and finished runs, and the messages between server and worker."""
