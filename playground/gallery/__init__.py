"""Prepared experiments, each with a claim that is tested."""
