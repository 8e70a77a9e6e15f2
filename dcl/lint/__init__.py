"""Lints: what could be better in a contract that is well formed."""

from dcl.lint.lints import lint

__all__ = ["lint"]
