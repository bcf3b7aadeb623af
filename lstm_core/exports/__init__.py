"""Take it away: a run as tables, a script, a report and a bundle, and a bundle as a run again."""
