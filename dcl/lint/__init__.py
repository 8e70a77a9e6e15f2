"""Lints: what could be better in a contract that is well formed."""

from dcl.lint.findings import findings_of
from dcl.lint.lints import lint

__all__ = ["findings_of", "lint"]
