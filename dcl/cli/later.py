"""What was asked for and comes with a later version."""

from __future__ import annotations

from dcl.diagnostics import Diagnostic
from dcl.diagnostics.codes_usage import DCL654
from dcl.engines.named import ENGINES

LATER_ENGINES = ("duckdb", "spark")


def not_yet(engine: str) -> tuple[Diagnostic, ...]:
    """A diagnostic where the engine is planned and not there."""
    if engine not in LATER_ENGINES:
        return ()
    today = "` and `".join(ENGINES)
    message = f"the engine `{engine}` is not supported yet"
    return (Diagnostic(DCL654, message, help=f"today there are `{today}`"),)
