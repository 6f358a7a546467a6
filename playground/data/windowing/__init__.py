"""From a series to windows: split by time, scale with the training set, cut into windows."""
