"""Why a metric has no value is said in the words of its entry."""

from __future__ import annotations

from pathlib import Path

import dcl

CONTRACT = """dcl 1

contract answers 1.0.0 {
  "Answers of annotators."
}

table answers {
  item  : int
  rater : int
  label : text
}

rule agree on answers {
  "Annotators agree better than by chance."
  check alpha(label, item: item, rater: rater) >= 0.1
}
"""


def reason(folder: Path, rows: list[dict[str, object]]) -> str:
    path = folder / "answers.dcl"
    path.write_text(CONTRACT, encoding="utf-8")
    found = dcl.load(path).check(rows)["agree"]
    assert found.verdict == "unknown"
    return found.reason or ""


def test_one_annotator_is_not_measurable(tmp_path: Path) -> None:
    said = reason(tmp_path, [{"item": 1, "rater": 1, "label": "a"}, {"item": 2, "rater": 1, "label": "b"}])
    assert said.startswith("not measurable: `alpha(label, item: item, rater: rater)` has no value. Unknown with")
    assert "with one rater only" in said


def test_one_value_only_is_not_measurable(tmp_path: Path) -> None:
    said = reason(tmp_path, [{"item": 1, "rater": 1, "label": "a"}, {"item": 1, "rater": 2, "label": "a"}])
    assert "only one value occurs" in said
