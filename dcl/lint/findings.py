"""All that is to be said of a contract: what its compiler found, and the lints."""

from __future__ import annotations

from dcl.compile import Compiled
from dcl.diagnostics import Diagnostic
from dcl.diagnostics.codes_modules import DCL405
from dcl.lint.lints import lint


def findings_of(compiled: Compiled | None, diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """What the compiler found, then the lints where the contract compiles.

    A file without a contract is made for others to use, and no mistake.
    """
    if compiled is None:
        return tuple(each for each in diagnostics if each.code is not DCL405)
    return (*diagnostics, *(each for each in lint(compiled.checked) if each not in diagnostics))
