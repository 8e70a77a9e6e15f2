"""Plain columns to a frame or a file."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl


def columns_frame(columns: Mapping[str, Sequence[Any]], numbers: Collection[str] = frozenset()) -> pl.DataFrame:
    """A frame of columns of texts, those in `numbers` of whole numbers."""
    import polars as pl

    return pl.DataFrame(
        {
            name: pl.Series(name, values, dtype=pl.Int64 if name in numbers else pl.String)
            for name, values in columns.items()
        }
    )


def write_columns(
    path: Path, suffix: str, columns: Mapping[str, Sequence[Any]], numbers: Collection[str] = frozenset()
) -> None:
    """Write columns of texts, those in `numbers` of whole numbers, as `.parquet`, `.csv` or `.ndjson`."""
    frame = columns_frame(columns, numbers)
    match suffix:
        case ".parquet":
            frame.write_parquet(path)
        case ".csv":
            frame.write_csv(path)
        case ".ndjson":
            frame.write_ndjson(path)
        case _:
            raise ValueError(f"no writer for {suffix}")
