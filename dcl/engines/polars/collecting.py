"""The one place where a plan runs."""

from __future__ import annotations

import polars as pl


class RuleFailure(Exception):
    """A rule that Polars cannot run: a limit of this engine, never a fault of the data."""

    def __init__(self, rule: str, reason: str) -> None:
        super().__init__(f"the rule `{rule}` cannot run on Polars: {reason}")
        self.rule = rule
        self.reason = reason


def collect(plan: pl.LazyFrame) -> pl.DataFrame:
    """The rows of a plan, by the streaming engine: as fast as the other one and with bounded memory."""
    return plan.collect(engine="streaming")
