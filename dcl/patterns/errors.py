"""What goes wrong with a pattern, before there is a contract to point into."""

from __future__ import annotations

from dcl.diagnostics.codes_patterns import DCL160
from dcl.diagnostics.model import Code


class PatternError(Exception):
    """A pattern that dcl refuses: one sentence, the offset in the text between the slashes, and the code."""

    def __init__(self, message: str, offset: int, code: type[Code] = DCL160) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.code = code
