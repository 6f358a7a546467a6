"""Weights in, numbers about the network out."""
