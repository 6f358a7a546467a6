"""Charts: results in, Plotly figures out, as plain dictionaries."""
