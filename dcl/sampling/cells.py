"""The cells of a sheet, which opens in a spreadsheet without running anything."""

from __future__ import annotations

import re
from typing import Any

from dcl.run.words import text_of

LONGEST = 32_767
"""What a cell of Excel can hold; it would spill the rest of a longer one over the next rows."""

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""How a cell begins that a spreadsheet takes for a formula, or that is protected already."""


def cell_of(value: Any) -> str:
    """A value as a cell; a missing one is empty, a number cannot be a formula."""
    text = text_of(value)
    if text is None:
        return ""
    return text if isinstance(value, int | float) else protect(text)


def protect(text: str) -> str:
    """A text that is no formula, told from all others; `unprotect` gives it back where it is not cut."""
    shown = f"'{text}" if _FORMULA.match(text) else text
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"


def unprotect(cell: str) -> str:
    """The text of a cell."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
