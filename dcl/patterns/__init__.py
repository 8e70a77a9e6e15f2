"""The pattern language: parsed, matched and respelled by dcl, never handed to a library as it stands."""

from dcl.patterns.errors import PatternError
from dcl.patterns.formats import FORMATS, NAMED_FORMATS, Format
from dcl.patterns.pattern import Pattern, compiled, parse_pattern

__all__ = ["FORMATS", "NAMED_FORMATS", "Format", "Pattern", "PatternError", "compiled", "parse_pattern"]
