"""A table as read: its columns, their roles, and the repairs of its rows."""
