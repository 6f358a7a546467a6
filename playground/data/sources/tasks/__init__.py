"""Tasks: synthetic memory problems, made of independent sequences with a known answer.

A task is a function ``name(count, length, rng, *, parameters) -> (x (count, length, F), y (count,
length))``, one per file. Like the generators, it is copied verbatim into exported scripts together
with the functions it ``needs``, so they use only their arguments, each other and ``np``.
"""
