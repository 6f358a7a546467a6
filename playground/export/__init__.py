"""What a run leaves for other programs: a folder of plain files, and a script that repeats it."""
