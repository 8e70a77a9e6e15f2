"""The tables of the gallery's contracts."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dcl.compile import Compiled, compile_contract

FOLDER = Path(__file__).parent.parent.parent / "contracts"


@cache
def contract(name: str) -> Compiled:
    """A contract of the gallery."""
    found, _ = compile_contract(FOLDER / f"{name}.dcl")
    assert found is not None
    return found


TABLES = [(path.stem, table) for path in sorted(FOLDER.glob("*.dcl")) for table in contract(path.stem).checked.tables]
"""Every table, with the contract that it belongs to."""
