"""What every picture of errors shares: the names of the baselines, and the smallest error drawn."""

from __future__ import annotations

from playground.wording import N_

#: Names of the baselines, on every page. For classes one baseline predicts the class frequencies of
#: the training set, so its most likely class is always the most common one.
BASELINES = {
    "last_value": N_("last value"),
    "seasonal_naive": N_("one season ago"),
    "linear_ar": N_("linear autoregression"),
    "mean": N_("always predicting the mean"),
    "class_mean": N_("mean of its class"),
    "majority_class": N_("predicting the class frequencies"),
    "nearest_neighbour": N_("nearest neighbor"),
}

#: Smaller errors come from rounding; they are invisible in the predictions.
FLOOR = 1e-10
