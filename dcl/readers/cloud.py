"""Files in a cloud, which only Polars opens."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from dcl.diagnostics.codes_data import DCL606
from dcl.diagnostics.model import Diagnostic
from dcl.readers.files import named
from dcl.readers.join import Part
from dcl.tables.show import visible


def scan_cloud(address: str, scan: Callable[[str], pl.LazyFrame]) -> tuple[Part | None, Diagnostic | None]:
    """A lazy scan of a file in a cloud, or why it cannot be opened."""
    try:
        frame = scan(address)
        return Part(address, tuple(frame.clone().collect_schema().names()), frame), None
    except Exception as error:  # noqa: BLE001 - each cloud has its own ways to fail
        reason = visible(str(error).strip().split("\n")[0], 200)
        return None, Diagnostic(
            DCL606, f"{named(address)} cannot be read: {reason}", help="check the address and the right to read it"
        )
