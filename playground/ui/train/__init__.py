"""The Train page, including the cell's diagram."""
