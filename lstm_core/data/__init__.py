"""Sources (file, ticker, sample) -> reading (text to table) -> series (the guarantees)."""
