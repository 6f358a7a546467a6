"""What a run leaves behind, and what server and worker say to each other."""
