"""Makes a file of drawn boxes with planted errors whose numbers are known: `python boxes.py ROWS PATH [--broken]`.

Every error stands in rows of its own, so no rule hides another. With `--broken` every row breaks all rules that one row
can break together: some of them in every other row.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

import polars as pl

PERIOD = 9973
ROW_GROUP = 122_880
RULES = (
    "boxes.key",
    "boxes.label.matches",
    "boxes.annotator.matches",
    "boxes.occluded.domain",
    "boxes.x.range",
    "boxes.y.range",
    "boxes.w.range",
    "boxes.h.range",
    "boxes.confidence.range",
    "boxes.note.length",
    "inside_image",
    "hidden_is_noted",
)
"""The twelve rules, in the order of the places of their planted errors within a period."""


def planted(rows: int, broken: bool = False) -> Mapping[str, int]:
    """How many rows break each rule."""
    if broken:
        even = dict.fromkeys(("inside_image", "hidden_is_noted"), (rows + 1) // 2)
        odd = ("occluded.domain", "x.range", "y.range", "w.range", "h.range", "note.length")
        return dict.fromkeys(RULES, rows) | even | {f"boxes.{name}": rows // 2 for name in odd}
    counts = {rule: len(range(_place(rule), rows, PERIOD)) for rule in RULES}
    # A row that repeats the key of the row before it breaks the rule together with it.
    return counts | {"boxes.key": 2 * counts["boxes.key"]}


def _place(rule: str) -> int:
    return 100 * (1 + RULES.index(rule))


def make(rows: int, path: str, broken: bool = False) -> None:
    """Writes the file."""
    row = pl.col("row")

    def at(rule: str) -> pl.Expr:
        return pl.lit(value=True) if broken else row % PERIOD == _place(rule)

    def chance(seed: int) -> pl.Expr:
        return (row.hash(seed) % 1_000_003).cast(pl.Float64) / 1_000_003

    def number(seed: int, below: int) -> pl.Expr:
        return (row.hash(seed) % below).cast(pl.String).str.zfill(3)

    w, h = 4 + 300 * chance(1), 4 + 200 * chance(2)
    hidden = pl.when(at("hidden_is_noted")).then(pl.lit("heavy"))
    hidden = hidden.when(chance(3) < 0.9).then(pl.lit("none")).otherwise(pl.lit("partial"))
    note = pl.when(chance(4) < 0.05).then(pl.lit("behind number ") + number(5, 1_000_000))
    columns = {
        "box_id": pl.lit(7) if broken else pl.when(at("boxes.key")).then(row - 1).otherwise(row),
        "image_id": row // 8,
        "label": pl.when(at("boxes.label.matches"))
        .then(pl.lit("Class 7"))
        .otherwise(pl.lit("class_") + number(6, 200)),
        "annotator": pl.when(at("boxes.annotator.matches"))
        .then(pl.lit("anna"))
        .otherwise(pl.lit("ann_") + number(7, 150)),
        "occluded": pl.when(at("boxes.occluded.domain")).then(pl.lit("half")).otherwise(hidden),
        "x": pl.when(at("boxes.x.range"))
        .then(-1.0)
        .otherwise(pl.when(at("inside_image")).then(1900.0).otherwise(chance(8) * 1600)),
        "y": pl.when(at("boxes.y.range")).then(-1.0).otherwise(chance(9) * 800),
        "w": pl.when(at("boxes.w.range")).then(1.0).otherwise(pl.when(at("inside_image")).then(100.0).otherwise(w)),
        "h": pl.when(at("boxes.h.range")).then(1.0).otherwise(h),
        "confidence": pl.when(at("boxes.confidence.range")).then(1.5).otherwise(chance(10)),
        "created": pl.datetime(2026, 1, 1) + pl.duration(seconds=row // 3),
        "note": pl.when(at("boxes.note.length"))
        .then(pl.lit("long " * 20))
        .otherwise(pl.when(~at("hidden_is_noted")).then(note)),
    }
    if broken:
        columns |= _broken(row)
    numbers = pl.LazyFrame({"row": pl.int_range(rows, eager=True)})
    numbers.select(value.alias(name) for name, value in columns.items()).sink_parquet(path, row_group_size=ROW_GROUP)


def _broken(row: pl.Expr) -> Mapping[str, pl.Expr]:
    """A box is too small or reaches beyond the image, never both; and a note is too long or absent."""
    odd = row % 2 == 1
    return {
        "x": pl.when(odd).then(-1.0).otherwise(1900.0),
        "y": pl.when(odd).then(-1.0).otherwise(0.0),
        "w": pl.when(odd).then(1.0).otherwise(100.0),
        "h": pl.when(odd).then(1.0).otherwise(100.0),
        "occluded": pl.when(odd).then(pl.lit("half")).otherwise(pl.lit("heavy")),
        "note": pl.when(odd).then(pl.lit("long " * 20)),
    }


def main() -> None:
    rows, path = int(sys.argv[1]), sys.argv[2]
    broken = "--broken" in sys.argv
    make(rows, path, broken)
    for rule, count in planted(rows, broken).items():
        print(f"{count:>12,} {rule}")


if __name__ == "__main__":
    main()
