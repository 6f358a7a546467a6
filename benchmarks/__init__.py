"""Measurements behind the README and ``docs/benchmarks.md``, each with a command of its own."""
