"""A table as read: its columns and names."""
