"""Tables that are not a column for each variable, put into that form."""
