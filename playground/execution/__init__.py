"""Where calls run, and the runs that keep themselves going."""
