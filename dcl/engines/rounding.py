"""The one rounding of the language: aggregates of floats keep 12 significant digits.

Sums depend on the order of rows in the last digits; rounded, every engine and every run compares the same number.
"""

from __future__ import annotations


def rounded(value: float) -> float:
    """The float nearest to the value written with 12 significant digits."""
    return float(f"{value:.11e}")
