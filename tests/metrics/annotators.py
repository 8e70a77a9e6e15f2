"""Tables of answers for the tests: random ones, and the real ones of Snow et al. 2008."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass
from typing import Any

from tests.shared_data import shared


@dataclass(frozen=True)
class Answered:
    """One row an answer: parallel columns."""

    labels: list[Any]
    items: list[Any]
    raters: list[Any]
    golds: list[Any]

    @property
    def columns(self) -> tuple[list[Any], list[Any], list[Any]]:
        return self.labels, self.items, self.raters


def random_answers(seed: int, values: list[Any], items: int = 40, raters: int = 5, given: float = 0.7) -> Answered:
    """Raters who mostly see the truth, and who answer only some of the items."""
    chance = random.Random(seed)
    truths = {item: chance.choice(values) for item in range(items)}
    rows = [
        (truth if chance.random() < 0.6 else chance.choice(values), item, f"rater {rater}", truth)
        for item, truth in truths.items()
        for rater in range(raters)
        if chance.random() < given
    ]
    chance.shuffle(rows)
    return Answered(*(list(column) for column in zip(*rows, strict=True)))


def snow(task: str) -> Answered:
    """One task of Snow et al. 2008; all answers are numbers."""
    with shared(f"snow2008/{task}.standardized.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return Answered(
        [float(row["response"]) for row in rows],
        [row["orig_id"] for row in rows],
        [row["!amt_worker_ids"] for row in rows],
        [float(row["gold"]) for row in rows],
    )
