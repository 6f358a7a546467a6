"""Evaluation of predictions: metrics, baselines, and the significance of differences."""
