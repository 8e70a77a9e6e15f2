"""What was asked for and comes with a later version."""

from __future__ import annotations

from collections.abc import Iterable

from dcl.diagnostics import Diagnostic
from dcl.diagnostics.codes_usage import DCL654
from dcl.engines.named import ENGINES

LATER_ENGINES = ("duckdb", "spark")
FORMATS = ("text", "json")
LATER_FORMATS = ("html", "markdown", "sarif", "junit", "github")


def not_yet(engine: str, form: str) -> tuple[Diagnostic, ...]:
    """A diagnostic for each of the two that is planned and not there."""
    found = []
    if engine in LATER_ENGINES:
        found.append(_later(f"the engine `{engine}`", ENGINES))
    if form in LATER_FORMATS:
        found.append(_later(f"the format `{form}`", FORMATS))
    return tuple(found)


def _later(what: str, today: Iterable[str]) -> Diagnostic:
    return Diagnostic(DCL654, f"{what} is not supported yet", help=f"today there are `{'` and `'.join(today)}`")
