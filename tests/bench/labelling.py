"""Pairs of boxes and agreement, beside the straightforward version by hand: `python tests/bench/labelling.py`.

A thousand images of a hundred boxes (4,950,000 pairs), and a million answers of ten annotators to a hundred thousand
items. Both sides start from Parquet files and must come to the same numbers.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl

import dcl

CONTRACT = Path(__file__).with_name("labelling.dcl")
IMAGES, BOXES, ITEMS, RATERS, LABELS = 1_000, 100, 100_000, 10, 5


def make_boxes(path: Path) -> None:
    """Boxes at random; one in a thousand is drawn twice, a pixel apart."""
    random = np.random.default_rng(1)
    count = IMAGES * BOXES
    frame = pl.DataFrame(
        {
            "box_id": np.arange(count),
            "image_id": np.arange(count) // BOXES,
            "x": random.uniform(0, 1800, count).round(1),
            "y": random.uniform(0, 1000, count).round(1),
            "w": random.uniform(40, 120, count).round(1),
            "h": random.uniform(40, 120, count).round(1),
        }
    )
    twice = pl.col("box_id") % 1000 == 999
    shapes = [pl.when(twice).then(pl.col(name).shift(1)).otherwise(pl.col(name)).alias(name) for name in "xywh"]
    frame.with_columns(shapes).write_parquet(path)


def make_answers(path: Path) -> None:
    """Six answers in ten are the item's own label, the others are guessed."""
    random = np.random.default_rng(2)
    item = np.repeat(np.arange(ITEMS), RATERS)
    own = random.integers(0, LABELS, ITEMS)[item]
    label = np.where(random.random(len(item)) < 0.6, own, random.integers(0, LABELS, len(item)))
    rater = np.tile(np.arange(RATERS), ITEMS)
    pl.DataFrame({"item": item, "rater": rater, "label": [f"k{value}" for value in label]}).write_parquet(path)


def pairs_by_hand(path: Path) -> int:
    """The self join that one would write."""
    boxes = pl.scan_parquet(path)
    both = boxes.join(boxes, on="image_id", suffix="_b").filter(pl.col("box_id") < pl.col("box_id_b"))
    right = pl.min_horizontal(pl.col("x") + pl.col("w"), pl.col("x_b") + pl.col("w_b"))
    bottom = pl.min_horizontal(pl.col("y") + pl.col("h"), pl.col("y_b") + pl.col("h_b"))
    wide = (right - pl.max_horizontal("x", "x_b")).clip(lower_bound=0)
    high = (bottom - pl.max_horizontal("y", "y_b")).clip(lower_bound=0)
    shared = wide * high
    union = pl.col("w") * pl.col("h") + pl.col("w_b") * pl.col("h_b") - shared
    return int(both.filter(shared / union >= 0.9).select(pl.len()).collect(engine="streaming").item())


def alpha_by_hand(path: Path) -> float:
    """Nominal alpha from the counts of each label on each item, in NumPy."""
    frame = pl.read_parquet(path)
    labels, place = np.unique(frame["label"].to_numpy(), return_inverse=True)
    counts = np.zeros((ITEMS, len(labels)))
    np.add.at(counts, (frame["item"].to_numpy(), place), 1)
    answers = counts.sum(axis=1)
    counts, answers = counts[answers > 1], answers[answers > 1]
    apart = (answers**2 - (counts**2).sum(axis=1)) / (answers - 1)
    total = counts.sum(axis=0)
    return 1 - (total.sum() - 1) * apart.sum() / (total.sum() ** 2 - (total**2).sum())


def timed(work: Callable[[], object], times: int = 3) -> tuple[float, object]:
    """The median of the seconds, and what the work came to."""
    seconds, found = [], None
    for _ in range(times):
        began = time.perf_counter()
        found = work()
        seconds.append(time.perf_counter() - began)
    return sorted(seconds)[times // 2], found


def main() -> None:
    contract = dcl.load(CONTRACT)
    with tempfile.TemporaryDirectory() as folder:
        boxes, answers = Path(folder, "boxes.parquet"), Path(folder, "answers.parquet")
        make_boxes(boxes)
        make_answers(answers)
        data = {"boxes": boxes, "answers": answers}
        hand, expected = timed(lambda: pairs_by_hand(boxes))
        mine, found = timed(lambda: contract.check(data, rules=["one_box_per_object"])["one_box_per_object"].failed)
        assert found == expected, (found, expected)
        print(f"pairs, {IMAGES:,} × {BOXES} boxes   by hand {hand:.2f} s   dcl {mine:.2f} s   ratio {mine / hand:.2f}")
        hand, alpha = timed(lambda: alpha_by_hand(answers))
        mine, measured = timed(lambda: contract.check(data, rules=["agree"])["agree"].measured)
        assert isinstance(measured, dict)
        assert isinstance(alpha, float)
        (value,) = measured.values()
        assert abs(value - alpha) < 1e-9, (value, alpha)
        print(f"alpha, {ITEMS * RATERS:,} answers   by hand {hand:.2f} s   dcl {mine:.2f} s   ratio {mine / hand:.2f}")


if __name__ == "__main__":
    main()
