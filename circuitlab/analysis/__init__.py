"""What runs mean: measures over a run, claims that a circuit makes, tables to read."""
