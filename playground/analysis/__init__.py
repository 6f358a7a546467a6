"""Analyses of a network from its weights alone: gradients, interventions, memory, forecasts."""
