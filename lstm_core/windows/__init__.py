"""From feature table to training windows: split by time, scale on the training part, cut without copying."""
