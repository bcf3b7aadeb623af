"""Experiments that show what textbooks claim, each in seconds: what is asked, and how a worker plays it."""
