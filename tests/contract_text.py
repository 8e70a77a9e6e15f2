"""Contracts for tests, written to a folder and compiled."""

from __future__ import annotations

from pathlib import Path

from dcl.compile import Compiled, compile_contract
from dcl.diagnostics import Diagnostic

HEADER = 'dcl 1\ncontract test 1.0.0 { "A contract of the tests." }\n'


def diagnostics_of(folder: Path, text: str, header: str = HEADER) -> tuple[Diagnostic, ...]:
    """What the compiler has to say of a contract."""
    return _compile(folder, header + text)[1]


def compiled(folder: Path, text: str, header: str = HEADER) -> Compiled:
    """A contract that must be free of errors."""
    found, diagnostics = _compile(folder, header + text)
    assert found is not None, [f"{d.id} {d.message}" for d in diagnostics]
    return found


def _compile(folder: Path, text: str) -> tuple[Compiled | None, tuple[Diagnostic, ...]]:
    path = folder / "test.dcl"
    path.write_text(text, encoding="utf-8")
    return compile_contract(path)
