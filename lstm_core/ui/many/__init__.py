"""Many series: which ones and how, the group as it goes, what came of it, and one of them."""
