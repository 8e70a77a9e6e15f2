"""The formats of a report: one line each. A new one is one file and one line here."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from dcl.run.result import Result

Writer = Callable[[Result, str], str]
"""Makes a report from a result and the mildest severity of a broken rule that fails it."""

WRITERS = {
    "json": "json_report",
    "markdown": "markdown_report",
    "sarif": "sarif_report",
    "junit": "junit_report",
    "github": "github_report",
}
"""The function of the module `dcl.report.FORMAT` that writes it."""

FORMATS = ("text", "json", "html", "markdown", "sarif", "junit", "github")
"""All formats: those of `WRITERS`, `text`, which may be coloured, and `html`, which may be many pages."""

WITH_IDENTITIES = frozenset({"sarif"})
"""Those that need the identities of violations."""


def writer(form: str) -> Writer:
    """The writer of a format; imported only now."""
    made: Writer = getattr(import_module(f"dcl.report.{form}"), WRITERS[form])
    return made
