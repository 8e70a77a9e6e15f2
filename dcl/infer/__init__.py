"""A first contract from data: what is measured in the columns, what follows from it, and the proof that it holds."""
