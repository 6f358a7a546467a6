"""How good a forecast is: metrics, baselines, and whether a difference is more than luck."""
