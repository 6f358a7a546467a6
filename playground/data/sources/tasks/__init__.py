"""Tasks: small puzzles of memory, made of independent sequences with a known answer. One file each.

A task is a function ``name(count, length, rng, *, parameters) -> (x (count, length, F), y (count,
length))``. As the generators, it is pasted word for word into an exported script, with the
functions it ``needs``: they use their arguments, each other and ``np``.
"""
