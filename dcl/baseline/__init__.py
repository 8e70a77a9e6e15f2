"""Baselines: the violations of one day, so that later only new ones count."""
