"""Sentences about current results, each shown only while it is true."""
