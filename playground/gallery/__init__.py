"""Prepared experiments with their claims."""
