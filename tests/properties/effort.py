"""How many examples a property tries: few in the daily suite, many in the thorough profile."""

from __future__ import annotations

from hypothesis import Phase, settings

USUAL = 100
"""The number of examples of a profile that says nothing of it."""


def examples(number: int) -> settings:
    """Settings for `number` examples in the daily suite, and in proportion elsewhere."""
    current = settings()
    # To explain which lines only a failing example runs takes longer here than to look at it.
    phases = [phase for phase in current.phases if phase is not Phase.explain]
    return settings(max_examples=max(1, number * current.max_examples // USUAL), phases=phases)
