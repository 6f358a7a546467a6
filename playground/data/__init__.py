"""Series, tasks and tables: everything a network can be shown, before it is cut into windows."""
