"""The lesson plans, one module each."""
