"""Values of Python as JSON would hold them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from dcl.tables.show import visible

DEEPEST = 100


class NoValueError(Exception):
    """A value that no cell can hold; says what it is."""


def plain_value(value: Any, depth: int = 0) -> Any:
    """The value as JSON holds it, NaN and the other marks for "nothing" as None; raises NoValueError."""
    if value is None or isinstance(value, bool | str):
        return _text(value) if isinstance(value, str) else value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return None if math.isnan(value) else float(value)
    if depth >= DEEPEST:
        raise NoValueError(f"a value that nests more than {DEEPEST} deep")
    if isinstance(value, Mapping):
        return {str(key): plain_value(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain_value(inner, depth + 1) for inner in value]
    return _special(value, depth)


def _text(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise NoValueError("a text with half a sign") from None
    return str(value)


def _special(value: Any, depth: int) -> Any:
    """Dates, exact decimals, and what NumPy and pandas wrap."""
    if type(value).__name__ in ("NAType", "NaTType"):
        return None
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return f"{value.total_seconds():f}s"
    if isinstance(value, Decimal):
        return _decimal(value)
    for unwrap in ("tolist", "item"):
        if hasattr(value, unwrap):
            return plain_value(getattr(value, unwrap)(), depth + 1)
    raise NoValueError(f"a value of type `{visible(type(value).__name__)}`")


def _decimal(value: Decimal) -> int | float | None:
    if value.is_nan():
        return None
    return int(value) if abs(value) < 2**63 and value == value.to_integral_value() else float(value)
