"""Parse the cells of a table: numbers, dates, missing values."""
