"""Pitfalls: the classic mistakes made on purpose, and what they do to the score that is told."""
