from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.readers.help import part, part_refusal, rows, write

SPAN = {"start": 0, "end": 3, "text": "Ada", "labels": ["person"]}
BOX = {"x": 1.5, "y": 2, "width": 30, "height": 40, "rotation": 0, "rectanglelabels": ["car", "truck"]}
TASKS: list[dict[str, Any]] = [
    {
        "id": 11,
        "data": {"text": "Ada sleeps"},
        "meta": {},
        "annotations": [
            {
                "id": 5,
                "completed_by": 1,
                "result": [
                    {"id": "r1", "from_name": "ner", "to_name": "text", "type": "labels", "value": SPAN},
                    {"id": "r2", "from_name": "box", "to_name": "img", "type": "rectanglelabels", "value": BOX},
                    {"type": "relation", "from_id": "r1", "to_id": "r2", "direction": "right"},
                ],
            },
            {"id": 6, "completed_by": 2, "was_cancelled": True, "result": []},
        ],
        "predictions": [{"id": 9, "score": 0.5, "result": [{"type": "choices", "value": {"choices": ["no"]}}]}],
    },
    {"id": 12, "data": {"text": "…"}, "annotations": []},
]
MIN = [
    {"text": "Ada sleeps", "id": 11, "mood": "calm", "annotator": 1, "annotation_id": 5},
    {"text": "Ada sleeps", "id": 11, "mood": "tired", "annotator": 2, "annotation_id": 6},
]


@pytest.fixture
def tasks(tmp_path: Path) -> Path:
    return write(tmp_path / "a.json", json.dumps(TASKS))


def test_a_task_is_a_row_without_its_annotations(tasks: Path) -> None:
    table = part("tasks", tasks, format="labelstudio")
    assert table.columns == ("id", "data", "meta")
    assert [row["data"] for row in table.rows()] == [{"text": "Ada sleeps"}, {"text": "…"}]


def test_an_annotation_is_a_row_that_names_its_task(tasks: Path) -> None:
    table = part("annotations", tasks, format="labelstudio")
    assert table.columns == ("task", "position", "id", "completed_by", "was_cancelled")
    assert rows(table) == [(11, 1, 5, 1, None), (11, 2, 6, 2, True)]


def test_a_result_is_a_row_with_its_value_spread_out(tasks: Path) -> None:
    span, box, relation = part("results", tasks, format="labelstudio").rows()
    assert span == {
        "task": 11, "annotation": 5, "position": 1, "id": "r1", "from_name": "ner", "to_name": "text",
        "type": "labels", "start": 0, "end": 3, "text": "Ada", "labels": ["person"], "label": "person",
    }  # fmt: skip
    assert (box["labels"], box["width"], box["rotation"], "label" in box) == (["car", "truck"], 30, 0, False)
    assert (relation["from_id"], relation["to_id"], relation["position"]) == ("r1", "r2", 3)


def test_predictions_have_tables_like_annotations(tasks: Path) -> None:
    assert rows(part("predictions", tasks, format="labelstudio")) == [(11, 1, 9, 0.5)]
    assert [dict(row) for row in part("prediction_results", tasks, format="labelstudio").rows()] == [
        {"task": 11, "prediction": 9, "position": 1, "type": "choices", "choices": ["no"], "label": "no"}
    ]


@pytest.mark.parametrize("name", ["tasks", "answers"])
def test_json_min_is_one_table_of_any_name(tmp_path: Path, name: str) -> None:
    table = part(name, write(tmp_path / "a.json", json.dumps(MIN)), format="labelstudio")
    assert table.columns == ("text", "id", "mood", "annotator", "annotation_id")
    assert [row["mood"] for row in table.rows()] == ["calm", "tired"]


def test_a_file_without_tasks_has_empty_tables(tmp_path: Path) -> None:
    assert rows(part("results", write(tmp_path / "a.json", "[]"), format="labelstudio")) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{}", "DCL610 `a.json` holds one object, not the list of tasks that Label Studio exports"),
        ("[1]", "DCL620 line 1 of `a.json` holds a number where a record should be"),
        (
            '[{"data": {},\n"annotations": {}}]',
            "DCL620 the task on line 1 of `a.json` has a record as `annotations`, where a list should be",
        ),
        (
            '[{"data": {}},\n{"data": {}, "annotations": [{"result": ["x"]}]}]',
            "DCL620 the task on line 2 of `a.json` has a text in `result`, where a record should be",
        ),
        ('[{"data": {}}', "DCL619 line 1 of `a.json` cannot be read: it breaks off before its list is closed"),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, text: str, message: str) -> None:
    assert part_refusal("tasks", write(tmp_path / "a.json", text), format="labelstudio") == message


def test_the_two_exports_do_not_mix(tmp_path: Path) -> None:
    one = write(tmp_path / "1.json", json.dumps(TASKS))
    two = write(tmp_path / "2.json", json.dumps(MIN))
    message = part_refusal("tasks", one, two, format="labelstudio")
    assert message == "DCL610 `2.json` is JSON-MIN of Label Studio and `1.json` its JSON"
