"""Turn wide tables into tables with one column for each variable."""
