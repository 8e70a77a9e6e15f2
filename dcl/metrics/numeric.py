"""Arithmetic that comes out the same in any order of the rows, and that never ends in an infinity."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable


def finite(compute: Callable[[], float]) -> float | None:
    """What the computation comes to, or None where that is no finite number."""
    try:
        value = compute()
    except (OverflowError, ValueError, ZeroDivisionError):
        # Squares of huge numbers are not finite, those of tiny ones are 0; `fsum` refuses infinities that cancel out.
        return None
    return value if math.isfinite(value) else None


def total(parts: Iterable[float]) -> float:
    """A sum that does not depend on the order of its parts, as rows have none."""
    return math.fsum(parts)
