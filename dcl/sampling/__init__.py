"""Samples that people review: how many rows (`plan`), which (`draw`), the sheet to fill in (`sheet`), the decision."""
