"""Commands of `python -m lstm_core` that stand on their own, one module each."""
