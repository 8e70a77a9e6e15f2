"""Labelling configurations of Label Studio as contracts over its export."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import dcl
from dcl.examples import run_examples
from tests.interop.drafted import Imported, imported, refused

TEXT = '<Text name="t" value="$text"/>'
IMAGE = '<Image name="i" value="$image"/>'
MOOD = '<Choices name="mood" toName="t"><Choice value="good" hint="Glad."/><Choice value="bad" alias="0"/></Choices>'


def of(folder: Path, *parts: str) -> Imported:
    found = imported(folder, f"<View>{''.join(parts)}</View>")
    assert run_examples(found.contract).ok
    return found


def results(found: Imported) -> Any:
    return found.contract.checked.tables["results"].columns


def test_choices_are_a_label_set_in_the_spelling_of_the_data(tmp_path: Path) -> None:
    found = of(tmp_path, TEXT, MOOD)
    labels = found.contract.checked.labels["mood"].labels
    assert [(label.name, label.spelling, label.description) for label in labels] == [
        ("good", "good", "Glad."),
        ("bad", "0", None),
    ]
    assert str(results(found)["label"].type) == "mood"


def test_the_tables_are_those_of_the_reader(tmp_path: Path) -> None:
    found = of(tmp_path, TEXT, MOOD).contract.checked
    assert list(found.tables) == ["tasks", "annotations", "results"]
    assert all(table.open and table.format is not None for table in found.tables.values())
    assert found.tables["results"].columns["annotation"].references == ("annotations", "id")


def test_boxes_have_edges_in_hundredths(tmp_path: Path) -> None:
    drawing = '<RectangleLabels name="r" toName="i"><Label value="car"/></RectangleLabels>'
    found = of(tmp_path, IMAGE, drawing)
    assert [name for name in ("x", "y", "width", "height") if name in results(found)] == ["x", "y", "width", "height"]
    assert found.line("x :") == 'x : float in 0..100 "In hundredths of the picture."'


@pytest.mark.parametrize(("shown", "kind"), [(TEXT, "int"), ('<Audio name="t" value="$a"/>', "float")])
def test_spans_count_signs_and_intervals_do_not(tmp_path: Path, shown: str, kind: str) -> None:
    found = of(tmp_path, shown, '<Labels name="l" toName="t"><Label value="a"/></Labels>')
    assert str(results(found)["start"].type) == kind


def test_controls_that_share_a_column_are_parted_by_rules(tmp_path: Path) -> None:
    other = '<Choices name="topic" toName="t" choice="multiple"><Choice value="a"/><Choice value="b"/></Choices>'
    found = of(tmp_path, TEXT, MOOD, other)
    assert [label.name for label in found.contract.checked.labels["label"].labels] == ["good", "bad", "a", "b"]
    assert [rule.id for rule in found.contract.checked.rules] == ["mood_is_known", "topic_is_known"]


def test_a_tree_keeps_its_branches(tmp_path: Path) -> None:
    tree = '<Taxonomy name="x" toName="t"><Choice value="a"><Choice value="b"/></Choice></Taxonomy>'
    found = of(tmp_path, TEXT, tree)
    assert [label.parent for label in found.contract.checked.labels["x"].labels] == [None, "a"]
    assert str(results(found)["taxonomy"].type) == "list of list of x"


def test_numbers_ratings_and_texts(tmp_path: Path) -> None:
    rest = '<Number name="n" toName="t" min="0" max="5" step="1"/><Rating name="r" toName="t" maxRating="7"/>'
    found = of(tmp_path, TEXT, rest, '<TextArea name="x" toName="t"/><DateTime name="d" toName="t"/>')
    assert found.line("number :").startswith("number : int? in 0..5")
    assert found.line("rating :").startswith("rating : int? in 1..7")
    assert found.line("text :").startswith("text : list of text?")
    assert found.line("datetime :").startswith("datetime : text?")


def test_numbers_with_ranges_of_their_own_are_parted_by_rules(tmp_path: Path) -> None:
    numbers = '<Number name="a" toName="t" min="0"/><Number name="b" toName="t" max="9"/>'
    found = of(tmp_path, TEXT, numbers)
    assert [rule.id for rule in found.contract.checked.rules] == ["a_at_least", "b_at_most"]


def test_what_is_required_is_a_rule(tmp_path: Path) -> None:
    found = of(tmp_path, TEXT, MOOD.replace("toName", 'required="true" toName'))
    assert [rule.id for rule in found.contract.checked.rules] == ["mood_is_answered"]


def test_what_is_required_of_each_shape_is_a_comment(tmp_path: Path) -> None:
    found = of(tmp_path, TEXT, MOOD.replace("toName", 'required="true" perRegion="true" toName'))
    assert found.contract.checked.rules == ()
    assert "`mood` is required" in found.losses[0]


@pytest.mark.parametrize(
    ("control", "lost"),
    [
        ('<Pairwise name="p" toName="t"/>', "`<Pairwise>` `p`: there is no column for its answers"),
        ('<Choices name="c" toName="t" value="$options"/>', "the choices of `c`, which come from each task"),
        ('<Choices name="c" toName="t"><Choice value="a"/><Choice value="a"/></Choices>', "which stands twice"),
        ('<Choices name="c" toName="t"><Choice value="a"/><Choice value="$b"/></Choices>', "comes from each task"),
        (MOOD, "a second control `mood`"),
    ],
)
def test_what_cannot_be_said_is_a_comment(tmp_path: Path, control: str, lost: str) -> None:
    found = of(tmp_path, TEXT, MOOD, control)
    assert any(lost in each for each in found.losses), found.losses


def test_the_contract_accepts_what_annotators_could_choose_and_nothing_else(tmp_path: Path) -> None:
    of(tmp_path, TEXT, MOOD)
    contract = dcl.load(tmp_path / "imported.dcl")
    assert contract.check(f"labelstudio:{export(tmp_path, 'good')}").ok
    assert contract.check(f"labelstudio:{export(tmp_path, '0')}").ok
    report = contract.check(f"labelstudio:{export(tmp_path, 'bad')}")
    assert report["results.label.domain"].failed == 1


def export(folder: Path, choice: str) -> Path:
    result = {"from_name": "mood", "to_name": "t", "type": "choices", "value": {"choices": [choice]}}
    task = {"id": 1, "data": {"text": "It rained."}, "annotations": [{"id": 2, "result": [result]}]}
    path = folder / "export.json"
    path.write_text(json.dumps([task]), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("<View/>", "DCL833"),
        (f"<View>{TEXT}</View>", "DCL833"),
        ("<View>", "DCL831"),
        ("not XML", "DCL831"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><View>&b;</View>', "DCL832"),
        ("<a>" * 100_000, "DCL832"),
    ],
)
def test_what_is_no_configuration_is_refused(content: str, code: str) -> None:
    assert refused(content, "label-studio")[0] == code
