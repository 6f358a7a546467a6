"""Recording or result in, plotly figure out; plain dictionaries, built in well under a
millisecond.
"""
