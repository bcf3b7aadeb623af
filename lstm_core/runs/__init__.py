"""One folder per run: who asked writes what was asked, the worker writes what came of it, readers just look."""
