"""The fields of a description, one file for each of its four parts."""
