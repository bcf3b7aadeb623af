"""The parts of the Search page: what is asked, how it goes, what was found, and the winner's one look at the test."""
