from __future__ import annotations

from dataclasses import replace

import pytest

from dcl.ir.program import CellCheck
from dcl.report.rule_words import sentence_of
from tests.run.street import (
    COLUMNS,
    DOMAIN,
    INSIDE,
    KEY,
    REQUIRED,
    ROWS,
    SAME_SPLIT,
    W_PRESENT,
    W_RANGE,
    W_TYPE,
    of_column,
    program,
)


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (INSIDE, "Cut a box at the edge of its image."),
        (ROWS, "`boxes` has at least one row"),
        (COLUMNS, "`boxes` has no column but those of the contract"),
        (W_PRESENT, "`boxes` has the column `w`"),
        (DOMAIN, "`label` is a road_user"),
        (W_TYPE, "`w` is a number"),
        (REQUIRED, "`annotator` is never missing"),
        (of_column("unit", CellCheck("w", "unit"), "w"), "`w` stands with its unit"),
        (KEY, "no two rows of `boxes` have the same `box_id`"),
        (W_RANGE, "w in 4..64"),
        (SAME_SPLIT, "image_id determines annotator"),
        (replace(W_RANGE, formula=None), "boxes.w.range"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.id,
)
def test_each_rule_has_a_sentence(rule, sentence):
    assert sentence_of(program(), rule) == sentence
