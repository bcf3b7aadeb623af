"""What the network sees: the catalogue, the feature table, and the proof that nothing looks ahead."""
