"""The rules of `boxes.dcl` as a competent user of Polars writes them by hand: `python naive.py FILE.parquet`.

One filter a rule; its count and its first 20 failing rows with their keys are printed as JSON.
"""

from __future__ import annotations

import json
import sys

import polars as pl

LIMIT = 20


def main() -> None:
    boxes = pl.scan_parquet(sys.argv[1]).with_row_index("row")
    right, bottom = pl.col("x") + pl.col("w"), pl.col("y") + pl.col("h")
    broken = {
        "boxes.key": pl.col("box_id").is_duplicated(),
        "boxes.label.matches": ~pl.col("label").str.contains(r"^class_[01][0-9][0-9]$"),
        "boxes.annotator.matches": ~pl.col("annotator").str.contains(r"^ann_[0-9]{3}$"),
        "boxes.occluded.domain": ~pl.col("occluded").is_in(["none", "partial", "heavy"]),
        "boxes.x.range": pl.col("x") < 0,
        "boxes.y.range": pl.col("y") < 0,
        "boxes.w.range": pl.col("w") < 4,
        "boxes.h.range": pl.col("h") < 4,
        "boxes.confidence.range": ~pl.col("confidence").is_between(0, 1),
        "boxes.note.length": ~pl.col("note").str.len_chars().is_between(1, 60),
        "inside_image": (right > 1920) | (bottom > 1080),
        "hidden_is_noted": (pl.col("occluded") == "heavy") & pl.col("note").is_null(),
    }
    queries = [boxes.filter(condition).select("row", "box_id") for condition in broken.values()]
    found = pl.collect_all(queries, engine="streaming")
    report = {
        name: {"failed": rows.height, "first": rows.sort("row").head(LIMIT).rows()}
        for name, rows in zip(broken, found, strict=True)
    }
    print(json.dumps(report))


if __name__ == "__main__":
    main()
