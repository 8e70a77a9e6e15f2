"""Agreement, answers against gold, drift and suspect labels as pure functions of plain values."""
