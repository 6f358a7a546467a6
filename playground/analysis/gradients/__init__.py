"""The numbers of the Gradients page, before and during training, in float64 without torch."""
