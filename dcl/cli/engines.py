"""The engines and report formats that one may ask for, also those that come with a later version."""

from __future__ import annotations

from dcl.diagnostics import Diagnostic
from dcl.diagnostics.codes_usage import DCL654
from dcl.engines.named import ENGINES, engine_named

LATER_ENGINES = ("duckdb", "spark")
FORMATS = ("text", "json")
LATER_FORMATS = ("html", "markdown", "sarif", "junit", "github")

__all__ = ["ENGINES", "FORMATS", "LATER_ENGINES", "LATER_FORMATS", "engine_named", "not_yet"]


def not_yet(engine: str, form: str) -> tuple[Diagnostic, ...]:
    """What was asked for and comes with a later version."""
    found = []
    if engine in LATER_ENGINES:
        found.append(_later(f"the engine `{engine}`", list(ENGINES)))
    if form in LATER_FORMATS:
        found.append(_later(f"the format `{form}`", list(FORMATS)))
    return tuple(found)


def _later(what: str, today: list[str]) -> Diagnostic:
    return Diagnostic(DCL654, f"{what} is not supported yet", help=f"today there are `{'` and `'.join(today)}`")
