"""From a series to windows: split in time, scaled by the training part, cut."""
