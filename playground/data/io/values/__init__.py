"""What the cells of a table say: numbers, dates, missing values."""
