"""A search over settings: trials that learn on the training part and are judged on validation, and what they show."""

TRIALS = "trials"  # the folder of a search's trials
