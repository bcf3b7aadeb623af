"""One recipe on many series: who they are, what was asked for them, where it is kept, and what came of it over all."""
