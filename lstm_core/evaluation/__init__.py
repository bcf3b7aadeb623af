"""What makes a score honest: metrics, baselines, intervals, significance, verdict."""
