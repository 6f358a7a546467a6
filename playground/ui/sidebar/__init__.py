"""The controls of an experiment."""
