"""Export of a run: a folder of plain files, a player page, and a script that repeats the run."""
