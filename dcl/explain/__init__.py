"""Pages that explain: one for each diagnostic code, from its docstring."""
