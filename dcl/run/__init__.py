"""Checking data against a program: `check` gives a `Result`, and `exit_status` says what the shell hears."""

from dcl.run.check import check
from dcl.run.result import ExitStatus, Result, RuleResult, TableInfo, Violation, exit_status
from dcl.run.select import ALL_RULES, Selection, check_selection

__all__ = [
    "ALL_RULES",
    "ExitStatus",
    "Result",
    "RuleResult",
    "Selection",
    "TableInfo",
    "Violation",
    "check",
    "check_selection",
    "exit_status",
]
