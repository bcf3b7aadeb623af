"""Worker processes: submit a run, stop it, and never take the dashboard down with it."""
