"""The Train page and the cell."""
